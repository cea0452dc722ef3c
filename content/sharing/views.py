"""Frames for other sites, the script that places them, oEmbed, and the page on all ways of sharing."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.law.telling import teller
from content.sharing import brand, frames, oembed
from content.sharing.addresses import whole
from content.sharing.lists import topics
from content.sharing.models import SharedPage
from portal.rulebook.wording import Wording
from portal.web.cache import CURRENT_LAW_SECONDS, FOR_EVER, mark_public, public_page
from portal.web.framing import framable, mark_frames
from portal.web.limits import rate_limit

ONE_DAY_SECONDS = 24 * 60 * 60
FIRST_QUESTIONS = ("mode", "purpose")
"""What the frame of the check asks before it leads to the check itself."""


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def _rows(kind: str) -> Any:
    return SharedPage.objects.filter(kind=kind, language=_language(), is_gone=False).order_by("pk")


@require_safe
@framable
@public_page(seconds=CURRENT_LAW_SECONDS)
def answer(request: HttpRequest, slug: str, kind: str = frames.QUESTION) -> HttpResponse:
    """A question or a guide in a frame: its short answer, its day, and the way to all of it."""
    row = _rows(kind).filter(slug=slug).first()
    if row is None:
        raise Http404
    document = json.loads(row.document)
    # Our own cleaned markup, in which each link is written in this one way.
    summary = document["summary"]["html"].replace("<a ", '<a target="_blank" rel="noopener" ')
    context = {
        "row": row,
        "address": document["url"],
        "summary": mark_safe(summary),  # noqa: S308 - made by `cleaning`, which escapes
        "moved": document["moved"],
        **frames.look(request.GET),
    }
    return render(request, "content/sharing/embed_answer.html", context)


@require_safe
@framable
@public_page(seconds=CURRENT_LAW_SECONDS)
def check(request: HttpRequest) -> HttpResponse:
    """The first questions of the check in a frame; the check itself opens on our own site."""
    law = teller()
    asked = []
    if law:
        wording = Wording(law.edition.law, law.day, law.language)
        facts = (law.edition.law.facts.get(key) for key in FIRST_QUESTIONS)
        for fact in filter(None, facts):
            options = [(option.key, wording.say(option.words, "label")) for option in fact.options]
            asked.append({"key": fact.key, "ask": wording.say(fact.words, "ask"), "options": options})
    context = {"asked": asked, "law": law, "address": whole(reverse("selfcheck:start"))}
    return render(request, "content/sharing/embed_check.html", context | frames.look(request.GET))


@require_safe
@framable
def widget(request: HttpRequest) -> HttpResponseBase:
    """The script. The address with its version is kept for ever, the one without for a day."""
    response = HttpResponse(frames.script(), content_type="text/javascript; charset=utf-8")
    is_this = request.GET.get("v") == frames.version()
    return mark_public(response, seconds=FOR_EVER if is_this else ONE_DAY_SECONDS)


@require_safe
@framable
def brand_style(request: HttpRequest, color: str) -> HttpResponseBase:
    """The color of a frame, as its address named it."""
    return mark_public(HttpResponse(brand.style(color), content_type="text/css"), seconds=ONE_DAY_SECONDS)


@require_safe
@rate_limit("oembed", per_minute=settings.API_PER_MINUTE)
@public_page(seconds=CURRENT_LAW_SECONDS)
def oembed_answer(request: HttpRequest) -> HttpResponse:
    """What an editor that was given an address of ours puts in its place (https://oembed.com)."""
    form = request.GET.get("format", "json")
    if form not in oembed.FORMS:
        return HttpResponse(_("Ask for json or xml."), status=501, content_type="text/plain; charset=utf-8")
    told = oembed.answer(request.GET.get("url", ""), request.GET)
    if told is None:
        sentence = _("Give the address of a question or a guide of this library as url.")
        return HttpResponse(sentence, status=404, content_type="text/plain; charset=utf-8")
    return HttpResponse(oembed.written(told, form), content_type=oembed.FORMS[form])


@require_safe
@public_page(seconds=CURRENT_LAW_SECONDS)
def overview(request: HttpRequest) -> HttpResponseBase:
    """All ways of sharing, with lines to copy and what they look like."""
    row = _rows(frames.QUESTION).first()
    context = {
        "crumbs": [{"url": reverse("wagtail_serve", args=[""]), "label": _("Home")}],
        "question": frames.example(frames.QUESTION, row.slug, row.title) if row else None,
        "check": frames.example(frames.CHECK, "", _("Check a shipment")),
        "page_address": whole(row.url) if row else "",
        "oembed_address": whole(reverse("sharing:oembed")),
        "api_address": whole(reverse("library:index")),
        "export_address": whole(reverse("library:export")),
        "feed_address": whole(reverse("sharing:feed")),
        "json_feed_address": whole(reverse("sharing:json_feed")),
        "topics": topics(_language()),
        "themes": frames.THEMES,
        "accents": frames.ACCENTS,
    }
    return mark_frames(render(request, "content/sharing/overview.html", context))
