"""A file that is sealed opens whole, or not at all."""

from __future__ import annotations

import io
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.reports import sealed_files
from portal.reports.sealed_files import seal_file, unseal_file
from portal.reports.sealing import CannotOpenError, Key, Place, new_key

KEY = new_key()
PLACE = Place("evidence", UUID(int=7), "original")
PIECE = 64


@pytest.fixture(autouse=True, scope="module")
def _small_pieces() -> object:
    patch = pytest.MonkeyPatch()
    patch.setattr(sealed_files, "PIECE_BYTES", PIECE)
    yield
    patch.undo()


def sealed(plain: bytes) -> bytes:
    return b"".join(seal_file(io.BytesIO(plain), PLACE, KEY))


def opened(stored: bytes, place: Place = PLACE, key: Key = KEY) -> bytes:
    return b"".join(unseal_file(io.BytesIO(stored), place, key))


@given(st.binary(max_size=PIECE * 4))
def test_any_file_comes_back(plain: bytes) -> None:
    assert opened(sealed(plain)) == plain


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 1])
def test_at_the_edges_of_pieces_too(size: int) -> None:
    assert opened(sealed(b"x" * size)) == b"x" * size


@settings(max_examples=60)
@given(st.binary(min_size=1, max_size=PIECE * 3), st.data())
def test_a_file_that_is_cut_off_does_not_open(plain: bytes, data: st.DataObject) -> None:
    stored = sealed(plain)
    end = data.draw(st.integers(0, len(stored) - 1))
    with pytest.raises(CannotOpenError):
        opened(stored[:end])


@settings(max_examples=60)
@given(st.binary(min_size=1, max_size=PIECE * 3), st.data())
def test_no_bit_of_a_file_can_be_changed(plain: bytes, data: st.DataObject) -> None:
    stored = bytearray(sealed(plain))
    at = data.draw(st.integers(0, len(stored) * 8 - 1))
    stored[at // 8] ^= 1 << (at % 8)
    with pytest.raises(CannotOpenError):
        opened(bytes(stored))


def test_pieces_cannot_change_places_or_be_left_out() -> None:
    stored = sealed(bytes(range(PIECE)) * 3)
    size, head = PIECE + 16, len(stored) - 3 * (PIECE + 16)
    pieces = [stored[head + at * size : head + (at + 1) * size] for at in range(3)]
    for order in ([1, 0, 2], [0, 2], [0, 1], [0, 1, 2, 2]):
        with pytest.raises(CannotOpenError):
            opened(stored[:head] + b"".join(pieces[at] for at in order))


def test_it_opens_in_no_other_place_and_with_no_other_key() -> None:
    stored = sealed(b"a photo")
    for place, key in (
        (Place("evidence", UUID(int=8), "original"), KEY),
        (Place("evidence", UUID(int=7), "clean"), KEY),
        (PLACE, new_key()),
        (PLACE, Key("other", KEY.secret)),
    ):
        with pytest.raises(CannotOpenError):
            opened(stored, place, key)
