"""Keeping an answer in a real browser: without scripts, on the smallest phone, found again by its link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import expect

from portal.rulebook import queries
from portal.rulebook.models import Edition
from portal.rulebook.services import mint_edition
from portal.selfcheck.models import KeptAnswer
from tests.browser import NARROW
from tests.selfcheck.editions import with_figure
from tests.selfcheck.shipments import address

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_answer_is_kept_and_found_again_by_its_link(open_page: Any, axe: Any, fits: Any) -> None:
    phone = open_page(width=NARROW, javascript=False)
    phone.goto(f"/check/answer/?{address('bear')}")
    verdict = phone.get_by_role("heading", level=1).inner_text()
    phone.get_by_role("link", name="Keep this answer", exact=True).click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Keep this answer")
    expect(phone.get_by_text("No name, no address, nothing that tells who asked.")).to_be_visible()
    before = phone.url
    phone.get_by_role("button", name="Keep this answer").click()
    expect(phone).to_have_url(re.compile("/check/kept/[a-z0-9]{12}/$"))
    expect(phone.get_by_role("heading", level=1)).to_have_text(verdict)
    link = phone.get_by_label("Link to this answer").input_value()
    assert KeptAnswer.objects.count() == 1

    somebody_else = open_page(width=NARROW)
    somebody_else.goto(link.removeprefix(settings.SITE_URL))
    expect(somebody_else.get_by_role("heading", level=1)).to_have_text(verdict)
    expect(somebody_else.get_by_text("and shown as of that day")).to_be_visible()
    for page in (somebody_else.url, before):
        somebody_else.goto(page)
        axe(somebody_else)
        fits(somebody_else)


@pytest.fixture
def later(transactional_db: None) -> Iterator[Edition]:
    """A later edition in which informal entry goes higher."""
    book = with_figure("informal-limit", 350_000)(queries.current_edition().law.book)
    edition, _new = mint_edition(book=book, note="A test of two editions")
    queries.forget_current_edition()
    yield edition
    queries.forget_current_edition()


def test_two_answers_side_by_side_and_reviews_that_are_due_fit_the_smallest_phone(
    open_page: Any, axe: Any, fits: Any, later: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.selfcheck.journey.timezone.localdate", lambda: date(2028, 1, 3))
    page = open_page(width=NARROW)
    page.goto(f"/check/answer/?{address('shirts-over')}&edition={later.number - 1}")
    expect(page.get_by_role("heading", name=f"Edition {later.number} answers otherwise")).to_be_visible()
    expect(page.get_by_text("Being reviewed", exact=True).first).to_be_visible()
    fits(page)
    axe(page)
