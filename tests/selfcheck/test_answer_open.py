"""The answer page while something is open: it names what may apply, and does not alarm without a reason."""

import re
from datetime import date

import pytest
from django.test import Client

from tests.selfcheck.shipments import address
from tests.selfcheck.test_answer_page import Show, section, verdict, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def show(client: Client, monkeypatch: pytest.MonkeyPatch) -> Show:
    """The answer page of a person, as of one day."""
    monkeypatch.setattr("portal.selfcheck.journey.timezone.localdate", lambda: date(2026, 11, 22))
    return lambda person="", query="", **instead: client.get(
        f"/check/answer/?{query or address(person, **instead)}"
    )


def test_too_few_answers_lead_to_the_basic_questions_and_not_to_an_alarm(show: Show) -> None:
    response = show("unknown")
    assert "ban" not in verdict(response)
    first = section(response, "next")
    assert "Answer the basic questions first" in first
    assert first.index("Arrival date") < first.index("Way of shipping") < first.index("Purpose")
    assert 'href="/check/arrival_date/?' in response.content.decode()
    assert "It turns on" in section(response, "money")
    assert "May apply" not in section(response, "money")


SHIRTS = "mode=air_cargo&purpose=resale&origin_country=VN&categories=adult-clothing&arrival_date=2026-11-22"


@pytest.mark.parametrize(
    ("value", "fees"), [("2500.00", ["$2.77"]), ("2500.01", ["0.3464%", "$34.58", "$670.86"])]
)
def test_a_fee_that_only_an_open_exception_could_lift_is_named(
    show: Show, value: str, fees: list[str]
) -> None:
    text = section(show(query=f"{SHIRTS}&value_usd={value}"), "money")
    for fee in fees:
        assert fee in text
    assert "May apply" in text
    assert "Not if this is so: A chapter 98 treatment will be claimed" in text
    assert "names none" not in text.split("The carrier's own charge")[0]
    assert "alcohol" not in text


def test_a_certain_fee_is_not_told_as_a_maybe(show: Show) -> None:
    assert "May apply" not in section(show("shirts"), "money")
    assert "Applies." in section(show("bear"), "warnings")


def test_a_warning_that_turns_on_an_exception_says_so(show: Show) -> None:
    text = section(show(query=f"{SHIRTS}&value_usd=2500.00"), "warnings")
    assert "May apply." in text
    assert "Not if this is so: It is all books" in text
    assert "12.5%" in text


def test_the_exemption_line_says_what_keeps_the_shipment_out(show: Show) -> None:
    text = words(show("shirts"))
    facts = text.split("Low-value exemption")[1].split("How long it holds")[0]
    assert "adds up to more than $800" in facts
    assert "The reasons below say what" not in text


def test_what_cannot_matter_any_more_is_no_open_reason(show: Show) -> None:
    unknown = "Not known Antidumping and countervailing duty goods need a formal entry"
    assert unknown in section(show("shirts", adcvd="unknown"), "why")
    assert unknown not in section(show("shirts-over", adcvd="unknown"), "why")


def test_each_subject_of_the_reasons_has_one_heading(show: Show) -> None:
    html = show("shirts", adcvd="unknown").content.decode().split('id="why"')[1].split('id="money"')[0]
    headings = re.findall(r"<h3>(.*?)</h3>", html.split('<details class="more')[0])
    assert len(headings) == len(set(headings))


def test_what_would_change_it_names_kinds_of_entry(show: Show) -> None:
    for query in (f"{SHIRTS}&value_usd=2500.00", address("shirts", adcvd="unknown")):
        text = section(show(query=query), "changes")
        assert "the process is still open" not in text
        assert "informational material" not in text.split("Questions still open")[-1].split("You could")[-1]


@pytest.mark.parametrize("purpose", ["personal", "gift"])
def test_who_gets_mail_first_asks_whether_the_duty_is_prepaid(show: Show, purpose: str) -> None:
    text = section(show("mug", purpose=purpose, value_usd="300.00"), "next")
    assert text.startswith(
        "What to do next Ask the seller or sender, or the post, whether the duty is prepaid"
    )


def test_what_belongs_before_shipping_is_not_told_after_the_arrival(show: Show) -> None:
    text = section(show("mug", arrival_date="2026-11-02"), "next")
    assert "Before it is shipped" not in text
    assert "Before posting" not in text
    assert "Keep the invoice" in text
