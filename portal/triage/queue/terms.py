"""Words as they are stored: keyed digests, which without the installation's pepper tell no word."""

from __future__ import annotations

from collections.abc import Iterable

from portal.reports.sealing import digest
from portal.triage.queue.words import numbers_in, ordinary, stems_to_find, stems_to_keep, words_in
from portal.triage.told import Told

WORD, NAME, NUMBER = 1, 2, 3
"""Anything that was told; names of the accused once more by themselves; numbers of things, exactly."""
KINDS = frozenset({WORD, NAME, NUMBER})
Term = tuple[int, int]


def term(kind: int, word: str) -> Term:
    """The kind and the first 64 bits of the digest, as the signed number that databases hold."""
    return kind, int.from_bytes(bytes.fromhex(digest("term", f"{kind}:{word}")[:16]), "big", signed=True)


def terms_told(told: Told) -> set[Term]:
    """What a report is found by. Kinds keep the same word apart, so that they tell nothing of each other."""
    found = {term(WORD, stem) for stem in _stems(told.texts(), told.language)}
    found |= {term(NAME, stem) for stem in _stems(told.names(), told.language)}
    found |= {term(NUMBER, number) for text in told.texts() for number in numbers_in(text)}
    for one in told.accused:  # people write it in groups
        if number := "".join(numbers_in("".join(one.get("importer_number", "").split()))):
            found.add(term(NUMBER, number))
    return found


def _stems(texts: Iterable[str], language: str) -> set[str]:
    words = {word for text in texts for word in words_in(text)} - ordinary()
    return {stem for word in words for stem in stems_to_keep(word, language)}


def terms_to_find(kind: int, word: str) -> frozenset[Term]:
    """Any of these is the word."""
    return frozenset(term(kind, stem) for stem in stems_to_find(word))
