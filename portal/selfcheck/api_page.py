"""The interface explained to people: one plain page made from the OpenAPI document."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.rulebook.queries import NoEditionError, current_edition
from portal.rules.compiled import CompiledLaw
from portal.selfcheck.api import described
from portal.selfcheck.api_schemas import AMOUNT, CODE, Schema
from portal.web.cache import CURRENT_LAW_SECONDS, public_page

MOST_LISTED = 12


class Key(NamedTuple):
    """One key of a document: what it takes or gives, and what it means."""

    name: str
    takes: str
    means: str
    needed: bool


class Example(NamedTuple):
    title: str
    request: str
    response: str


class Operation(NamedTuple):
    """One address with its method, what it answers by status, and its examples."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    answers: tuple[tuple[str, str], ...]
    examples: tuple[Example, ...]


@require_safe
@public_page(seconds=CURRENT_LAW_SECONDS)
def developers_api(request: HttpRequest) -> HttpResponse:
    crumbs = [{"url": reverse("wagtail_serve", args=[""]), "label": _("Home")}]
    try:
        edition = current_edition()
    except NoEditionError:
        return render(request, "selfcheck/api.html", {"crumbs": crumbs})
    whole = described(edition)
    operations = [_operation(path, found) for path, found in whole["paths"].items()]
    context = {
        "crumbs": crumbs,
        "edition": edition,
        "site": settings.SITE_URL,
        "per_minute": settings.API_PER_MINUTE,
        "about": whole["info"]["description"],
        "operations": operations,
        "curl": _curl(operations),
        "facts": _facts(whole, edition.law),
        "answer": _keys(whole["components"]["schemas"]["Determination"]),
        "categories": whole["components"]["schemas"]["Category"]["enum"],
    }
    return render(request, "selfcheck/api.html", context)


def _operation(path: str, methods: dict[str, Any]) -> Operation:
    ((method, told),) = methods.items()
    answers = tuple((status, reply["description"]) for status, reply in told["responses"].items())
    return Operation(
        told["operationId"],
        method.upper(),
        path,
        told["summary"],
        told["description"],
        answers,
        tuple(_examples(told)),
    )


def _examples(told: dict[str, Any]) -> Iterator[Example]:
    """Each request with the answer that goes with it, whichever status that has."""
    answers: dict[str, Any] = {}
    for response in told["responses"].values():
        for content in response.get("content", {}).values():
            answers |= content.get("examples", {})
    body = told.get("requestBody", {}).get("content", {}).get("application/json", {})
    for key, asked in body.get("examples", {}).items():
        yield Example(asked["summary"], _listing(asked["value"]), _listing(answers[key]["value"]))


def _listing(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)


def _curl(operations: list[Operation]) -> str:
    """The first example as a command to paste into a terminal."""
    operation = next(operation for operation in operations if operation.examples)
    body = json.dumps(json.loads(operation.examples[0].request))
    lines = (
        f"curl {settings.SITE_URL}{operation.path}",
        "  -H 'Content-Type: application/json'",
        f"  -d {shlex.quote(body)}",
    )
    return " \\\n".join(lines)


def _facts(whole: dict[str, Any], law: CompiledLaw) -> tuple[list[Key], list[Key]]:
    """The facts of a shipment: those of every shipment, and those about what the goods are."""
    product = {group.key for group in law.book.groups if group.product}
    keys = _keys(whole["components"]["schemas"]["Shipment"])
    about_goods = [key for key in keys if law.facts[key.name].group in product]
    return [key for key in keys if key not in about_goods], about_goods


def _keys(schema: Schema) -> list[Key]:
    needed = set(schema.get("required", ()))
    return [
        Key(name, _takes(told), told.get("description", ""), name in needed)
        for name, told in schema["properties"].items()
    ]


def _takes(schema: Schema) -> str:
    """What a value looks like, in words."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if "anyOf" in schema:
        return _takes(schema["anyOf"][0])
    if "enum" in schema:
        return _one_of([str(word) for word in schema["enum"] if word is not None])
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    match kinds[0]:
        case "boolean":
            return _("true or false")
        case "integer":
            return _("whole number")
        case "array":
            return _("list: %(items)s") % {"items": _takes(schema["items"])}
        case "object":
            return _("object")
        case _ if schema.get("format") == "date":
            return _("date, year-month-day")
        case _ if schema.get("pattern") == AMOUNT:
            return _('amount as text, such as "1234.50"')
        case _ if schema.get("pattern") == CODE:
            return _("tariff code as text, 2 to 10 digits")
        case _:
            return _("text")


def _one_of(words: list[str]) -> str:
    if len(words) > MOST_LISTED:
        return _("one of %(count)s words") % {"count": len(words)}
    return _("one of: %(words)s") % {"words": ", ".join(words)}
