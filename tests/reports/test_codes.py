"""Codes can be written down, read out and typed again, and tell nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.reports import codes

TOKENS = st.text(alphabet=codes.LETTERS, min_size=26, max_size=26)


@given(TOKENS, st.sampled_from([" ", "-", "", "\u2013", "\n"]), st.booleans())
def test_a_code_is_read_however_it_is_typed(code: str, between: str, is_lower: bool) -> None:
    typed = codes.spoken(code).replace("-", between)
    assert codes.plain(typed.lower() if is_lower else typed) == code


def test_letters_that_look_like_digits_are_read_as_digits() -> None:
    assert codes.plain("O" * 13 + "iL" * 6 + "l") == "0" * 13 + "1" * 13


@given(st.text(max_size=60))
def test_anything_is_a_code_or_refused(typed: str) -> None:
    try:
        code = codes.plain(typed)
    except codes.NoCodeError:
        return
    assert re.fullmatch(f"[{codes.LETTERS}]{{26}}", code)


def test_codes_are_random() -> None:
    made = {codes.new_code() for _time in range(2_000)}
    assert len(made) == 2_000
    for place in range(codes.CODE_LENGTH):
        assert len({code[place] for code in made}) == len(codes.LETTERS), f"every letter at place {place}"


@given(TOKENS, TOKENS)
def test_the_same_page_gets_the_same_code_and_another_page_another(one: str, other: str) -> None:
    assert codes.code_of(one) == codes.code_of(one)
    assert len(codes.code_of(one)) == codes.CODE_LENGTH
    assert (codes.code_of(one) == codes.code_of(other)) == (one == other)
    assert one not in codes.code_of(one)


@pytest.mark.parametrize("year", [2026, 2031])
def test_a_number_is_no_count(year: int) -> None:
    made = [codes.new_number(year) for _time in range(200)]
    assert all(re.fullmatch(rf"TVR-{year}-\d{{8}}", number) for number in made)
    assert made != sorted(made)
