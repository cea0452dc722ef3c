"""What search engines, feed readers and editors find in the head of a page, and where they are led."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone
from lxml import etree
from wagtail.models import PageViewRestriction

from content.editing.gate import publish_starter
from content.sharing.models import SharedPage
from portal.rulebook.queries import answering_with
from tests.content.sharing.asked import page_of, row_of, soup
from tests.selfcheck.editions import edition_with, with_figure

pytestmark = pytest.mark.django_db

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
TYPES = {
    "question": "FAQPage",
    "glossary": "DefinedTermSet",
    "news": "NewsArticle",
    "event": "Event",
    "topic": "CollectionPage",
    "guide": "Article",
    "agency": "Article",
    "toolkit_step": "Article",
}


def data_of(page: BeautifulSoup) -> list[dict[str, Any]]:
    elements = page.select('script[type="application/ld+json"]')
    assert len(elements) == 1
    told = json.loads(elements[0].string or "")
    assert told["@context"] == "https://schema.org"
    found: list[dict[str, Any]] = told["@graph"]
    return found


def one_of_each_kind() -> list[SharedPage]:
    kinds = SharedPage.objects.order_by().values_list("kind", flat=True).distinct()
    return [SharedPage.objects.filter(kind=kind).first() for kind in kinds]  # type: ignore[misc]


def test_each_kind_of_page_is_told_as_data_of_its_own_type(client: Client) -> None:
    rows = one_of_each_kind()
    assert len(rows) > 10
    for row in rows:
        *around, main = data_of(soup(client, row.url))
        wanted = TYPES.get(row.kind)
        types = main["@type"] if isinstance(main["@type"], list) else [main["@type"]]
        assert wanted is None or wanted in types, row.kind
        assert main["url"] == json.loads(row.document)["url"]
        assert main["name"] == row.title
        assert {one["@type"] for one in around} == {"Organization", "BreadcrumbList"}
        crumbs = around[1]["itemListElement"]
        assert [item["position"] for item in crumbs] == list(range(1, len(crumbs) + 1))
        assert crumbs[-1]["item"] == main["url"]


def test_the_data_of_a_question_holds_the_answer_that_readers_read(client: Client) -> None:
    page = soup(client, row_of("gift-from-abroad").url)
    asked = data_of(page)[-1]["mainEntity"][0]
    assert asked["name"] == page.h1.get_text(strip=True)  # type: ignore[union-attr]
    shown = " ".join(page.select_one(".summary-box").get_text(" ").split())  # type: ignore[union-attr]
    assert asked["acceptedAnswer"]["text"].split(".")[0] in shown
    assert "{" not in json.dumps(asked).removeprefix("{").replace('{"@type"', "")


def test_the_data_of_a_page_goes_by_the_newest_law(client: Client) -> None:
    """Nothing in it is written by hand: an amount is that of the edition in use, and no other."""
    with answering_with(edition_with(with_figure("gift-limit", 12_300))):
        told = json.dumps(data_of(soup(client, row_of("gift-from-abroad").url)))
    assert "$123" in told
    assert "$100" not in told


def test_no_page_tells_a_reference_to_law_that_nobody_resolved(client: Client) -> None:
    for row in SharedPage.objects.filter(is_gone=False):
        told = json.dumps(data_of(soup(client, row.url))[-1], ensure_ascii=False)
        assert "[not on record]" not in told, row.url
        assert not [word for word in told.split() if word.strip('",.').startswith("{") and "-" in word]


@pytest.mark.parametrize("query", ["", "?utm_source=x", "?theme=dark"])
def test_a_page_names_its_one_address_whatever_it_was_asked_by(
    client: Client, settings: LazySettings, query: str
) -> None:
    for row in one_of_each_kind():
        links = soup(client, f"{row.url}{query}").select('link[rel="canonical"]')
        assert [link["href"] for link in links] == [f"{settings.SITE_URL}{row.url}"]


def test_every_address_in_a_head_leads_somewhere(client: Client, settings: LazySettings) -> None:
    for row in one_of_each_kind():
        for link in soup(client, row.url).select('link[rel="alternate"]'):
            path = str(link["href"]).removeprefix(settings.SITE_URL)
            answer = client.get(path)
            assert answer.status_code == 200, path
            kind = str(link["type"]).replace("+oembed", "")
            assert answer.headers["Content-Type"].split(";")[0] == kind


def test_the_home_page_has_its_address_and_data_as_well(client: Client, settings: LazySettings) -> None:
    page = soup(client, "/")
    assert [link["href"] for link in page.select('link[rel="canonical"]')] == [f"{settings.SITE_URL}/"]
    assert {one["@type"] for one in data_of(page)} == {"Organization", "WebSite"}


# The map for search engines


def sitemap(client: Client, **headers: Any) -> dict[str, str | None]:
    root = etree.fromstring(client.get("/sitemap.xml", **headers).content)
    return {url.findtext(f"{SITEMAP}loc"): url.findtext(f"{SITEMAP}lastmod") for url in root}


def test_the_sitemap_lists_every_page_with_the_day_of_its_last_change(
    client: Client, settings: LazySettings
) -> None:
    listed = sitemap(client)
    for row in SharedPage.objects.filter(is_gone=False):
        day = timezone.localdate(row.changed_at).isoformat()  # the days of Washington, as everywhere
        assert listed[f"{settings.SITE_URL}{row.url}"] == day
    for address in listed:
        assert address.startswith(f"{settings.SITE_URL}/")
        assert client.get(address.removeprefix(settings.SITE_URL)).status_code == 200, address


def test_a_change_counts_in_the_sitemap_and_a_page_that_is_gone_is_not_in_it(
    client: Client, settings: LazySettings
) -> None:
    SharedPage.objects.update(changed_at=timezone.now() - timedelta(days=3))
    before = sitemap(client)
    page = page_of("fees")
    page.title = "Fees, anew"
    publish_starter(page)
    PageViewRestriction.objects.create(page=page_of("marking"), restriction_type="login")
    after = sitemap(client)
    fees, marking = (f"{settings.SITE_URL}{row_of(slug).url}" for slug in ("fees", "marking"))
    assert after[fees] > before[fees]  # type: ignore[operator]
    assert marking in before
    assert marking not in after


def test_the_sitemap_costs_few_queries_however_many_pages(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(2):
        sitemap(client)
