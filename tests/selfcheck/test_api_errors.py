"""Every error of the interface is a problem document (RFC 9457), and none is our fault."""

import json
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from portal.rulebook import queries
from portal.rulebook.models import Edition
from portal.rulebook.queries import current_edition
from portal.selfcheck.shipment import FieldError, ShipmentReader

pytestmark = pytest.mark.django_db

DETERMINE = "/api/v1/determinations"


def post(client: Client, body: str | bytes, content_type: str = "application/json") -> Any:
    return client.post(DETERMINE, body, content_type=content_type)


def problem_of(answer: Any, status: int) -> dict[str, Any]:
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert int(answer.headers["Content-Length"]) == len(answer.content)
    told: dict[str, Any] = answer.json()
    assert {"type", "title", "status", "detail"} <= set(told)
    assert told["status"] == status
    assert told["detail"].endswith(".")
    return told


def fields_of(answer: Any) -> dict[str, str]:
    return {fault["field"]: fault["message"] for fault in problem_of(answer, 422)["errors"]}


BAD_FIELDS = [
    ("value_usd", "-5.00"),
    ("value_usd", "1.000,50"),
    ("value_usd", "12.345"),
    ("value_usd", 30),
    ("value_usd", "\u0663\u0660"),  # digits of another script
    ("value_usd", "12345678901"),
    ("value_usd", ""),
    ("arrival_date", "1890-01-01"),
    ("arrival_date", "2026-02-30"),
    ("arrival_date", "11/22/2026"),
    ("arrival_date", "2032-01-01"),
    ("origin_country", "XX"),
    ("origin_country", "Germany"),
    ("mode", "pigeon"),
    ("purpose", ["resale"]),
    ("categories", ["no-such-goods"]),
    ("categories", "adult-clothing"),
    ("categories", [["adult-clothing"]]),
    ("hts", ["1"]),
    ("hts", ["12345678901"]),
    ("hts", ["00"] * 51),
    ("quantity", -1),
    ("quantity", 1.5),
    ("quantity", True),
    ("adcvd", "no"),
    ("adcvd", 0),
    ("day_total_usd", "1.00"),
    ("no_such_fact", True),
]


@pytest.mark.parametrize(("field", "value"), BAD_FIELDS, ids=[f"{f}={v!r:.30}" for f, v in BAD_FIELDS])
def test_a_field_that_cannot_be_read_is_named(client: Client, field: str, value: Any) -> None:
    assert set(fields_of(post(client, json.dumps({"shipment": {field: value}})))) == {field}


def test_all_faults_are_told_at_once_and_not_only_the_first(client: Client) -> None:
    body = {
        "id": ["x"],
        "edition": 99,
        "colour": "red",
        "shipment": {"value_usd": "much", "arrival_date": "soon", "mode": "postal", "origin_country": "XX"},
    }
    told = fields_of(post(client, json.dumps(body)))
    assert set(told) == {"id", "edition", "colour", "value_usd", "arrival_date", "origin_country"}
    assert told["edition"] == "There is no edition 99."


def test_reading_all_agrees_with_reading_one_by_one() -> None:
    reader = ShipmentReader(current_edition().law)
    shipment = {"value_usd": "30.00", "arrival_date": "2026-02-30", "mode": None, "quantity": -1}
    answers, faults = reader.read_all(shipment)
    assert answers == {"value_usd": 3000, "mode": None}
    for fault in faults:
        with pytest.raises(FieldError) as alone:
            reader.read({fault.field: shipment[fault.field]})
        assert (alone.value.field, alone.value.message) == (fault.field, fault.message)


@pytest.mark.parametrize("shipment", [None, [], "mug", 5, True])
def test_a_shipment_has_to_be_an_object(client: Client, shipment: Any) -> None:
    assert set(fields_of(post(client, json.dumps({"shipment": shipment})))) == {"shipment"}


@pytest.mark.parametrize("edition", [0, -1, 1.5, "1", True, [], 2, 10**30])
def test_an_edition_that_does_not_exist_is_named(client: Client, edition: Any) -> None:
    body = {"shipment": {}, "edition": edition}
    assert set(fields_of(post(client, json.dumps(body)))) == {"edition"}


NOT_JSON = [
    b" ",
    b"mug",
    b"{",
    b'{"shipment": {"value_usd": NaN}}',
    b'{"shipment": {"quantity": Infinity}}',
    b'{"shipment": {"quantity": ' + b"9" * 5000 + b"}}",
    b"\xff\xfe",
    '{"id": "mug"}'.encode("utf-16"),
    b"[" * 50_000,
    b'{"shipment":' * 5_000,
]


@pytest.mark.parametrize("body", NOT_JSON, ids=range(len(NOT_JSON)))
def test_a_body_that_is_not_json_is_refused(client: Client, body: bytes) -> None:
    problem_of(post(client, body), 400)


