"""The words of a text as they are looked for, in any script. Pure: nothing here knows of reports.

A word is folded (NFKC, case, accents) and brought to its stem. Scripts that put no spaces between words are
cut into pairs of signs, so that any two signs that stand side by side are found.
"""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

import snowballstemmer
from ruamel.yaml import YAML

UNSPACED = ("CJK", "IDEOGRAPHIC", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "LAO", "KHMER", "MYANMAR")
"""Korean has spaces, but its particles stand on the word: pairs find the word with any of them."""
WITHOUT_MARKS = {"LATIN", "GREEK", "ARABIC", "HEBREW"}
"""Scripts whose accents or vowel signs people leave out when they search."""
DIAERESIS = "\u0308"
STEMMERS = {"en": "english", "es": "spanish"}
"""Of the Latin script, by the language of a report. Others are stemmed as English is."""
STEMMERS_BY_SCRIPT = {
    "CYRILLIC": "russian",
    "ARABIC": "arabic",
    "DEVANAGARI": "hindi",
    "GREEK": "greek",
    "TAMIL": "tamil",
    "ARMENIAN": "armenian",
}
ARTICLE = "\u0627\u0644"
"""Of Arabic."""
LONGEST, SHORTEST = 40, 2
SHORTEST_NUMBER = 5
ORDINARY = Path(__file__).parent.parent / "starter" / "ordinary_words.yaml"
APART, WORD, PAIRS = range(3)
_own = threading.local()


def folded(text: str) -> str:
    """Alike for whoever types it with or without capitals, accents, full width or ligatures."""
    if text.isascii():
        return text.lower()
    kept, base = [], ""
    for sign in unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold()):
        if unicodedata.category(sign) != "Mn":
            base = sign
        elif script_of(base) in WITHOUT_MARKS or (sign == DIAERESIS and script_of(base) == "CYRILLIC"):
            continue
        kept.append(sign)
    return unicodedata.normalize("NFC", "".join(kept))


@lru_cache(maxsize=8_192)
def script_of(sign: str) -> str:
    """As the name of the sign begins: ``LATIN``, ``CJK``, ``CYRILLIC``; empty for one without a name."""
    return unicodedata.name(sign, "").partition(" ")[0].partition("-")[0] if sign else ""


@lru_cache(maxsize=8_192)
def kind_of(sign: str) -> int:
    if unicodedata.category(sign)[0] not in "LNM":
        return APART
    return PAIRS if script_of(sign) in UNSPACED else WORD


def words_in(text: str) -> Iterator[str]:
    """The words in their order, folded and not stemmed; the pairs of scripts without spaces."""
    for kind, signs in groupby(folded(text), kind_of):
        run = "".join(signs)
        if kind == PAIRS:
            yield from [run[place : place + 2] for place in range(len(run) - 1)] or [run]
        elif kind == WORD and len(run) >= SHORTEST:
            yield run[:LONGEST]


@cache
def ordinary() -> frozenset[str]:
    lists = YAML(typ="safe").load(ORDINARY)
    return frozenset(word for line in lists.values() for word in line.split())


def stems_to_keep(word: str, language: str) -> set[str]:
    """What a word of a report in this language is found by."""
    return _stems(word, ["en", language.partition("-")[0]])


def stems_to_find(word: str) -> set[str]:
    """What a word that somebody looks for may be kept as, whatever language it was written in."""
    return _stems(word, STEMMERS)


def _stems(word: str, languages: Iterable[str]) -> set[str]:
    found = {_stem(name, word) for name in _stemmers(word, languages)}
    if script_of(word[0]) == "ARABIC":  # without an article its stemmer takes first letters for particles
        found.add(word.removeprefix(ARTICLE) or word)
    return found


def _stemmers(word: str, languages: Iterable[str]) -> set[str]:
    script = script_of(word[0])
    if script in STEMMERS_BY_SCRIPT:
        return {STEMMERS_BY_SCRIPT[script]}
    if script == "LATIN":
        return {STEMMERS[language] for language in languages if language in STEMMERS}
    return {""}


def _stem(name: str, word: str) -> str:
    """A stemmer holds its word, so every thread has its own. Nothing is cached: these are reports."""
    if not name:
        return word
    known = _own.__dict__.setdefault("stemmers", {})
    if name not in known:
        known[name] = snowballstemmer.stemmer(name)
    found: str = known[name].stemWord(word)
    return found


def numbers_in(text: str) -> Iterator[str]:
    """What looks like a number of something (of an importer, a parcel, a tariff), without what parts it."""
    for piece in folded(text).split():
        if found := as_number(piece):
            yield found


def as_number(piece: str) -> str:
    """``12-3456789ab`` as ``123456789ab``; empty where it has no digit, or too few signs to be one."""
    plain = "".join(sign for sign in folded(piece) if sign.isalnum())
    is_one = SHORTEST_NUMBER <= len(plain) <= LONGEST and any(sign.isdigit() for sign in plain)
    return plain if is_one else ""
