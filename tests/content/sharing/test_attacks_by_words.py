"""An attacker's hour, words: what an editor writes or pastes never becomes markup elsewhere."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from lxml import etree

from content.editing.gate import publish_starter
from content.sharing.cleaning import cleaned
from tests.content.sharing.asked import API, page_of, row_of, soup
from tests.content.sharing.tricks import (
    EVIL,
    FEEDS,
    FEES,
    FRAMES,
    GIFT,
    OEMBED,
    harmless,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def evil(client: Client) -> Client:
    """Pages whose words an editor took from somewhere."""
    for slug in ("fees", "gift-from-abroad"):
        page = page_of(slug)
        page.title = page.summary = page.seo_title = page.search_description = page.also_asked = EVIL
        publish_starter(page)
    return client


@pytest.mark.parametrize("path", [FEES, GIFT, *FRAMES[1:], "/share/", "/guidance/guides/"])
def test_words_of_a_page_never_become_markup(evil: Client, path: str) -> None:
    page = soup(evil, path)
    harmless(page)
    if path in {FEES, GIFT, *FRAMES[1:]}:
        assert EVIL.split("{")[0].strip() in page.h1.get_text()  # type: ignore[union-attr]


@pytest.mark.parametrize("path", [FEES, GIFT])
def test_no_word_ends_the_element_of_linked_data(evil: Client, path: str) -> None:
    text = evil.get(path).content.decode()
    element = text.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert json.loads(element)["@graph"][-1]["name"] == EVIL
    assert "<" not in element


@pytest.mark.parametrize("path", FEEDS)
def test_no_word_of_a_feed_is_markup_where_readers_take_it_for_such(evil: Client, path: str) -> None:
    content = evil.get(path).content
    if path.endswith(".json"):
        told = [(item["title"], item["content_html"]) for item in json.loads(content)["items"]]
    else:
        atom = "{http://www.w3.org/2005/Atom}"
        entries = etree.fromstring(content).findall(f"{atom}entry")
        told = [(one.findtext(f"{atom}title"), one.findtext(f"{atom}summary")) for one in entries]
    assert EVIL in [title for title, _html in told]
    for _title, html in told:
        page = BeautifulSoup(html, "html.parser")
        harmless(page)
        assert not page.select("script, img")


def test_no_word_leaves_its_place_in_oembed(evil: Client) -> None:
    told = evil.get(OEMBED).json()
    root = etree.fromstring(evil.get(f"{OEMBED}&format=xml").content)
    for html in (told["html"], root.findtext("html")):
        elements = BeautifulSoup(html, "html.parser").find_all(True)
        assert [element.name for element in elements] == ["iframe"]
        assert elements[0]["title"] == EVIL
        assert "onerror" not in elements[0].attrs
    assert root.findtext("title") == told["title"] == EVIL


def test_words_for_programs_are_text_or_clean_markup(evil: Client) -> None:
    answer = evil.get(f"{API}/pages/{row_of('fees').key}")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"] == "application/json"
    told = answer.json()
    assert told["title"] == EVIL
    for words in (told["summary"], told["body"]):
        assert not BeautifulSoup(words["html"], "html.parser").select("script, img, [onerror]")


@pytest.mark.parametrize(
    "link",
    [
        *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\nscript:alert(1)", "java&#10;script:alert(1)"),
        *("\x01javascript:alert(1)", " javascript:alert(1)", "data:text/html,<script>", "vbscript:x"),
        *("blob:http://x", "file:///etc/passwd", "&#106;avascript:alert(1)"),
    ],
)
def test_a_link_that_would_run_something_is_no_link(link: str) -> None:
    html, text = cleaned(
        f'<p><a href="{link}" onclick="x()" style="x">word</a></p>', "https://here.example/a/"
    )
    assert html == "<p><a>word</a></p>"
    assert text == "word"


@pytest.mark.parametrize(
    "markup",
    [
        "<svg><script>alert(1)</script></svg>word",
        "<style><img src=x onerror=alert(1)></style>word",
        '<iframe srcdoc="<script>alert(1)</script>"></iframe>word',
        "<img src=x onerror=alert(1)>word",
        "<math><mtext></mtext></math><b onclick=alert(1)>word</b>",
        "<template><script>alert(1)</script></template>word<script",
        "<!--><script>alert(1)</script>-->word",
    ],
)
def test_what_is_no_plain_element_is_left_out(markup: str) -> None:
    html, _text = cleaned(markup, "https://here.example/")
    page = BeautifulSoup(html, "html.parser")
    assert {element.name for element in page.find_all(True)} <= {"b"}
    assert not [attribute for element in page.find_all(True) for attribute in element.attrs]
