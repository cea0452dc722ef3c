"""Kinds of goods by the words people use for them: a search without scripts, and aisles to browse."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from itertools import count

from portal.rulebook.wording import Wording
from portal.rules.answers import possible_categories
from portal.rules.compiled import CompiledLaw
from portal.rules.law import Category

MOST_FOUND = 12
MOST_WORDS = 12
SHORTEST_PREFIX = 3
LIKE_ENOUGH = 0.75
# What a word is worth by where it stands; more when it is the whole word, most when all the words agree.
IN_LABEL, IN_SYNONYM, IN_AISLE = 6, 4, 1
WHOLE_WORD, WHOLE_PHRASE = 2, 10
EMPTY_WORDS = frozenset(["a", "an", "and", "the", "of", "for", "in", "on", "with", "or", "to", "some", "my"])


@dataclass(frozen=True)
class Found:
    """Kinds of goods for a search, the best first. ``instead`` is what was looked for when nothing fitted."""

    categories: tuple[Category, ...] = ()
    instead: str = ""


@dataclass(frozen=True)
class _Line:
    category: Category
    words: tuple[tuple[str, int], ...]
    phrases: frozenset[str]


def search(law: CompiledLaw, text: str, language: str) -> Found:
    """The kinds of goods that fit a few words, or the first digits of a tariff code."""
    digits = re.sub(r"[\s.]", "", text)
    if digits.isascii() and digits.isdigit() and len(digits) > 1:
        under = possible_categories([digits], law.book.categories)
        return Found(tuple(c for c in law.book.categories if c.slug in under)[:MOST_FOUND])
    lines = _lines(law, language)
    wanted = stems(text)[:MOST_WORDS]
    if categories := _best(lines, wanted):
        return Found(categories)
    known = sorted({word for line in lines for word, _worth in line.words})
    mended = [next(iter(get_close_matches(word, known, 1, LIKE_ENOUGH)), "") for word in wanted]
    mended = [word for word in mended if word]
    return Found(_best(lines, mended), " ".join(mended))


def _best(lines: tuple[_Line, ...], wanted: list[str]) -> tuple[Category, ...]:
    """The lines that fit the most of the words; among them those that fit best."""
    ranked = []
    for number, line in enumerate(lines):
        worths = [_worth(line, word) for word in wanted]
        hits = sum(worth > 0 for worth in worths)
        if hits:
            whole = WHOLE_PHRASE if " ".join(wanted) in line.phrases else 0
            ranked.append((-hits, -(sum(worths) + whole), number))
    if not ranked:
        return ()
    most = min(ranked)[0]
    return tuple(lines[n].category for hits, _worths, n in sorted(ranked) if hits == most)[:MOST_FOUND]


def _worth(line: _Line, wanted: str) -> int:
    """How well one word of the search fits: beginnings count, so "head" finds headphones."""
    return max(
        (
            worth * (WHOLE_WORD if word == wanted else 1)
            for word, worth in line.words
            if word == wanted or (len(wanted) >= SHORTEST_PREFIX and word.startswith(wanted))
        ),
        default=0,
    )


def stems(text: str) -> list[str]:
    """The words of a text in small letters, without accents and plural endings."""
    folded = unicodedata.normalize("NFD", text.lower())
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return [_singular(word) for word in re.findall(r"[a-z0-9]+", plain) if word not in EMPTY_WORDS]


def _singular(word: str) -> str:
    if len(word) <= SHORTEST_PREFIX or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("ches", "shes", "sses", "xes", "zes")):
        return word[:-2]
    return word.removesuffix("s")


@lru_cache(maxsize=8)
def _lines(law: CompiledLaw, language: str) -> tuple[_Line, ...]:
    wording = Wording(law, date.min, language)
    aisles = {aisle.key: wording.say(aisle.words, "title") for aisle in law.book.aisles}
    lines = []
    for category in law.book.categories:
        label = wording.say(category.words, "label")
        texts = [(label, IN_LABEL), (aisles[category.aisle], IN_AISLE)]
        texts += [(text, IN_SYNONYM) for text in (*category.examples, *category.also)]
        words = tuple((word, worth) for text, worth in texts for word in stems(text))
        phrases = frozenset(" ".join(stems(text)) for text, worth in texts if worth != IN_AISLE)
        lines.append(_Line(category, words, phrases))
    return tuple(lines)


# Browsing


@dataclass(frozen=True)
class Option:
    """One kind of goods as a line to tick. ``words`` are more words by which a script finds it."""

    value: str
    label: str
    hint: str
    words: str
    selected: bool
    number: int


@dataclass(frozen=True)
class Aisle:
    key: str
    title: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Shelf:
    """All kinds of goods, each once: the chosen ones, those found by a search, and the rest by aisle."""

    chosen: tuple[Option, ...]
    found: tuple[Option, ...]
    aisles: tuple[Aisle, ...]


def shelf(law: CompiledLaw, found: Found, ticked: frozenset[str], wording: Wording) -> Shelf:
    """Every kind of goods as a line to tick."""
    number = count()

    def option(category: Category) -> Option:
        return Option(
            value=category.slug,
            label=wording.say(category.words, "label"),
            hint=", ".join(category.examples),
            words=" ".join(category.also),
            selected=category.slug in ticked,
            number=next(number),
        )

    shown = ticked | {category.slug for category in found.categories}
    chosen = tuple(option(category) for category in law.book.categories if category.slug in ticked)
    fitting = tuple(option(category) for category in found.categories if category.slug not in ticked)
    aisles = tuple(
        Aisle(
            aisle.key,
            wording.say(aisle.words, "title"),
            tuple(option(c) for c in law.book.categories if c.aisle == aisle.key and c.slug not in shown),
        )
        for aisle in law.book.aisles
    )
    return Shelf(chosen, fitting, tuple(aisle for aisle in aisles if aisle.options))
