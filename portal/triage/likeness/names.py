"""Names of firms and persons: made plain, and how alike two of them are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import OSA

from portal.triage.likeness.letters import folded, is_bare, plain_words, same_word, skeleton
from portal.triage.likeness.places import without_addresses
from portal.triage.likeness.vocabulary import (
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
    """The words that make a name, in the order typed, without legal forms and small words."""

    words: tuple[str, ...]
    places: tuple[str, ...] = ()
    bare: bool = False

    @cached_property
    def distinct(self) -> tuple[str, ...]:
        """Those that few have in their names."""
        return tuple(word for word in self.words if weight(word) == _DISTINCT)

    @cached_property
    def plain(self) -> str:
        """The same for every order and spacing that keeps the words whole."""
        return " ".join(sorted(map(folded, self.words)))


def weight(word: str) -> float:
    """How much a word tells of who somebody is, 0 to 1."""
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
    kept = [word[:MOST_LETTERS] for word in words if word not in LEGAL_FORMS | FILLERS | MARKETS]
    places = tuple(word for word in kept if word in PLACES)
    told = tuple(same_word(word) for word in kept if word not in PLACES) or places
    if not told or all(weight(word) == _BUSINESS for word in told):
        return None
    return Name(told[:MOST_WORDS], places, is_bare(typed))


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


def alike(one: Name, other: Name) -> Alike:
    one, other = sorted((one, other), key=lambda name: name.words)
    first, second = _merged(one.words, other.words), _merged(other.words, one.words)
    loose = one.bare or other.bare
    left = list(second)
    both: list[str] = []
    exact = True
    for word in sorted(first, key=lambda word: (-weight(word), word)):
        match = next((w for w in left if w == word), None) or next(
            (w for w in left if near(word, w, loose)), None
        )
        if match is not None:
            left.remove(match)
            both.append(min(word, match, key=weight))
            exact = exact and match == word
    only_first, only_second = _total(first) - _total(both), _total(left)
    has_lack = len(first) > len(both)
    shared = _total(both)
    # What only one of them says counts half: names are cut short.
    missing = only_first + only_second if has_lack and left else (max(only_first, 0.0) + only_second) / 2
    return Alike(
        share=shared / (shared + missing) if shared else 0.0,
        words=len(both),
        is_distinct=any(weight(word) == _DISTINCT for word in both),
        is_exact=exact and not has_lack and not left,
        is_conflict=has_lack and bool(left),
    )


def best(ones: Iterable[Name], others: Sequence[Name]) -> Alike:
    """The most alike pair of two lists of names."""
    pairs = (alike(one, other) for one in ones for other in others)
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


def _total(words: Iterable[str]) -> float:
    return sum(map(weight, words))
