"""One click makes a scenario of any answer page, under the law or under a draft."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from portal.authoring.scenarios.models import Scenario
from portal.rulebook import queries
from portal.rulebook.queries import current_edition
from portal.selfcheck.query import read_query
from portal.selfcheck.shipment import told
from tests.authoring.people import drafted, figure, new_value, reader, signed_in, writer
from tests.authoring.scenarios.test_pages import form_at, send
from tests.selfcheck.shipments import address

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _look_afresh() -> Iterator[None]:
    queries.forget_current_edition()
    yield
    queries.forget_current_edition()


def from_answer(query: str) -> str:
    return f"{reverse('authoring:scenario_from_answer')}?{query}"


def link_on(client: Client, answer_page: str) -> str:
    """The address behind the link for staff on an answer page."""
    html = unescape(client.get(answer_page).content.decode())
    return html.split('rel="nofollow"', 1)[0].rsplit('href="', 1)[1].split('"', 1)[0]


def over_the_limit() -> str:
    return address("shirts", value_usd="2600.00", arrival_date="2027-08-01")


def test_the_link_of_an_answer_page_opens_the_form_filled_in_and_saving_it_keeps_the_answer() -> None:
    author, query = writer(), address("bear")
    client = signed_in(author)
    link = link_on(client, f"/check/answer/?{query}")
    form = form_at(client, link)
    assert form["key"] == "S001"
    assert form.getlist("entries") == ["informal"]
    assert form["de_minimis"] == "suspended"
    assert {"cpsc-toys", "fcc-rf"} <= set(form.getlist("applies"))
    assert form["must_cite"].strip() == ""
    form["title"] = "A bear with a radio"
    assert send(client, link, form)[0] == 302
    made = Scenario.objects.get(key="S001")
    law = current_edition().law
    assert made.shipment == told(read_query(QueryDict(query), law).answers)
    assert (made.owner, made.made_for) == (author, "")
    assert made.latest_revision.user == author


def test_what_cannot_be_read_of_an_address_is_told_and_left_out() -> None:
    client = signed_in(writer())
    html = client.get(from_answer("mode=postal&value_usd=a+lot&made_up=1")).content.decode()
    assert "value_usd was left out: " in html
    assert "made_up was left out: it is no question." in html


def test_an_answer_under_a_draft_makes_a_scenario_that_waits_for_that_draft() -> None:
    author = writer()
    client = signed_in(author)
    found = drafted(new_value(figure()), by=author)
    query = over_the_limit()
    assert form_at(client, from_answer(query)).getlist("entries") == ["formal"]
    tried = f"{reverse('authoring:try', args=['figure', found.pk])}check/answer/?{query}"
    link = client.get(link_on(client, tried))["Location"]
    assert "draft=figure" in link
    form = form_at(client, link)
    assert form.getlist("entries") == ["informal"]
    form["title"] = "No longer over the limit"
    assert send(client, link, form)[0] == 302
    made = Scenario.objects.get(key="S001")
    assert (made.entries, made.made_for) == (["informal"], "figure/informal-limit")


@pytest.mark.parametrize("name", ["figure/999999", "figure", "user/1", "figure/x"])
def test_a_draft_that_is_none_is_not_found(name: str) -> None:
    assert signed_in(writer()).get(from_answer(f"draft={name}")).status_code == 404


def test_a_draft_that_cannot_be_decided_leads_to_its_gate() -> None:
    author = writer()
    draft = figure().draft()
    row = draft.row()
    row["values"] = row["values"][:-1]
    found = drafted(draft.take_row(row), by=author)
    answer = signed_in(author).get(from_answer(f"draft=figure/{found.pk}"))
    assert answer.status_code == 302
    assert answer["Location"] == reverse("authoring:gate", args=["figure", found.pk])


def test_a_reader_cannot_even_open_the_form() -> None:
    found = drafted(new_value(figure()), by=writer())
    for query in ("mode=postal", f"draft=figure/{found.pk}"):
        answer = signed_in(reader()).get(from_answer(query))
        assert answer.status_code == 302
        assert "/login/" not in answer["Location"]
