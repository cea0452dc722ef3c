"""When something goes wrong a person is told so in plain words, in the look of the site; nothing leaks."""

import pytest
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import path

from portal.urls import handler400, handler403, handler404, handler500
from portal.urls import urlpatterns as served
from portal.web import errors
from portal.web.limits import rate_limit

__all__ = ["handler400", "handler403", "handler404", "handler500"]


def breaking(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("the inside of the service")


def suspicious(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation("the inside of the service")


def reading(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(len(request.POST)))


@rate_limit("test", per_minute=2)
def limited(request: HttpRequest) -> HttpResponse:
    return HttpResponse("yes")


urlpatterns = [
    path("breaking/", breaking),
    path("suspicious/", suspicious),
    path("reading/", reading),
    path("limited/", limited),
    *served,
]

pytestmark = pytest.mark.urls(__name__)


def assert_is_page(answer: HttpResponse, status: int) -> None:
    assert answer.status_code == status
    text = answer.content.decode()
    assert text.count("<h1") == 1
    assert "<main" in text
    assert 'lang="en"' in text
    assert "the inside of the service" not in text
    assert "no-store" in answer.headers["Cache-Control"]
    assert not answer.cookies


def test_a_page_that_is_not_there_says_so(client: Client, db: None) -> None:
    assert_is_page(client.get("/no-such-page/"), 404)


def test_a_failure_tells_nothing_of_the_inside_and_needs_no_database(client: Client) -> None:
    client.raise_request_exception = False
    assert_is_page(client.get("/breaking/"), 500)


def test_a_malformed_request_is_refused_in_words(client: Client) -> None:
    assert_is_page(client.get("/suspicious/"), 400)


def test_an_unknown_host_is_refused_in_words(client: Client) -> None:
    assert_is_page(client.get("/robots.txt", HTTP_HOST="elsewhere.example"), 400)


def test_a_form_without_its_token_is_refused_in_words() -> None:
    assert_is_page(Client(enforce_csrf_checks=True).post("/account/login/", {"login": "a"}), 403)


def test_an_endless_query_is_refused_before_anything_reads_it(client: Client) -> None:
    assert_is_page(client.get("/", {"value": "9" * (settings.MAX_QUERY_LENGTH + 1)}), 414)


def test_a_body_that_is_too_large_is_refused_in_words(client: Client) -> None:
    body = {"text": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}
    answer = client.post(
        "/reading/", "text=" + body["text"], content_type="application/x-www-form-urlencoded"
    )
    assert_is_page(answer, 413)


def test_too_many_fields_are_refused_in_words(client: Client) -> None:
    body = "&".join(f"f{n}=1" for n in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1))
    assert_is_page(client.post("/reading/", body, content_type="application/x-www-form-urlencoded"), 413)


def test_who_asks_too_often_is_told_when_to_come_back(client: Client) -> None:
    assert [client.get("/limited/").status_code for _ in range(2)] == [200, 200]
    answer = client.get("/limited/")
    assert_is_page(answer, 429)
    assert 1 <= int(answer.headers["Retry-After"]) <= 61


def test_one_address_does_not_use_up_the_limit_of_another(client: Client) -> None:
    for _ in range(3):
        client.get("/limited/", REMOTE_ADDR="192.0.2.1")
    assert client.get("/limited/", REMOTE_ADDR="192.0.2.2").status_code == 200


def test_an_address_that_a_client_makes_up_is_not_believed(client: Client) -> None:
    answers = [client.get("/limited/", HTTP_X_FORWARDED_FOR=f"192.0.2.{n}").status_code for n in range(3)]
    assert answers == [200, 200, 429]


@pytest.mark.parametrize(("make", "status"), [(errors.unavailable, 503), (errors.rate_limited, 429)])
def test_a_page_for_later_says_when(make: object, status: int) -> None:
    answer = make(RequestFactory().get("/"), retry_after_seconds=120)  # type: ignore[operator]
    assert answer.status_code == status
    assert answer.headers["Retry-After"] == "120"


@pytest.mark.django_db
@pytest.mark.parametrize("place", ["/{}/", "/guidance/{}/", "/check/{}/", "/api/v1/{}", "/staff/{}/"])
def test_an_address_with_a_sign_that_no_database_holds_is_not_found(client: Client, place: str) -> None:
    """Only PostgreSQL would fail on it: that nothing is asked holds on both."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(place.format("%00")).status_code == 404
    assert not [query for query in asked if "\x00" in query["sql"]]
