"""All rules in one list: how each reads, whether it is law yet, and every way to find one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from portal.authoring.objects.topics import AgencyTopic, EntryTopic
from portal.authoring.overview.rules import Change, ListedRule, listed_rules
from portal.rulebook import queries
from portal.rulebook.queries import current_edition
from tests.authoring.desk.people_and_pages import EVERYBODY, Somebody
from tests.authoring.people import approver, drafted, reader, signed_in, writer

pytestmark = pytest.mark.django_db
RULES = "/staff/law/rules/"


@pytest.fixture(autouse=True)
def _look_afresh() -> Iterator[None]:
    queries.forget_current_edition()
    yield
    queries.forget_current_edition()


@pytest.fixture
def client() -> Client:
    return signed_in(reader())


def formal() -> EntryTopic:
    return EntryTopic.objects.get(key="formal")


def rule(name: str) -> ListedRule:
    return next(each for each in listed_rules() if each.id == name)


def found(client: Client, query: str = "") -> list[str]:
    """The names of the rules on a page of the list."""
    page = client.get(f"{RULES}?{query}").content.decode()
    return re.findall(r"<code>([^<]+)</code>", page)


def edited() -> EntryTopic:
    """A draft of a topic in which one rule is changed, one is new and one is gone."""
    draft = formal().draft()
    row = draft.row()
    first, second, third, *rest = row["rules"]
    row["rules"] = [{**first, "title": "Another title"}, second, *rest, {**second, "id": "quite-new"}]
    author = writer()
    assert third["id"] == "quota-formal"
    return drafted(draft.take_row(row), by=author)


# What it holds


def test_every_rule_of_the_law_is_listed_once_with_its_sentence() -> None:
    listed = listed_rules()
    assert [each.id for each in listed] == [each.id for each in current_edition().law.book.rules]
    assert all("." in each.sentence and not each.fault for each in listed)
    assert not any(each.differs for each in listed)


def test_the_newest_draft_is_listed_with_a_mark_where_it_differs() -> None:
    edited()
    changes = {each.id: each.change for each in listed_rules() if each.differs}
    assert changes == {
        "adcvd-formal": Change.CHANGED,
        "quite-new": Change.NEW,
        "quota-formal": Change.REMOVED,
    }
    assert rule("adcvd-formal").title == "Another title"
    assert not rule("quite-new").is_live
    assert rule("quota-formal").is_live


def test_a_published_draft_differs_no_more() -> None:
    topic = edited()
    assert rule("adcvd-formal").differs
    topic.go_live(topic.latest_revision, user=approver())
    assert not any(each.differs for each in listed_rules())
    assert rule("adcvd-formal").title == "Another title"
    assert not [each for each in listed_rules() if each.id == "quota-formal"]


def test_a_rule_that_cannot_be_read_tells_its_fault_and_hides_no_other(client: Client) -> None:
    draft = AgencyTopic.objects.get(key="FCC").draft()
    row = draft.row()
    name = row["rules"][0]["id"]
    row["rules"][0]["concerns"] = {"facts": ["no_such_question"]}
    drafted(draft.take_row(row), by=writer("FCC"))
    assert "no_such_question" in rule(name).fault
    assert rule(name).sentence == ""
    others = [each for each in listed_rules() if each.topic.key == "FCC" and each.id != name]
    assert others
    assert all(each.sentence for each in others)
    page = client.get(f"{RULES}?q={name}").content.decode()
    assert "It cannot be read as law yet" in page
    assert "no_such_question" in page


# Finding


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("q=countervailing+duty+orders", None),
        ("q=ANTIDUMPING+courier%27s", "adcvd-express"),
        ("q=adcvd-express", "adcvd-express"),
        ("q=128.24(a)+quota", "quota-express"),
        ("q=way+of+shipping+is+%E2%80%9CBy+courier", "adcvd-express"),
    ],
)
def test_a_rule_is_found_by_words_of_its_title_name_sentence_and_citations(
    query: str, name: str | None, client: Client
) -> None:
    names = found(client, query)
    assert name in names if name else not names


def test_the_list_can_be_narrowed_to_one_agency_or_topic(client: Client) -> None:
    wanted = [each.id for each in listed_rules() if each.topic.key == "USPS"]
    assert found(client, "topic=agencytopic:USPS") == wanted
    assert len(wanted) > 0


def test_the_list_can_be_narrowed_to_what_is_in_force_on_a_day(client: Client) -> None:
    since = rule("ieepa-china").first_day
    last = rule("ieepa-china").last_day
    assert since
    assert last
    for day, is_there in (
        (since - timedelta(days=1), False),
        (since, True),
        (last, True),
        (last + timedelta(days=1), False),
    ):
        assert ("ieepa-china" in found(client, f"q=ieepa-china&on={day}")) is is_there


def test_the_list_can_be_narrowed_by_how_sure_we_are(client: Client) -> None:
    wanted = [each.id for each in listed_rules() if each.confidence == "low"]
    assert wanted
    assert found(client, "confidence=low") == wanted[:50]


def test_the_list_can_be_narrowed_to_reviews_that_are_due(client: Client) -> None:
    today = timezone.localdate()
    draft = formal().draft()
    row = draft.row()
    row["rules"][0]["review"] = today - timedelta(days=1)
    row["rules"][1]["review"] = today + timedelta(days=30)
    row["rules"][2]["review"] = today + timedelta(days=31)
    drafted(draft.take_row(row), by=writer())
    assert found(client, "review=overdue") == ["adcvd-formal"]
    assert found(client, "review=soon") == ["adcvd-formal", "adcvd-express"]


def test_the_list_can_be_narrowed_by_status(client: Client) -> None:
    edited()
    assert found(client, "status=draft") == ["adcvd-formal", "quite-new", "quota-formal"]
    assert "quite-new" not in found(client, "status=live&topic=entrytopic:formal")
    proposed = [each.id for each in listed_rules() if each.proposed]
    assert proposed
    assert found(client, "status=proposed") == proposed


def test_an_answer_that_makes_no_sense_filters_nothing_and_says_so(client: Client) -> None:
    page = client.get(f"{RULES}?on=yesterday&topic=nowhere&p=many")
    assert page.status_code == 200
    assert "Enter a valid date" in page.content.decode()
    assert len(found(client, "on=yesterday&p=9999")) > 0


def test_pages_are_counted_and_keep_what_was_asked(client: Client) -> None:
    total = len(listed_rules())
    first = client.get(f"{RULES}?confidence=C2").content.decode()
    assert re.search(rf"1 to 50 of \d+ rules\s*<span[^>]*>out of {total}<", first)
    assert "confidence=C2&amp;p=2" in first
    few = client.get(f"{RULES}?q=adcvd-express").content.decode()
    assert f"1 of {total} rules" in few
    together = [
        name for number in range(1, 9) for name in found(client, f"p={number}") if number <= -(-total // 50)
    ]
    assert together == [each.id for each in listed_rules()]


# Links and speed


def test_a_writer_is_led_to_the_rule_in_the_editor_and_a_reader_to_how_it_reads() -> None:
    topic, listed = formal(), rule("adcvd-formal")
    page = signed_in(writer()).get(f"{RULES}?q=adcvd-formal").content.decode()
    assert f"/authoring/entrytopic/edit/{topic.pk}/#block-{listed.block}-section" in page
    other = signed_in(writer("FDA")).get(f"{RULES}?q=adcvd-formal").content.decode()
    assert f"/authoring/entrytopic/inspect/{topic.pk}/#reads-adcvd-formal" in other


def test_the_list_asks_the_database_a_few_questions_however_much_is_drafted(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    author = writer()
    for topic in AgencyTopic.objects.all()[:4]:
        drafted(topic, by=author)
    with django_assert_max_num_queries(25):  # the first one after a change: a query a kind of object
        assert client.get(RULES).status_code == 200
    with django_assert_max_num_queries(15):
        assert client.get(RULES).status_code == 200


@pytest.mark.parametrize("somebody", EVERYBODY, ids=str)
def test_the_list_is_for_those_who_may_read_the_law(somebody: Somebody) -> None:
    answer = somebody.client().get(RULES)
    assert (answer.status_code == 200) is somebody.reads
    if not somebody.reads:
        assert answer.status_code in (302, 403)
        assert b"ieepa-china" not in answer.content
