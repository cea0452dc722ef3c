"""Domains, stores, telephones and numbers are the same however they are written."""

# ruff: noqa: RUF001  # signs as keyboards of other countries type them

from __future__ import annotations

from collections.abc import Set

import pytest

from portal.triage.likeness.numbers import importers_in, phones_in, references_in
from portal.triage.likeness.places import Places, add_told_stores, places_in


@pytest.mark.parametrize(
    ("text", "domains"),
    [
        ("https://www.shop.Harborline.co.uk/x?y=1", {"harborline.co.uk"}),
        ("write to sales@mail.harborline.com.", {"harborline.com"}),
        ("ｗｗｗ．harborline．com", {"harborline.com"}),
        ("me@gmail.com, https://amazon.com/dp/B0FHX71QZ2, https://www.cbp.gov/trade", set()),
        ("coolhats.myshopify.com", {"coolhats.myshopify.com"}),
        ("It came by the river.I saw it", set()),
        ("http://127.0.0.1/ and http://localhost/", set()),
    ],
)
def test_a_domain_is_what_somebody_registered_and_no_marketplace(text: str, domains: Set[str]) -> None:
    assert places_in([text]).domains == domains


@pytest.mark.parametrize(
    ("address", "store"),
    [
        ("https://www.amazon.com/sp?ie=UTF8&seller=A2Q9HBDIRECT1", "amazon:a2q9hbdirect1"),
        ("amazon.de/s?me=A2Q9HBDIRECT1", "amazon:a2q9hbdirect1"),
        ("https://www.ebay.com/usr/Steel_Wolf_77", "ebay:steelwolf77"),
        ("https://suncrest.en.alibaba.com/list.html", "alibaba:suncrest"),
        ("https://www.temu.com/mall.html?mall_id=634418210334", "temu:634418210334"),
        ("https://www.tiktok.com/@glossy.peel", "tiktok:glossypeel"),
    ],
)
def test_on_a_marketplace_the_store_counts(address: str, store: str) -> None:
    assert places_in([address]).stores == {store}


@pytest.mark.parametrize(
    ("told", "name", "stores"),
    [
        ("Amazon, HomeBrite Direct", "", {"amazon:homebritedirect"}),
        ("", "eBay seller steel_wolf_77", {"ebay:steelwolf77"}),
        ("tiny joy", "Temu", {"temu:tinyjoy"}),
        ("Amazon", "an Amazon seller", set()),
        ("", "Harborline Trading", set()),
    ],
)
def test_a_store_may_be_told_in_words(told: str, name: str, stores: Set[str]) -> None:
    found = Places()
    add_told_stores(found, told, name)
    assert found.stores == stores


@pytest.mark.parametrize(
    "typed", ["(562) 555-0142", "+1 562 555 0142", "1-562-555-0142 ext. 7", "５６２ ５５５ ０１４２"]
)
def test_a_telephone_is_the_same_however_it_is_written(typed: str) -> None:
    assert phones_in(typed) == {"5625550142"}


@pytest.mark.parametrize(
    "typed", ["84-2291073", "842291073", "84-229107300", "84 2291073", "IRS 84-2291073-00", "84–2291073"]
)
def test_an_importer_number_is_the_same_however_it_is_written(typed: str) -> None:
    assert importers_in(typed) == {"842291073"}


def test_in_a_story_only_what_is_written_as_an_importer_number_is_one() -> None:
    assert importers_in("", ["their number is 84-2291073, order 842291074, call 562-555-0142"]) == {
        "842291073"
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Entry 9XV-1204467-3", "9XV12044673"),
        ("container MSKU 447120 8", "MSKU4471208"),
        ("LZ 441 908 216 CN", "lz441908216cn"),
        ("USPS 9400 1118 9922 3397 5521 08", "9400111899223397552108"),
    ],
)
def test_a_number_of_a_shipment_is_the_same_however_it_is_written(one: str, other: str) -> None:
    assert references_in([one]) & references_in([other])


def test_prices_days_and_tariff_codes_are_no_numbers_of_shipments() -> None:
    assert not references_in(["9403.60.8081 for $1,200.00 on 03/04/2026, 40 cartons, 0000000000"])
