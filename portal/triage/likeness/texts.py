"""How much of a story is told in the same words, and under which marks such stories are found."""

from __future__ import annotations

import re
from hashlib import blake2b
from random import Random

from portal.triage.likeness.alike import near
from portal.triage.likeness.letters import composed, folded, plain_words, same_word, singular
from portal.triage.likeness.vocabulary import BUSINESS, FORMULAS

SHINGLE_WORDS = 3
FEWEST_SHINGLES = 8
BANDS, ROWS = 20, 3
"""Stories that have half of their shingles in common share a mark with 93 in 100, with a fifth 15 in 100."""
_PRIME = (1 << 61) - 1
_WORD = re.compile(r"[^\W_]+")
# Scripts that put no space between words are cut in pairs of signs.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_RANDOM = Random("likeness")  # noqa: S311  # no secret: it must be the same in every process and for ever
_SPREADS = tuple((_RANDOM.randrange(1, _PRIME), _RANDOM.randrange(_PRIME)) for _ in range(BANDS * ROWS))


def words_in(text: str) -> list[str]:
    found: list[str] = []
    for word in _WORD.findall(composed(text).casefold()):
        if _UNSPACED.search(word):
            found += [word[place : place + 2] for place in range(max(1, len(word) - 1))]
        else:
            found.append(word)
    return found


def shingles_of(text: str) -> frozenset[str]:
    """Each three words that follow each other, except where all three are what everybody writes."""
    words = words_in(text)
    parts = (words[place : place + SHINGLE_WORDS] for place in range(len(words) - SHINGLE_WORDS + 1))
    return frozenset(" ".join(part) for part in parts if not FORMULAS.issuperset(part))


def alike(one: frozenset[str], other: frozenset[str]) -> tuple[float, int]:
    """The share of the shorter story that stands in the other, and how many shingles that is."""
    both = len(one & other)
    return (both / min(len(one), len(other)), both) if both else (0.0, 0)


def bands_of(shingles: frozenset[str]) -> list[str]:
    """Values that two stories share the sooner, the more of their words they share (MinHash)."""
    if len(shingles) < FEWEST_SHINGLES:
        return []
    hashes = [int.from_bytes(blake2b(it.encode(), digest_size=7).digest()) for it in shingles]
    least = [min((a * it + b) % _PRIME for it in hashes) for a, b in _SPREADS]
    return [
        f"{band}:" + ".".join(f"{it:x}" for it in least[band * ROWS : (band + 1) * ROWS])
        for band in range(BANDS)
    ]


# Goods are told in a few words, so they are compared word by word.


def goods_words(text: str) -> frozenset[str]:
    words = (same_word(word) for word in plain_words(text[:1000]))
    kept = [word for word in words if len(word) > 2 and word not in FORMULAS | BUSINESS]
    return frozenset(kept[:60])


def goods_alike(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the shorter list that is in the other, slips of the hand allowed."""
    short, long = sorted((one, other), key=lambda words: (len(words), sorted(words)))
    if not short:
        return 0.0
    return sum(any(near(word, it) for it in long) for word in short) / len(short)


def roots(text: str) -> frozenset[str]:
    """Words that carry a story, however it is put: for stories told anew."""
    words = (folded(singular(word)) for word in plain_words(text[:4000]))
    return frozenset(word for word in words if len(word) > 3 and word not in _FORMULA_ROOTS)


_FORMULA_ROOTS = frozenset(folded(singular(word)) for word in FORMULAS | BUSINESS)
