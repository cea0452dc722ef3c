"""People find their goods by their own words, and tariff codes as they are printed."""

from __future__ import annotations

import pytest

from portal.selfcheck.goods import search, shelf
from portal.selfcheck.query import codes_in
from tests.law import starter_edition
from tests.selfcheck.people import at

LAW = starter_edition().law


def first(text: str) -> str:
    found = search(LAW, text, "en").categories
    return found[0].slug if found else ""


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("mug", "ceramic-glass-tableware"),
        ("Mugs", "ceramic-glass-tableware"),
        ("teddy bear", "plush-toys-dolls"),
        ("TEDDIES bears", "plush-toys-dolls"),
        ("stuffie", "plush-toys-dolls"),
        ("plush", "plush-toys-dolls"),
        ("earbud", "bluetooth-wifi-gadgets"),
    ],
)
def test_goods_are_found_by_the_words_people_use(text: str, slug: str) -> None:
    found = [category.slug for category in search(LAW, text, "en").categories]
    assert slug in found[:3], found


def test_every_kind_of_goods_is_found_by_its_own_name_and_by_each_example() -> None:
    missing = [
        (category.slug, text)
        for category in LAW.book.categories
        for text in (category.words["label"]["en"], *category.examples, *category.also)
        if category not in search(LAW, text, "en").categories
    ]
    assert not missing


def test_a_slip_of_the_finger_still_finds_something_and_says_so() -> None:
    found = search(LAW, "tedy baer", "en")
    assert found.instead
    assert "plush-toys-dolls" in [category.slug for category in found.categories]


def test_the_first_digits_of_a_tariff_code_find_kinds_of_goods() -> None:
    assert "plush-toys-dolls" in [category.slug for category in search(LAW, "9503.00", "en").categories]


@pytest.mark.parametrize("text", ["", " ", "zzzzqqq", "%_'\"<>", "💡", "the of a", "9" * 90, "x " * 50])
def test_a_search_for_nonsense_finds_nothing_and_breaks_nothing(text: str) -> None:
    assert len(search(LAW, text, "en").categories) <= len(LAW.book.categories)


def test_each_kind_of_goods_stands_on_the_page_once() -> None:
    found = search(LAW, "mug", "en")
    shown = shelf(LAW, found, frozenset({"plush-toys-dolls"}), at().wording)
    lines = [*shown.chosen, *shown.found, *(option for aisle in shown.aisles for option in aisle.options)]
    assert sorted(line.value for line in lines) == sorted(category.slug for category in LAW.book.categories)
    assert len({line.number for line in lines}) == len(lines)


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("9503.00.00 73", ["9503.00.0073"]),
        ("9503 00 00 73", ["95030000" + "73"]),
        ("9503.00, 6109.10", ["9503.00", "6109.10"]),
        ("9503;6109", ["9503", "6109"]),
        ("9503 6109", ["9503", "6109"]),
        ("9503000073 61", ["9503000073", "61"]),
        ("64", ["64"]),
    ],
)
def test_tariff_codes_are_read_as_people_write_them(typed: str, codes: list[str]) -> None:
    assert codes_in([typed]) == codes
