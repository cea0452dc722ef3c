"""The interface for programs answers as the contract says, to anybody, without an account or a cookie."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from portal.rulebook.editions import canonical_text, published_edition
from portal.rulebook.queries import current_edition
from portal.selfcheck.determination import Determination, document
from portal.selfcheck.shipment import ShipmentReader

pytestmark = pytest.mark.django_db

DETERMINE = "/api/v1/determinations"
EDITIONS = "/api/v1/editions/"
READABLE = [
    EDITIONS,
    "/api/v1/editions/1",
    "/api/v1/editions/1/rulebook.json",
    "/api/v1/",
    "/api/v1/openapi.json",
]
MUG = {
    "arrival_date": "2026-11-22",
    "mode": "postal",
    "purpose": "personal",
    "origin_country": "CN",
    "value_usd": "30.00",
}

Ask = Callable[..., Any]


@pytest.fixture
def ask(client: Client) -> Ask:
    def post(body: Any, **headers: str) -> Any:
        return client.post(DETERMINE, json.dumps(body), content_type="application/json", **headers)

    return post


def test_the_answer_is_the_document_of_the_contract_and_nothing_else(ask: Ask) -> None:
    edition = current_edition()
    answers = ShipmentReader(edition.law).read(MUG)
    expected = document(Determination(edition, answers, timezone.localdate()))
    answer = ask({"id": "A01", "shipment": MUG})
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.json() == {"id": "A01", **expected}


@pytest.mark.parametrize("name", ["A01", 7, None, "Größe 漢字"])
def test_a_shipment_keeps_the_name_that_the_caller_gave_it(ask: Ask, name: object) -> None:
    assert ask({"id": name, "shipment": MUG}).json()["id"] == name


def test_a_shipment_without_a_name_is_answered_all_the_same(ask: Ask) -> None:
    assert ask({"shipment": MUG}).json()["id"] is None


def test_somebody_who_knows_nothing_yet_gets_what_is_still_possible(ask: Ask) -> None:
    answer = ask({"shipment": {}}).json()
    assert answer["entry"] == "depends"
    assert len(answer["possible_entries"]) > 1
    assert "arrival_date" in answer["turns_on"]
    assert answer["as_of"] == timezone.localdate().isoformat()


def test_an_edition_can_be_asked_for_by_its_number(ask: Ask) -> None:
    answer = ask({"shipment": MUG, "edition": 1})
    assert answer.json()["edition"] == {"number": 1, "sha256": published_edition(1).sha256}


def test_the_list_of_editions_tells_which_is_in_use(client: Client) -> None:
    (told,) = client.get(EDITIONS).json()["editions"]
    edition = published_edition(1)
    assert told == {
        "number": 1,
        "sha256": edition.sha256,
        "previous_sha256": None,
        "made_at": edition.made_at.isoformat(timespec="seconds"),
        "note": edition.note,
        "current": True,
        "rulebook": "http://127.0.0.1:8000/api/v1/editions/1/rulebook.json",
    }
    assert client.get("/api/v1/editions/1").json() == told


def test_the_text_of_an_edition_has_the_hash_that_names_it(client: Client) -> None:
    answer = client.get("/api/v1/editions/1/rulebook.json")
    assert answer.content.decode() == canonical_text(1)
    assert hashlib.sha256(answer.content).hexdigest() == published_edition(1).sha256
    assert "immutable" in answer.headers["Cache-Control"]


def test_the_front_of_the_interface_tells_where_everything_is(client: Client) -> None:
    for name, address in client.get("/api/v1/").json().items():
        path = address.removeprefix("http://127.0.0.1:8000")
        assert client.get(path).status_code == (405 if name == "determinations" else 200), name


@pytest.mark.parametrize("path", READABLE)
def test_what_did_not_change_is_not_sent_again(client: Client, path: str) -> None:
    first = client.get(path)
    assert first.headers["Cache-Control"].startswith("public, max-age=")
    again = client.get(path, HTTP_IF_NONE_MATCH=first.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", READABLE)
def test_a_head_request_gets_the_headers_alone(client: Client, path: str) -> None:
    answer = client.head(path)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["ETag"] == client.get(path).headers["ETag"]


@pytest.mark.parametrize("path", ["/api/v1/editions", "/api/v1/editions/1/"])
def test_a_slash_too_many_or_too_few_is_no_matter(client: Client, path: str) -> None:
    assert client.get(path).status_code == 200


def test_a_determination_with_a_slash_behind_it_is_answered_too(client: Client) -> None:
    body = json.dumps({"shipment": MUG})
    assert client.post(f"{DETERMINE}/", body, content_type="application/json").status_code == 200


@pytest.mark.parametrize(("path", "methods"), [(DETERMINE, {"POST"}), (EDITIONS, {"GET", "HEAD"})])
def test_an_address_tells_which_methods_it_takes(client: Client, path: str, methods: set[str]) -> None:
    answer = client.options(path)
    assert (answer.status_code, answer.content) == (204, b"")
    assert set(answer.headers["Allow"].split(", ")) == methods | {"OPTIONS"}


def test_any_page_may_read_the_interface_without_credentials(client: Client, ask: Ask) -> None:
    elsewhere = {"HTTP_ORIGIN": "https://shop.example"}
    for answer in (
        client.get(EDITIONS, **elsewhere),
        ask({"shipment": MUG}, **elsewhere),
        ask({"shipment": {"value_usd": "much"}}, **elsewhere),
        client.get("/api/v1/nothing", **elsewhere),
    ):
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer.headers


def test_a_browser_that_asks_first_is_told_that_it_may_send_json(client: Client) -> None:
    answer = client.options(
        DETERMINE,
        HTTP_ORIGIN="https://shop.example",
        HTTP_ACCESS_CONTROL_REQUEST_METHOD="POST",
        HTTP_ACCESS_CONTROL_REQUEST_HEADERS="content-type",
    )
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert "content-type" in answer.headers["Access-Control-Allow-Headers"]


def test_other_pages_of_the_site_stay_closed_to_other_sites(client: Client) -> None:
    assert "Access-Control-Allow-Origin" not in client.get("/", HTTP_ORIGIN="https://shop.example").headers


def test_no_cookie_is_set_none_is_needed_and_an_answer_is_kept_by_nobody(ask: Ask) -> None:
    answer = Client(enforce_csrf_checks=True).post(
        DETERMINE, json.dumps({"shipment": MUG}), content_type="application/json"
    )
    assert answer.status_code == 200
    assert not answer.cookies
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_warm_determination_asks_the_database_nothing(ask: Ask, django_assert_num_queries: Any) -> None:
    ask({"shipment": MUG})
    with django_assert_num_queries(0):
        ask({"shipment": MUG})


def test_who_asks_too_often_is_told_when_to_come_back(client: Client, settings: LazySettings) -> None:
    settings.API_PER_MINUTE = 2
    statuses = [client.get(EDITIONS).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    answer = client.get(EDITIONS)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert 1 <= int(answer.headers["Retry-After"]) <= 61
    assert answer.json()["status"] == 429


def test_another_address_is_not_held_up_by_it(client: Client, settings: LazySettings) -> None:
    settings.API_PER_MINUTE = 1
    assert client.get(EDITIONS, REMOTE_ADDR="192.0.2.1").status_code == 200
    assert client.get(EDITIONS, REMOTE_ADDR="192.0.2.1").status_code == 429
    assert client.get(EDITIONS, REMOTE_ADDR="192.0.2.2").status_code == 200


def test_no_address_is_kept_in_clear(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    kept: list[str] = []
    monkeypatch.setattr("portal.web.limits.cache.add", lambda key, *rest, **options: kept.append(key))
    client.get(EDITIONS, REMOTE_ADDR="192.0.2.77")
    assert kept
    assert not any("192.0.2.77" in key for key in kept)
    assert "192.0.2.77" not in caplog.text
