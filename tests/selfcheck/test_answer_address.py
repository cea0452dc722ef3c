"""The address of an answer: what it pins, what it forgives and what it refuses."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.utils.html import escape

from portal.rulebook import queries
from portal.rulebook.models import Edition
from portal.rulebook.queries import current_edition
from portal.rulebook.services import mint_edition
from portal.rules.law import Amount, Rulebook
from portal.rules.spans import Span
from tests.selfcheck.shipments import address
from tests.selfcheck.test_answer_page import verdict, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def raised() -> Iterator[Edition]:
    """A newer edition in which the limit of informal entry is a thousand dollars higher."""
    law = current_edition().law
    limit = law.figures["informal-limit"]
    old = limit.values[0]
    higher = Amount(Span(), old.amount + 100_000, old.source)
    figures = tuple(
        replace(figure, values=(higher,)) if figure.key == limit.key else figure
        for figure in law.book.figures
    )
    book: Rulebook = replace(law.book, figures=figures)
    edition, _new = mint_edition(book=book, note="A test of two editions")
    queries.forget_current_edition()
    yield edition
    queries.forget_current_edition()


def test_the_share_link_pins_the_edition(client: Client) -> None:
    number = current_edition().number
    html = client.get(f"/check/answer/?{address('mug')}").content.decode()
    link = re.search(r'value="(http://[^"]*)"', html)
    assert link
    assert f"edition={number}" in link.group(1)


def test_a_pinned_edition_keeps_its_answer_and_shows_the_newest_beside_it(
    client: Client, raised: Edition
) -> None:
    pinned = client.get(f"/check/answer/?{address('shirts-over')}&edition={raised.number - 1}")
    text = words(pinned)
    assert verdict(pinned) == "This shipment needs a formal entry"
    assert f"Edition {raised.number} answers otherwise" in text
    assert "An informal entry" in text.split("answers otherwise")[1]
    newest = client.get(f"/check/answer/?{address('shirts-over')}")
    assert verdict(newest) == "An informal entry"


@pytest.mark.parametrize("number", ["99999", "0", "x", "1.5", "999999999999"])
def test_an_unknown_edition_is_not_found(client: Client, number: str) -> None:
    for page in ("/check/answer/", "/check/answer.pdf"):
        assert client.get(f"{page}?{address('mug')}&edition={number}").status_code == 404


def test_faults_in_the_address_are_listed_with_the_page_that_mends_them(client: Client) -> None:
    query = "value_usd=-3&mode=postal&origin_country=ZZ&arrival_date=1890-01-01&foo=1"
    response = client.get(f"/check/answer/?{query}")
    html = response.content.decode()
    text = words(response)
    assert response.status_code == 200
    assert "Some of the address could not be read" in text
    assert "Value of this shipment: A value cannot be less than zero" in text
    assert re.search(r'href="/check/value_usd/\?[^"]*mode=postal', html)
    assert re.search(r'href="/check/origin_country/\?', html)
    assert "“foo” is not one of our questions" in text
    assert "It depends" in text


def test_what_could_not_be_read_is_taken_as_not_known(client: Client) -> None:
    firm = words(client.get(f"/check/answer/?{address('shirts')}"))
    shaken = words(client.get(f"/check/answer/?{address('shirts', value_usd='1.000,50')}"))
    assert "It depends" not in firm.split("What to do next")[0]
    assert "It depends" in shaken.split("What to do next")[0]


def test_nothing_from_the_address_is_trusted(client: Client) -> None:
    bad = '"><script>alert(1)</script>'
    html = client.get("/check/answer/", {"mode": bad, bad: "1", "value_usd": bad}).content.decode()
    assert bad not in html
    assert "<script>alert" not in html
    assert escape("<script>alert(1)</script>") in html or "script" not in html.split("error-summary")[1][:400]


def test_an_empty_address_is_an_open_answer(client: Client) -> None:
    response = client.get("/check/answer/")
    assert response.status_code == 200
    assert "It depends" in words(response)
    assert "Nothing yet." in words(response)


def test_the_answer_is_public_for_a_short_time_and_sets_no_cookie(client: Client) -> None:
    response = client.get(f"/check/answer/?{address('mug')}")
    assert response["Cache-Control"] == "public, max-age=30"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_only_reading_is_allowed(client: Client) -> None:
    assert client.post("/check/answer/").status_code == 405
    assert client.head("/check/answer/").status_code == 200


def test_equal_answers_are_the_same_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.selfcheck.journey.timezone.localdate", lambda: date(2026, 11, 22))
    pairs = address("mug").split("&")
    one, other = ("&".join(order) for order in (pairs, reversed(pairs)))
    assert client.get(f"/check/answer/?{one}").content == client.get(f"/check/answer/?{other}").content
