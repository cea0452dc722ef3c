"""Words of any script as plain Latin ones."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from anyascii import anyascii

from portal.triage.likeness.translations import NATIVE, SAME_WORD

MOST_KEPT = 2_000
"""Words in the memory of a process while names are compared; each comes up hundreds of times."""
_NATIVE = re.compile("|".join(map(re.escape, sorted(NATIVE, key=len, reverse=True))))
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_WORD = re.compile(r"[a-z0-9]+")
_SYLLABLES = re.compile(r"[A-Z][a-z]*")
_SIGNS = re.compile(r"[\u3400-\u9fff]+")
_BARE = re.compile(r"[\u0590-\u06ff\u0900-\u0dff]")
_LEAD = ("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h")
_VOWEL = (
    *("a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae"),
    *("oe", "yo", "u", "wo", "we", "wi", "yu", "eu", "ui", "i"),
)
_TAIL = ("", *"kkknnntlkmlllplmpptt", "ng", *"ttktpt")
_HANGUL_FIRST, _HANGUL_LAST = 0xAC00, 0xD7A3
_LIKE_SOUNDS = str.maketrans("md", "nt")
_FOLDS = (
    ("tsch", "ch"),
    ("tch", "ch"),
    ("sch", "s"),
    ("sh", "s"),
    ("ph", "f"),
    ("th", "t"),
    ("rh", "r"),
    ("x", "ks"),
    ("woo", "u"),
    ("ck", "k"),
    ("qu", "kv"),
    ("oy", "o"),
    ("ou", "o"),
    ("c", "k"),
    ("q", "k"),
    ("w", "v"),
    ("z", "s"),
    ("y", "i"),
    ("j", "i"),
)


def composed(text: str) -> str:
    """One way to write each letter; wide and narrow forms are the same."""
    return unicodedata.normalize("NFKC", text)


def latin(text: str) -> str:
    """Lower-case Latin letters. Words that all firms have are translated, the rest is written by sound.

    Chinese is read in Mandarin, so kanji of Japan come out wrong; kana and hangul come out right.
    """
    known = _NATIVE.sub(lambda found: f" {NATIVE[found.group()]} ", composed(text).lower())
    return anyascii(_SIGNS.sub(_in_words, "".join(_syllable(letter) for letter in known))).lower()


def _in_words(signs: re.Match[str]) -> str:
    """Chinese, two syllables a word: so most names are made, and so they are written in Latin letters."""
    read = _SYLLABLES.findall(anyascii(signs.group()))
    length = 2 if len(read) > 3 else 3
    words = ("".join(read[place : place + length]) for place in range(0, len(read), length))
    return f" {' '.join(words)} "


def _syllable(letter: str) -> str:
    code = ord(letter) - _HANGUL_FIRST
    if not 0 <= code <= _HANGUL_LAST - _HANGUL_FIRST:
        return letter
    lead, rest = divmod(code, len(_VOWEL) * len(_TAIL))
    vowel, tail = divmod(rest, len(_TAIL))
    return _LEAD[lead] + _VOWEL[vowel] + _TAIL[tail]


def plain_words(text: str) -> list[str]:
    """Words of Latin letters and digits; "A.B.K." and "A B K" are one word."""
    joined = _INITIALS.sub(lambda found: found.group().replace(".", "") + " ", latin(text).replace("'", ""))
    return _together(_WORD.findall(joined))


def _together(words: Iterable[str]) -> list[str]:
    """Single letters in a row are initials of one name."""
    found: list[str] = []
    run = ""
    for word in [*words, ""]:
        if len(word) == 1 and word.isalpha():
            run += word
            continue
        found += [part for part in (run, word) if part]
        run = ""
    return found


def singular(word: str) -> str:
    """Rough: enough that "mugs" is "mug". Words on -ss and short ones stay."""
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def same_word(word: str) -> str:
    """One word for those that mean the same in a name: trade, trader and Handel are "trading"."""
    one = singular(word)
    return SAME_WORD.get(word) or SAME_WORD.get(one, one)


@lru_cache(MOST_KEPT)
def folded(word: str) -> str:
    """Letters that different ways of writing a sound mix up are the same; twice the same is once."""
    for sound, letter in _FOLDS:
        word = word.replace(sound, letter)
    return undoubled(word)


def undoubled(word: str) -> str:
    return re.sub(r"(.)\1+", r"\1", word)


@lru_cache(MOST_KEPT)
def skeleton(word: str) -> str:
    """The consonants, for scripts that write no vowels: "alnakheel" and "lnkhyl" are the same."""
    bones = folded(re.sub(r"[aeiouyw]", "", word)).translate(_LIKE_SOUNDS)
    return undoubled(bones)


def is_chinese(text: str) -> bool:
    return bool(_SIGNS.search(_NATIVE.sub(" ", composed(text))))


def is_bare(text: str) -> bool:
    """Whether a script was used that writes few or no vowels."""
    return bool(_BARE.search(text))
