"""The page of results: for everybody, safe, small, kept by caches, and of use when nothing fits."""

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from content.finding.models import SearchEntry
from content.finding.search import MOST_HELD, search

pytestmark = pytest.mark.django_db

PAGE, SUGGEST, MOST_QUERIES = "/guidance/search/", "/guidance/suggest/", 8
HOSTILE = [
    '"',
    "'",
    "(((",
    "* OR",
    "NEAR(a b",
    "title : x",
    "a AND",
    "' & | ! <->",
    "\x00",
    "%s %(x)s",
    "{}",
    "💥",
    ":*",
]


def soup(client: Client, **query: Any) -> BeautifulSoup:
    return BeautifulSoup(client.get(PAGE, query).content, "html.parser")


@pytest.mark.parametrize("typed", HOSTILE)
def test_nothing_that_a_visitor_types_is_an_error(client: Client, typed: str) -> None:
    for text in (typed, f"gift {typed}", f"{typed}gift"):
        assert client.get(PAGE, {"q": text}).status_code == 200
        assert client.get(SUGGEST, {"q": text}).status_code == 200


def test_what_was_typed_and_what_is_indexed_come_back_as_text_never_as_markup(client: Client) -> None:
    SearchEntry.objects.create(
        key="evil",
        language="en",
        kind="guide",
        url="/x/",
        title="Zebra <script>x</script>",
        summary="<img src=x> zebra",
    )
    html = client.get(PAGE, {"q": "zebra <script>y</script>"}).content.decode()
    assert "<script>x" not in html
    assert "<script>y" not in html
    assert "<img" not in html
    assert "<mark>Zebra</mark>" in html


def test_a_result_tells_its_kind_and_marks_what_was_found(client: Client) -> None:
    first = soup(client, q="birthday present").select_one(".search-results li")
    assert first is not None
    assert "Question" in first.get_text()
    assert {mark.get_text().lower() for mark in first.select("mark")} >= {"birthday", "present"}


def test_a_wrong_claim_of_a_list_of_mistakes_is_never_an_extract(client: Client) -> None:
    claim = "Mark it as a gift and the post takes it"
    assert claim not in client.get(PAGE, {"q": "mark gift post takes"}).content.decode()
    assert not SearchEntry.objects.filter(body__contains=claim).exists()


def test_readers_find_the_law_in_words_not_its_references(client: Client) -> None:
    assert not SearchEntry.objects.filter(summary__contains="{").exists()
    assert not SearchEntry.objects.filter(summary__contains="[not on record]").exists()


def test_facets_narrow_down_by_as_many_as_they_say(client: Client) -> None:
    page = soup(client, q="gift")
    links = {link.get_text(strip=True): link for link in page.select(".search-facets a")}
    mail = links["By mail"]
    count = int(mail.find_next(class_="search-facets__count").get_text(strip=True)[1:-1])  # type: ignore[union-attr]
    assert mail["rel"] == ["nofollow"]
    narrowed = BeautifulSoup(client.get(f"{PAGE}{mail['href']}").content, "html.parser")
    assert f"{count} results" in narrowed.select_one(".search-count").get_text()  # type: ignore[union-attr]
    assert "By mail" in narrowed.select_one(".search-chosen").get_text()  # type: ignore[union-attr]


def test_a_facet_that_nobody_knows_is_left_out(client: Client) -> None:
    assert "Only:" not in soup(client, q="gift", f="mode:teleport").get_text()


def test_a_typing_error_is_mended_where_nothing_fits_and_offered_where_something_does(client: Client) -> None:
    assert "results for “birthday present”" in soup(client, q="birthdy presnt").get_text()
    assert "Did you mean birthday gift" in " ".join(soup(client, q="birthdy gift").get_text().split())


def test_where_nothing_fits_there_are_ways_on(client: Client) -> None:
    page = soup(client, q="zzqqzz")
    assert "Nothing fits these words" in page.get_text()
    assert page.select_one('main a[href="/check/"]')
    assert len(page.select("#topics + ul a")) > 5
    assert len(page.select("#often + ul a")) == 6


def test_results_come_in_pages_that_keep_the_words(client: Client) -> None:
    second = soup(client, q="duty", page=2)
    assert second.select_one('nav.pages a[rel="prev"]')["href"] == "?q=duty&page=1"  # type: ignore[index]
    assert soup(client, q="duty", page="x").select(".search-results li")


@pytest.mark.parametrize(
    ("times", "total"), [(1, 1), (150, 150), (399, 399), (400, 400), (401, 401), (450, 401)]
)
def test_results_are_counted_up_to_one_more_than_are_ranked_even_where_few_were_expected(
    times: int, total: int
) -> None:
    """How often words stand in the index is counted later: for now nothing is known of these."""
    SearchEntry.objects.bulk_create(
        SearchEntry(
            key=f"animal-{number}", language="en", kind="guide", url="/x/", title="A quokka, a numbat"
        )
        for number in range(times)
    )
    found = search("quokka numbat", "en")
    assert found.total == total
    assert len(found.hits) == min(times, MOST_HELD)
    assert found.are_all_held is (times <= MOST_HELD)


@pytest.mark.parametrize("typed", ["gift", "birthdy presnt", "zzqqzz", "", "Who keeps what on this bill?"])
def test_a_warm_search_asks_the_database_little(
    client: Client, typed: str, django_assert_max_num_queries: Any
) -> None:
    client.get(PAGE, {"q": typed})
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(PAGE, {"q": typed})


def test_caches_may_keep_a_search_for_half_a_minute_and_search_engines_never(client: Client) -> None:
    for path in (PAGE, SUGGEST):
        answer = client.get(path, {"q": "gift"})
        assert answer.headers["Cache-Control"] == "public, max-age=30"
        assert not answer.cookies
        assert "cookie" not in answer.headers.get("Vary", "").lower()
    assert 'content="noindex, nofollow"' in client.get(PAGE, {"q": "gift"}).content.decode()


def test_suggestions_complete_the_last_word(client: Client) -> None:
    found = json.loads(client.get(SUGGEST, {"q": "birthday pres"}).content)["suggestions"]
    assert found[0]["title"].startswith("Is a birthday present")
    assert found[0]["url"].startswith("/guidance/")
    assert json.loads(client.get(SUGGEST, {"q": "bi"}).content)["suggestions"] == []
