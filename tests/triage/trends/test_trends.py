"""The pages of trends count what was reported, open nothing, and name firms only to readers, on demand."""

from __future__ import annotations

import logging
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import User
from portal.reports import services as reports
from portal.reports.models import Report
from portal.reports.states import State
from portal.triage.models import AuditEntry, Case
from portal.triage.records import Act
from portal.triage.trends import firms, waiting
from portal.triage.trends.counting import SHOWN, Unit, counted, starts_of
from portal.triage.trends.facts import FIRM, MODE, ORIGIN, term
from tests.triage.people import AUDITORS, READERS, lead, member, reported
from tests.triage.trends.test_facts import indexed

pytestmark = pytest.mark.django_db
MOST_QUERIES = 20


def sent(case: Case, weeks_ago: float, category: str = "origin") -> Case:
    at = timezone.now() - timedelta(weeks=weeks_ago)
    Report.objects.filter(pk=case.pk).update(sent_at=at, category=category)
    return case


def page(name: str = "trends", by: User | None = None, **query: str) -> BeautifulSoup:
    client = Client()
    client.force_login(by or lead())
    answer = client.get(reverse(f"triage:{name}"), query)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def rows_of(soup: BeautifulSoup, key: str) -> dict[str, list[str]]:
    section = soup.find("section", {"id": f"part-{key}"})
    assert section
    return {
        row.th.get_text(" ", strip=True): [cell.get_text(strip=True) for cell in row.find_all("td")]  # type: ignore[union-attr]
        for row in section.select("tbody tr")
    }


@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("day", [date(2031, 1, 1), date(2031, 3, 31), date(2032, 2, 29)])
def test_weeks_begin_on_monday_months_on_the_first_and_none_is_left_out(unit: str, day: date) -> None:
    starts = starts_of(unit, day)
    assert len(starts) == SHOWN[unit]
    assert starts[-1] <= day < starts[-1] + timedelta(days=31)
    for one, other in pairwise(starts):
        if unit == Unit.WEEK:
            assert (other - one).days == 7
            assert one.weekday() == 0
        else:
            assert one.day == 1
            assert 28 <= (other - one).days <= 31


@pytest.mark.parametrize("unit", Unit)
def test_what_was_reported_is_counted_where_it_belongs(unit: str) -> None:
    for weeks in (0, 0, 1, 10, 500):
        sent(indexed(made_in="China", route="USPS"), weeks)
    sent(indexed(made_in="Vietnam"), 0, "marking")
    found = counted(unit)
    assert sum(found.totals) == 5
    assert sum(found.categories["origin"]) == 4
    assert found.categories["marking"][-1] == 1
    assert sum(found.origins[term(ORIGIN, "CN")[1]]) == 4
    assert sum(found.modes[term(MODE, "post")[1]]) == 4
    cache.clear()
    assert sum(counted(unit, "marking").totals) == 1
    assert not counted(unit, "broker").categories


def test_firms_are_counted_that_several_reports_name_however_they_are_written() -> None:
    for name in ("Harborline Trading Ltd", "HARBORLINE TRADING", "Alone Inc"):
        indexed(name=name)
    (numbers,) = counted(Unit.WEEK).firms.values()
    assert numbers[-1] == 2


def test_the_page_shows_counts_with_labels_and_a_table_for_each_chart() -> None:
    for weeks in (0, 1, 2):
        sent(indexed(made_in="China", route="DHL"), weeks)
    soup = page()
    assert rows_of(soup, "origins")["China"][0] == "3"
    assert rows_of(soup, "modes")["Courier"][0] == "3"
    assert rows_of(soup, "categories")["A wrong country of origin"][0] == "3"
    assert len(rows_of(soup, "time")) == SHOWN["week"]
    chart = soup.select_one("svg[role=img]")
    assert chart
    assert chart.title
    assert [node.get_text() for node in chart.find_all(["title", "desc"], recursive=False)]
    assert len(chart.select("rect title")) == SHOWN["week"]


