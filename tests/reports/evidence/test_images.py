"""A clean picture looks as it did before, the right way up and in the same colours."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageChops, ImageOps

from tests.reports.evidence import pictures
from tests.reports.evidence.test_corpus import cleaned


def shown(name: str, data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(cleaned(name, data)[1]))
    image.load()
    return image


def most_different(one: Image.Image, other: Image.Image) -> int:
    bands = ImageChops.difference(one.convert("RGB"), other.convert("RGB")).getextrema()
    return max(int(high) for _, high in bands)  # type: ignore[misc]


@pytest.mark.parametrize("turned", range(1, 9))
def test_a_photo_is_turned_the_way_a_phone_shows_it(turned: int) -> None:
    data = pictures.jpeg(pictures.plain(64, 48), exif=pictures.exif(orientation=turned), quality=95)
    with Image.open(io.BytesIO(data)) as sent:
        wanted = ImageOps.exif_transpose(sent)
    copy = shown("a.jpg", data)
    assert copy.size == wanted.size == ((64, 48) if turned < 5 else (48, 64))
    assert most_different(copy.crop((4, 4, 16, 16)), wanted.crop((4, 4, 16, 16))) < 12
    assert not copy.getexif()


@pytest.mark.parametrize("turned", [0, 9, 65535])
def test_a_photo_with_an_impossible_turn_stays_as_it_is(turned: int) -> None:
    assert shown("a.jpg", pictures.jpeg(exif=pictures.exif(orientation=turned or None))).size == (24, 16)


def test_a_png_keeps_each_pixel() -> None:
    image = Image.effect_noise((40, 30), 90).convert("RGB")
    assert shown("a.png", pictures.png(image)).tobytes() == image.tobytes()


def test_a_png_keeps_what_shines_through() -> None:
    image = pictures.plain(mode="RGBA")
    image.putalpha(77)
    copy = shown("a.png", pictures.png(image))
    assert (copy.mode, copy.getpixel((0, 0))) == ("RGBA", (255, 0, 0, 77))


def test_a_png_of_colours_with_one_that_is_not_there_keeps_it_away() -> None:
    copy = shown("a.png", pictures.png(pictures.plain().convert("P"), transparency=0))
    assert copy.mode == "RGBA"


def test_sixteen_bits_of_grey_stay_grey() -> None:
    image = Image.new("L", (8, 8), 100).convert("I;16").point(lambda value: value * 256)
    assert shown("a.png", pictures.png(image)).getpixel((0, 0)) == 100


def test_colours_are_those_that_the_profile_meant() -> None:
    """A profile that turns red and blue round; the copy has none and shows what was shown."""
    swapped = bytearray(pictures.profile())
    at = {name: swapped.index(name, 128) for name in (b"rXYZ", b"bXYZ")}
    red, blue = (swapped[at[name] + 4 : at[name] + 8] for name in (b"rXYZ", b"bXYZ"))
    swapped[at[b"rXYZ"] + 4 : at[b"rXYZ"] + 8], swapped[at[b"bXYZ"] + 4 : at[b"bXYZ"] + 8] = blue, red
    pixel = shown(
        "a.png", pictures.png(Image.new("RGB", (8, 8), (250, 5, 5)), icc_profile=bytes(swapped))
    ).getpixel((3, 3))
    assert isinstance(pixel, tuple)
    assert pixel[2] > 200 > 60 > pixel[0]


def test_a_broken_profile_is_passed_over() -> None:
    assert shown("a.png", pictures.png(icc_profile=b"no profile at all")).getpixel((0, 0)) == (255, 0, 0)


def test_an_iphone_picture_becomes_a_jpeg_with_the_same_look() -> None:
    copy = shown("a.heic", pictures.heic(quality=95))
    assert copy.format == "JPEG"
    assert most_different(copy.crop((4, 4, 24, 40)), Image.new("RGB", (20, 36), "red")) < 30


def test_a_jpeg_says_nothing_of_the_tables_of_its_camera() -> None:
    """Tables of quality are those of a model of camera or of a program."""
    one, other = (shown("a.jpg", pictures.jpeg(quality=quality)) for quality in (40, 97))
    assert one.quantization == other.quantization  # type: ignore[attr-defined]


def test_a_jpeg_has_only_the_segments_that_a_picture_needs() -> None:
    copy = shown(
        "a.jpg", pictures.jpeg(exif=pictures.exif(all_=True), comment=b"x", icc_profile=pictures.profile())
    )
    assert [name for name, _ in copy.applist] == ["APP0"]  # type: ignore[attr-defined]
    assert set(copy.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi"}
