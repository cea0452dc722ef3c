"""Reviews that are due: listed by desk, shown on the first page, and mailed once a week."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from portal.accounts.models import User
from portal.authoring.objects.topics import AgencyTopic, EntryTopic
from portal.authoring.overview.reviews import Review, by_desk, due_reviews
from portal.delivery.models import Delivery
from portal.delivery.schedules import Weekly, jobs
from tests.authoring.desk.people_and_pages import ADMIN_HOME, EVERYBODY, Somebody
from tests.authoring.people import (
    administrator,
    approver,
    drafted,
    figure,
    person,
    reader,
    signed_in,
    writer,
)

pytestmark = pytest.mark.django_db
REVIEWS = "/staff/law/reviews/"
TODAY = timezone.localdate()
FAR = TODAY + timedelta(days=400)


def publish(found: Any, row: dict[str, Any]) -> None:
    """Make a row the live version, as the publisher does when it may."""
    draft = found.draft().take_row(row)
    revision = draft.save_revision()
    type(found)._default_manager.get(pk=found.pk).go_live(revision)


def set_reviews(*days: int) -> None:
    """Give the first rules of the topic "formal" these days of review, counted from today; publish it."""
    topic = EntryTopic.objects.get(key="formal")
    row = topic.row()
    for rule, day in zip(row["rules"], days, strict=False):
        rule["review"] = TODAY + timedelta(days=day)
    publish(topic, row)


def titles(reviews: list[Review]) -> list[str]:
    return [str(review.title) for review in reviews]


def names(reviews: list[Review]) -> list[str]:
    return [review.name for review in reviews]


# What is due


def test_nothing_is_due_before_its_day() -> None:
    assert due_reviews(TODAY + timedelta(days=30)) == []


def test_what_is_due_comes_oldest_first() -> None:
    set_reviews(-1, -20, 30, 31)
    assert names(due_reviews(TODAY + timedelta(days=30))) == ["adcvd-express", "adcvd-formal", "quota-formal"]


def test_a_source_without_a_day_of_its_own_is_due_after_the_usual_time() -> None:
    checked = date(2026, 11, 22)
    usual = checked + timedelta(days=90)
    assert due_reviews(usual - timedelta(days=1)) == []
    assert len(due_reviews(usual)) > 400


def test_rules_exceptions_values_questions_and_lists_are_all_looked_at() -> None:
    kinds = {str(review.kind) for review in due_reviews(FAR)}
    assert kinds == {"rule", "value", "question", "list of countries"}
    topic = AgencyTopic.objects.get(key="FDA")
    row = topic.row()
    unless = next(rule for rule in row["rules"] if rule.get("unless"))["unless"][0]
    unless["checked"] = TODAY - timedelta(days=89)
    publish(topic, row)
    (found,) = due_reviews(TODAY + timedelta(days=1))
    assert str(found.kind) == "exception"
    assert unless["title"] in found.title


def test_a_review_that_only_a_draft_has_done_stays_due_and_is_marked() -> None:
    set_reviews(-1)
    topic = EntryTopic.objects.get(key="formal")
    row = topic.draft().row()
    row["rules"][0]["review"] = FAR
    drafted(topic.draft().take_row(row), by=writer())
    (found,) = due_reviews(TODAY)
    assert found.renewed
    page = signed_in(reader()).get(REVIEWS).content.decode()
    assert "renewed in a draft" in page
    assert "at your desk" not in signed_in(writer()).get(ADMIN_HOME).content.decode()


# The report


def test_the_report_tells_by_desk_who_writes_and_leads_to_the_editor() -> None:
    set_reviews(-1, 3)
    somebody = writer()
    page = signed_in(somebody).get(REVIEWS).content.decode()
    assert "2 reviews are due within 30 days, or overdue." in page
    assert "1 of them overdue" in page
    assert str(somebody) in page
    topic = EntryTopic.objects.get(key="formal")
    block = topic.rules.raw_data[0]["id"]
    assert f"/authoring/entrytopic/edit/{topic.pk}/#block-{block}-section" in page


def test_the_report_can_look_further_ahead_and_at_one_desk() -> None:
    client = signed_in(reader())
    everything = client.get(f"{REVIEWS}?days=400").content.decode()
    assert everything.count('class="law-desk"') == len(by_desk(due_reviews(FAR)))
    assert "Nobody writes for this desk yet." in everything
    one = client.get(f"{REVIEWS}?days=400&desk=FDA").content.decode()
    assert re.findall(r'<h2 id="desk-(\w+)"', one) == ["FDA"]
    assert client.get(f"{REVIEWS}?days=soon&desk=nowhere").status_code == 200


@pytest.mark.parametrize("somebody", EVERYBODY, ids=str)
def test_the_report_is_for_those_who_may_read_the_law(somebody: Somebody) -> None:
    set_reviews(-1)
    client = somebody.client()
    answer = client.get(REVIEWS)
    assert (answer.status_code == 200) is somebody.reads
    home = client.get(ADMIN_HOME)
    assert (b"1 review is due at your desk" in home.content) is somebody.writes
    assert (b"/staff/law/rules/" in home.content) is somebody.reads


def test_the_first_page_says_nothing_when_nothing_is_due() -> None:
    assert "Reviews of the law" not in signed_in(writer()).get(ADMIN_HOME).content.decode()


# The mail


def mails() -> dict[str, dict[str, Any]]:
    """What was posted, by recipient: one mail a person at most."""
    letters = [row.payload for row in Delivery.objects.filter(kind="mail")]
    assert len({letter["to"] for letter in letters}) == len(letters)
    return {letter["to"]: letter for letter in letters}


def test_each_writer_and_administrator_gets_one_mail_about_the_own_desks() -> None:
    set_reviews(*range(-11, 1))
    author, admin, other = writer(), administrator(), writer("FDA")
    reader(), approver(), person()
    gone = writer()
    User.objects.filter(pk=gone.pk).update(is_active=False)
    call_command("mail_reviews")
    sent = mails()
    assert set(sent) == {author.email, admin.email}
    assert other.email not in sent
    letter = sent[author.email]
    assert letter["subject"] == "12 reviews of the law are due"
    assert "11 of them are overdue." in letter["text"]
    assert letter["text"].count("#block-") == 10
    assert "and 2 more" in letter["text"]
    assert letter["text"].index(str(TODAY - timedelta(days=11))) < letter["text"].index(
        str(TODAY - timedelta(days=2))
    )
    assert "http://127.0.0.1:8000/staff/law/reviews/" in letter["text"]


def test_somebody_who_writes_for_two_desks_gets_one_mail_with_both_counts() -> None:
    set_reviews(-1)
    found = AgencyTopic.objects.get(key="USPS")
    row = found.row()
    row["rules"][0]["review"] = TODAY
    publish(found, row)
    author = writer()
    author.groups.add(*writer("USPS").groups.all())
    call_command("mail_reviews")
    text = mails()[author.email]["text"]
    assert "2 reviews are due" in text
    assert "Entry law: 1" in text
    assert "United States Postal Service: 1" in text


def test_nothing_is_sent_when_nothing_is_due() -> None:
    writer(), administrator()
    call_command("mail_reviews")
    assert mails() == {}


def test_what_a_draft_has_done_already_is_not_asked_for_again() -> None:
    set_reviews(-1)
    topic = EntryTopic.objects.get(key="formal")
    row = topic.draft().row()
    row["rules"][0]["review"] = FAR
    drafted(topic.draft().take_row(row), by=writer())
    call_command("mail_reviews")
    assert mails() == {}


def test_the_mail_goes_out_on_monday_at_seven() -> None:
    job = jobs["authoring.mail_reviews"]
    assert job.schedule == Weekly(weekday=0, hour=7)
    assert job.resolve()() == 0


def test_a_value_is_told_by_its_figure_and_amount() -> None:
    found = figure("gift-limit")
    row = found.row()
    row["values"][0]["review"] = TODAY
    publish(found, row)
    assert titles(due_reviews(TODAY)) == [f"{found}: 100.00"]
