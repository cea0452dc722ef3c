"""Each filter of the queue: what it lets through and what not, and in which order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.utils import timezone

from portal.reports.models import Evidence, Report
from portal.reports.states import State
from portal.triage import services
from portal.triage.models import Case, Office, Tag, Team
from portal.triage.queue import finding, sentences
from portal.triage.queue.filters import Asker, end_of_week
from portal.triage.states import Action, Outcome
from tests.triage.people import lead, officer, reported
from tests.triage.queue.queues import form_of, found, looked_at, put, told

pytestmark = pytest.mark.django_db


def of_report(case: Case, **values: Any) -> Case:
    Report.objects.filter(pk=case.pk).update(**values)
    return Case.objects.get(pk=case.pk)


def of_case(case: Case, **values: Any) -> Case:
    Case.objects.filter(pk=case.pk).update(**values)
    return Case.objects.get(pk=case.pk)


def closed(case: Case) -> Case:
    looked_at(case)
    services.make_move(case, Action.CLOSE, by=lead(), outcome=Outcome.ACTED_ON, reason="Done")
    return Case.objects.get(pk=case.pk)


def tagged(case: Case) -> Case:
    case.tags.add(Tag.objects.get_or_create(name="cotton")[0])
    return case


def with_evidence(case: Case) -> Case:
    Evidence.objects.create(report=case.report, size_bytes=1, sealed=b"", sealed_key=b"")
    return case


def days(number: float) -> Any:
    return timezone.now() + timedelta(days=number)


Make = Callable[[], Case]
TABLE: list[tuple[str, Make, Make]] = [
    ("", reported, lambda: closed(reported())),
    ("state=received", reported, lambda: looked_at(reported())),
    ("state=closed", lambda: closed(reported()), reported),
    ("state=any&outcome=acted_on", lambda: closed(reported()), reported),
    ("category=forced_labor", lambda: told(category="forced_labor"), reported),
    ("unread=on", reported, lambda: looked_at(reported())),
    ("due=waits", reported, lambda: looked_at(reported())),
    (
        "due=overdue",
        lambda: of_case(reported(), look_by=days(-1)),
        lambda: of_case(reported(), look_by=days(1)),
    ),
    ("due=soon", lambda: of_case(reported(), look_by=days(1)), lambda: of_case(reported(), look_by=days(3))),
    (
        "due=week",
        lambda: of_case(reported(), look_by=end_of_week(timezone.now()) - timedelta(seconds=1)),
        lambda: of_case(reported(), look_by=end_of_week(timezone.now()) + timedelta(seconds=1)),
    ),
    ("officer=none", reported, lambda: of_case(reported(), officer=officer())),
    ("team=none", reported, lambda: of_case(reported(), team=Team.objects.create(name="East"))),
    ("verified=no", lambda: of_report(reported(), is_verified=False), reported),
    ("verified=yes", reported, lambda: of_report(reported(), is_verified=False)),
    ("language=en", reported, lambda: of_report(reported(), language="es")),
    ("evidence=yes", lambda: with_evidence(reported()), reported),
    ("evidence=no", reported, lambda: with_evidence(reported())),
    ("since=2026-03-01", reported, lambda: of_report(reported(), sent_at=days(-900))),
    ("until=2026-03-01", lambda: of_report(reported(), sent_at=days(-900)), reported),
    ("sort=deadline", reported, lambda: looked_at(reported())),
]


@pytest.mark.parametrize(("query", "let_through", "kept_out"), TABLE, ids=[row[0] or "open" for row in TABLE])
def test_a_filter_lets_through_what_it_says_and_nothing_else(
    query: str, let_through: Make, kept_out: Make
) -> None:
    inside, outside = let_through(), kept_out()
    assert found(query) == {inside}
    assert outside in found("state=any")


def test_filters_by_team_tag_office_and_officer_know_each_of_them() -> None:
    team, office, person = Team.objects.create(name="East"), Office.objects.all()[0], officer()
    case = tagged(of_case(reported(), team=team, office=office, officer=person))
    other = of_case(reported(), team=Team.objects.create(name="West"), officer=officer())
    tag = case.tags.get()
    for name, key in {"team": team.pk, "office": office.pk, "officer": person.pk, "tag": tag.pk}.items():
        assert found(f"{name}={key}") == {case}
    assert found("officer=me", by=person) == {case}
    assert found("officer=me", by=other.officer) == {other}


def test_a_filter_that_is_none_is_said_and_finds_nothing() -> None:
    for query in ("state=lost", "team=999999", "officer=x", "since=yesterday", "sort=size", "tag=1;drop"):
        assert not form_of(query).is_valid(), query


@pytest.mark.parametrize("order", ["news", "newest", "oldest", "deadline"])
def test_pages_by_key_show_each_report_once_and_in_order(order: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "PAGE", 3)
    moment = timezone.now()
    cases = [reported() for _each in range(8)]
    for place, case in enumerate(cases):  # pairs of the same moment
        at = moment + timedelta(minutes=place // 2)
        of_report(case, sent_at=at)
        of_case(case, news_at=at, look_by=at)
    form, asker = form_of(urlencode({"sort": order})), Asker(None, moment)
    assert form.is_valid()
    seen: list[Case] = []
    after, pages = "", 0
    while pages == 0 or after:
        page = finding.page_of(form, asker, after=after)
        seen, after, pages = [*seen, *page.cases], page.after, pages + 1
    assert pages == 3
    assert len(seen) == len(set(seen)) == 8
    keys = [finding.key_of(order, case) for case in seen]
    assert keys == sorted(keys, reverse=order in {"news", "newest"})


@pytest.mark.parametrize("after", ["x", "~", "2026-01-01~x", "2026-01-01T00:00:00~" + "0" * 32])
def test_a_key_that_is_none_begins_at_the_beginning(after: str) -> None:
    case, form = reported(), form_of("")
    assert form.is_valid()
    assert finding.page_of(form, Asker(None, timezone.now()), after=after).cases == [case]


def test_so_many_are_not_counted_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "PAGE", 1)
    monkeypatch.setattr(finding, "COUNTED", 3)
    form, asker = form_of(""), Asker(None, timezone.now())
    assert form.is_valid()
    for count in (1, 2, 3):
        reported()
        assert finding.page_of(form, asker).count == count
    reported()
    assert finding.page_of(form, asker).count is None


def test_a_search_says_in_a_sentence_what_it_lets_through() -> None:
    Team.objects.create(pk=77, name="East")
    form = form_of("category=forced_labor&team=77&evidence=yes&unread=on&q=cotton&since=2026-12-01")
    assert form.is_valid()
    sentence = sentences.sentence_of(form)
    for part in ("All reports", "Forced labor", "East", "with evidence", "unread", "cotton", "2026"):
        assert part in sentence
    assert sentence.endswith(".")


def test_a_number_finds_its_report_whatever_else_is_chosen() -> None:
    case = put(reported(), State.CLOSED)
    typed = case.report.number.replace("-", " ").lower()
    assert found(urlencode({"q": typed, "category": "unsafe", "unread": "on"})) == {case}
