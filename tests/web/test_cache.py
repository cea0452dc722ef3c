"""Who may keep a page, and for how long."""

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from portal.web.cache import CachePolicy, is_public, mark_public, public_page

PLAIN = ["/", "/robots.txt", "/sitemap.xml"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", PLAIN)
def test_a_plain_page_sets_no_cookie_and_may_be_kept_by_everybody(client: Client, path: str) -> None:
    answer = client.get(path, HTTP_SEC_FETCH_DEST="document")
    assert answer.status_code == 200
    assert not answer.cookies
    assert answer.headers["Cache-Control"].startswith("public, max-age=")
    assert "cookie" not in answer.headers.get("Vary", "").lower()


@pytest.mark.django_db
def test_a_page_that_did_not_change_is_not_sent_again(client: Client) -> None:
    first = client.get("/")
    again = client.get("/", HTTP_IF_NONE_MATCH=first.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
    assert again.headers["ETag"] == first.headers["ETag"]
    assert "Content-Security-Policy" in again.headers


@pytest.mark.django_db
def test_a_compressed_page_that_did_not_change_is_not_sent_again(client: Client) -> None:
    first = client.get("/", HTTP_ACCEPT_ENCODING="br")
    assert first.headers["ETag"].startswith('W/"')
    again = client.get("/", HTTP_ACCEPT_ENCODING="br", HTTP_IF_NONE_MATCH=first.headers["ETag"])
    assert again.status_code == 304


@pytest.mark.django_db
def test_the_home_page_is_the_same_for_somebody_who_is_signed_in(client: Client) -> None:
    before = client.get("/").content
    client.force_login(
        get_user_model().objects.create_superuser("editor@example.gov", "correct horse battery")
    )
    answer = client.get("/")
    assert answer.content == before
    assert is_public(answer)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/account/login/", "/staff/", "/no-such-page/", "/healthz/ready"])
def test_everything_else_is_kept_by_nobody(client: Client, path: str) -> None:
    assert "no-store" in client.get(path).headers["Cache-Control"]


@pytest.mark.django_db
def test_a_form_with_a_token_sets_its_cookie_safely(client: Client) -> None:
    cookie = client.get("/account/login/").cookies[settings.CSRF_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def answer_of(view: object, method: str = "get") -> HttpResponse:
    request = getattr(RequestFactory(), method)("/")
    return CachePolicy(view)(request)  # type: ignore[arg-type,return-value]


def test_a_view_cannot_make_an_error_a_post_or_a_cookie_public() -> None:
    @public_page()
    def failing(request: HttpRequest) -> HttpResponse:
        return HttpResponse("no", status=404)

    @public_page()
    def counting(request: HttpRequest) -> HttpResponse:
        response = HttpResponse("yes")
        response.set_cookie("seen", "1")
        return response

    @public_page()
    def plain(request: HttpRequest) -> HttpResponse:
        return HttpResponse("yes")

    assert not is_public(answer_of(failing))
    assert not is_public(answer_of(counting))
    assert not is_public(answer_of(plain, "post"))
    assert is_public(answer_of(plain))


def test_a_page_keeps_the_time_it_was_given() -> None:
    answer = answer_of(lambda request: mark_public(HttpResponse("yes"), seconds=60))
    assert answer.headers["Cache-Control"] == "public, max-age=60"
