"""An attacker's hour, frames: their parameters bring nothing in and lead nowhere."""

from __future__ import annotations

import pytest
from django.test import Client

from content.sharing.brand import brand_of
from tests.content.sharing.tricks import (
    EVIL,
    FEEDS,
    FEES,
    FRAMES,
    LISTS,
    OEMBED,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", FRAMES)
@pytest.mark.parametrize(
    "value",
    [
        *('"><script>alert(1)</script>', "x' onload='alert(1)", "red;background:url(//evil.example)"),
        *("fff}body{display:none", "ffffff;}", "javascript:alert(1)", "#fff", "ffffff\n", "\u0661" * 6, EVIL),
    ],
)
def test_no_look_brings_a_style_or_a_script_in(client: Client, path: str, value: str) -> None:
    plain = client.get(path).content
    asked = client.get(path, {"theme": value, "accent": value, "brand": value, "class": value})
    assert asked.content == plain, "what is unknown is the usual look, to the letter"
    assert brand_of(value) == ""


@pytest.mark.parametrize(
    "name", ["ffffff}.css", "ffffff.css%0a", "red.css", "fffffff.css", "%66ffff;.css", "FFFFFF.css"]
)
def test_a_style_sheet_has_the_name_of_a_color_and_no_other(client: Client, name: str) -> None:
    assert client.get(f"/share/brand/{name}").status_code == 404


@pytest.mark.parametrize("name", ["url", "next", "address", "action", "target", "return", "redirect", "home"])
@pytest.mark.parametrize("path", FRAMES)
def test_no_parameter_sends_people_elsewhere(client: Client, path: str, name: str) -> None:
    plain = client.get(path).content
    assert client.get(path, {name: "//evil.example/"}).content == plain


@pytest.mark.parametrize(
    "path", ["//evil.example/share", "/share/embed/check", "/\\evil.example/share", "/share//evil.example"]
)
def test_a_missing_slash_leads_to_our_own_page_or_nowhere(client: Client, path: str) -> None:
    answer = client.get(path, {"next": "//evil.example"})
    place = answer.headers.get("Location", "/")
    assert place.startswith("/")
    assert not place.startswith(("//", "/\\"))


@pytest.mark.parametrize(
    "address",
    [
        *("http://evil.example/guidance/guides/fees/", "http://127.0.0.1:8000.evil.example" + FEES),
        *(
            f"http://127.0.0.1:8000@evil.example{FEES}",
            f"//127.0.0.1:8000{FEES}",
            f"javascript://127.0.0.1{FEES}",
        ),
        *(
            f"http://user@127.0.0.1:8000{FEES}",
            f"http://127.0.0.1:8001{FEES}",
            f"https://127.0.0.1:8000{FEES}",
        ),
        *(
            "http://[",
            f"http://127.0.0.1:8000{FEES}%00",
            f"http://127.0.0.1:8000{FEES}\x00",
            "http://127.0.0.1:x",
        ),
        *(f"http://127.0.0.1:8000/guidance/../guidance{FEES}", "file:///etc/passwd", EVIL, ""),
    ],
)
def test_oembed_answers_for_our_own_pages_only(client: Client, address: str) -> None:
    answer = client.get("/share/oembed", {"url": address})
    assert answer.status_code == 404
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert b"evil" not in answer.content


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/check/", "/check/answer/", FEES, "/share/", "/account/login/", "/staff/", "/law/editions/"),
        *("/share/embed/guides/nothing/", "/share/embed/", FEEDS[0], LISTS[0], OEMBED, "/developers/api/"),
    ],
)
def test_no_other_page_may_be_framed(client: Client, path: str) -> None:
    answer = client.get(path, follow=True)
    assert answer.headers["X-Frame-Options"] in {"DENY", "SAMEORIGIN"}
    assert "frame-ancestors *" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("path", FRAMES)
def test_a_frame_is_in_a_sandbox_however_it_is_asked_for(client: Client, path: str) -> None:
    first = client.get(path)
    again = client.get(path, HTTP_IF_NONE_MATCH=first.headers["ETag"])
    assert again.status_code == 304
    for answer in (first, again, client.head(path)):
        policy = answer.headers["Content-Security-Policy"]
        assert "sandbox allow-scripts" in policy
        assert "allow-same-origin" not in policy
        assert "allow-top-navigation" not in policy
        assert "X-Frame-Options" not in answer.headers
        assert not answer.cookies
    assert client.post(path).headers["X-Frame-Options"] == "DENY"
