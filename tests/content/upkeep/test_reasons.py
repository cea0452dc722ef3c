"""Which pages have to be looked at again: overdue, resting on other law, or with something broken in them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from content.editing.roles import EDITORS
from content.law.telling import teller
from content.models import LawReference, QuestionPage, TopicPage
from content.upkeep.examples import difference
from content.upkeep.reasons import Due, Reason, pages_to_look_at
from portal.rulebook.queries import answering_with
from tests.content.editing.staff import member
from tests.content.sharing.test_changes import published
from tests.selfcheck.editions import retitled, with_figure

pytestmark = pytest.mark.django_db

MOST_QUERIES = 24


def question(name: str = "Q3") -> QuestionPage:
    return QuestionPage.objects.get(question_id=name)


def changed(page: Any, **values: Any) -> None:
    """What is live, as if it had been published that way."""
    for name, value in values.items():
        setattr(page, name, value)
    page.save(clean=False)


def due(reason: Reason) -> dict[str, Due]:
    return {each.page.slug: each for each in pages_to_look_at() if reason in each.told}


def overdue(page: QuestionPage, days: int = 12) -> None:
    changed(page, next_review=timezone.localdate() - timedelta(days=days))


def test_nothing_has_to_be_looked_at_in_the_starter() -> None:
    assert pages_to_look_at() == []


def test_a_page_past_its_review_is_told_with_its_days_and_the_longest_overdue_stands_first() -> None:
    overdue(question("Q3"), 12)
    overdue(question("Q4"), 1)
    changed(question("Q5"), next_review=timezone.localdate())
    first, second = pages_to_look_at()
    assert (first.page.question_id, first.sentences) == ("Q3", ["Its review is 12 days over."])
    assert (second.page.question_id, second.sentences) == ("Q4", ["Its review is 1 day over."])


def test_a_new_edition_with_another_value_lists_the_pages_that_use_the_figure_and_no_others() -> None:
    using = set(
        LawReference.objects.filter(kind="figure", key="gift-limit").values_list("page_id", flat=True)
    )
    assert len(using) > 1
    with answering_with(published(with_figure("gift-limit", 12_300))):
        found = due(Reason.LAW)
    assert {each.page.pk for each in found.values()} == using
    title = LawReference.objects.filter(key="gift-limit")[0].title
    said = f"“{title}” says something else than when the page was published."
    assert all(each.told[Reason.LAW] == (said,) for each in found.values())


def test_a_new_edition_that_says_the_same_lists_no_page() -> None:
    with answering_with(published(retitled)):
        assert pages_to_look_at() == []


def test_a_figure_that_is_gone_is_told() -> None:
    page = question()
    page.law_references.create(kind="figure", key="gone", title="A limit", digest="something")
    assert due(Reason.LAW)[page.slug].sentences == ["“A limit” is no longer in the rulebook."]


def test_a_link_to_a_page_that_went_away_is_told_of_every_page_that_has_it() -> None:
    topic = TopicPage.objects.filter(depth__gt=3).first()
    assert topic
    page = question()
    changed(page, related=[("page", topic)])
    topic.unpublish()
    assert any(topic.title in said for said in due(Reason.LINKS)[page.slug].sentences)


def case(**values: Any) -> dict[str, Any]:
    page = next(page for page in QuestionPage.objects.live() if page.checks)
    return {**page.checks[0].value, **values}


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, ""),
        ({"entry": "formal-of-old"}, "the page says “formal-of-old”, the check says “"),
        ({"agencies": ["NONE"]}, "the check does not name NONE"),
        ({"answers": "no-such-question=yes"}, "the check does not understand its answers (no-such-question)"),
    ],
)
def test_an_example_that_the_check_answers_otherwise_is_told_with_both_answers(
    values: dict[str, Any], said: str
) -> None:
    law = teller()
    assert law
    found = difference(case(**values), law)
    assert said in found
    assert bool(found) is bool(said)


def test_a_page_with_such_an_example_has_to_be_looked_at() -> None:
    page = next(page for page in QuestionPage.objects.live() if page.checks)
    page.checks[0].value["entry"] = "formal-of-old"
    changed(page)
    assert "formal-of-old" in due(Reason.EXAMPLES)[page.slug].sentences[0]


def test_a_draft_is_nobodys_business_yet() -> None:
    page = question()
    page.next_review = timezone.localdate() - timedelta(days=1)
    page.save_revision(user=member(EDITORS))
    assert pages_to_look_at() == []


def test_looking_at_all_pages_asks_the_database_little_however_many_are_due() -> None:
    with CaptureQueriesContext(
        connection,
    ) as before:
        pages_to_look_at()
    for page in QuestionPage.objects.live():
        overdue(page)
    LawReference.objects.update(digest="what it said before")
    with CaptureQueriesContext(connection) as after:
        assert len(pages_to_look_at()) > 50
    assert len(after) <= len(before) <= MOST_QUERIES
