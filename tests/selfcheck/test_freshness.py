"""A rule that somebody should have looked at again says so beside its source, in words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client

from portal.rulebook.contents import contents
from portal.rulebook.queries import current_edition
from portal.rules.law import Source
from tests.law import starter_edition
from tests.selfcheck.editions import edition_with, with_rule
from tests.selfcheck.shipments import address
from tests.selfcheck.test_answer_page import section, words

pytestmark = pytest.mark.django_db

TAG = "Being reviewed"
Show = Callable[[date], HttpResponse]


@pytest.fixture
def show(client: Client, monkeypatch: pytest.MonkeyPatch) -> Show:
    """The answer about the bear, asked on a day."""

    def get(day: date) -> HttpResponse:
        monkeypatch.setattr("portal.selfcheck.journey.timezone.localdate", lambda: day)
        return client.get(f"/check/answer/?{address('bear')}")

    return get


def review_of(rule_id: str) -> date:
    review = current_edition().law.rules[rule_id].source.review
    assert review is not None
    return review


def test_a_source_is_due_from_the_day_after_its_review_and_never_without_one() -> None:
    day = date(2027, 2, 20)
    assert not Source(review=day).review_is_due(day)
    assert Source(review=day).review_is_due(day + timedelta(days=1))
    assert not Source().review_is_due(date.max)


def test_nothing_is_said_to_be_reviewed_up_to_the_day_itself(show: Show) -> None:
    assert TAG not in words(show(review_of("fcc-rf")))


def test_why_agencies_and_charges_say_that_they_are_being_reviewed(show: Show) -> None:
    page = show(review_of("fcc-rf") + timedelta(days=1))
    for part in ("why", "agencies", "money"):
        assert TAG in section(page, part), part


def test_the_mark_is_a_word_with_an_icon_and_not_a_color_alone(show: Show) -> None:
    html = show(review_of("fcc-rf") + timedelta(days=1)).content.decode()
    tags = re.findall(r'<span class="tag tone-depends"[^>]*>.*?</span>', html, re.DOTALL)
    due = [tag for tag in tags if TAG in tag]
    assert due
    assert all("<svg" in tag for tag in due)


def test_the_page_of_an_edition_tells_the_next_review(client: Client) -> None:
    text = client.get("/law/editions/1/").content.decode()
    rule = re.search(r'<li id="fcc-rf">.*?(?=<li id=")', text, re.DOTALL)
    assert rule
    assert "next review Feb. 20, 2027" in rule.group(0)


def test_a_review_that_is_due_is_told_in_words_on_the_page_of_an_edition() -> None:
    known = starter_edition().law.rules["fcc-rf"].source
    past = replace(known, review=date(2026, 11, 1))
    edition = edition_with(with_rule("fcc-rf", lambda rule: replace(rule, source=past)))
    found = contents(edition, date(2026, 11, 24), "en")
    (basis,) = [
        entry.basis for section in found.agencies for entry in section.entries if entry.id == "fcc-rf"
    ]
    html = render_to_string("rulebook/_basis.html", {"basis": basis})
    assert "being reviewed since Nov. 1, 2026" in html
