"""The library's interface describes itself: each answer has the shape that its document promises."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker

from content.sharing.models import SharedPage
from tests.content.sharing.asked import API, page_of, row_of

pytestmark = pytest.mark.django_db

PROBLEM = "application/problem+json"
LISTS = ["pages/", "questions/", "glossary/", "agencies/", "topics/", "thresholds/", "timeline/"]
ADDRESSES = [*LISTS, "export.json"]
DAYS = ["0001-01-01", "2026-11-24", "2026-11-24T09:30:00Z", "2026-11-24T09:30:00+05:00"]


@pytest.fixture
def described(client: Client) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"{API}/openapi.json").json()
    return found


def promised(described: dict[str, Any], path: str, status: str) -> Draft202012Validator:
    answer = described["paths"][path]["get"]["responses"][status]
    ((_kind, told),) = answer["content"].items()
    whole = {**told["schema"], "components": described["components"]}
    return Draft202012Validator(whole, format_checker=FormatChecker())


def test_every_address_is_described_once_with_what_it_answers(described: dict[str, Any]) -> None:
    assert described["openapi"].startswith("3.1")
    assert set(described["paths"]) == {f"{API}/{path}" for path in (*ADDRESSES, "pages/{key}")}
    operations = [methods["get"] for methods in described["paths"].values()]
    assert len({operation["operationId"] for operation in operations}) == len(operations)
    for operation in operations:
        assert operation["summary"]
        assert operation["description"]
        assert {"200", "304", "422", "429"} <= set(operation["responses"])
    for shape in described["components"]["schemas"].values():
        Draft202012Validator.check_schema(shape)


@pytest.mark.parametrize("path", ADDRESSES)
def test_an_answer_has_the_shape_that_was_promised(
    client: Client, described: dict[str, Any], path: str
) -> None:
    page_of("marking").unpublish()
    answer = client.get(f"{API}/{path}")
    promised(described, f"{API}/{path}", "200").validate(json.loads(answer.getvalue()))


def test_every_page_has_the_shape_that_was_promised(client: Client, described: dict[str, Any]) -> None:
    shape = promised(described, f"{API}/pages/{{key}}", "200")
    for row in SharedPage.objects.all():
        shape.validate(client.get(f"{API}/pages/{row.key}").json())


def test_a_refusal_is_a_sentence_in_the_shape_that_was_promised(
    client: Client, described: dict[str, Any]
) -> None:
    gone = row_of("marking").key
    page_of("marking").unpublish()
    never = "00000000-0000-4000-8000-000000000000"
    for address, path, status in (
        ("pages/?limit=0&topic=&colour=red", "pages/", 422),
        ("pages/?changed_since=yesterday", "pages/", 422),
        (f"pages/{gone}", "pages/{key}", 410),
        (f"pages/{never}", "pages/{key}", 404),
        ("glossary/?language=xx", "glossary/", 422),
    ):
        answer = client.get(f"{API}/{address}")
        assert answer.status_code == status, address
        assert answer.headers["Content-Type"] == PROBLEM
        told = answer.json()
        promised(described, f"{API}/{path}", str(status)).validate(told)
        for sentence in [told["detail"], *(error["message"] for error in told.get("errors", ()))]:
            assert sentence.endswith("."), sentence
        if address.startswith("pages/?limit"):
            assert {error["field"] for error in told["errors"]} == {"limit", "topic", "colour"}


@pytest.mark.parametrize("value", DAYS)
def test_every_day_and_moment_may_be_asked_from(client: Client, value: str) -> None:
    assert client.get(f"{API}/pages/", {"changed_since": value}).status_code == 200
