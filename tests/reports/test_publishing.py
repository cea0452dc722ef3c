"""What is published of reports singles nobody out: one report more or less is lost in tossed coins."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from portal.reports import publishing
from portal.reports.models import PublishedCount, Report
from portal.reports.publishing import (
    QUARTERS,
    STEP,
    STEP_OF_ALL,
    heads,
    later,
    newest_due,
    publish,
    published,
    quarter_of,
    shown,
)
from portal.reports.vocabulary import CATEGORIES

PAGE = "/report/what-happens/"
TODAY = date(2031, 2, 20)
FARTHEST = 40
DAYS = st.dates(date(2025, 1, 1), date(2060, 1, 1))


def sent(day: date, category: str = "origin", times: int = 1) -> None:
    at = datetime(day.year, day.month, day.day, 17, tzinfo=UTC)
    for _time in range(times):
        name = f"{Report.objects.count():017}"
        Report.objects.create(
            number=name, code_digest=name, token_digest=name, category=category, sent_at=at, language="en"
        )


def figures(today: date = TODAY) -> dict[str, int | None]:
    found = published(today)
    assert found
    return {str(figure.label): figure.about for figure in found.figures}


@pytest.fixture
def _no_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "random_number", lambda: 0)


# The promise, computed


def chances(count: int) -> dict[int, Fraction]:
    """How likely each published count is, as the coins fall; without the rarest."""
    return {count + number: Fraction(1, 3 * 2 ** abs(number)) for number in range(-FARTHEST, FARTHEST + 1)}


def test_the_random_number_is_what_two_rows_of_coins_make_of_it() -> None:
    assert [heads(iter(row).__next__) for row in ([0], [1, 0, 1], [1, 1, 1, 0])] == [0, 1, 3]
    row = {number: Fraction(1, 2 ** (number + 1)) for number in range(2 * FARTHEST)}
    made: dict[int, Fraction] = defaultdict(Fraction)
    for first, one in row.items():
        for second, other in row.items():
            made[first - second] += one * other
    for number in range(-10, 11):
        assert abs(made[number] - Fraction(1, 3 * 2 ** abs(number))) < Fraction(1, 2**50)


@given(st.integers(0, 200))
def test_one_report_more_makes_no_published_count_more_than_twice_as_likely(count: int) -> None:
    without, with_it = chances(count), chances(count + 1)
    for figure in without.keys() & with_it.keys():
        assert Fraction(1, 2) <= without[figure] / with_it[figure] <= 2


@given(st.integers(0, 60), st.integers(-30, 60))
def test_it_stays_so_for_what_is_shown_whatever_the_other_quarters_and_their_coins_are(
    count: int, others: int
) -> None:
    for step in (STEP, STEP_OF_ALL):
        shown_without: dict[Any, Fraction] = defaultdict(Fraction)
        shown_with: dict[Any, Fraction] = defaultdict(Fraction)
        for figure, chance in chances(count).items():
            shown_without[shown(figure + others, step)] += chance
        for figure, chance in chances(count + 1).items():
            shown_with[shown(figure + others, step)] += chance
        rare = Fraction(1, 2 ** (FARTHEST - 2))
        for value in shown_without.keys() | shown_with.keys():
            assert shown_without[value] <= 2 * shown_with[value] + rare
            assert shown_with[value] <= 2 * shown_without[value] + rare


@given(st.integers(-50, 500))
def test_one_report_more_or_less_moves_what_is_shown_by_one_step_at_most(figure: int) -> None:
    for step in (STEP, STEP_OF_ALL):
        before, after = shown(figure, step), shown(figure + 1, step)
        if before is None:
            assert after in {None, step}
        else:
            assert after in {before, before + step}
            assert before % step == 0


# What is published, and when


@given(DAYS)
def test_a_quarter_is_published_two_weeks_after_it_ended_and_whatever_was_sent(today: date) -> None:
    newest = newest_due(today)
    assert newest == quarter_of(newest)
    assert later(newest) + timedelta(days=14) <= today
    assert later(newest, 2) + timedelta(days=14) > today


@pytest.mark.django_db
@pytest.mark.usefixtures("_no_chance")
def test_counts_are_of_four_whole_quarters_and_rounded() -> None:
    sent(date(2029, 12, 20), times=11)
    sent(date(2030, 1, 3), times=12)
    sent(date(2030, 12, 30), times=14)
    sent(date(2031, 1, 2), times=11)
    sent(date(2030, 6, 1), "marking", times=9)
    sent(date(2030, 6, 1), "a kind of long ago", times=15)
    assert publish(TODAY) == QUARTERS
    found = published(TODAY)
    assert found
    assert (found.first, found.last, found.next_on) == (
        date(2030, 1, 1),
        date(2030, 12, 31),
        date(2031, 4, 15),
    )
    shown_ = {key: figure.about for key, figure in zip(CATEGORIES, found.figures, strict=True)}
    assert shown_ == dict.fromkeys(CATEGORIES) | {"origin": 30, "other": 20}
    assert found.all.about == 50


@pytest.mark.django_db
def test_what_was_published_stays_whatever_is_sent_or_destroyed_afterwards() -> None:
    sent(date(2030, 6, 1), times=30)
    publish(TODAY)
    before = figures()
    stored = list(PublishedCount.objects.values())
    Report.objects.all().delete()
    sent(date(2030, 6, 1), "broker", times=50)
    assert publish(TODAY) == publish(TODAY + timedelta(days=30)) == 0
    assert figures() == figures(TODAY + timedelta(days=30)) == before
    assert list(PublishedCount.objects.values()) == stored


@pytest.mark.django_db
def test_a_report_is_in_one_count_of_all_that_are_ever_published(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "random_number", lambda: 0)
    sent(date(2030, 5, 17))
    for days in range(0, 800, 20):
        publish(date(2030, 1, 1) + timedelta(days=days))
    (row,) = PublishedCount.objects.exclude(figure=0)
    assert (row.quarter, row.category, row.figure) == (date(2030, 4, 1), "origin", 1)


@pytest.mark.django_db
def test_that_nothing_was_reported_cannot_be_seen_either() -> None:
    publish(TODAY)
    assert PublishedCount.objects.count() == QUARTERS * len(CATEGORIES)
    assert PublishedCount.objects.exclude(figure=0).exists()


@pytest.mark.django_db
def test_nothing_is_shown_before_four_quarters_are_published() -> None:
    assert published(TODAY) is None
    PublishedCount.objects.create(quarter=date(2030, 10, 1), category="origin", figure=100)
    assert published(TODAY) is None


# The page


@pytest.mark.django_db
def test_the_page_is_the_same_for_everybody_small_and_asked_of_the_database_seldom(
    django_assert_max_num_queries: Any,
) -> None:
    publish()
    client = Client()
    client.get(PAGE)
    with django_assert_max_num_queries(8):
        response = client.get(PAGE)
    assert response.status_code == 200
    assert not response.cookies
    assert "public" in response.headers["Cache-Control"]
    assert len(response.content) < 70 * 1024


@pytest.mark.django_db
def test_the_page_says_what_each_state_means_and_changes_by_no_report_that_comes() -> None:
    publish()
    before = Client().get(PAGE).content
    assert b"More information asked" in before
    assert b"fewer than 10" in before
    for category in CATEGORIES:
        sent(timezone.localdate(), category, times=3)
    publish()
    assert Client().get(PAGE).content == before


@pytest.mark.django_db
def test_the_page_is_named_where_a_report_begins() -> None:
    assert PAGE in Client().get("/report/").content.decode()


@pytest.mark.django_db
def test_only_published_counts_are_read_for_the_page() -> None:
    publish()
    asked: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        Client().get(PAGE)
    counting = [sql for sql in asked if "reports_report" in sql]
    assert all("reports_event" in sql for sql in counting), "only how long first looks take"
