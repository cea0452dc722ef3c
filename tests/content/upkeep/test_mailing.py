"""On Mondays each editor, legal reviewer and publisher gets one mail of what is due, none when nothing is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from content.editing.roles import EDITORS, PUBLISHERS, REVIEWERS
from content.models import QuestionPage
from content.upkeep.mailing import mail_pages
from portal.accounts.models import User
from portal.delivery import clock
from portal.delivery.models import Delivery, PeriodicJob
from portal.delivery.schedules import Weekly, jobs
from tests.authoring.people import person, writer
from tests.content.editing.staff import member, superuser
from tests.content.upkeep.test_reasons import overdue, question

pytestmark = pytest.mark.django_db

JOB = "content.mail_pages"


def mails() -> dict[str, dict[str, Any]]:
    """What was posted, by recipient: one mail a person at most."""
    letters = [row.payload for row in Delivery.objects.filter(kind="mail")]
    assert len({letter["to"] for letter in letters}) == len(letters)
    return {letter["to"]: letter for letter in letters}


def test_each_member_of_the_three_groups_who_is_active_gets_one_mail_and_nobody_else() -> None:
    overdue(question("Q3"), 12)
    members = [member(EDITORS), member(REVIEWERS), member(PUBLISHERS), member(EDITORS, REVIEWERS, PUBLISHERS)]
    gone = member(EDITORS)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    person(), writer(), superuser()
    assert mail_pages() == 4
    assert set(mails()) == {each.email for each in members}


def test_the_mail_tells_the_numbers_and_the_longest_overdue_and_leads_to_each_page_and_the_report() -> None:
    pages = list(QuestionPage.objects.live()[:12])
    for days, page in enumerate(pages, 1):
        overdue(page, days)
    pages[0].law_references.create(kind="figure", key="gone", title="A limit", digest="something")
    editor = member(EDITORS)
    mail_pages()
    letter = mails()[editor.email]
    text = letter["text"]
    assert letter["subject"] == "12 pages have to be looked at"
    assert "Its review is overdue: 12\nIts law has changed: 1\n" in text
    assert text.index("12 days over") < text.index("3 days over")
    assert f"http://127.0.0.1:8000/staff/pages/{pages[11].pk}/edit/" in text
    assert text.count("/edit/") == 10
    assert "and 2 more" in text
    assert "http://127.0.0.1:8000/staff/reports/pages-to-look-at/" in text


def test_no_mail_is_sent_when_nothing_is_due_or_nothing_that_a_person_may_change() -> None:
    reviewer = member(REVIEWERS)
    assert mail_pages() == 0
    overdue(question("Q3"))
    reviewer.groups.get().page_permissions.update(page=question("Q4"))
    assert mail_pages() == 0
    assert mails() == {}


def test_it_goes_out_on_monday_at_seven_once_though_two_processes_look_at_the_clock() -> None:
    overdue(question("Q3"))
    editor = member(EDITORS)
    assert jobs[JOB].schedule == Weekly(weekday=0, hour=7)
    passed = timezone.now() - timedelta(minutes=1)
    PeriodicJob.objects.update_or_create(name=JOB, defaults={"next_due": passed})
    assert clock.run(JOB, only_if_due=True)
    assert not clock.run(JOB, only_if_due=True)
    assert set(mails()) == {editor.email}
    assert PeriodicJob.objects.get(name=JOB).error == ""
