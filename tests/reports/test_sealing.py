"""What is sealed opens only where it stands, unchanged, with its key."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.reports.sealing import (
    CannotOpenError,
    Key,
    Place,
    decoded,
    digest,
    name_of_key,
    new_key,
    seal,
    seal_json,
    unseal,
    unseal_json,
)

KEY = new_key()
PLACE = Place("report", UUID(int=1), "sealed")
PLACES = st.builds(Place, st.sampled_from(["report", "message"]), st.uuids(), st.sampled_from(["a", "b"]))


@given(st.binary(max_size=2_000), PLACES)
def test_what_is_sealed_opens_again(plain: bytes, place: Place) -> None:
    assert unseal(seal(plain, place, KEY), place, KEY) == plain


@given(st.binary(max_size=200), PLACES, PLACES)
def test_it_opens_in_no_other_place(plain: bytes, one: Place, other: Place) -> None:
    sealed = seal(plain, one, KEY)
    if one != other:
        with pytest.raises(CannotOpenError):
            unseal(sealed, other, KEY)


@given(st.binary(min_size=1, max_size=200), st.data())
def test_no_bit_of_it_can_be_changed(plain: bytes, data: st.DataObject) -> None:
    sealed = bytearray(seal(plain, PLACE, KEY))
    at = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[at // 8] ^= 1 << (at % 8)
    with pytest.raises(CannotOpenError):
        unseal(bytes(sealed), PLACE, KEY)


@given(st.binary(max_size=100))
def test_anything_else_is_refused_without_another_error(anything: bytes) -> None:
    with pytest.raises(CannotOpenError):
        unseal(anything, PLACE, KEY)


@given(st.binary(min_size=8, max_size=200))
def test_the_plain_words_do_not_stand_in_it_and_it_is_never_the_same(plain: bytes) -> None:
    one, other = seal(plain, PLACE, KEY), seal(plain, PLACE, KEY)
    assert plain not in one
    assert one != other


@given(st.recursive(st.none() | st.booleans() | st.text(), lambda inner: st.lists(inner), max_leaves=5))
def test_any_words_come_back_as_they_were(value: object) -> None:
    assert unseal_json(seal_json(value, PLACE, KEY), PLACE, KEY) == value


def test_it_opens_with_an_older_key_by_its_name_and_with_no_other() -> None:
    old, new = Key("2026", new_key().secret), Key("2027", new_key().secret)
    sealed = seal(b"x", PLACE, old)
    assert name_of_key(sealed) == "2026"
    assert unseal(sealed, PLACE, new, old) == b"x"
    with pytest.raises(CannotOpenError):
        unseal(sealed, PLACE, new)
    with pytest.raises(CannotOpenError):
        unseal(sealed, PLACE, Key("2026", new_key().secret))


def test_a_key_does_not_stand_in_a_traceback() -> None:
    assert repr(KEY.secret) not in repr(KEY)


@pytest.mark.parametrize("wrong", ["", "short", "A" * 44, "!" * 43])
def test_what_is_no_key_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="32 random bytes"):
        decoded(wrong)


def test_digests_of_different_purposes_differ() -> None:
    secret = str(uuid4())
    assert digest("code", secret) != digest("token", secret)
    assert digest("code", secret) == digest("code", secret)
