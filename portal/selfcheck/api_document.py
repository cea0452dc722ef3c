"""The OpenAPI document: what each address takes and gives. Its examples are answered when it is made."""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from portal.rulebook.queries import LoadedEdition
from portal.rulebook.wording import FIRST_LANGUAGE, Wording
from portal.selfcheck.api_schemas import ref, schemas
from portal.selfcheck.determination import Determination, document
from portal.selfcheck.shipment import ShipmentReader
from portal.web.problems import CONTENT_TYPE, problem

EXAMPLES = Path(__file__).with_name("api_examples.json")
JSON = "application/json"


def _gives(text: Any, name: str) -> dict[str, Any]:
    return {"description": text, "content": {JSON: {"schema": ref(name)}}}


def _refuses(text: Any) -> dict[str, Any]:
    return {"description": text, "content": {CONTENT_TYPE: {"schema": ref("Problem")}}}


NO_SUCH_EDITION = _refuses(lazy("There is no such edition."))
TOO_MANY = _refuses(lazy("Too many requests. The Retry-After header says how many seconds to wait.")) | {
    "headers": {"Retry-After": {"schema": {"type": "integer"}}}
}
NOT_MODIFIED = {"description": lazy("Nothing changed since the ETag that you sent in If-None-Match.")}

DETERMINE: dict[str, Any] = {
    "summary": lazy("Determine a shipment"),
    "description": lazy(
        "Say what you know about one shipment and get the customs process, the agencies and the law behind "
        "them. Facts that you leave out stay open: the answer then names what is still possible and what "
        "it turns on. Nothing is stored."
    ),
    "requestBody": {
        "required": True,
        "content": {JSON: {"schema": ref("DeterminationRequest")}},
    },
    "responses": {
        200: _gives(lazy("The determination."), "Determination"),
        400: _refuses(lazy("The body is not JSON.")),
        413: _refuses(lazy("The body is too long.")),
        415: _refuses(lazy("The body was not sent as application/json.")),
        422: _refuses(lazy("Some fields cannot be read; errors names each one.")),
        429: TOO_MANY,
    },
}
LIST_EDITIONS: dict[str, Any] = {
    "summary": lazy("List the editions of the rulebook"),
    "description": lazy("Every edition, the newest first, each with the hash of the one before it."),
    "responses": {200: _gives(lazy("The editions."), "EditionList"), 304: NOT_MODIFIED, 429: TOO_MANY},
}
GET_EDITION: dict[str, Any] = {
    "summary": lazy("Show one edition"),
    "description": lazy("Its number, hashes, date and note, and where its text is."),
    "responses": {
        200: _gives(lazy("The edition."), "Edition"),
        304: NOT_MODIFIED,
        404: NO_SUCH_EDITION,
        429: TOO_MANY,
    },
}
DOWNLOAD_EDITION: dict[str, Any] = {
    "summary": lazy("Download the text of an edition"),
    "description": lazy(
        "The canonical JSON of the whole rulebook. Its SHA-256 is the hash of the edition, and it never "
        "changes at this address."
    ),
    "responses": {
        200: {"description": lazy("The rulebook."), "content": {JSON: {"schema": {"type": "object"}}}},
        304: NOT_MODIFIED,
        404: NO_SUCH_EDITION,
        429: TOO_MANY,
    },
}


def complete(drawn: dict[str, Any], edition: LoadedEdition) -> dict[str, Any]:
    """What the routes say of themselves, completed with shapes and examples of an edition."""
    text = json.dumps(drawn, cls=DjangoJSONEncoder)
    return _complete(text, edition, timezone.localdate(), get_language() or FIRST_LANGUAGE)


@lru_cache(maxsize=4)
def _complete(drawn: str, edition: LoadedEdition, today: date, language: str) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads(drawn)
    whole["info"] |= {
        "title": _("Entrywise: determinations and editions"),
        "description": _(
            "Information with its sources and dates, not legal advice. No key is needed. Any page may read "
            "these addresses (CORS). Errors are problem details (RFC 9457)."
        ),
        "x-requests-per-minute": settings.API_PER_MINUTE,
        "x-edition": {"number": edition.number, "sha256": edition.sha256},
    }
    whole["servers"] = [{"url": settings.SITE_URL}]
    whole["components"]["schemas"] = schemas(edition.law, Wording(edition.law, today, language))
    for path in whole["paths"].values():
        path.pop("head", None)
    operation = next(path["post"] for path in whole["paths"].values() if "post" in path)
    _give_examples(operation, edition, today)
    return whole


def _give_examples(operation: dict[str, Any], edition: LoadedEdition, today: date) -> None:
    """Requests with the answers that they get on this edition, one of them with mistakes."""
    told = json.loads(EXAMPLES.read_text(encoding="utf-8"))
    shipments, mistakes = told["shipments"], told["mistakes"]
    asked = {item["key"]: _example(item["title"], item["request"]) for item in shipments}
    asked["mistakes"] = _example(mistakes["title"], mistakes["request"])
    operation["requestBody"]["content"][JSON]["examples"] = asked
    responses = operation["responses"]
    responses["200"]["content"][JSON]["examples"] = {
        item["key"]: _example(item["title"], answered(item["request"], edition, today)) for item in shipments
    }
    responses["422"]["content"][CONTENT_TYPE]["examples"] = {
        "mistakes": _example(mistakes["title"], _refused(mistakes["request"], edition))
    }


def _example(title: str, value: Any) -> dict[str, Any]:
    return {"summary": title, "value": value}


def answered(request: dict[str, Any], edition: LoadedEdition, today: date) -> dict[str, Any]:
    answers, _faults = ShipmentReader(edition.law).read_all(request["shipment"])
    return {"id": request.get("id"), **document(Determination(edition, answers, today))}


def _refused(request: dict[str, Any], edition: LoadedEdition) -> dict[str, Any]:
    _answers, faults = ShipmentReader(edition.law).read_all(request["shipment"])
    errors = [{"field": fault.field, "message": fault.message} for fault in faults]
    detail = _("Some fields cannot be read. Each is named below.")
    told: dict[str, Any] = json.loads(problem(422, detail, errors=errors).content)
    return told
