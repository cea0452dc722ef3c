"""What every answer carries: one strict content security policy and the headers beside it."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from content.models import HomePage

pytestmark = pytest.mark.django_db

PUBLIC = ["/", "/account/login/", "/no-such-page/", "/robots.txt", "/healthz/live"]


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(
        get_user_model().objects.create_superuser("editor@example.gov", "correct horse battery")
    )
    return client


def policy_of(headers: dict[str, str]) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in headers["Content-Security-Policy"].split(";"))
    return {name: value for name, _, value in parts}


@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages_and_the_sign_in_run_under_one_strict_policy(client: Client, path: str) -> None:
    policy = policy_of(client.get(path).headers)
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self'",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
    }


@pytest.mark.parametrize("path", PUBLIC)
def test_every_answer_carries_the_other_security_headers(client: Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "Server" not in headers


def test_the_staff_area_has_a_policy_of_its_own_that_names_no_other_host(staff: Client) -> None:
    answer = staff.get("/staff/")
    assert answer.status_code == 200
    policy = policy_of(answer.headers)
    assert "'unsafe-inline'" in policy["style-src"]
    assert not any("//" in value or "*" in value for value in policy.values())
    assert policy["frame-ancestors"] == "'self'"


def test_an_editor_sees_a_draft_in_a_frame_and_no_cache_keeps_it(staff: Client) -> None:
    home = HomePage.objects.get()
    home.lead = "A sentence that nobody has approved."
    home.save_revision()
    answer = staff.get(f"/staff/pages/{home.pk}/view_draft/")
    assert b"nobody has approved" in answer.content
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert policy_of(answer.headers)["frame-ancestors"] == "'self'"
    assert "no-store" in answer.headers["Cache-Control"]


def test_over_https_a_browser_is_told_to_stay_there(client: Client, settings: object) -> None:
    settings.SECURE_HSTS_SECONDS = 63_072_000  # type: ignore[attr-defined]
    headers = Client().get("/healthz/live", secure=True).headers
    assert headers["Strict-Transport-Security"].startswith("max-age=63072000")
