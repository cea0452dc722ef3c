"""Keeping an answer: only when asked, without a word of who asks, and shown later just as it was given."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable
from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client
from pypdf import PdfReader

from portal.rulebook.queries import current_edition
from portal.rules import ENGINE
from portal.selfcheck.determination import Determination, document
from portal.selfcheck.kept import LETTERS, NotKeptError, kept_answer, spoken
from portal.selfcheck.kept_page import kept_page
from portal.selfcheck.models import KeptAnswer
from portal.selfcheck.shipment import ShipmentReader
from portal.web.logs import WithoutContent
from tests.selfcheck.shipments import address
from tests.selfcheck.test_answer_address import raised  # noqa: F401 - a fixture
from tests.selfcheck.test_answer_page import section, verdict, words

pytestmark = pytest.mark.django_db

ASKED, LATER = date(2026, 11, 24), date(2028, 3, 1)
SetDay = Callable[[date], None]


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> SetDay:
    """Make it another day."""

    def set_day(day: date) -> None:
        for module in ("journey", "kept_views"):
            monkeypatch.setattr(f"portal.selfcheck.{module}.timezone.localdate", lambda: day)

    return set_day


def keep(client: Client, query: str) -> KeptAnswer:
    """Keep the answer of an address, as the button does."""
    before = KeptAnswer.objects.count()
    response = client.post(f"/check/keep/?{query}")
    assert response.status_code == 302
    assert KeptAnswer.objects.count() == before + 1
    row = KeptAnswer.objects.order_by("-pk")[0]
    assert response["Location"] == f"/check/kept/{row.code}/"
    return row


def opened(client: Client, row: KeptAnswer) -> HttpResponse:
    response = client.get(f"/check/kept/{row.code}/")
    assert response.status_code == 200
    return response


# Before anything is stored


def test_the_answer_page_leads_to_keeping_and_stays_public_without_a_cookie(client: Client) -> None:
    response = client.get(f"/check/answer/?{address('bear')}")
    edition = current_edition().number
    link = re.search(r'href="(/check/keep/\?[^"]*)">Keep this answer', response.content.decode())
    assert link
    assert link.group(1).endswith(f"edition={edition}")
    assert response["Cache-Control"].startswith("public")
    assert not response.cookies
    assert not KeptAnswer.objects.exists()


def test_the_page_before_says_what_is_kept_for_how_long_and_stores_nothing(
    client: Client, on: SetDay
) -> None:
    on(ASKED)
    response = client.get(f"/check/keep/?{address('bear')}")
    text = words(response)
    for sentence in (
        "what you told us about the shipment",
        f"edition {current_edition().number} of the law gave it",
        "the day, November 24, 2026",
        "No name, no address, nothing that tells who asked.",
        "Nobody can change or delete a kept answer",
        "Whoever has the code or the link.",
        "Value of this shipment $500",
    ):
        assert sentence in text
    assert "no-store" in response["Cache-Control"]
    assert 'name="robots" content="noindex"' in response.content.decode()
    assert not KeptAnswer.objects.exists()


def test_without_an_answer_there_is_nothing_to_keep(client: Client) -> None:
    for ask in (client.get, client.post):
        response = ask("/check/keep/")
        assert (response.status_code, response["Location"]) == (302, "/check/")
    assert not KeptAnswer.objects.exists()


def test_nobody_else_can_make_a_browser_keep_an_answer() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/check/keep/?{address('bear')}").status_code == 403
    assert not KeptAnswer.objects.exists()


def test_an_edition_that_does_not_exist_keeps_nothing(client: Client) -> None:
    assert client.post(f"/check/keep/?{address('bear')}&edition=99").status_code == 404
    assert not KeptAnswer.objects.exists()


# What is stored


def test_what_is_stored_is_the_contracts_document_and_nothing_of_the_person(
    client: Client, on: SetDay
) -> None:
    on(ASKED)
    client.cookies["other"] = "somebody"
    row = keep(client, address("bear"))
    edition = current_edition()
    stored = {field.attname for field in KeptAnswer._meta.concrete_fields}
    assert stored == {"id", "code", "edition_id", "engine", "answers", "result", "asked_on", "made_at"}
    assert (row.edition_id, row.engine, row.asked_on) == (edition.number, ENGINE, ASKED)
    told = document(Determination(edition, ShipmentReader(edition.law).read(row.answers), ASKED))
    told.pop("reasons")
    assert row.result == told
    assert row.answers["value_usd"] == "500.00"


def test_what_could_not_be_read_is_kept_as_not_known(client: Client) -> None:
    row = keep(client, address("shirts", value_usd="1.000,50"))
    assert row.answers["value_usd"] is None
    assert row.result["entry"] == "depends"


def test_a_pinned_edition_is_the_one_that_is_kept(client: Client, raised: object) -> None:  # noqa: F811
    row = keep(client, f"{address('shirts-over')}&edition=1")
    assert (row.edition_id, row.result["entry"]) == (1, "formal")


def test_the_same_answer_kept_twice_has_two_codes_that_nobody_can_guess(client: Client) -> None:
    one, other = keep(client, address("mug")), keep(client, address("mug"))
    assert one.code != other.code
    for row in (one, other):
        assert len(row.code) == 12
        assert set(row.code) <= set(LETTERS)
    assert not set("01aeilou") & set(LETTERS)


# What is shown


@pytest.mark.parametrize("person", ["bear", "gift", "unknown"])
def test_a_kept_answer_reads_as_the_answer_page_did(client: Client, on: SetDay, person: str) -> None:
    on(ASKED)
    given = client.get(f"/check/answer/?{address(person)}")
    row = keep(client, address(person))
    on(LATER)
    shown = opened(client, row)
    assert verdict(shown) == verdict(given)
    for part in ("next", "agencies", "changes", "why", "money", "warnings", "unsettled", "told"):
        assert section(shown, part) == section(given, part), part


def test_a_kept_answer_tells_its_code_its_day_and_its_link(client: Client, on: SetDay) -> None:
    on(ASKED)
    row = keep(client, address("bear"))
    on(LATER)
    response = opened(client, row)
    text, html = words(response), response.content.decode()
    assert "Given on November 24, 2026, and shown as of that day." in text
    assert spoken(row.code) in text
    assert f'value="http://127.0.0.1:8000/check/kept/{row.code}/"' in html
    assert f'href="/check/kept/{row.code}.pdf"' in html
    assert 'name="robots" content="noindex"' in html
    assert "no-store" in response["Cache-Control"]
    assert "Nothing is stored" not in text


def test_its_file_is_the_kept_answer_too(client: Client, on: SetDay) -> None:
    on(ASKED)
    row = keep(client, address("bear"))
    on(LATER)
    response = client.get(f"/check/kept/{row.code}.pdf")
    assert response.status_code == 200
    if response["Content-Type"] == "application/pdf":
        sheets = PdfReader(io.BytesIO(response.content)).pages
        text = " ".join(" ".join(sheet.extract_text().split()) for sheet in sheets)
    else:  # a machine without Pango serves a page to print
        text = words(response)
    assert f"Kept answer {spoken(row.code)}, given on November 24, 2026" in text


def test_a_later_edition_that_answers_otherwise_stands_beside_it(
    client: Client,
    raised: object,  # noqa: F811
) -> None:
    row = keep(client, f"{address('shirts-over')}&edition=1")
    response = opened(client, row)
    assert verdict(response) == "This shipment needs a formal entry"
    assert "Edition 2 answers otherwise" in words(response)
    beside = re.search(r"<tr><th[^>]*>Kind of entry.*?</tr>", response.content.decode(), re.DOTALL)
    assert beside
    assert beside.group(0).index("needs a formal entry") < beside.group(0).index("An informal entry")


def test_where_our_program_was_wrong_the_page_says_what_was_given(client: Client) -> None:
    row = keep(client, address("bear"))
    row.result["entry"], row.result["possible_entries"] = "formal", ["formal"]
    _page, itself = kept_page(row)
    assert itself.was == "A formal entry"
    assert "since corrected" not in words(opened(client, row))


# Looking up


def test_a_code_is_found_however_its_letters_are_written(client: Client) -> None:
    row = keep(client, address("mug"))
    for written in (row.code, row.code.upper(), spoken(row.code), spoken(row.code).upper()):
        assert kept_answer(written) == row
        assert client.get(f"/check/kept/{written}/").status_code == 200


@pytest.mark.parametrize(
    "code", ["bcdfghjkmnpq", "x", "b" * 13, "0" * 12, "aeio-aeio-aeio", "_" * 12, "b" * 500]
)
def test_a_wrong_code_is_not_found_and_all_wrong_codes_look_alike(client: Client, code: str) -> None:
    with pytest.raises(NotKeptError):
        kept_answer(code)
    response = client.get(f"/check/kept/{code}/")
    assert response.status_code == 404
    assert response.content == client.get("/check/kept/nothing/").content
    assert client.get(f"/check/kept/{code}.pdf").status_code == 404


def test_keeping_and_looking_up_are_limited_by_address(client: Client) -> None:
    query = address("mug")
    kept = [client.post(f"/check/keep/?{query}").status_code for _ in range(22)]
    assert kept == [302] * 20 + [429] * 2
    assert client.get(f"/check/keep/?{query}").status_code == 200
    looked = [client.get("/check/kept/bcdfghjkmnpq/").status_code for _ in range(62)]
    assert looked == [404] * 60 + [429] * 2


def test_neither_the_answers_nor_the_code_are_written_to_a_log(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="django")
    caplog.set_level(logging.INFO, logger="portal")
    caplog.handler.addFilter(WithoutContent())
    row = keep(client, address("mug"))
    wrong = "b" + row.code[1:-1] + "b"
    client.get(f"/check/kept/{row.code}/?from=mail")
    client.get(f"/check/kept/{wrong}/")
    client.get(f"/check/kept/{wrong}.pdf")
    assert "/check/kept/…" in caplog.text
    for secret in (row.code, wrong, "value_usd", "ceramic"):
        assert secret not in caplog.text
