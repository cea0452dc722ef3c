"""Anybody can read the law that an answer was given under, rule by rule, and check its hash."""

import hashlib
import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from portal.rulebook import queries
from portal.rulebook.editions import published_edition
from portal.rulebook.models import Edition
from portal.rulebook.queries import current_edition

pytestmark = pytest.mark.django_db

MOST_BYTES = 60 * 1024  # compressed
LIST, FIRST = "/law/editions/", "/law/editions/1/"


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_tells_number_hash_note_and_where_to_read_and_download(client: Client) -> None:
    edition = published_edition(1)
    text = text_of(client, LIST)
    assert edition.sha256 in text
    assert edition.note in text
    assert f'href="{reverse("rulebook:edition", args=[1])}"' in text
    assert f'href="{reverse("rulebook:edition_text", args=[1])}"' in text
    assert "In use" in text


def test_an_edition_shows_each_of_its_rules_figures_and_questions_at_an_address_of_its_own(
    client: Client,
) -> None:
    text = text_of(client, FIRST)
    book = current_edition().law.book
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert {rule.id for rule in book.rules} <= set(ids)
    assert {f"figure-{figure.key}" for figure in book.figures} <= set(ids)
    assert {f"question-{fact.key}" for fact in book.facts if not fact.derived} <= set(ids)


def test_a_rule_is_shown_with_its_dates_its_citations_how_sure_we_are_and_when_we_looked(
    client: Client,
) -> None:
    text = text_of(client, FIRST)
    rule = re.search(r'<li id="world-suspension">.*?(?=<li id=")', text, re.DOTALL)
    assert rule
    told = rule.group(0)
    for words in ("from Aug. 29, 2025", "EO 14324", "federalregister.gov", "well sourced", "checked Nov. 22"):
        assert words in told
    assert "{" not in told


def test_a_rule_tells_in_words_when_it_holds(client: Client) -> None:
    rule = re.search(r'<li id="embargo-cuba">.*?(?=<li id=")', text_of(client, FIRST), re.DOTALL)
    assert rule
    told = re.sub(r"<[^>]+>", "|", rule.group(0))
    assert re.search(
        r"When it holds.*The goods are of a barred kind if this is true:\|+The country of origin is Cuba",
        told,
    )
    assert re.search(
        r"Unless this is true \(Books, films and other informational materials\):\|+It is all books", told
    )


def test_no_name_of_a_figure_is_left_where_its_amount_belongs(client: Client) -> None:
    assert not re.findall(r"{[a-z0-9-]+}|no figure on record", text_of(client, FIRST))


def test_a_proposed_rule_says_that_it_is_never_used(client: Client) -> None:
    proposed = [rule.id for rule in current_edition().law.book.rules if rule.status == "proposed"]
    text = text_of(client, FIRST)
    for rule_id in proposed:
        told = text.split(f'id="{rule_id}"')[1].split("<li ")[0]
        assert "Proposed. Never used for an answer." in told


def test_the_download_is_the_very_text_that_the_hash_stands_for(client: Client) -> None:
    answer = client.get("/law/editions/1.json")
    assert answer.headers["Content-Type"] == "application/json"
    assert hashlib.sha256(answer.content).hexdigest() == published_edition(1).sha256
    assert json.loads(answer.content)["format"] == 1


def test_the_download_may_be_kept_for_ever_and_is_not_sent_twice(client: Client) -> None:
    answer = client.get("/law/editions/1.json")
    assert "immutable" in answer.headers["Cache-Control"]
    again = client.get("/law/editions/1.json", HTTP_IF_NONE_MATCH=answer.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", [LIST, FIRST, "/law/editions/1.json"])
def test_the_pages_set_no_cookie_and_may_be_cached(client: Client, path: str) -> None:
    answer = client.get(path)
    assert not answer.cookies
    assert answer.headers["Cache-Control"].startswith("public")
    assert "cookie" not in answer.headers.get("Vary", "").lower()


@pytest.mark.parametrize("number", ["2", "99999999999999999999"])
def test_an_edition_that_does_not_exist_is_not_found(client: Client, number: str) -> None:
    assert client.get(f"/law/editions/{number}/").status_code == 404
    assert client.get(f"/law/editions/{number}.json").status_code == 404


def test_an_edition_is_light_enough_for_a_phone(client: Client) -> None:
    assert len(client.get(FIRST, HTTP_ACCEPT_ENCODING="br").content) < MOST_BYTES


def test_a_warm_edition_asks_the_database_little(client: Client, django_assert_max_num_queries: Any) -> None:
    client.get(FIRST)
    with django_assert_max_num_queries(4):
        client.get(FIRST)


def test_without_a_rulebook_the_list_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    queries.forget_current_edition()
    monkeypatch.setattr("portal.rulebook.editions.Edition.objects", Edition.objects.none())
    assert "No edition yet" in text_of(client, LIST)


def test_a_person_can_read_the_editions_at_any_width_and_without_scripts(
    page: Any, narrow_page: Any, page_without_javascript: Any, axe: Any, fits: Any
) -> None:
    for window in (page, narrow_page):
        for path in (LIST, FIRST):
            window.goto(path)
            axe(window)
            fits(window)
    page_without_javascript.goto(f"{FIRST}#fda-prior-notice")
    assert page_without_javascript.locator("#fda-prior-notice").is_visible()
    page_without_javascript.get_by_role("link", name="Editions of the rulebook").click()
    assert page_without_javascript.locator("h1").inner_text() == "Editions of the rulebook"