@pytest.mark.parametrize("body", [b"[]", b"null", b'"mug"', b"5"])
def test_a_body_that_is_no_object_is_refused(client: Client, body: bytes) -> None:
    problem_of(post(client, body), 422)


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
def test_a_body_that_is_not_sent_as_json_is_refused(client: Client, kind: str) -> None:
    assert "application/json" in problem_of(post(client, '{"shipment": {}}', kind), 415)["detail"]


@pytest.mark.parametrize("kind", ["application/json; charset=utf-8", "application/ld+json"])
def test_json_by_any_of_its_names_is_read(client: Client, kind: str) -> None:
    assert post(client, '{"shipment": {"value_usd": "5.00"}}', kind).status_code == 200


@pytest.mark.parametrize("size", [65 * 1024, 3 * 1024 * 1024])
def test_a_body_that_is_too_long_is_refused(client: Client, size: int) -> None:
    problem_of(post(client, json.dumps({"id": "x" * size})), 413)


def test_an_address_that_is_too_long_is_refused(client: Client) -> None:
    problem_of(client.get("/api/v1/editions/?" + "x" * 9_000), 414)


NOWHERE = ["/api/", "/api/v2/editions/", "/api/v1/nothing", "/api/v1/nothing/", "/api/v1/editions/x"]
NOWHERE += ["/api/v1/editions/99", "/api/v1/editions/99/rulebook.json", "/api/v1/editions/" + "9" * 30]


@pytest.mark.parametrize("path", NOWHERE)
def test_an_address_with_nothing_behind_it_says_so(client: Client, path: str) -> None:
    problem_of(client.get(path), 404)
    assert client.post(path, "{}", content_type="application/json").status_code in {404, 405}


@pytest.mark.parametrize(
    ("method", "path"), [("get", DETERMINE), ("delete", "/api/v1/editions/1"), ("put", DETERMINE)]
)
def test_a_method_that_an_address_does_not_take_is_refused(client: Client, method: str, path: str) -> None:
    answer = getattr(client, method)(path)
    problem_of(answer, 405)
    assert answer.headers["Allow"]


def test_a_fault_of_ours_tells_nothing_of_our_insides(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object) -> None:
        raise RuntimeError("the secret inside")

    monkeypatch.setattr("portal.selfcheck.api.document", broken)
    answer = post(Client(raise_request_exception=False), '{"shipment": {}}')
    assert "secret" not in json.dumps(problem_of(answer, 500))


def test_without_a_rulebook_the_interface_says_that_it_cannot_answer(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    queries.forget_current_edition()
    monkeypatch.setattr(queries.Edition, "objects", Edition.objects.none())
    problem_of(post(client, '{"shipment": {}}'), 503)
    problem_of(client.get("/api/v1/openapi.json"), 503)
    assert client.get("/developers/api/").status_code == 200
    monkeypatch.undo()
    queries.forget_current_edition()


def test_errors_of_other_pages_stay_pages(client: Client) -> None:
    assert client.get("/no-such-page/").headers["Content-Type"].startswith("text/html")


# Whatever is sent

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(exclude_categories=())),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=20), inner, max_size=4),
    max_leaves=20,
)
AMOUNTS = st.from_regex(r"\A[0-9]{1,10}(\.[0-9]{1,2})?\Z")
DAYS = st.dates().map(str)


def a_shipment() -> st.SearchStrategy[dict[str, Any]]:
    """Keys of the contract with values that may be right, of the wrong kind, or strange."""
    book = current_edition().law.book
    words = [option.key for fact in book.facts for option in fact.options]
    lists = st.lists(st.sampled_from([category.slug for category in book.categories]), max_size=3)
    value = ANYTHING | AMOUNTS | DAYS | st.sampled_from([*words, "CN", "VN", "GU"]) | lists | st.booleans()
    return st.dictionaries(st.sampled_from([fact.key for fact in book.facts]), value, max_size=8)


@given(data=st.data())
@hypothesis_settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_nothing_that_anybody_sends_is_our_fault(
    client: Client, settings: LazySettings, data: st.DataObject
) -> None:
    """A fault of ours would be raised through the client; an answer or a refusal is all that passes."""
    settings.API_PER_MINUTE = 1_000_000
    shipments = a_shipment()
    body = data.draw(
        ANYTHING
        | st.fixed_dictionaries(
            {"shipment": ANYTHING | shipments}, optional={"id": ANYTHING, "edition": ANYTHING}
        )
        | st.fixed_dictionaries({"shipment": shipments})
    )
    answer = post(client, json.dumps(body))
    assert answer.status_code in {200, 400, 413, 422}
    if answer.status_code != 200:
        problem_of(answer, answer.status_code)


@given(body=st.binary(max_size=200))
@hypothesis_settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_bytes_that_anybody_sends_are_our_fault(
    client: Client, settings: LazySettings, body: bytes
) -> None:
    settings.API_PER_MINUTE = 1_000_000
    assert post(client, body).status_code in {200, 400, 415, 422}
