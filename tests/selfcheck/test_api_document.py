"""The interface describes itself: an OpenAPI document with true examples, and a page made from it."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from portal.rulebook.queries import current_edition

pytestmark = pytest.mark.django_db

DETERMINE, PROBLEM = "/api/v1/determinations", "application/problem+json"
MOST_BYTES = 40 * 1024  # compressed


@pytest.fixture
def described(client: Client) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/api/v1/openapi.json").json()
    return found


def shape(described: dict[str, Any], name: str) -> Draft202012Validator:
    """A shape of the document, with all those that it refers to."""
    whole = {"$ref": f"#/components/schemas/{name}", "components": described["components"]}
    return Draft202012Validator(whole, format_checker=FormatChecker())


def operations(described: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for methods in described["paths"].values():
        yield from methods.values()


def everything_in(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from everything_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from everything_in(inner)


def test_every_address_is_described_once_with_what_it_answers(described: dict[str, Any]) -> None:
    assert described["openapi"].startswith("3.1")
    assert set(described["paths"]) == {
        DETERMINE,
        "/api/v1/editions/",
        "/api/v1/editions/{number}",
        "/api/v1/editions/{number}/rulebook.json",
    }
    names = [operation["operationId"] for operation in operations(described)]
    assert len(set(names)) == len(names) == 4
    for operation in operations(described):
        assert operation["summary"]
        assert operation["description"]
        assert {"200", "429"} <= set(operation["responses"])
        assert all(answer["description"] for answer in operation["responses"].values())


def test_every_shape_is_right_and_every_reference_leads_somewhere(described: dict[str, Any]) -> None:
    shapes = described["components"]["schemas"]
    for found in shapes.values():
        Draft202012Validator.check_schema(found)
    references = {part["$ref"] for part in everything_in(described) if isinstance(part.get("$ref"), str)}
    assert {reference.rsplit("/", 1)[-1] for reference in references} <= set(shapes)


def test_the_words_are_those_of_the_rulebook(described: dict[str, Any]) -> None:
    law, shapes = current_edition().law, described["components"]["schemas"]
    assert shapes["Entry"]["enum"] == list(law.book.strictness)
    assert set(shapes["Category"]["enum"]) == set(law.categories)
    assert set(shapes["Shipment"]["properties"]) == set(law.facts) - {"day_total_usd"}
    assert described["info"]["x-edition"]["sha256"] == current_edition().sha256


def test_every_question_is_described_in_words(described: dict[str, Any]) -> None:
    for told in described["components"]["schemas"]["Shipment"]["properties"].values():
        assert told["description"]
        assert "{" not in told["description"]


def test_the_examples_fit_their_shapes_and_are_what_is_really_answered(
    client: Client, described: dict[str, Any]
) -> None:
    operation = described["paths"][DETERMINE]["post"]
    asked = operation["requestBody"]["content"]["application/json"]["examples"]
    answered = operation["responses"]["200"]["content"]["application/json"]["examples"]
    refused = operation["responses"]["422"]["content"][PROBLEM]["examples"]
    assert len(answered) >= 3
    assert set(asked) == {*answered, *refused}
    for key, example in asked.items():
        answer = client.post(DETERMINE, json.dumps(example["value"]), content_type="application/json")
        assert answer.json() == (answered | refused)[key]["value"], key
        if key in answered:
            shape(described, "DeterminationRequest").validate(example["value"])
            shape(described, "Determination").validate(answer.json())
        else:
            assert not shape(described, "DeterminationRequest").is_valid(example["value"])
            shape(described, "Problem").validate(answer.json())


def test_the_editions_fit_their_shapes(client: Client, described: dict[str, Any]) -> None:
    shape(described, "EditionList").validate(client.get("/api/v1/editions/").json())
    shape(described, "Edition").validate(client.get("/api/v1/editions/1").json())


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v1/editions/99", DETERMINE])
def test_the_errors_fit_their_shape(client: Client, described: dict[str, Any], path: str) -> None:
    shape(described, "Problem").validate(client.get(path).json())


@given(data=st.data())
@hypothesis_settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_fits_the_shape_of_a_request_is_answered_in_the_shape_of_an_answer(
    client: Client, settings: LazySettings, described: dict[str, Any], data: st.DataObject
) -> None:
    settings.API_PER_MINUTE = 1_000_000
    shapes = described["components"]["schemas"]["Shipment"]["properties"]
    told = data.draw(st.lists(st.sampled_from(sorted(shapes)), max_size=15, unique=True))
    shipment = {key: data.draw(_values(shapes[key], described)) for key in told}
    body = {"id": "any", "shipment": shipment}
    shape(described, "DeterminationRequest").validate(body)
    answer = client.post(DETERMINE, json.dumps(body), content_type="application/json")
    assert answer.status_code == 200, answer.content
    shape(described, "Determination").validate(answer.json())


def _values(schema: dict[str, Any], described: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values of a shape; days stay within the record, which a shape cannot say."""
    shapes = described["components"]["schemas"]
    if "$ref" in schema:
        return _values(shapes[schema["$ref"].rsplit("/", 1)[-1]], described)
    if "anyOf" in schema:
        return st.one_of([_values(option, described) for option in schema["anyOf"]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return st.one_of([_of_kind(kind, schema, described) for kind in kinds])


def _of_kind(kind: str, schema: dict[str, Any], described: dict[str, Any]) -> st.SearchStrategy[Any]:
    match kind:
        case "null":
            return st.none()
        case "boolean":
            return st.booleans()
        case "integer":
            return st.integers(schema["minimum"], schema["maximum"])
        case "array":
            return st.lists(_values(schema["items"], described), max_size=4)
        case _ if schema.get("format") == "date":
            covers = current_edition().law.book.covers
            return st.dates(covers.start or date.min, covers.last or date.max).map(str)
        case _:
            return st.from_regex(schema["pattern"].replace("^", r"\A").replace("$", r"\Z")).filter(
                lambda code: "." in schema["pattern"] or 2 <= len(code.replace(".", "")) <= 10
            )


# The page for people


def test_the_page_explains_every_address_fact_and_key(client: Client, described: dict[str, Any]) -> None:
    text = client.get("/developers/api/").content.decode()
    for path in described["paths"]:
        assert path in text
    for operation in operations(described):
        assert f'id="{operation["operationId"]}"' in text
    for name in ("Shipment", "Determination"):
        for key in described["components"]["schemas"][name]["properties"]:
            assert f"<code>{key}</code>" in text
    assert "/api/v1/openapi.json" in text


def test_the_page_is_light_needs_no_script_and_may_be_kept(client: Client) -> None:
    answer = client.get("/developers/api/", HTTP_ACCEPT_ENCODING="br")
    assert len(answer.content) < MOST_BYTES
    assert answer.headers["Cache-Control"].startswith("public")
    assert not answer.cookies
    plain = client.get("/developers/api/").content.decode()
    assert plain.count("<script") == 1  # the site's own, which no page needs


def test_the_command_on_the_page_works_when_it_is_pasted(client: Client) -> None:
    """The body that the page gives to curl is read as it stands there."""
    text = client.get("/developers/api/").content.decode()
    body = text.split("-d &#x27;")[1].split("&#x27;</code>")[0].replace("&quot;", '"')
    assert client.post(DETERMINE, body, content_type="application/json").status_code == 200


def test_a_person_can_read_the_page_at_any_width_and_without_scripts(
    page: Any, narrow_page: Any, page_without_javascript: Any, axe: Any, fits: Any
) -> None:
    for window in (page, narrow_page):
        window.goto("/developers/api/")
        for example in window.locator("summary").all():
            example.click()
        axe(window)
        fits(window)
    page_without_javascript.goto("/developers/api/")
    page_without_javascript.locator("summary").first.click()
    assert page_without_javascript.get_by_role("heading", name="Answer", exact=True).first.is_visible()
