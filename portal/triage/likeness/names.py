"""Names of firms and persons: made plain, and how alike two of them are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from portal.triage.likeness.letters import (
    folded,
    is_bare,
    is_chinese,
    plain_words,
    same_word,
)
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
    SMALL_WORDS,
)

MOST_WORDS, MOST_LETTERS, MOST_NAMES = 8, 30, 12
_SEVERAL = re.compile(r"\s/\s|[;\n]|\baka\b|\bd/b/a\b|\bdba\b", re.IGNORECASE)
_SOMEBODY_SAYS = re.compile(r"\W*(?:i|we|he|she|they|you)['’]", re.IGNORECASE)  # noqa: RUF001
_ALSO = re.compile(r"[;,/\n]")
DISTINCT, _COMMON, ORDINARY = 1.0, 0.35, 0.25


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
        return tuple(word for word in self.words if weight(word) == DISTINCT)

    @cached_property
    def plain(self) -> str:
        """The same for every order of the words."""
        return " ".join(sorted(folded(word) for word in self.words if weight(word)))


def weight(word: str) -> float:
    """How much a word tells of who somebody is, 0 to 1."""
    if word in FILLERS:
        return 0.0
    if word in _BUSINESS_WORDS:
        return ORDINARY
    return _COMMON if word in _COMMON_WORDS or len(word) < 3 or word.isdigit() else DISTINCT


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
    if not told or all(weight(word) <= ORDINARY for word in told):
        return None
    return Name(told[:MOST_WORDS], places, is_bare(typed), is_chinese(typed))


_BUSINESS_WORDS = frozenset(map(same_word, BUSINESS))
_COMMON_WORDS = frozenset(map(same_word, COMMON))


def _is_description(typed: str, words: Sequence[str]) -> bool:
    if (
        _SOMEBODY_SAYS.match(typed)
        or words[0] in NO_NAMES
        or tuple(words[:2]) in {("no", "idea"), ("no", "name"), ("no", "clue")}
    ):
        return True
    if 2 * sum(word in SMALL_WORDS | NO_NAMES for word in words) >= len(words) > 1:
        return True
    begins_small = words[0] in {"the", "a", "an", "un", "una", "ein", "eine", "une"}
    rest = typed.split(maxsplit=1)[1:]
    return begins_small and not any(letter.isupper() for word in rest[:1] for letter in word.split()[0])
