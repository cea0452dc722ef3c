"""Under what a report is found among all others without any of them being opened.

A mark is a kind and a value. The value is plain text of the report: it is never stored, only its
keyed digest. Two reports that share a mark are candidates, no more: `comparing` says what they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import combinations
from typing import NamedTuple

from portal.triage.likeness import images, texts
from portal.triage.likeness.alike import ONE_TYPO_FROM
from portal.triage.likeness.facts import Facts
from portal.triage.likeness.letters import folded, skeleton
from portal.triage.likeness.names import Name, weight
from portal.triage.likeness.numbers import phone_ending
from portal.triage.likeness.signs import Signs, signs_of

VERSION = 1
"""Of how marks are made. Raise it with any change of names, letters or words, and mark all reports anew."""
MOST_MARKS = 400
FEWEST_BONES, START_LETTERS = 3, 8
"""Consonants by which a word is found that another script wrote without its vowels."""


class Kind(StrEnum):
    IMPORTER = "importer"
    REFERENCE = "reference"
    FILE = "file"
    OFFER = "offer"
    STORE = "store"
    EMAIL = "email"
    PHONE = "phone"
    DOMAIN = "domain"
    NAME = "name"
    WORD = "word"
    PAIR = "pair"
    SOUND = "sound"
    START = "start"
    IMAGE = "image"
    TEXT = "text"
    TYPO = "typo"


SKIPPED_WHEN_COMMON = frozenset(
    {Kind.NAME, Kind.WORD, Kind.PAIR, Kind.SOUND, Kind.START, Kind.IMAGE, Kind.TEXT, Kind.TYPO, Kind.DOMAIN}
)
"""A mark of these kinds that hundreds of reports have may be passed over when candidates are looked for:
what is really one is found by another of its marks. Of the other kinds take the newest reports instead.
"""
WEIGHTS = {
    Kind.IMPORTER: 8,
    Kind.REFERENCE: 8,
    Kind.FILE: 8,
    Kind.OFFER: 8,
    Kind.STORE: 8,
    Kind.EMAIL: 8,
    Kind.NAME: 8,
    Kind.PHONE: 6,
    Kind.DOMAIN: 6,
    Kind.WORD: 4,
    Kind.PAIR: 3,
    Kind.SOUND: 3,
    Kind.START: 3,
    Kind.TEXT: 3,
    Kind.TYPO: 2,
    Kind.IMAGE: 1,
}
"""For more candidates than can be opened: those with the largest sum over shared marks first."""
_MOST_OF_A_KIND = {Kind.IMAGE: 168, Kind.TYPO: 100, Kind.WORD: 60, Kind.PAIR: 60, Kind.SOUND: 60}
_MOST_OF_OTHERS = 40


class Mark(NamedTuple):
    kind: Kind
    value: str


def marks_of(facts: Facts) -> frozenset[Mark]:
    """At most `MOST_MARKS`, the same for the same answers in any order, in every process and version."""
    return marks_of_signs(signs_of(facts))


def marks_of_signs(signs: Signs) -> frozenset[Mark]:
    """The surest kinds first, so that a long report loses typos and not its numbers."""
    found: list[Mark] = []
    for kind, values in _by_kind(signs):
        most = min(_MOST_OF_A_KIND.get(kind, _MOST_OF_OTHERS), MOST_MARKS - len(found))
        found += [Mark(kind, value) for value in sorted({value for value in values if value})[:most]]
    return frozenset(found)


def _by_kind(signs: Signs) -> Iterator[tuple[Kind, Iterable[str]]]:
    yield Kind.IMPORTER, signs.importers
    yield Kind.REFERENCE, signs.references
    yield Kind.FILE, signs.files
    yield Kind.OFFER, signs.offers
    yield Kind.STORE, signs.stores
    yield Kind.EMAIL, signs.emails
    yield Kind.PHONE, map(phone_ending, signs.phones)
    yield Kind.DOMAIN, signs.domains
    yield Kind.NAME, (it for name in signs.names for it in (name.plain, name.plain.replace(" ", "")))
    yield Kind.TEXT, texts.bands_of(signs.shingles)
    words = [word for name in signs.names for word in _words(name)]
    yield Kind.WORD, (word for name in signs.names for word in _words(name, rows_of_common_words=True))
    yield Kind.PAIR, (pair for name in signs.names for pair in _pairs(name))
    yield Kind.SOUND, (bones for name in signs.names for bones in _bones(name))
    yield Kind.START, (start for name in signs.names if len(start := _start(name)) == START_LETTERS)
    yield Kind.IMAGE, (band for told in signs.images for band in images.bands_of(told))
    yield Kind.TYPO, (slip for word in words for slip in _slips(word))


def _words(name: Name, *, rows_of_common_words: bool = False) -> Iterator[str]:
    """Words that few names have, and two or three in a row as one: they are often written so."""
    yield from map(folded, name.distinct)
    for length in (2, 3):
        for row in zip(*(name.words[place:] for place in range(length)), strict=False):
            if rows_of_common_words or not set(row).isdisjoint(name.distinct):
                yield folded("".join(row))


def _pairs(name: Name) -> Iterator[str]:
    words = sorted({folded(word) for word in name.words if weight(word)})
    yield from (f"{a} {b}" for a, b in combinations(words, 2))


def _start(name: Name) -> str:
    """For names that another wrote without spaces, and went on: "Cumberland", "cumberlandcandle.com"."""
    is_told = name.words[0] in name.distinct
    return folded("".join(name.words))[:START_LETTERS] if is_told else ""


def _bones(name: Name) -> Iterator[str]:
    for bones in map(skeleton, _words(name)):
        # The article of Arabic grows into the word.
        yield from (it for it in {bones, bones.removeprefix("l")} if len(it) >= FEWEST_BONES)


def _slips(word: str) -> Iterator[str]:
    """A word, and the word with each letter left out: two that differ in one letter share one of these."""
    if ONE_TYPO_FROM <= len(word) <= 16:
        yield word
        yield from (word[:place] + word[place + 1 :] for place in range(len(word)))
