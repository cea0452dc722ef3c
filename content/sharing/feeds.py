"""What is new and what changed, for feed readers: Atom and JSON Feed, of the whole library or of a topic."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, rfc3339_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from content.sharing.addresses import whole
from content.sharing.models import SharedPage
from portal.web.cache import CURRENT_LAW_SECONDS, public_page

MOST = 50
ANYTHING = "library"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
VERSION = "https://jsonfeed.org/version/1.1"


class _Atom(Atom1Feed):
    """Atom with RFC 6721: a page that is gone is told too."""

    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xmlns:at": TOMBSTONES}

    def write_items(self, handler: SimplerXMLGenerator) -> None:
        super().write_items(handler)
        for row in self.feed["gone"]:
            when = rfc3339_date(row.changed_at)
            handler.addQuickElement("at:deleted-entry", "", {"ref": row.key.urn, "when": when})


class _Shelf:
    """Which pages a feed is about."""

    def __init__(self, topic: str) -> None:
        rows = SharedPage.objects.filter(language=get_language() or settings.LANGUAGE_CODE)
        named = _("Entrywise: what is new in the library")
        self.home = reverse("guidance")
        if topic:
            shelf = rows.filter(slug=topic, topic=topic, is_gone=False).first()
            if shelf is None:
                raise Http404
            rows, self.home = rows.filter(topic=topic), shelf.url
            named = _("Entrywise: %(topic)s") % {"topic": shelf.title}
        self.title = named
        newest = rows.order_by("-changed_at", "-pk")
        self.rows = list(newest.filter(is_gone=False)[:MOST])
        self.gone = list(newest.filter(is_gone=True)[:MOST])
        self.about = _(
            "New pages, pages whose words changed, and pages whose amounts or dates of law changed."
        )


@require_safe
@public_page(seconds=CURRENT_LAW_SECONDS)
def atom(request: HttpRequest, topic: str = "") -> HttpResponseBase:
    shelf = _Shelf(topic)
    here = reverse("sharing:topic_feed", args=[topic]) if topic else reverse("sharing:feed")
    feed = _Atom(
        title=shelf.title,
        link=whole(shelf.home),
        description=None,
        subtitle=shelf.about,
        language=get_language(),
        feed_url=whole(here),
        feed_guid=whole(here),
        author_name=settings.SITE_NAME,
        gone=shelf.gone,
    )
    for row in shelf.rows:
        told = json.loads(row.document)
        feed.add_item(
            title=row.title,
            link=whole(row.url),
            description=told["summary"]["html"],
            unique_id=row.key.urn,
            pubdate=row.published_at,
            updateddate=row.changed_at,
            categories=[named for named in (row.topic, row.kind) if named],
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@require_safe
@public_page(seconds=CURRENT_LAW_SECONDS)
def json_feed(request: HttpRequest, topic: str = "") -> HttpResponseBase:
    shelf = _Shelf(topic)
    here = reverse("sharing:topic_json_feed", args=[topic]) if topic else reverse("sharing:json_feed")
    told = {
        "version": VERSION,
        "title": shelf.title,
        "description": shelf.about,
        "home_page_url": whole(shelf.home),
        "feed_url": whole(here),
        "language": get_language(),
        "authors": [{"name": settings.SITE_NAME, "url": whole("/")}],
        "items": [_item(row) for row in shelf.rows],
    }
    return HttpResponse(json.dumps(told), content_type="application/feed+json")


def _item(row: SharedPage) -> dict[str, Any]:
    summary = json.loads(row.document)["summary"]
    return {
        "id": row.key.urn,
        "url": whole(row.url),
        "title": row.title,
        "content_html": summary["html"],
        "content_text": summary["text"],
        "date_published": rfc3339_date(row.published_at),
        "date_modified": rfc3339_date(row.changed_at),
        "tags": [named for named in (row.topic, row.kind) if named],
        "language": row.language,
    }
