"""Staff find at the end of an answer how to make a test case of it, as soon as some room offers that."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from portal.selfcheck import answer_views
from portal.urls import urlpatterns as the_map
from tests.selfcheck.shipments import address

pytestmark = pytest.mark.django_db

WORDS = "For CBP staff: keep this as a test case"


def scenario_from_answer(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.GET.urlencode())


authoring = ([path("from-answer/", scenario_from_answer, name="scenario_from_answer")], "authoring")
urlpatterns = [path("staff/scenarios/", include(authoring)), *the_map]


@pytest.fixture(autouse=True)
def _look_afresh() -> Iterator[None]:
    answer_views._test_case_path.cache_clear()
    yield
    answer_views._test_case_path.cache_clear()


@pytest.fixture
def offered(settings: LazySettings) -> None:
    settings.ROOT_URLCONF = __name__


def test_without_a_room_that_offers_it_the_page_has_no_such_link(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answer_views, "TEST_CASE", "no_such_room:scenario_from_answer")
    response = client.get(f"/check/answer/?{address('bear')}")
    assert response.status_code == 200
    assert WORDS not in response.content.decode()


def test_the_link_carries_the_answers_and_the_edition(client: Client, offered: None) -> None:
    html = client.get(f"/check/answer/?{address('bear')}").content.decode()
    link = html.split(f'">{WORDS}')[0].rsplit('href="', 1)[1].replace("&amp;", "&")
    assert link.startswith("/staff/scenarios/from-answer/?")
    told = client.get(link).content.decode()
    assert "value_usd=500.00" in told
    assert "edition=1" in told


def test_the_page_is_the_same_for_everybody_with_the_link(client: Client, offered: None) -> None:
    response = client.get(f"/check/answer/?{address('bear')}")
    assert response["Cache-Control"].startswith("public")
    assert not response.cookies
