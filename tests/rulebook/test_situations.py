"""What a draft changes, as sentences that a lawyer can weigh: which situations, and from what to what."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import pytest

from portal.rulebook.sentences import Sentences
from portal.rules.difference import Among, Between, Box, Change, Difference, Meets, Part, Read, Told
from portal.rules.spans import Span
from tests.law import starter_edition

NEW_YEAR = date(2027, 1, 1)


@lru_cache(maxsize=1)
def starter() -> Sentences:
    return Sentences(starter_edition().law.book)


def everything(fact: str) -> frozenset[str]:
    book = starter_edition().law.book
    if fact == "origin_country":
        return frozenset(country.code for country in book.countries)
    return frozenset(option.key for option in starter_edition().law.facts[fact].options)


@pytest.mark.parametrize(
    ("part", "says"),
    [
        (Told("alcohol", frozenset([True])), "it holds alcoholic drinks"),
        (Told("alcohol", frozenset([False])), "it is not true that it holds alcoholic drinks"),
        (
            Told("prohibited", frozenset([None])),
            "nobody says whether this is true: the import is barred by law",
        ),
        (
            Told("prohibited", frozenset([False, None])),
            "this is not true, or nobody says whether it is: the import is barred by law",
        ),
        (Among("mode", frozenset(["postal"])), "the way of shipping is “By mail”"),
        (Among("mode", frozenset(["postal"]), outside=True), "the way of shipping is any but “By mail”"),
        (Between("value_usd", ((None, 250000),)), "the value of this shipment is at most $2,500"),
        (Between("value_usd", ((250000, None),)), "the value of this shipment is over $2,500"),
        (
            Between("value_usd", ((None, 10000), (80000, 250000))),
            "the value of this shipment is at most $100 or over $800, up to $2,500",
        ),
        (Between("quantity", ((None, 3),)), "the number of units is at most 3"),
        (Meets("hts", frozenset(["7102"]), True), "a tariff code starts with 7102"),
        (Meets("categories", frozenset(["seeds"]), False), "the goods do not include “Seeds for planting”"),
        (
            Read("perfume-before-2016", True),
            "the open point “Perfume with alcohol before August 26, 2016” is taken as met",
        ),
    ],
)
def test_a_part_of_a_set_reads_so(part: Part, says: str) -> None:
    assert starter().part(part) == says


def test_sets_are_told_by_their_shorter_side() -> None:
    but_mail = everything("mode") - {"postal"}
    assert starter().part(Among("mode", but_mail)) == "the way of shipping is any but “By mail”"
    assert starter().part(Among("mode", but_mail, outside=True)) == "the way of shipping is “By mail”"
    but_two = everything("origin_country") - {"CN", "HK"}
    says = "the country of origin is any but on the list “China and Hong Kong (Macau is not in it)”"
    assert starter().part(Among("origin_country", but_two)) == says
    assert starter().part(Among("mode", everything("mode"))) == "the way of shipping is any"


def test_a_long_list_is_cut_and_counted() -> None:
    twenty = frozenset(sorted(everything("origin_country"))[:20])
    assert starter().part(Among("origin_country", twenty)).endswith(" or 13 more")


def box(*parts: Part, size: int = 1) -> Box:
    return Box(parts, size, {})


def test_a_change_tells_what_becomes_of_which_arrivals() -> None:
    value = Between("value_usd", ((250000, 300000),))
    mail = Among("mode", frozenset(["postal"]))
    change = Change(
        "entry", "formal", "courier-informal", Span(NEW_YEAR), 4, box(value, mail), (box(value, mail),)
    )
    text = starter().change(change)
    assert text.where == (
        "Arrivals from January 1, 2027: the value of this shipment is over $2,500, up to $3,000; "
        "and the way of shipping is “By mail”."
    )
    assert text.move == (
        "The kind of entry: “This shipment needs a formal entry” "
        "→ “An informal entry, filed by the courier or a broker”."
    )
    assert not text.lines
    assert text.plain == f"{text.move} {text.where}"


def test_several_sets_are_listed_without_what_they_share_and_the_rest_is_counted() -> None:
    value, mail = Between("value_usd", ((0, 100),)), Among("mode", frozenset(["postal"]))
    beer, smoke = Told("alcohol", frozenset([True])), Told("tobacco", frozenset([True]))
    change = Change(
        "cdc-dogs",
        "none",
        "applies",
        Span(),
        9,
        box(value),
        (box(value, mail, beer), box(value, smoke)),
        left=2,
    )
    text = starter().change(change)
    assert text.move == "Dogs: CDC form and microchip: it does not bind → it binds."
    assert [line.plain for line in text.lines] == [
        "the way of shipping is “By mail”; and it holds alcoholic drinks",
        "it holds tobacco, cigars, cigarettes, tubes or papers",
    ]
    assert [line.text for line in text.lines[0].parts] == [
        "The way of shipping is “By mail”",
        "It holds alcoholic drinks",
    ]
    assert text.left == "And 2 more situations."
    assert text.plain.endswith("And 2 more situations.")


def test_a_change_of_everything_says_in_every_situation_and_one_day_is_one_day() -> None:
    change = Change(
        "de_minimis", "eligible", "suspended", Span(NEW_YEAR, date(2027, 1, 2)), 1, box(), (box(),)
    )
    assert starter().change(change).where == "Arrivals on January 1, 2027: in every situation."


def test_subjects_that_were_only_sampled_are_named() -> None:
    assert starter().sampled(Difference(())) == ""
    text = starter().sampled(Difference((), ("entry", "cdc-dogs")))
    assert text.endswith("looked at for: The kind of entry; Dogs: CDC form and microchip.")
