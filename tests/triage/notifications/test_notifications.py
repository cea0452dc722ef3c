"""People are told that there is news, in the ways that they chose, and never what it says."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import User
from portal.delivery.execution import run
from portal.delivery.models import Delivery, State
from portal.reports import services as reports
from portal.triage import services as triage
from portal.triage.models import Case, Team
from portal.triage.notifications import digest, services
from portal.triage.notifications.records import News, Notification, Ways
from portal.triage.states import Action
from tests.triage.people import READERS, lead, member, officer, reported

pytestmark = pytest.mark.django_db
WEDNESDAY = datetime(2031, 1, 8, 15, tzinfo=UTC)
MARKED = {
    "what": {"category": "counterfeit", "story": "Storymarker"},
    "who": [{"id": "1", "name": "Accusedmarker"}],
    "goods": {"what": "Goodsmarker"},
}


def deliver() -> None:
    """Carry out all that waits, and what comes of it."""
    while row := Delivery.objects.filter(state=State.WAITING).order_by("posted_at").first():
        assert run(row) is None


def give(case: Case, to: User | None = None, team: Team | None = None, by: User | None = None) -> None:
    triage.assign(case, by=by or lead(), officer=to, team=team)
    deliver()


def team_of(*people: User) -> Team:
    made = Team.objects.create(name=f"Team {Team.objects.count()}")
    made.members.set(people)
    return made


def told(person: User) -> list[str]:
    return [row.news for row in services.shown_to(person)]


def mails_to(person: User) -> list[str]:
    return [f"{sent.subject}\n{sent.body}" for sent in mail.outbox if sent.to == [person.email]]


def test_whoever_is_given_a_report_is_told_here_and_by_mail() -> None:
    case, person = reported(), officer()
    give(case, person)
    assert told(person) == [News.ASSIGNED]
    (letter,) = mails_to(person)
    assert case.report.number in letter
    assert reverse("triage:case", args=[case.report.number]) in letter


def test_whoever_takes_a_report_is_not_told_what_they_did_themselves() -> None:
    person = officer()
    give(reported(), person, by=person)
    assert not told(person)
    assert not mails_to(person)


def test_a_report_that_stays_with_its_officer_is_told_once() -> None:
    case, person = reported(), officer()
    give(case, person)
    give(case, person, team=team_of(person))
    assert told(person) == [News.ASSIGNED]


def test_a_team_is_told_of_what_nobody_in_it_has_yet() -> None:
    one, other, giver = officer(), officer(), lead()
    team = team_of(one, other, giver)
    give(reported(), team=team, by=giver)
    give(reported(), to=one, team=team, by=giver)
    assert told(one) == [News.ASSIGNED, News.TEAM]
    assert told(other) == [News.TEAM]
    assert not told(giver)
    assert not mails_to(other), "by mail only to whoever wants that"


def test_the_officer_is_told_when_the_sender_writes_and_without_one_the_team_is() -> None:
    case, one, other = reported(), officer(), officer()
    give(case, team=team_of(one, other), by=one)
    reports.answer(case.report, "Answermarker")
    assert told(one) == [News.ANSWERED]
    give(case, other)
    reports.answer(case.report, "Answermarker")
    deliver()
    assert told(one) == [News.ANSWERED]
    assert told(other) == [News.ANSWERED, News.ASSIGNED, News.ANSWERED, News.TEAM]


def test_an_answer_that_was_not_stored_tells_nobody() -> None:
    case, person = reported(), officer()
    give(case, person)

    with transaction.atomic():
        reports.answer(case.report, "More")
        assert told(person) == [News.ANSWERED, News.ASSIGNED]
        transaction.set_rollback(True)
    assert told(person) == [News.ASSIGNED]


def test_many_reports_at_once_make_one_mail() -> None:
    person, by = officer(), lead()
    for _each in range(30):
        triage.assign(reported(), by=by, officer=person, team=None)
    for row in Delivery.objects.filter(kind="triage.given", state=State.WAITING):
        run(row)
    deliver()
    (letter,) = mails_to(person)
    assert letter.count("/staff/violations/case/") == 25
    assert "and 5 more" in letter
    assert services.unread_by(person) == 30


@pytest.mark.parametrize("here", [True, False])
@pytest.mark.parametrize("by_mail", [True, False])
@pytest.mark.parametrize("news", News)
def test_each_is_told_in_the_ways_that_they_chose(news: News, here: bool, by_mail: bool) -> None:
    person = officer()
    services.choose(person, {news: Ways(here, by_mail)})
    if news == News.DUE:
        services.tell(news, [person], day=timezone.localdate(), soon=1, overdue=2)
    else:
        services.tell(news, [person], case=reported())
    deliver()
    assert told(person) == [news] * here
    assert len(mails_to(person)) == by_mail


@pytest.mark.parametrize("when", ["before", "between"])
def test_whoever_may_read_reports_no_more_is_told_nothing(when: str) -> None:
    case, person = reported(), officer()
    triage.assign(case, by=lead(), officer=person, team=None)
    if when == "between":
        for row in Delivery.objects.filter(kind="triage.given"):
            run(row)
    person.groups.clear()
    deliver()
    person = User.objects.get(pk=person.pk)
    assert not mails_to(person)
    assert not told(person)
    assert services.unread_by(person) == 0


def test_whoever_opens_a_report_has_read_what_they_were_told_of_it() -> None:
    case, person, other = reported(), officer(), officer()
    give(case, person)
    triage.look(case, by=other)
    assert services.unread_by(person) == 1
    triage.look(case, by=person)
    assert services.unread_by(person) == 0


def test_old_notifications_are_forgotten() -> None:
    person, now = officer(), timezone.now()
    case = reported()
    for days, read in ((10, True), (40, True), (40, False), (100, False)):
        at = now - timedelta(days=days)
        Notification.objects.create(
            person=person, news=News.TEAM, case=case, at=at, read_at=at if read else None
        )
    assert services.forget_old() == 2


# The daily count


def due(hours: float, **columns: Any) -> Case:
    case = reported()
    Case.objects.filter(pk=case.pk).update(look_by=WEDNESDAY + timedelta(hours=hours), **columns)
    return case


def test_once_a_day_people_are_told_how_much_is_due_of_theirs() -> None:
    person, mate, boss = officer(), officer(), lead()
    due(-1, officer=person)
    due(20, officer=person)
    due(20, team=team_of(person, mate))
    due(24 * 5, officer=person)
    due(-50)
    assert digest.tell_what_is_due(WEDNESDAY) == 3
    assert digest.tell_what_is_due(WEDNESDAY) == 0
    counted = {row.person_id: (row.soon, row.overdue) for row in Notification.objects.all()}
    assert counted == {person.pk: (2, 1), mate.pk: (1, 0), boss.pk: (0, 1)}
    deliver()
    assert "1 first look is overdue." in mails_to(person)[0]
    assert "2 first looks are due by the end of the next working day." in mails_to(person)[0]


@pytest.mark.parametrize("days", [3, 4, 12, 0.6])
def test_on_a_weekend_or_holiday_and_at_night_nobody_is_told(days: float) -> None:
    due(-1, officer=officer())
    assert digest.tell_what_is_due(WEDNESDAY + timedelta(days=days)) == 0


# Nothing of a report


def test_no_word_of_a_report_is_in_a_mail_a_notification_a_delivery_or_a_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    identity = {"name": "Sendermarker", "email": "sendermarker@example.org"}
    case, person = reported(identity=identity, **MARKED), officer()
    give(case, person, team=team_of(officer(), person))
    triage.note(case, "Notemarker", by=person)
    triage.look(case, by=person)
    triage.make_move(case, Action.ASK, by=person, question="Questionmarker")
    reports.answer(case.report, "Answermarker")
    deliver()
    with connection.cursor() as cursor:
        for table in ("delivery_delivery", "triage_notification", "triage_choice", "triage_auditentry"):
            cursor.execute(f"SELECT * FROM {table}")
            assert "marker" not in str(cursor.fetchall())
    assert mails_to(person)
    for letter in mails_to(person):
        for word in ("marker", "counterfeit", "Fakes", "fakes"):
            assert word not in letter
    assert "marker" not in caplog.text


# The pages


def open_(person: User, name: str) -> str:
    client = Client()
    client.force_login(person)
    return str(client.get(reverse(name)).content.decode())


def test_the_list_shows_what_somebody_was_told_and_the_menu_how_much_is_unread() -> None:
    case, person = reported(), officer()
    give(case, person)
    page = open_(person, "triage:notifications")
    assert case.report.number in page
    assert "Notifications (1)" in page
    assert "1 unread notification" in open_(person, "wagtailadmin_home")
    client = Client()
    client.force_login(person)
    client.post(reverse("triage:notifications"))
    assert services.unread_by(person) == 0
    assert case.report.number not in open_(officer(), "triage:notifications")


def test_everybody_chooses_for_themselves() -> None:
    person, client = member(READERS), Client()
    client.force_login(person)
    client.post(reverse("triage:notification_choices"), {"team-mail": "on", "due-here": "on"})
    assert services.chosen_by(person) == {
        News.ASSIGNED: Ways(here=False, mail=False),
        News.ANSWERED: Ways(here=False, mail=False),
        News.TEAM: Ways(here=False, mail=True),
        News.DUE: Ways(here=True, mail=False),
    }
    assert services.chosen_by(officer())[News.ASSIGNED] == Ways(here=True, mail=True)
    assert open_(person, "triage:notification_choices").count("checked") == 2
