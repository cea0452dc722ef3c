"""People find their goods by their own words, and tariff codes as they are printed."""

from __future__ import annotations

import pytest

from portal.selfcheck.goods import search, shelf
from portal.selfcheck.query import codes_in
from tests.law import starter_edition
from tests.selfcheck.people import at, send

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
        ("coffee mug", "ceramic-glass-tableware"),
        ("cup", "ceramic-glass-tableware"),
        ("phone case", "luggage-bags"),
        ("laptop sleeve", "luggage-bags"),
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


MUG = (
    "arrival_date=2026-11-22&mode=postal&purpose=resale&origin_country=CN&value_usd=30"
    "&same_day_other_value_usd=0&categories=ceramic-glass-tableware&alcohol=no&archaeological=no"
    "&electronic=no&has_radio=no&contains_lithium_battery=no&intended_for_children=no"
)


def test_other_goods_take_back_what_was_said_of_the_goods_before() -> None:
    there = send(at(MUG), "goods", [("categories", "phones-computers")])
    gone = {"electronic", "has_radio", "contains_lithium_battery"}
    assert not gone & there.answers.keys()
    assert gone <= there.assumed
    kept = {key: value for key, value in at(MUG).answers.items() if key not in gone | {"categories"}}
    assert kept.items() <= there.answers.items()


def test_what_new_goods_may_have_is_asked_again() -> None:
    there = send(at(MUG), "goods", [("categories", "plush-toys-dolls")])
    asked = {page.key: set(page.facts) for page in there.standing().pages}
    assert {"has_radio", "contains_lithium_battery"} <= asked["about-the-goods"]


def test_one_more_kind_of_goods_asks_only_what_is_its_own() -> None:
    both = [("categories", "ceramic-glass-tableware"), ("categories", "chargers-cables")]
    there = send(at(MUG), "goods", both)
    assert "electronic" not in there.answers
    assert there.answers["has_radio"] is False
    assert there.answers["intended_for_children"] is False


def test_the_same_goods_again_change_nothing() -> None:
    there = send(at(MUG), "goods", [("categories", "ceramic-glass-tableware")])
    assert there.answers == at(MUG).answers


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
