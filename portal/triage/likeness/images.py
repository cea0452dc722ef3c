"""A picture's look as 64 signs, the same when it is made smaller, poorer, brighter or turned by a quarter."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from math import cos, pi
from statistics import fmean, median, pstdev
from typing import BinaryIO

from PIL import Image

MOST_PIXELS = 40_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
_SIDE, _WAVES = 32, 8
_FLAT = 4.0
"""Steps of grey: below, a picture is a blank page, and its signs would be noise."""
_CLEAR = 0.02
"""How far, of the brightness, its middle lies from the middle of the picture where one side is clearly up."""
BANDS = 8
NEAR, SOMEWHAT_NEAR = 6, 10
"""Of 64 signs, how many may differ. Up to 6, two of eight bands of eight are surely without one."""

Grey = list[list[float]]


def image_hash(file: BinaryIO) -> str | None:
    """Hashes of a clean copy, 16 hex digits each, joined by dots; more than one where it has no clear top.

    Nothing for what is no picture, too large, broken or blank. A JPEG is decoded small, anything else whole:
    up to 40 million pixels, so 160 MB for a moment. Reads from the start of ``file``.
    """
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=FORMATS) as image:
                return _hash(image)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None


def _hash(image: Image.Image) -> str | None:
    if image.width * image.height > MOST_PIXELS:
        return None
    image.draft("L", (_SIDE * 4, _SIDE * 4))
    if image.mode in ("P", "PA", "LA") or "transparency" in image.info:
        image = image.convert("RGBA")
    if image.mode == "RGBA":
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    small = image.convert("L").resize((_SIDE, _SIDE), Image.Resampling.LANCZOS, reducing_gap=3)
    dots = list(small.tobytes())
    if pstdev(dots) < _FLAT:
        return None
    grey = [[float(dot) for dot in dots[row * _SIDE : (row + 1) * _SIDE]] for row in range(_SIDE)]
    return ".".join(sorted({_signs(turned) for turned in _upright(grey)}))


def _turned(grey: Grey) -> Grey:
    return [list(row) for row in zip(*grey[::-1], strict=True)]


def _upright(grey: Grey) -> Iterator[Grey]:
    """The picture with its bright side to the right; both or all ways where that is not clear."""
    turns = [grey, _turned(grey), _turned(_turned(grey)), _turned(_turned(_turned(grey)))]
    slants = [_slant(turn) for turn in turns]
    clear = max(slants) >= _CLEAR
    yield from (
        turn for turn, slant in zip(turns, slants, strict=True) if not clear or slant >= 0.75 * max(slants)
    )


def _slant(grey: Grey) -> float:
    """How far the middle of the brightness lies to the right, as a part of the width."""
    columns = [sum(column) for column in zip(*grey, strict=True)]
    middle = (_SIDE - 1) / 2
    return sum((place - middle) * light for place, light in enumerate(columns)) / (sum(columns) or 1) / _SIDE


@cache
def _waves() -> tuple[tuple[float, ...], ...]:
    return tuple(
        tuple(cos(pi * wave * (2 * place + 1) / (2 * _SIDE)) for place in range(_SIDE))
        for wave in range(_WAVES)
    )


def _signs(grey: Grey) -> str:
    """Whether each of the 64 slowest waves in a picture is stronger than the middle one (pHash)."""
    waves = _waves()
    mean = fmean(map(fmean, grey))
    rows = [
        [sum((dot - mean) * it for dot, it in zip(row, wave, strict=True)) for wave in waves] for row in grey
    ]
    columns = list(zip(*rows, strict=True))
    found = [
        sum(dot * it for dot, it in zip(column, wave, strict=True)) for wave in waves for column in columns
    ]
    middle = median(found[1:])
    number = 0
    for value in found:
        number = number << 1 | (value > middle)
    return f"{number:016x}"


def hashes_in(told: str) -> list[int]:
    parts = told.split(".")[:4]
    return [int(part, 16) for part in parts if len(part) == 16 and _is_hex(part)]


def _is_hex(part: str) -> bool:
    return all(sign in "0123456789abcdef" for sign in part)


def distance(one: str, other: str) -> int:
    """How many of 64 signs differ, at best over all ways up; 64 for what is no hash."""
    pairs = ((a ^ b).bit_count() for a in hashes_in(one) for b in hashes_in(other))
    return min(pairs, default=64)


def bands_of(told: str) -> list[str]:
    """28 values a hash: any two that differ in at most `NEAR` signs share at least one."""
    found = []
    for number in hashes_in(told):
        parts = number.to_bytes(BANDS)
        found += [f"{a}{b}:{parts[a]:02x}{parts[b]:02x}" for a, b in combinations(range(BANDS), 2)]
    return found
