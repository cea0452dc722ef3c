"""What is refused is refused for its reason; what is taken has a clean copy in which nothing marked is
left.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from contextlib import suppress
from functools import cache

import pikepdf
import pytest

from portal.reports.evidence.checking import Examined, Refused, examine
from portal.reports.evidence.cleaning import Cleaned, clean
from portal.reports.evidence.kinds import IMAGES, Kind
from portal.reports.evidence.naming import extension
from portal.reports.evidence.signatures import kind_by_name
from tests.reports.evidence.corpus import BAD, GOOD, Bad, Good, Make
from tests.reports.evidence.pictures import BYTES, MARK


@cache
def taken(name: str, data: bytes) -> Examined:
    examined = examine(name, io.BytesIO(data))
    assert isinstance(examined, Examined), examined
    return examined


@cache
def cleaned(name: str, data: bytes) -> tuple[Cleaned, bytes]:
    target = io.BytesIO()
    done = clean(taken(name, data), io.BytesIO(data), target)
    assert isinstance(done, Cleaned), done
    return done, target.getvalue()


@cache
def _made(make: Make) -> bytes:
    return make()


def made(case: Good) -> bytes:
    return _made(case.make)


def kind_of(case: Good) -> Kind:
    return kind_by_name(extension(case.name))


def everything_readable(data: bytes) -> list[bytes]:
    """The bytes of a file, and what an independent reader finds packed in them."""
    found = [data]
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            found += [parts.read(name) for name in parts.namelist()]
            found += [name.encode() for name in parts.namelist()]
    elif data.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(data)) as document:
            plain = io.BytesIO()
            document.save(
                plain, qdf=True, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all
            )
            found.append(plain.getvalue())
            for stream in (item for item in document.objects if isinstance(item, pikepdf.Stream)):
                with suppress(zlib.error):
                    found.append(zlib.decompress(stream.read_raw_bytes()))
    elif zipfile.is_zipfile(io.BytesIO(data)):
        found += everything_readable(data[data.index(b"PK\x03\x04") :])
    for chunk in re.finditer(rb"(?:zTXt|iTXt|iCCP)[^\0]*\0+", data):
        with suppress(zlib.error):
            found.append(zlib.decompressobj().decompress(data[chunk.end() :]))
    return found


def is_marked(data: bytes) -> bool:
    words = (BYTES, MARK.encode("utf-16-le"), MARK.encode("utf-16-be"), BYTES.hex().encode(), b"Rar!")
    return any(word in part for part in everything_readable(data) for word in words)


def test_there_are_enough_files() -> None:
    assert len(BAD) + len(GOOD) >= 150
    assert len({case.what for case in [*BAD, *GOOD]}) == len(BAD) + len(GOOD)


@pytest.mark.parametrize("case", BAD, ids=lambda case: case.what)
def test_what_could_do_harm_is_refused_with_a_sentence(case: Bad) -> None:
    refused = examine(case.name, io.BytesIO(case.make()))
    assert isinstance(refused, Refused)
    assert refused.reason is case.reason
    assert str(refused).endswith(".")


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case.what)
def test_nothing_marked_is_left_in_a_clean_copy(case: Good) -> None:
    data = made(case)
    done, copy = cleaned(case.name, data)
    assert not is_marked(copy)
    assert case.traces <= set(done.removed)
    assert done.size_bytes == len(copy)


@pytest.mark.parametrize("case", [case for case in GOOD if case.traces], ids=lambda case: case.what)
def test_the_sender_is_told_beforehand_what_will_be_removed(case: Good) -> None:
    data = made(case)
    assert set(taken(case.name, data).traces) == set(cleaned(case.name, data)[0].removed)


HIDDEN_WITHOUT_A_WORD = {
    "PNG that moves", "JPEG with a preview",
}  # fmt: skip


@pytest.mark.parametrize("case", [case for case in GOOD if case.traces], ids=lambda case: case.what)
def test_the_search_for_marks_would_find_one(case: Good) -> None:
    """The reader that finds nothing in the copies finds the mark in what was sent."""
    if case.what not in HIDDEN_WITHOUT_A_WORD:
        assert is_marked(made(case))


# Pictures all go one way; two of each kind show it.
AGAIN = [case for case in GOOD if kind_of(case) not in IMAGES or "everything" in case.what or not case.traces]


@pytest.mark.parametrize("case", AGAIN, ids=lambda case: case.what)
def test_a_clean_copy_is_taken_again_and_has_nothing_to_remove(case: Good) -> None:
    first, copy = cleaned(case.name, made(case))
    again, second = cleaned(f"a.{first.kind.extension}", copy)
    assert again.removed == ()
    assert again.kind is first.kind
    if first.kind.value not in {"jpeg", "webp"}:
        assert second == copy
