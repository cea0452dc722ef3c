"""Names of firms and persons: made plain, and how alike two of them are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import OSA

from portal.triage.likeness.letters import folded, is_bare, is_chinese, plain_words, same_word, skeleton
from portal.triage.likeness.places import without_addresses
from portal.triage.likeness.vocabulary import (
    ARTICLES,
    BUSINESS,
    COMMON,
    FILLERS,
    LEGAL_FORMS,
    MARKETS,
    NO_NAMES,
    PLACES,
)

MOST_WORDS, MOST_LETTERS, MOST_NAMES = 8, 30, 12
_SEVERAL = re.compile(r"\s/\s|[;\n]|\baka\b|\bd/b/a\b|\bdba\b", re.IGNORECASE)
_ALSO = re.compile(r"[;,/\n]")
_DISTINCT, _COMMON, _BUSINESS = 1.0, 0.35, 0.25
SOUND_FROM, ONE_TYPO_FROM, TWO_TYPOS_FROM, OTHER_FIRST_LETTER_FROM = 4, 5, 9, 8
"""Letters that a word must have, so that what differs is a spelling or a slip and not another word."""


@dataclass(frozen=True)
class Name:
    """The words that make a name, in the order typed, without legal forms."""

    words: tuple[str, ...]
    places: tuple[str, ...] = ()
    bare: bool = False
    """From a script that writes few vowels."""
    half_read: bool = False
    """Trades in it were read by sound, so what another name lacks of it means little."""

    @cached_property
    def distinct(self) -> tuple[str, ...]:
        """Those that few have in their names."""
        return tuple(word for word in self.words if weight(word) == _DISTINCT)

    @cached_property
    def plain(self) -> str:
        """The same for every order of the words."""
        return " ".join(sorted(folded(word) for word in self.words if weight(word)))


def weight(word: str) -> float:
    """How much a word tells of who somebody is, 0 to 1."""
    if word in FILLERS:
        return 0.0
    if word in _BUSINESS_WORDS:
        return _BUSINESS
    return _COMMON if word in _COMMON_WORDS or len(word) < 3 or word.isdigit() else _DISTINCT


def names_of(typed: str, also: str = "") -> list[Name]:
    """The names in an answer; none where somebody only says that they know none, or describes a shop."""
    parts = [*_SEVERAL.split(without_addresses(typed)), *_ALSO.split(without_addresses(also))]
    found = (name_of(part) for part in parts[:MOST_NAMES])
    return [name for name in dict.fromkeys(found) if name is not None]


def name_of(typed: str) -> Name | None:
    words = plain_words(typed[:200])[: 2 * MOST_WORDS]
    if not words or _is_description(typed, words):
        return None
    kept = [word[:MOST_LETTERS] for word in words if word not in LEGAL_FORMS | MARKETS]
    while kept and kept[0] in ARTICLES:
        kept = kept[1:]
    places = tuple(word for word in kept if word in PLACES)
    told = tuple(same_word(word) for word in kept if word not in PLACES) or places
    if not told or all(weight(word) <= _BUSINESS for word in told):
        return None
    return Name(told[:MOST_WORDS], places, is_bare(typed), is_chinese(typed))


_BUSINESS_WORDS = frozenset(map(same_word, BUSINESS))
_COMMON_WORDS = frozenset(map(same_word, COMMON))


def _is_description(typed: str, words: Sequence[str]) -> bool:
    if words[0] in NO_NAMES:
        return True
    begins_small = words[0] in {"the", "a", "an", "un", "una", "ein", "eine", "une"}
    rest = typed.split(maxsplit=1)[1:]
    return begins_small and not any(letter.isupper() for word in rest[:1] for letter in word.split()[0])


# How alike two names are


@dataclass(frozen=True, slots=True)
class Alike:
    """``share`` of the words' weight that both have, 0 to 1; whether one that few have is among them."""

    share: float
    words: int
    """How many both have."""
    is_distinct: bool
    is_exact: bool
    is_conflict: bool
    """Each has a word that the other lacks: two firms of one town, or of one family."""


NOT_ALIKE = Alike(0.0, 0, is_distinct=False, is_exact=False, is_conflict=True)


def alike(one: Name, other: Name, ordinary: frozenset[str] = frozenset()) -> Alike:
    """``ordinary`` are the goods: "Garlic" in the name of somebody who sells garlic tells little."""
    one, other = sorted((one, other), key=lambda name: name.words)
    first, left = _merged(one.words, other.words), _merged(other.words, one.words)

    def told(words: Iterable[str]) -> float:
        return sum(min(weight(word), _BUSINESS if word in ordinary else 1) for word in words)

    both: list[str] = []
    alone: list[str] = []
    is_exact = True
    for word in sorted(first, key=lambda word: (-weight(word), word)):
        match = _match(word, left, one.bare or other.bare)
        if match is None:
            alone.append(word)
            continue
        left.remove(match)
        both.append(min(word, match, key=lambda it: told([it])))
        is_exact = is_exact and match == word
    alone, left = ([word for word in words if weight(word)] for words in (alone, left))
    shared = told(both)
    # What only one of them says counts half: names are cut short.
    is_half_read = one.half_read != other.half_read
    missing = told([*alone, *left]) * (1 if alone and left and not is_half_read else 0.5)
    return Alike(
        share=shared / (shared + missing) if shared else 0.0,
        words=sum(weight(word) > 0 for word in both),
        is_distinct=any(told([word]) == _DISTINCT for word in both),
        is_exact=is_exact and not alone and not left,
        is_conflict=bool(alone and left) and not is_half_read,
    )


def _match(word: str, others: Sequence[str], loose: bool) -> str | None:
    """The same word, else one that is written alike, else one that it is the first letter of."""
    for is_one in (
        lambda it: it == word,
        lambda it: near(word, it, loose),
        lambda it: min(len(word), len(it)) == 1 and word[0] == it[0],
    ):
        if (match := next(filter(is_one, others), None)) is not None:
            return match
    return None


def best(ones: Iterable[Name], others: Sequence[Name], ordinary: frozenset[str] = frozenset()) -> Alike:
    """The most alike pair of two lists of names."""
    pairs = (alike(one, other, ordinary) for one in ones for other in others)
    return max(pairs, key=lambda it: (not it.is_conflict, it.is_distinct, it.share), default=NOT_ALIKE)


def near(one: str, other: str, loose: bool = False) -> bool:
    """Whether two words are one, written by sound or with a slip of the hand."""
    short = min(len(one), len(other))
    if one == other or (short >= SOUND_FROM and folded(one) == folded(other)):
        return True
    bones = skeleton(one) if loose else ""
    if len(bones) >= 3 and bones.removeprefix("l") == skeleton(other).removeprefix("l"):
        return True
    is_other_letter = one[0] != other[0]
    if short < ONE_TYPO_FROM or one.isdigit() or (is_other_letter and short < OTHER_FIRST_LETTER_FROM):
        return False
    most = 2 if short >= TWO_TYPOS_FROM and not is_other_letter else 1
    return OSA.distance(one, other, score_cutoff=most) <= most


def _merged(words: Sequence[str], others: Sequence[str]) -> list[str]:
    """Words that the other name writes as one, as one: "Harbor Line" against "Harborline"."""
    found: list[str] = []
    place = 0
    while place < len(words):
        for length in (3, 2):
            joined = "".join(words[place : place + length])
            enough = place + length <= len(words)
            if enough and any(len(it) >= 4 and near(joined, it) for it in others):
                found.append(next(it for it in others if near(joined, it)))
                place += length
                break
        else:
            found.append(words[place])
            place += 1
    return found
