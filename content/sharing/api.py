"""The library for programs: read only, no account, no cookie. See `docs/partners.md`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from content.sharing import api_document, lists, rows
from content.sharing.addresses import whole
from content.sharing.asking import Asked, asked, language_asked, nothing_asked
from content.sharing.export import export
from content.sharing.keeping import canonical
from content.sharing.models import SharedPage
from portal.web.cache import CURRENT_LAW_SECONDS, mark_public
from portal.web.programs import Refused, interface

READ = ["GET", "HEAD"]
api = interface("Entrywise library", "1", "library")

View = Callable[..., HttpResponseBase]


def _at(path: str, name: str, described: dict[str, Any]) -> Callable[[View], View]:
    """An address with and without its last slash; the one given here is the one that is described."""
    other = path.removesuffix("/") if path.endswith("/") else f"{path}/"

    def decorate(view: View) -> View:
        api.api_operation(READ, other, include_in_schema=False)(view)
        api.api_operation(READ, path, url_name=name, operation_id=view.__name__, openapi_extra=described)(
            view
        )
        return view

    return decorate


# Pages


@_at("/pages/", "pages", api_document.LIST_PAGES)
def list_pages(request: HttpRequest) -> HttpResponseBase:
    return _listed("pages", asked(request.GET), request, rows.line)


@_at("/pages/{uuid:key}", "page", api_document.GET_PAGE)
def get_page(request: HttpRequest, key: UUID) -> HttpResponseBase:
    nothing_asked(request.GET)
    row = SharedPage.objects.filter(key=key).first()
    if row is None:
        raise Http404(_("There is no such page."))
    if row.is_gone:
        raise Refused(410, _("This page is gone. Take it out of your copy."))
    response = HttpResponse(canonical(rows.page(row)), content_type="application/json")
    return mark_public(response, seconds=CURRENT_LAW_SECONDS, changed=row.made_at)


@_at("/questions/", "questions", api_document.LIST_QUESTIONS)
def list_questions(request: HttpRequest) -> HttpResponseBase:
    return _listed("questions", asked(request.GET, kind="question"), request, rows.question)


def _listed(
    name: str, wanted: Asked, request: HttpRequest, tell: Callable[[SharedPage], dict[str, Any]]
) -> HttpResponseBase:
    """One page of a list, and where the next one is. Rows keep their order whatever changes meanwhile."""
    found = list(SharedPage.objects.filter(wanted.filter()).order_by("pk")[: wanted.limit + 1])
    shown, more = found[: wanted.limit], found[wanted.limit :]
    following = None
    if more:
        query = request.GET.copy()
        query["cursor"] = str(shown[-1].pk)
        following = f"{whole(reverse(f'library:{name}'))}?{query.urlencode()}"
    return _public(
        {
            "edition": rows.edition_told(),
            name: [tell(row) for row in shown],
            "next": following,
            "next_changed_since": rows.ask_again_from(),
        }
    )


# Lists beside the pages


@_at("/glossary/", "glossary", api_document.LIST_GLOSSARY)
def list_glossary(request: HttpRequest) -> HttpResponseBase:
    return _told("terms", request, lists.glossary)


@_at("/agencies/", "agencies", api_document.LIST_AGENCIES)
def list_agencies(request: HttpRequest) -> HttpResponseBase:
    return _told("agencies", request, lists.agencies)


@_at("/topics/", "topics", api_document.LIST_TOPICS)
def list_topics(request: HttpRequest) -> HttpResponseBase:
    return _told("topics", request, lists.topics)


@_at("/thresholds/", "thresholds", api_document.LIST_THRESHOLDS)
def list_thresholds(request: HttpRequest) -> HttpResponseBase:
    return _told("thresholds", request, lists.thresholds)


@_at("/timeline/", "timeline", api_document.LIST_TIMELINE)
def list_timeline(request: HttpRequest) -> HttpResponseBase:
    return _told("days", request, lambda _language: lists.timeline())


def _told(name: str, request: HttpRequest, tell: Callable[[str], lists.Rows]) -> HttpResponseBase:
    language = language_asked(request.GET)
    with override(language):
        return _public({"edition": rows.edition_told(), "language": language, name: tell(language)})


# All of it, and about the interface itself


@_at("/export.json", "export", api_document.EXPORT)
def export_library(request: HttpRequest) -> HttpResponseBase:
    nothing_asked(request.GET)
    response, digest = export()
    return mark_public(response, seconds=CURRENT_LAW_SECONDS, etag=digest)


@api.api_operation(READ, "/", url_name="index", include_in_schema=False)
def index(request: HttpRequest) -> HttpResponseBase:
    names = ("pages", "questions", "glossary", "agencies", "topics", "thresholds", "timeline", "export")
    found = {name: whole(reverse(f"library:{name}")) for name in (*names, "openapi")}
    about = {"feed": "sharing:feed", "json_feed": "sharing:json_feed", "documentation": "sharing:overview"}
    return _public(found | {name: whole(reverse(view)) for name, view in about.items()})


@api.api_operation(READ, "/openapi.json", url_name="openapi", include_in_schema=False)
def openapi(request: HttpRequest) -> HttpResponseBase:
    return _public(api_document.complete(api.get_openapi_schema()))


def _public(content: object) -> HttpResponseBase:
    response = HttpResponse(canonical(content), content_type="application/json")
    return mark_public(response, seconds=CURRENT_LAW_SECONDS)