def test_an_unusual_rise_is_marked_and_said_with_its_numbers() -> None:
    for week in range(2, 10):
        sent(reported(), week)
    for _each in range(9):
        sent(reported(), 1)
    label = next(iter(rows_of(page(), "categories")))
    assert "▲ Unusual: 9 in the week of" in label
    assert "In the 8 weeks before there were 8, 1.0 a week." in label
    chart = page().select_one("svg[role=img]")
    assert chart
    assert "1 column is unusual." in chart.text


def test_nothing_is_marked_where_weeks_are_alike() -> None:
    for week in range(1, 10):
        sent(reported(), week)
    assert "Unusual:" not in page().text


def test_names_of_firms_are_shown_to_readers_only_and_the_audit_says_what_was_opened() -> None:
    first, second = indexed(name="Namemarker Ltd"), indexed(name="Namemarker")
    auditor = member(AUDITORS)
    soup = page(by=auditor)
    assert "Namemarker" not in soup.text
    assert "Names are shown to those who may read reports." in soup.text
    client = Client()
    client.force_login(auditor)
    assert client.get(reverse("triage:trends_accused")).status_code in {302, 403}
    with pytest.raises(PermissionDenied):
        firms.names_of([], by=auditor)
    assert not AuditEntry.objects.filter(act=Act.LISTED).exists()
    reader = member(READERS)
    assert "Namemarker" in page("trends_accused", by=reader).text
    entry = AuditEntry.objects.get(act=Act.LISTED)
    assert entry.who == reader.pk
    assert set(entry.detail["numbers"]) <= {first.report.number, second.report.number}
    assert "marker" not in str(list(AuditEntry.objects.values()))


def test_the_overview_opens_no_report(monkeypatch: pytest.MonkeyPatch) -> None:
    indexed(made_in="China")

    def never(*args: Any) -> Any:
        raise AssertionError("a report was opened")

    monkeypatch.setattr(reports, "answers_of", never)
    monkeypatch.setattr(reports, "key_of", never)
    page()


def test_what_is_kept_for_a_while_and_what_is_logged_names_nothing(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for _each in range(2):
        indexed(made_in="China", name="Namemarker")
    page("trends_accused", by=member(READERS))
    kept = repr(counted(Unit.WEEK))
    assert "China" not in kept
    assert "marker" not in kept + caplog.text


def test_pages_ask_the_database_as_often_whatever_the_number_of_reports(
    django_assert_max_num_queries: Any,
) -> None:
    client = Client()
    client.force_login(lead())
    for count in (1, 12):
        for _each in range(count):
            indexed(made_in="China")
        cache.clear()
        client.get(reverse("wagtailadmin_home"))
        with django_assert_max_num_queries(MOST_QUERIES):
            client.get(reverse("triage:trends"))


def test_first_looks_are_told_by_median_and_by_nine_of_ten() -> None:
    now = timezone.now()
    for days in range(1, 11):
        case = reported()
        start = now - timedelta(days=30)
        Report.objects.filter(pk=case.pk).update(sent_at=start)
        Case.objects.filter(pk=case.pk).update(
            looked_at=start + timedelta(days=days), look_by=start + timedelta(days=7)
        )
    late = reported()
    Case.objects.filter(pk=late.pk).update(look_by=now - timedelta(days=1))
    looks = waiting.first_looks()
    assert (looks.looked, looks.in_time, looks.waiting, looks.overdue) == (10, 7, 1, 1)
    assert (looks.median, looks.most) == (5.0, 9.0)
    assert waiting.first_looks("broker").median is None


def test_open_reports_are_counted_by_state_and_age() -> None:
    for days in (1, 10, 40, 100, 200, 400):
        sent(reported(), days / 7)
    closed = reported()
    reports.move(closed.report, State.CLOSED)
    rows = {str(row.label): row for row in waiting.by_state()}
    assert rows["Received"].ages == (1, 1, 1, 1, 1, 1)
    assert rows["Received"].number == 6
    assert rows["Closed"].number == 1
    assert set(rows["Closed"].ages) == {None}


def test_firm_terms_are_of_their_own_kind() -> None:
    assert term(FIRM, "a") != term(ORIGIN, "a")
    assert term(FIRM, "a")[1] != term(ORIGIN, "a")[1]
