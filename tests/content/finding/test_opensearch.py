"""Where a deployment has OpenSearch, it finds; where that does not answer, the database finds as before.

The server itself is tried where ``OPENSEARCH_URL`` names one: then the library's questions are asked of it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from content.finding import engines
from content.finding.engines import Wanted, Width, mirror
from content.finding.engines.opensearch import query
from content.finding.keeping import MIRROR, index_all
from content.finding.models import SearchEntry
from content.finding.search import search
from content.finding.words import terms_of
from content.pages import QuestionPage
from portal.delivery.models import Delivery
from tests.content.finding.questions import ASKED
from tests.delivery.servers import SilentServer

SERVER = os.environ.get("OPENSEARCH_URL", "")
FREE_PORT = "http://127.0.0.1:9"
PLAIN = {"query", "type", "fields"}


@pytest.fixture
def forgotten() -> Iterator[None]:
    engines._opensearch.cache_clear()
    yield
    engines._opensearch.cache_clear()


def leaves(asked: Any) -> Iterator[dict[str, Any]]:
    """The innermost questions of a query."""
    if isinstance(asked, dict):
        yield from [asked["multi_match"]] if "multi_match" in asked else ()
        for inside in asked.values():
            yield from leaves(inside)
    elif isinstance(asked, list):
        for inside in asked:
            yield from leaves(inside)


@given(st.text(max_size=100), st.booleans())
def test_whatever_is_typed_is_asked_for_as_plain_words(typed: str, every: bool) -> None:
    wanted = Wanted(terms_of(typed, {}), "en", every=every, facets=("kind:guide",))
    for asked in leaves(query(wanted, Width.ALL)):
        assert set(asked) == PLAIN
        assert asked["type"] in ("phrase", "phrase_prefix")
        assert all(letter.isalnum() or letter == " " for letter in asked["query"])


def test_words_count_by_where_they_stand_and_by_how_rare_they_are() -> None:
    terms = terms_of("gift", {("gift",): (("gift",), ("birthday", "present"))})
    asked = query(Wanted(terms, "en", weights=(2.5,)), Width.NAMES)
    (term,) = asked["bool"]["must"]
    assert term["dis_max"]["boost"] == 2.5
    assert [leaf["query"] for leaf in leaves(asked)] == ["gift", "birthday present"]
    assert all(leaf["fields"] == ["title^10.0", "also^8.0"] for leaf in leaves(asked))


@pytest.mark.django_db
def test_a_server_that_is_not_there_leaves_the_finding_to_the_database(
    settings: Any, forgotten: None, client: Client
) -> None:
    settings.OPENSEARCH_URL = FREE_PORT
    page = client.get("/guidance/search/", {"q": "birthday present from abroad"})
    assert b"<mark>" in page.content


@pytest.mark.django_db
def test_a_server_that_says_nothing_is_asked_once_and_then_left_alone(
    settings: Any, forgotten: None, client: Client
) -> None:
    settings.OPENSEARCH_SECONDS = 0.2
    with SilentServer() as server:
        settings.OPENSEARCH_URL = f"http://127.0.0.1:{server.port}"
        for _time in range(3):
            assert b"<mark>" in client.get("/guidance/search/", {"q": "gift"}).content
        assert server.connections == 1


@pytest.mark.django_db
def test_a_change_is_mirrored_in_the_background_and_only_where_there_is_a_mirror(settings: Any) -> None:
    index_all()
    assert not Delivery.objects.filter(kind=MIRROR).exists()
    settings.OPENSEARCH_URL = FREE_PORT
    index_all()
    assert Delivery.objects.filter(kind=MIRROR).exists()


@pytest.mark.skipif(not SERVER, reason="OPENSEARCH_URL names no server")
@pytest.mark.django_db
@pytest.mark.parametrize("question", ASKED)
def test_opensearch_itself_finds_each_question(question: str, settings: Any, forgotten: None) -> None:
    settings.OPENSEARCH_URL, settings.OPENSEARCH_INDEX = SERVER, "entrywise-test"
    mirror()
    found = [hit.id for hit in search(ASKED[question], "en").hits[:3]]
    page = QuestionPage.objects.get(question_id=question)
    assert SearchEntry.objects.filter(pk__in=found, page=page).exists()
