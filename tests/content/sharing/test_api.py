"""The library for programs: everything that readers read, dated and sourced, in parts that never overlap."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from content.editing.gate import publish_starter
from content.sharing.models import SharedPage
from content.snippets import GlossaryTerm
from portal.rulebook.queries import current_edition
from tests.content.sharing.asked import API, ask, every_page, page_of, row_of

pytestmark = pytest.mark.django_db

MOST_QUERIES = 8
LISTS = ["/pages/", "/questions/", "/glossary/", "/agencies/", "/topics/", "/thresholds/", "/timeline/"]


def test_every_public_page_is_told_once_in_parts_of_any_size(client: Client) -> None:
    rows = SharedPage.objects.count()
    assert rows > 100
    for limit in (7, 50, 100):
        told = every_page(client, limit=limit)
        assert len(told) == rows
        assert len({page["id"] for page in told}) == rows


def test_a_page_is_told_with_the_law_put_in_its_sources_figures_and_days(client: Client) -> None:
    row, page = row_of("gift-from-abroad"), page_of("gift-from-abroad")
    told = ask(client, f"/pages/{row.key}")
    note = page.law.note("gift-limit")
    figure = next(figure for figure in told["figures"] if figure["key"] == "gift-limit")
    assert figure["value"] == note.value
    assert figure["since"] == (note.since.isoformat() if note.since else None)
    assert [cite["label"] for cite in figure["citations"]] == [cite.label for cite in note.cites]
    assert note.value in told["summary"]["text"]
    assert f">{note.value}</data>" in told["summary"]["html"]
    assert (told["as_of"], told["next_review"]) == (str(page.as_of), str(page.next_review))
    assert told["edition"] == current_edition().number
    assert told["url"] == settings.SITE_URL + page.get_url()
    assert told["question_id"] == page.question_id
    assert [cite["label"] for cite in told["sources"]] == [block.value for block in page.sources]
    assert all(cite["url"] for cite in told["sources"])
    assert len(told["examples"]) == len(page.checks)
    path = told["examples"][0]["url"].removeprefix(settings.SITE_URL)
    assert client.get(path).status_code == 200


def test_no_page_is_told_with_braces_relative_addresses_or_our_own_style(client: Client) -> None:
    for row in SharedPage.objects.all():
        told = json.loads(row.document)
        for words in (told["summary"], told["body"]):
            assert "{" not in words["text"], row.url
            assert "[not on record]" not in words["text"], row.url
            assert 'href="/' not in words["html"], row.url
            assert 'href="#' not in words["html"], row.url
            assert not {"class=", "<svg", "<script", "<iframe", "<div", "style="} & set(
                words["html"].replace(">", " ").split()
            ), row.url
            assert "<" not in words["text"].replace("<-", ""), row.url


def test_plain_text_holds_the_words_of_the_markup(client: Client) -> None:
    told = ask(client, f"/pages/{row_of('fees').key}")
    page = page_of("fees")
    assert len(told["body"]["text"].split()) > 0.8 * len(page.text().split())
    assert "\n" in told["body"]["text"]


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ({"type": "question"}, lambda page: page["type"] == "question"),
        ({"topic": "guides"}, lambda page: page["topic"] == "guides"),
        ({"audience": "shopper"}, lambda page: "shopper" in page["audiences"]),
        ({"mode": "mail"}, lambda page: "mail" in page["modes"]),
        ({"agency": "FDA"}, lambda page: "FDA" in page["agencies"]),
        ({"agency": "fda", "type": "question"}, lambda page: page["type"] == "question"),
    ],
)
def test_a_filter_leaves_exactly_what_fits(client: Client, query: dict[str, str], fits: Any) -> None:
    told = every_page(client, **query)
    others = [page for page in every_page(client) if fits(page)]
    assert told
    assert all(fits(page) for page in told)
    if len(query) == 1:
        assert len(told) == len(others)
    assert len(told) < SharedPage.objects.count()


def test_the_order_stays_while_pages_change_between_two_parts(client: Client) -> None:
    first = ask(client, "/pages/", limit=40)
    for slug in ("gift-from-abroad", "fees", "marking"):
        page = page_of(slug)
        page.title += " (new)"
        publish_starter(page)
    second = every_page(client)
    assert [page["id"] for page in second[:40]] == [page["id"] for page in first["pages"]]


def test_questions_come_with_their_answers_and_other_ways_to_ask(client: Client) -> None:
    told = ask(client, "/questions/", limit=100)["questions"]
    named = {question["question_id"] for question in told}
    assert {f"Q{number}" for number in range(1, 26)} <= named
    assert all(question["answer"]["text"] and question["also_asked"] for question in told)


def test_the_lists_beside_the_pages_are_whole(client: Client) -> None:
    assert len(ask(client, "/glossary/")["terms"]) == GlossaryTerm.objects.count() > 80
    agencies = ask(client, "/agencies/")["agencies"]
    assert {agency["key"] for agency in agencies} == {
        agency.key for agency in current_edition().law.book.agencies
    }
    assert all(agency["page"] for agency in agencies)
    days = [day["day"] for day in ask(client, "/timeline/")["days"]]
    assert days == sorted(days, reverse=True)
    limits = ask(client, "/thresholds/")["thresholds"]
    assert len(limits) == len(page_of("low-value-limits-abroad").rows)
    for topic in ask(client, "/topics/")["topics"]:
        for address in (topic["url"], topic["feed"], topic["json_feed"]):
            assert client.get(address.removeprefix(settings.SITE_URL)).status_code == 200, address


def test_the_address_itself_lists_what_it_offers(client: Client) -> None:
    for address in ask(client, "/").values():
        assert client.get(address.removeprefix(settings.SITE_URL)).status_code == 200, address


@pytest.mark.parametrize("path", [*LISTS, "/export.json", "/openapi.json", "/pages/{key}"])
def test_an_address_may_be_kept_and_is_not_sent_again_when_nothing_changed(client: Client, path: str) -> None:
    path = API + path.format(key=row_of("fees").key)
    first = client.get(path)
    assert first.headers["Cache-Control"].startswith("public, max-age=")
    assert not first.cookies
    again = client.get(path, HTTP_IF_NONE_MATCH=first.headers["ETag"])
    assert again.status_code == 304
    assert client.get(path, HTTP_IF_NONE_MATCH='"another"').status_code == 200
    assert client.head(path).headers["ETag"] == first.headers["ETag"]
    assert first.headers.get("Access-Control-Allow-Origin") is None
    assert (
        client.get(path, HTTP_ORIGIN="https://partner.example").headers["Access-Control-Allow-Origin"] == "*"
    )


def test_the_day_of_the_last_change_is_true_and_can_be_asked_by(client: Client) -> None:
    path = f"{API}/pages/{row_of('fees').key}"
    known = client.get(path).headers["Last-Modified"]
    assert client.get(path, HTTP_IF_MODIFIED_SINCE=known).status_code == 304
    row = row_of("fees")
    row.made_at += timedelta(seconds=2)
    row.save()
    assert client.get(path, HTTP_IF_MODIFIED_SINCE=known).status_code == 200


@pytest.mark.parametrize("path", [*LISTS, "/pages/{key}"])
def test_an_address_asks_the_database_little(
    client: Client, path: str, django_assert_max_num_queries: Any
) -> None:
    path = API + path.format(key=row_of("fees").key)
    client.get(path)
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(path)


def test_a_page_that_not_everybody_may_see_is_told_to_nobody(client: Client) -> None:
    page = page_of("guides")
    row = row_of("fees")
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert client.get(f"{API}/pages/{row.key}").status_code == 410
    assert "fees" not in client.get(f"{API}/export.json").getvalue().decode().split('"gone":true')[0][-300:]
    assert not SharedPage.objects.filter(url__contains="/guides/", is_gone=False).exists()
    assert not SharedPage.objects.filter(url__contains="/guides/").exclude(document="").exists()
    restriction.delete()
    assert client.get(f"{API}/pages/{row.key}").status_code == 200


def test_a_draft_is_told_to_nobody(client: Client) -> None:
    page = page_of("fees")
    page.summary = "A sentence that nobody has approved."
    page.save_revision()
    assert "nobody has approved" not in client.get(f"{API}/pages/{row_of('fees').key}").content.decode()
    assert b"nobody has approved" not in client.get(f"{API}/export.json").getvalue()


def test_the_interface_for_decisions_is_not_moved(client: Client) -> None:
    assert client.get(reverse("api:index")).status_code == 200
