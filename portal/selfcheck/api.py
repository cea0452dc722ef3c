"""The interface for programs: determinations and editions as JSON. No account, no cookie, nothing stored."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.rulebook.editions import Published, canonical_text, published_edition, published_editions
from portal.rulebook.queries import LoadedEdition, NoEditionError, current_edition
from portal.rulebook.queries import edition as loaded_edition
from portal.selfcheck import api_document
from portal.selfcheck.determination import Determination, document
from portal.selfcheck.shipment import FieldError, ShipmentReader
from portal.web.cache import CURRENT_LAW_SECONDS, FOR_EVER, mark_public
from portal.web.programs import Refused, interface

READ = ["GET", "HEAD"]
BODY_KEYS = frozenset({"id", "shipment", "edition"})
LONGEST_ID = 200
LAST_NUMBER = 2**31 - 1
Found = TypeVar("Found")


api = interface("Entrywise", "1", "api")


# --- Determinations


@api.post("/determinations/", include_in_schema=False)
@api.post(
    "/determinations",
    url_name="determinations",
    operation_id="determine",
    openapi_extra=api_document.DETERMINE,
)
def determine(request: HttpRequest) -> HttpResponseBase:
    told = _read_body(request)
    faults = [
        FieldError(str(key)[:80], _("We do not know this key. Give id, shipment and edition only."))
        for key in told
        if key not in BODY_KEYS
    ]
    edition = _edition_asked_for(told.get("edition"), faults)
    case_id = _case_id(told.get("id"), faults)
    shipment = told.get("shipment")
    answers: dict[str, Any] = {}
    if isinstance(shipment, Mapping):
        answers, wrong = ShipmentReader(edition.law).read_all(shipment)
        faults += wrong
    else:
        faults.append(FieldError("shipment", _("A shipment is an object of facts.")))
    if faults:
        raise Refused(422, _("Some fields cannot be read. Each is named below."), faults)
    answered = document(Determination(edition, answers, timezone.localdate()))
    return _json({"id": case_id, **answered})


def _read_body(request: HttpRequest) -> dict[str, Any]:
    media_type = request.content_type or ""
    if media_type != "application/json" and not media_type.endswith("+json"):
        raise Refused(415, _("Send JSON, with the header Content-Type: application/json."))
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.API_LARGEST_BODY:
        raise Refused(413, _("The body is longer than any shipment can be."))
    try:
        told = json.loads(request.body.decode(), parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise Refused(400, _("The body is not JSON in UTF-8.")) from None
    if not isinstance(told, dict):
        raise Refused(422, _("The body has to be a JSON object with a shipment in it."))
    return told


def _no_number(word: str) -> None:
    raise ValueError(word)


def _case_id(told: object, faults: list[FieldError]) -> object:
    """What the caller calls this shipment; it comes back with the answer."""
    if told is None or (isinstance(told, str) and len(told) <= LONGEST_ID):
        return told
    if isinstance(told, int) and not isinstance(told, bool):
        return told
    faults.append(FieldError("id", _("Give a text of at most 200 characters, a whole number, or nothing.")))
    return None


def _edition_asked_for(number: object, faults: list[FieldError]) -> LoadedEdition:
    """The edition that was asked for; the newest when none was, or when it cannot be read."""
    try:
        newest = current_edition()
    except NoEditionError:
        raise Refused(503, _("No rulebook has been loaded on this copy of the site.")) from None
    if number is None:
        return newest
    if isinstance(number, bool) or not isinstance(number, int) or not 0 < number <= LAST_NUMBER:
        faults.append(FieldError("edition", _("Give the number of an edition, such as 1.")))
        return newest
    try:
        return loaded_edition(number)
    except NoEditionError:
        message = _("There is no edition %(number)s.") % {"number": number}
        faults.append(FieldError("edition", message))
        return newest


# --- Editions


@api.api_operation(READ, "/editions", include_in_schema=False)
@api.api_operation(
    READ,
    "/editions/",
    url_name="editions",
    operation_id="listEditions",
    openapi_extra=api_document.LIST_EDITIONS,
)
def editions(request: HttpRequest) -> HttpResponseBase:
    return _public({"editions": [_told(edition) for edition in published_editions()]})


@api.api_operation(READ, "/editions/{int:number}/", include_in_schema=False)
@api.api_operation(
    READ,
    "/editions/{int:number}",
    url_name="edition",
    operation_id="getEdition",
    openapi_extra=api_document.GET_EDITION,
)
def edition(request: HttpRequest, number: int) -> HttpResponseBase:
    return _public(_told(_found(published_edition, number)))


@api.api_operation(
    READ,
    "/editions/{int:number}/rulebook.json",
    url_name="edition_text",
    operation_id="downloadEdition",
    openapi_extra=api_document.DOWNLOAD_EDITION,
)
def edition_text(request: HttpRequest, number: int) -> HttpResponseBase:
    text = _found(canonical_text, number)
    return mark_public(HttpResponse(text, content_type="application/json"), seconds=FOR_EVER)


def _found(find: Callable[[int], Found], number: int) -> Found:
    if number > LAST_NUMBER:  # more than a database can count
        raise Http404
    try:
        return find(number)
    except NoEditionError as error:
        raise Http404(str(error)) from error


def _told(edition: Published) -> dict[str, Any]:
    return {
        "number": edition.number,
        "sha256": edition.sha256,
        "previous_sha256": edition.previous_sha256 or None,
        "made_at": edition.made_at.isoformat(timespec="seconds"),
        "note": edition.note,
        "current": edition.current,
        "rulebook": settings.SITE_URL + reverse("api:edition_text", args=[edition.number]),
    }


# --- About the interface itself


@api.api_operation(READ, "/", url_name="index", include_in_schema=False)
def index(request: HttpRequest) -> HttpResponseBase:
    names = {
        "determinations": "api:determinations",
        "editions": "api:editions",
        "openapi": "api:openapi",
        "documentation": "developers_api",
    }
    return _public({name: settings.SITE_URL + reverse(view) for name, view in names.items()})


@api.api_operation(READ, "/openapi.json", url_name="openapi", include_in_schema=False)
def openapi(request: HttpRequest) -> HttpResponseBase:
    try:
        edition = current_edition()
    except NoEditionError:
        raise Refused(503, _("No rulebook has been loaded on this copy of the site.")) from None
    return _public(described(edition))


def described(edition: LoadedEdition) -> dict[str, Any]:
    """The OpenAPI document of this interface, with the vocabulary of an edition."""
    return api_document.complete(api.get_openapi_schema(), edition)


def _json(content: object) -> HttpResponse:
    return HttpResponse(json.dumps(content), content_type="application/json")


def _public(content: object) -> HttpResponseBase:
    return mark_public(_json(content), seconds=CURRENT_LAW_SECONDS)
