"""What an editor or a platform puts in the place of one of our addresses (https://oembed.com)."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, tostring

from django.conf import settings
from django.http import QueryDict

from content.sharing import frames
from content.sharing.addresses import whole
from content.sharing.models import SharedPage
from portal.web.cache import CURRENT_LAW_SECONDS

FORMS = {"json": "application/json", "xml": "text/xml; charset=utf-8"}
KINDS = (frames.QUESTION, frames.GUIDE)
"""Types of pages that have a frame."""
LONGEST = 2000


def answer(address: str, wanted: QueryDict) -> dict[str, Any] | None:
    """The frame of a page of ours; ``None`` for every other address."""
    row = _row(address)
    if row is None:
        return None
    width, height = _at_most(wanted, "maxwidth", frames.WIDTH), _at_most(wanted, "maxheight", frames.HEIGHT)
    frame = whole(frames.frame_path(row.kind, row.slug))
    return {
        "type": "rich",
        "version": "1.0",
        "title": row.title,
        "provider_name": settings.SITE_NAME,
        "provider_url": settings.SITE_URL,
        "cache_age": CURRENT_LAW_SECONDS,
        "width": width,
        "height": height,
        "html": frames.frame_line(frame, row.title, width=width, height=height),
    }


def _row(address: str) -> SharedPage | None:
    if len(address) > LONGEST:
        return None
    try:
        asked, ours = urlsplit(address), urlsplit(settings.SITE_URL)
    except ValueError:
        return None
    if (asked.scheme, asked.netloc.lower()) != (ours.scheme, ours.netloc) or "\x00" in asked.path:
        return None
    return SharedPage.objects.filter(url=asked.path, kind__in=KINDS, is_gone=False).first()


def _at_most(wanted: QueryDict, name: str, usual: int) -> int:
    """Never larger than what was asked for; what is no size is not asked for."""
    given = wanted.get(name, "")
    return min(usual, int(given)) if re.fullmatch(r"[1-9][0-9]{0,5}", given) else usual


def written(told: dict[str, Any], form: str) -> bytes:
    if form == "json":
        return json.dumps(told).encode()
    root = Element("oembed")
    for name, value in told.items():
        SubElement(root, name).text = str(value)
    return tostring(root, encoding="utf-8", xml_declaration=True)
