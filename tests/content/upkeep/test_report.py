"""The report and the first page of the admin: what is due, to those who may change pages and nobody else."""

from __future__ import annotations

import csv

import pytest
from django.test import Client
from django.urls import reverse

from content.editing.roles import EDITORS, PUBLISHERS, REVIEWERS
from content.models import LawReference
from portal.accounts.models import User
from tests.authoring.people import writer
from tests.content.editing.staff import member, signed_in, superuser
from tests.content.upkeep.test_reasons import overdue, question

pytestmark = pytest.mark.django_db

HOME = "Pages to look at"
REPORT = "/staff/reports/pages-to-look-at/"
MOST_QUERIES = 45


@pytest.fixture
def editor() -> Client:
    return signed_in(member(EDITORS))


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode()


def two_due() -> None:
    overdue(question("Q3"), 12)
    question("Q4").law_references.create(kind="figure", key="gone", title="A limit", digest="something")


def test_the_report_leads_to_each_page_and_says_why(editor: Client) -> None:
    two_due()
    text = text_of(editor, REPORT)
    for name, said in (
        ("Q3", "Its review is 12 days over."),
        ("Q4", "“A limit” is no longer in the rulebook."),
    ):
        assert reverse("wagtailadmin_pages:edit", args=[question(name).pk]) in text
        assert said in text


def test_the_report_is_narrowed_by_why(editor: Client) -> None:
    two_due()
    text = text_of(editor, f"{REPORT}?reason=law")
    assert "A limit" in text
    assert "12 days over" not in text
    assert "12 days over" in text_of(editor, f"{REPORT}?reason=nonsense")


def test_the_report_is_a_file_for_those_who_want_one(editor: Client) -> None:
    two_due()
    first, second = csv.DictReader(text_of(editor, f"{REPORT}?export=csv").splitlines())
    assert first["Page"] == question("Q3").title
    assert first["Address"].endswith(question("Q3").url)
    assert (first["Days over"], first["Reasons"]) == ("12", "Its review is overdue")
    assert second["Why"] == "“A limit” is no longer in the rulebook."
    assert editor.get(f"{REPORT}?export=xlsx").status_code == 200


def test_the_report_asks_the_database_little(editor: Client, django_assert_max_num_queries: object) -> None:
    LawReference.objects.update(digest="what it said before")
    text_of(editor, REPORT)
    with django_assert_max_num_queries(MOST_QUERIES):  # type: ignore[operator]
        text_of(editor, REPORT)


@pytest.mark.parametrize("group", [EDITORS, REVIEWERS, PUBLISHERS])
def test_the_first_page_tells_numbers_by_reason_and_leads_to_them(group: str) -> None:
    two_due()
    text = text_of(signed_in(member(group)), "/staff/")
    assert "2 pages have to be looked at" in text
    for reason, said in (("overdue", "Its review is overdue: 1"), ("law", "Its law has changed: 1")):
        assert f'<a href="{REPORT}?reason={reason}">{said}</a>' in text


def test_the_first_page_says_when_nothing_is_due(editor: Client) -> None:
    assert "Nothing is due" in text_of(editor, "/staff/")


def test_staff_without_rights_on_pages_are_told_nothing() -> None:
    two_due()
    client = signed_in(writer())
    assert HOME not in text_of(client, "/staff/")
    assert client.get(REPORT).status_code == 302
    assert client.get(f"{REPORT}?export=csv").status_code == 302


def test_a_page_is_listed_for_those_who_may_change_it() -> None:
    two_due()
    somebody: User = member(REVIEWERS)
    somebody.groups.get().page_permissions.update(page=question("Q4"))
    text = text_of(signed_in(somebody), REPORT)
    assert question("Q4").title in text
    assert question("Q3").title not in text
    assert question("Q3").title in text_of(signed_in(superuser()), REPORT)
