"""A picture is known again, and its hash is made in bounded time from whatever file it is."""

from __future__ import annotations

import io
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from portal.triage.likeness.images import NEAR, bands_of, distance, image_hash
from tests.triage.likeness.made import changed, drawn, saved

NAMES = [f"picture-{number}" for number in range(12)]


def hash_of(image: Image.Image, quality: int = 90, kind: str = "JPEG") -> str:
    found = image_hash(saved(image, quality=quality, kind=kind))
    assert found is not None
    return found


@pytest.mark.parametrize("how", ["half", "third", "turned", "upside-down", "brighter", "grey"])
def test_a_picture_is_known_again_when_it_was_changed(how: str) -> None:
    found = [distance(hash_of(drawn(name)), hash_of(changed(drawn(name), how), quality=40)) for name in NAMES]
    assert sum(bits <= NEAR for bits in found) >= 0.9 * len(found), found


def test_a_picture_is_known_again_as_png() -> None:
    assert all(distance(hash_of(drawn(name)), hash_of(drawn(name), kind="PNG")) <= NEAR for name in NAMES)


def test_other_pictures_are_other_pictures() -> None:
    hashes = [hash_of(drawn(name)) for name in NAMES]
    near = [(a, b) for a in hashes for b in hashes if a < b and distance(a, b) <= NEAR]
    assert near == []


@given(st.integers(0, 2**64 - 1), st.sets(st.integers(0, 63), max_size=NEAR))
def test_pictures_that_differ_in_six_signs_share_a_band(number: int, flipped: set[int]) -> None:
    other = number
    for bit in flipped:
        other ^= 1 << bit
    one, two = f"{number:016x}", f"{other:016x}"
    assert distance(one, two) == len(flipped)
    assert set(bands_of(one)) & set(bands_of(two))


def test_what_is_no_picture_or_blank_or_broken_has_no_hash() -> None:
    whole = saved(drawn("x")).getvalue()
    blank = saved(Image.new("RGB", (300, 300), "white")).getvalue()
    for content in (b"", b"%PDF-1.7", blank, whole[:200], b"\x89PNG\r\n\x1a\n"):
        assert image_hash(io.BytesIO(content)) is None


def test_a_picture_of_too_many_pixels_is_not_opened() -> None:
    assert image_hash(saved(Image.new("1", (20_000, 20_000)), kind="PNG")) is None


def test_pictures_of_every_mode_have_a_hash() -> None:
    for mode in ("L", "LA", "P", "RGBA", "1", "I;16"):
        image = drawn("modes").convert("L").convert(mode) if mode == "I;16" else drawn("modes").convert(mode)
        assert image_hash(saved(image, kind="PNG")), mode


def test_two_scanned_pages_of_one_form_are_not_the_same_picture() -> None:
    def page(seed: int) -> Image.Image:
        random = Random(seed)
        image = Image.new("L", (850, 1100), 255)
        draw = ImageDraw.Draw(image)
        for line in range(60, 1050, 22):
            draw.rectangle((60, line, 60 + random.randrange(60, 740), line + 9), fill=30)
        return image

    near = [distance(hash_of(page(0)), hash_of(page(seed))) <= NEAR for seed in range(1, 20)]
    assert sum(near) <= 1
