"""A draft tried in the questionnaire as the public will see it, before any review.

The public pages are served below the draft's own address: every link that they make stays below it, they
answer under the law with this draft, and a band across each page says so. Nobody keeps them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve, reverse, set_script_prefix
from django.utils.translation import gettext as _

from portal.authoring.gate.candidate import candidate
from portal.authoring.objects.base import LawObject
from portal.rulebook.queries import LoadedEdition, answering_with, current_edition
from portal.web.cache import mark_private

DRAFT = "draft"
DRAFT_NUMBER = 0
"""What a draft is called where editions have their number."""
TRIED = frozenset({"selfcheck"})


class Band(NamedTuple):
    """What the band across the page says."""

    tone: str
    title: str
    text: str


class NotReadyError(Exception):
    """A draft that has faults cannot be tried; the message is the first of them."""


def loaded_draft(draft: LawObject) -> LoadedEdition:
    """The law with this draft, ready to answer; raises ``NotReadyError``."""
    return _loaded(current_edition().number, draft.content_sha256(), _Held(draft))


class _Held:
    """A draft as a key of the cache: the same name is the same draft, its content is told apart."""

    def __init__(self, draft: LawObject) -> None:
        self.draft = draft

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and draft_name(self.draft) == draft_name(other.draft)

    def __hash__(self) -> int:
        return hash(draft_name(self.draft))


@lru_cache(maxsize=4)
def _loaded(edition: int, content_sha256: str, held: _Held) -> LoadedEdition:
    would_be = candidate(held.draft)
    law = would_be.law()
    if law is None:
        raise NotReadyError(would_be.faults[0])
    return LoadedEdition(DRAFT_NUMBER, would_be.sha256, law)


def draft_name(draft: LawObject) -> str:
    """A draft in an address: its kind and number."""
    return f"{draft._meta.model_name}/{draft.pk}"


def address(draft: LawObject, path: str, query: str = "") -> str:
    """Where a public page is tried under a draft."""
    below = reverse("authoring:try", args=[draft._meta.model_name, draft.pk]) + path.lstrip("/")
    return f"{below}?{query}" if query else below


def serve(request: HttpRequest, draft: LawObject, path: str) -> HttpResponseBase:
    """A public page under the law with this draft; what is no part of the check is asked for in its place."""
    try:
        found = resolve(f"/{path}")
    except Resolver404:
        raise Http404 from None
    if not TRIED & set(found.namespaces):
        query = request.GET.copy()
        query[DRAFT] = draft_name(draft)
        return HttpResponseRedirect(f"/{path}?{urlencode(list(_pairs(query)))}")
    loaded = loaded_draft(draft)
    text = _("This is not the law. It answers as if “%(title)s” were published as drafted.")
    request.site_alert = Band("warning", _("Draft"), text % {"title": draft})  # type: ignore[attr-defined]
    set_script_prefix(address(draft, ""))
    try:
        with answering_with(loaded):
            return mark_private(found.func(request, *found.args, **found.kwargs))
    finally:
        set_script_prefix("/")


def _pairs(query: Any) -> Any:
    for key, values in query.lists():
        for value in values:
            yield key, value
