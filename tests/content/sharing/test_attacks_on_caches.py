"""An attacker's hour, headers and caches: nothing that a client says is kept for others."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.conf import LazySettings
from django.test import Client

from tests.content.sharing.asked import API
from tests.content.sharing.tricks import (
    EVIL,
    FEEDS,
    FEES,
    FRAMES,
    LISTS,
    OEMBED,
    PUBLIC,
    everything,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_HOST": "localhost:9999"},
        {"HTTP_X_FORWARDED_HOST": "evil.example", "HTTP_X_FORWARDED_PORT": "1"},
        {"HTTP_X_FORWARDED_PROTO": "https", "HTTP_FORWARDED": "host=evil.example;proto=https"},
        {"HTTP_X_ORIGINAL_URL": "/staff/", "HTTP_X_REWRITE_URL": "/staff/", "HTTP_X_FORWARDED_PREFIX": "/e"},
        {"HTTP_X_HTTP_METHOD_OVERRIDE": "POST", "HTTP_X_METHOD_OVERRIDE": "DELETE"},
        {"HTTP_COOKIE": "django_language=es; sessionid=evil", "HTTP_ACCEPT_LANGUAGE": "es"},
        {"HTTP_REFERER": "https://evil.example/", "HTTP_USER_AGENT": EVIL, "HTTP_ACCEPT": "text/evil"},
    ],
)
def test_no_header_changes_what_a_cache_would_keep(client: Client, headers: dict[str, str]) -> None:
    plain, tricked = everything(client), everything(client, **headers)
    assert [path for path in PUBLIC if plain[path] != tricked[path]] == []


@pytest.mark.parametrize("path", [FEES, FRAMES[0], FEEDS[0], LISTS[0], OEMBED, "/sitemap.xml"])
def test_a_host_that_is_not_ours_gets_nothing(client: Client, path: str) -> None:
    answer = client.get(path, HTTP_HOST="evil.example")
    assert answer.status_code == 400
    assert b"evil.example" not in answer.content
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    "path", [f"{FEES}x.css", f"{FRAMES[0]}x.css", f"{FRAMES[1]};x.js", f"{API}/pages/x.js"]
)
def test_no_page_is_kept_under_a_name_that_is_not_its_own(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "no-store" in answer.headers["Cache-Control"]


def test_nobody_gets_around_the_limit_by_naming_other_addresses(
    client: Client, settings: LazySettings
) -> None:
    settings.API_PER_MINUTE = 3
    codes = [
        client.get(LISTS[2], HTTP_X_FORWARDED_FOR=f"10.0.0.{number}", HTTP_X_REAL_IP=f"10.1.0.{number}")
        for number in range(5)
    ]
    assert [answer.status_code for answer in codes] == [200, 200, 200, 429, 429]


@pytest.mark.parametrize(
    "path",
    [
        *("/", FEES, "/check/", "/share/", *FRAMES, "/account/login/", "/staff/", "/sitemap.xml"),
        *("/share/oembedded", "/guidance/feedback/", "/guidance/search/", "/apiary/", "/x/api/"),
    ],
)
@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
def test_scripts_of_other_sites_read_no_page(client: Client, path: str, origin: str) -> None:
    for answer in (
        client.get(path, HTTP_ORIGIN=origin),
        client.options(path, HTTP_ORIGIN=origin, HTTP_ACCESS_CONTROL_REQUEST_METHOD="GET"),
    ):
        assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize("path", [*LISTS, *FEEDS, OEMBED])
def test_what_is_meant_for_them_they_read_without_any_account(client: Client, path: str) -> None:
    answer = client.get(path, HTTP_ORIGIN="https://partner.example")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers


def test_too_long_a_question_is_refused_before_it_is_read(client: Client) -> None:
    for path in (FRAMES[0], LISTS[0], "/share/oembed", FEEDS[0]):
        assert client.get(f"{path}?x={'9' * 9000}").status_code == 414


@pytest.mark.parametrize(
    "query",
    [
        "&".join(f"{'n' * 60}{number}=1" for number in range(110)),
        "&".join(["limit=1"] * 900),
        f"limit={'9' * 7000}",
        f"cursor={'9' * 19}",
        f"changed_since={'9' * 7000}",
        "changed_since=0001-01-01T00:00:00%2B14:00&limit=1",
        "changed_since=9999-12-31T23:59:59-14:00",
        f"topic={'a' * 7900}",
        "topic=%00&audience=%ff&mode=%ed%a0%80&agency=%F0%9F%98%80",
    ],
)
def test_no_list_is_hurt_by_a_question_nor_answers_at_length(client: Client, query: str) -> None:
    answer = client.get(f"{LISTS[0]}?{query}")
    assert answer.status_code in {200, 422}
    assert len(answer.content) < 40_000


@pytest.mark.parametrize(
    "slug", ["%00", "a" * 4000, "..", "%2e%2e%2f", "%ff", "%ed%a0%80", "%F0%9F%98%80", "' OR 1=1 --"]
)
@pytest.mark.parametrize(
    "place", ["/share/embed/questions/{}/", "/guidance/feed/{}/", "/guidance/feed/{}.json"]
)
def test_a_name_that_is_none_is_not_found(client: Client, place: str, slug: str) -> None:
    assert client.get(place.format(slug)).status_code == 404


@pytest.mark.parametrize("size", ["999999999999", "0", "-1", "1e9", '"><script>', "\u0663", "1" * 3000])
def test_no_frame_is_larger_than_ours_or_of_no_size(client: Client, size: str) -> None:
    told = client.get(
        OEMBED + "&" + "&".join(f"{name}={quote(size)}" for name in ("maxwidth", "maxheight"))
    ).json()
    assert (told["width"], told["height"]) == (600, 320)
