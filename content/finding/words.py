"""What people type, taken apart: words without accents, without those that only make a question."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

LONGEST_TEXT = 200
MOST_TERMS = 14
MOST_ORDINARY = 3
LONGEST_PHRASE = 5
SHORTEST_PREFIX = 3
_WORD = re.compile(r"[^\W_]+")

# Of English; another language brings its own list.
_TEXT = """
a about again all also am an and any anybody are aren as at back be because been being but by can
cannot could did didn do does doesn doing don done for from get gets getting give go going got had
has have he help her here him his how i if in instead into is isn it its just know learn let like ll
look make many may me might mine more most much must my myself need needed needs no not now of on
one only or other our out over own please re right same say says she should since so some somebody
something stand such take tell than that the their them then there these they thing things this
those through to too under up us use ve very want wants was wasn way we were what when where whether
which who whom whose why will with without won would yes you your
"""
ORDINARY = frozenset(_TEXT.split())

Phrase = tuple[str, ...]
Synonyms = Mapping[Phrase, tuple[Phrase, ...]]
"""From the roots of a phrase to all phrases that mean the same, itself among them."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing looked for: any of some phrases. ``begins``: the last word may go on (``classif…``)."""

    phrases: tuple[Phrase, ...]
    begins: bool = False

    @property
    def words(self) -> str:
        return " ".join(self.phrases[0])


def words_of(text: str) -> list[str]:
    """The words of a text in small letters and without accents; punctuation parts words."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall("".join(letter for letter in folded if not unicodedata.combining(letter)))


def root(word: str) -> str:
    """A word without the ending of a plural, to compare what people type; databases stem by themselves."""
    if len(word) <= SHORTEST_PREFIX or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(("ches", "shes", "sses", "xes", "zes")) else word.removesuffix("s")


def roots(text: str) -> Phrase:
    return tuple(root(word) for word in words_of(text))


def terms_of(text: str, synonyms: Synonyms) -> tuple[Term, ...]:
    """What a text looks for. Of a text of nothing but ordinary words the longest count."""
    words = words_of(text[:LONGEST_TEXT])
    found: dict[Term, None] = {}
    place = 0
    while place < len(words):
        wide, phrases = _same(words, place, synonyms)
        if phrases:
            found[Term(phrases)] = None
        elif words[place] not in ORDINARY and (len(words[place]) > 1 or words[place].isdigit()):
            found[Term(((words[place],),))] = None
        place += wide
    if not found:
        found = {Term(((word,),)): None for word in sorted(words, key=len, reverse=True)[:MOST_ORDINARY]}
    return tuple(found)[:MOST_TERMS]


def _same(words: list[str], place: int, synonyms: Synonyms) -> tuple[int, tuple[Phrase, ...]]:
    """The longest phrase from here on that has synonyms: how many words it is wide, and all of them."""
    for wide in range(min(LONGEST_PHRASE, len(words) - place), 0, -1):
        typed = tuple(words[place : place + wide])
        if others := synonyms.get(tuple(root(word) for word in typed)):
            return wide, (typed, *(phrase for phrase in others if phrase != typed))
    return 1, ()
