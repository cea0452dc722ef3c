"""What people found who tried the staff's side by hand, so that it does not come back."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from portal.reports import services as reports
from portal.reports.models import Report
from portal.reports.states import State
from portal.triage import indexing, services
from portal.triage.models import AuditEntry, Case, HandOver, Office, SavedSearch, Tag, Team
from portal.triage.notifications.records import Notification
from portal.triage.queue import bulk
from portal.triage.queue.bulk import Wanted, What
from portal.triage.records import Act
from portal.triage.states import Action, Outcome
from tests.authoring.people import signed_in
from tests.triage.people import AUDITORS, CUSTODIANS, LEADS, READERS, lead, member, officer, reported

pytestmark = pytest.mark.django_db
QUEUE = "/staff/violations/"
KEY_OF_NO_ROW = "9" * 40


@pytest.mark.parametrize("role", [READERS, CUSTODIANS])
def test_whoever_only_reads_moves_nothing(role: str) -> None:
    case = reported()
    services.look(case, by=member(role))
    case = Case.objects.get(pk=case.pk)
    assert (case.report.state, case.looked_at, case.moves.count()) == (State.RECEIVED, None, 0)
    assert case.has_news


def closed(case: Case, **values: Any) -> Case:
    by = lead()
    services.look(case, by=by)
    services.make_move(case, Action.CLOSE, by=by, outcome=Outcome.NOT_ENOUGH, reason="x")
    Case.objects.filter(pk=case.pk).update(**values)
    return Case.objects.get(pk=case.pk)


def test_what_is_written_under_a_closed_report_is_seen_in_the_queue_and_told_to_the_leads() -> None:
    first, case = lead(), closed(reported())
    reports.answer(case.report, "There is more")
    assert case.report.number in signed_in(first).get(f"{QUEUE}?unread=on").content.decode()
    assert case.report.number not in signed_in(first).get(QUEUE).content.decode()
    assert Notification.objects.filter(case=case, person=first).exists()


def test_what_is_written_under_a_merged_report_is_told_to_whoever_works_on_the_other() -> None:
    by, other = officer(), reported()
    Case.objects.filter(pk=other.pk).update(officer=by)
    case = closed(reported(), into=other)
    reports.answer(case.report, "There is more")
    assert [each.person for each in Notification.objects.filter(case=case)] == [by]
    page = signed_in(by).get(reverse("triage:case", args=[other.report.number])).content.decode()
    assert page.split("These were merged into this report")[1].split("</ul>")[0].count("Unread") == 1


def test_a_report_that_is_opened_again_is_with_no_office() -> None:
    case, by = reported(), lead()
    services.look(case, by=by)
    services.make_move(case, Action.REFER, by=by, office=Office.objects.all()[0], reason="Theirs")
    services.make_move(case, Action.CLOSE, by=by, outcome=Outcome.NOT_ENOUGH, reason="x")
    services.make_move(case, Action.REOPEN, by=by, reason="x")
    assert Case.objects.get(pk=case.pk).office is None


def test_to_give_many_to_a_team_takes_no_officer_away_and_the_preview_says_whose_they_are() -> None:
    case, by, team = reported(), officer(), Team.objects.create(name="East")
    Case.objects.filter(pk=case.pk).update(officer=by)
    sent = {"chosen": [case.pk], "what": "assign", "team": team.pk}
    page = signed_in(lead()).post(reverse("triage:many"), sent).content.decode()
    assert "Officer: as it is. Team: East" in page
    assert f"(now {by}" in page
    version = {str(case.pk): Case.objects.get(pk=case.pk).version}
    bulk.change(Wanted(What.ASSIGN, team=team), version, by=lead())
    assert [*Case.objects.filter(pk=case.pk).values_list("officer", "team")] == [(by.pk, team.pk)]
    version = {str(case.pk): Case.objects.get(pk=case.pk).version}
    bulk.change(Wanted(What.ASSIGN, away=frozenset({"officer"})), version, by=lead())
    assert [*Case.objects.filter(pk=case.pk).values_list("officer", "team")] == [(None, team.pk)]


@pytest.mark.parametrize("sent", [{}, {"away": "team", "team": "1"}])
def test_to_give_many_to_nobody_has_to_be_said(sent: dict[str, str]) -> None:
    case = reported()
    Team.objects.create(pk=1, name="East")
    answer = signed_in(lead()).post(reverse("triage:many"), {"chosen": [case.pk], "what": "assign", **sent})
    assert answer.status_code == 422
    assert "Choose " in answer.content.decode()


def test_a_routing_search_that_cannot_be_asked_keeps_no_report_from_being_found() -> None:
    by, tag = lead(), Tag.objects.create(name="far")
    search = SavedSearch(name="For ever", owner=by, routes=True)
    search.query = "category=undervaluation&until=9999-12-31"
    search.save()
    search.give_tags.add(tag)
    case = reported()
    indexing.index({"report": str(case.pk)}, case.pk)
    assert case.terms.exists()
    assert not case.tags.exists()


@pytest.mark.parametrize(
    "address",
    [
        f"{QUEUE}?until=9999-12-31",
        f"{QUEUE}?after=0001-01-01T00:00:00%2B14:00~{'0' * 32}",
        f"{QUEUE}audit/?end=9999-12-31",
        f"{QUEUE}audit/export/?end=9999-12-31",
        f"{QUEUE}export/?of=until%3D9999-12-31",
    ],
)
def test_a_day_that_no_calendar_reaches_is_no_failure(address: str) -> None:
    answer = signed_in(member(LEADS, AUDITORS)).get(address)
    assert answer.status_code < 500
    if answer.streaming:
        assert b"".join(answer.streaming_content)


@pytest.mark.parametrize("name", ["tags", "many"])
def test_a_key_that_no_database_holds_is_no_failure(name: str) -> None:
    case = reported()
    address = reverse(f"triage:{name}", args=[case.report.number] if name == "tags" else [])
    sent = {"tags": KEY_OF_NO_ROW, "what": "tag", "chosen": [case.pk], "seen": case.version, "since": 1}
    assert signed_in(lead()).post(address, sent).status_code == 422


def test_no_hand_over_is_made_of_a_report_that_is_with_no_office() -> None:
    case, by = reported(), lead()
    services.look(case, by=by)
    version = Case.objects.get(pk=case.pk).version
    address = reverse("triage:hand_over", args=[case.report.number])
    answer = signed_in(by).post(address, {"seen": version, "since": 1})
    assert answer.status_code == 409
    assert "with no office now" in answer.content.decode()
    assert not HandOver.objects.exists()


def test_whoever_takes_another_name_stands_in_the_audit_with_it() -> None:
    by = officer()
    by.first_name = "Custodian"
    by.save()
    entry = AuditEntry.objects.filter(act=Act.ACCOUNT).latest("number")
    assert entry.detail["first_name"] == "Custodian"


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite knows INSERT OR REPLACE")
def test_nothing_is_put_in_the_place_of_a_report_or_an_entry_of_the_audit() -> None:
    services.look(reported(), by=officer())
    for table in ("triage_auditentry", Report._meta.db_table):
        with (
            pytest.raises(DatabaseError, match="not put in anew"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
