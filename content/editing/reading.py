"""How hard a text is to read: the grade of Flesch and Kincaid."""

from __future__ import annotations

import re
from functools import cache

from pyphen import Pyphen

WORD = re.compile(r"[A-Za-z]+(?:['\u2019-][A-Za-z]+)*|\d[\d,.]*")
SENTENCE = re.compile(r"[.!?](?=\s|$)|\n")


def grade(text: str) -> float:
    """The school grade in which the text can be read; 0 for a text without words."""
    words = WORD.findall(text)
    if not words:
        return 0.0
    sentences = sum(1 for part in SENTENCE.split(text) if WORD.search(part))
    syllables = sum(_syllables(word.lower()) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


@cache
def _hyphens() -> Pyphen:
    return Pyphen(lang="en_US", left=1, right=2)


def _syllables(word: str) -> int:
    """Breaks are only where a line may break, so the groups of vowels tell where there are more."""
    if not word[0].isalpha():
        return 1
    groups = len(re.findall(r"[aeiouy]+", re.sub(r"(?<=[a-z]{2})e$", "", word)))
    return max(1, groups, len(_hyphens().positions(word)) + 1)
