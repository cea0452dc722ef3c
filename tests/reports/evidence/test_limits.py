"""Limits hold to the byte: what is just allowed is taken, and one more is not."""

from __future__ import annotations

import io
from zipfile import ZipInfo

import pytest

from portal.reports.evidence import limits, zipped
from portal.reports.evidence.checking import Examined, Refused, examine
from portal.reports.evidence.cleaning import Cleaned, clean
from portal.reports.evidence.findings import Reason, RefusedError
from tests.reports.evidence import papers, pictures


@pytest.mark.parametrize(("more", "taken"), [(-1, True), (0, True), (1, False)])
def test_a_file_may_have_25_mb(more: int, taken: bool) -> None:
    answer = examine("a.txt", io.BytesIO(b"a" * (25_000_000 + more)))
    assert isinstance(answer, Examined) is taken
    assert taken or answer == Refused(Reason.TOO_LARGE)


def test_what_is_too_large_is_not_read_to_its_end() -> None:
    class Endless(io.RawIOBase):
        taken = 0

        def seek(self, *_: int) -> int:
            return 0

        def read(self, size: int = -1) -> bytes:
            self.taken += size
            return b"a" * size

    endless = Endless()
    assert examine("a.txt", endless) == Refused(Reason.TOO_LARGE)  # type: ignore[arg-type]
    assert endless.taken < 25_200_000


@pytest.mark.parametrize(("height", "taken"), [(5000, True), (5001, False)])
def test_a_picture_may_have_40_million_pixels(height: int, taken: bool) -> None:
    answer = examine("a.png", io.BytesIO(pictures.png_of_size(8000, height)))
    assert isinstance(answer, Examined) is taken
    assert taken or answer == Refused(Reason.TOO_MANY_PIXELS)


@pytest.mark.parametrize(("height", "taken"), [(2500, True), (2501, False)])
def test_a_webp_may_have_20_million(height: int, taken: bool) -> None:
    data = pictures.saved(pictures.plain(8000, height), "WEBP", quality=1, method=0)
    examined = examine("a.webp", io.BytesIO(data))
    if not taken:
        assert examined == Refused(Reason.TOO_LARGE_A_WEBP)
        return
    assert isinstance(examined, Examined)
    assert isinstance(clean(examined, io.BytesIO(data), io.BytesIO()), Cleaned)


def reason_of(data: bytes) -> Reason | None:
    try:
        zipped.walk(io.BytesIO(data))
    except RefusedError as refused:
        return refused.reason
    return None


@pytest.mark.parametrize(("more", "reason"), [(0, None), (1, Reason.UNPACKS_TOO_LARGE)])
def test_a_document_may_have_a_thousand_parts(more: int, reason: Reason | None) -> None:
    assert reason_of(papers.zipped({str(number): b"" for number in range(1000 + more)})) is reason


@pytest.mark.parametrize(("more", "reason"), [(0, None), (1, Reason.UNPACKS_TOO_LARGE)])
def test_a_document_may_unpack_to_200_mb(more: int, reason: Reason | None) -> None:
    """The table is believed here, because this is where too much is refused before anything is unpacked."""
    parts = papers.zipped({str(number): b"a" * 9_000 for number in range(223)}, method=0)
    says = bytearray(parts)
    left, at = 200_000_000 + more, 0
    for _ in range(223):
        at = says.index(b"PK\x01\x02", at + 1)
        size = min(left, 900_000)
        left -= size
        says[at + 24 : at + 28] = size.to_bytes(4, "little")
    assert left == 0
    answer = reason_of(bytes(says))
    assert answer is (reason or Reason.STRANGE_ZIP)  # sizes that lie are seen when the parts are looked at


def test_a_part_that_lies_is_not_unpacked_further_than_it_says() -> None:
    source = io.BytesIO(papers.lying_sizes(papers.bomb(8 << 20), "word/media/zeros.bmp", 70_000, both=True))
    entry = next(entry for entry in zipped.walk(source) if entry.filename.endswith(".bmp"))
    pieces = zipped.unpacked(source, entry)
    assert len(next(pieces)) <= 65_536
    with pytest.raises(RefusedError):
        next(pieces)


@pytest.mark.parametrize(("packed", "reason"), [(20_000, None), (19_999, Reason.UNPACKS_TOO_LARGE)])
def test_a_part_may_unpack_to_a_hundred_times_its_size(packed: int, reason: Reason | None) -> None:
    entry = ZipInfo("a")
    entry.file_size, entry.compress_size = 2_000_000, packed
    if reason is None:
        zipped._insist_on_sizes([entry])
        return
    with pytest.raises(RefusedError) as refused:
        zipped._insist_on_sizes([entry])
    assert refused.value.reason is reason


def test_the_numbers_are_those_of_the_design() -> None:
    assert (limits.FILES_PER_REPORT, limits.FILE_BYTES, limits.REPORT_BYTES) == (10, 25_000_000, 100_000_000)
    assert (limits.ZIP_ENTRIES, limits.ZIP_UNPACKED_BYTES, limits.ZIP_RATIO) == (1_000, 200_000_000, 100)
    assert (limits.CHILD_CPU_SECONDS, limits.CHILD_MEMORY_BYTES) == (10, 512 << 20)
