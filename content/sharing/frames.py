"""Frames of ours on other sites: their addresses, and the lines that others copy."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from content.sharing.addresses import whole
from content.sharing.brand import brand_of
from content.sharing.models import SharedPage
from portal.web.framing import IN_A_SANDBOX

SANDBOX = " ".join(IN_A_SANDBOX)
THEMES = ("auto", "light", "dark")
ACCENTS = ("teal", "blue", "green", "purple", "gray")
QUESTION, GUIDE, CHECK = "question", "guide", "check"
KINDS = [(QUESTION, _("a question with its answer")), (GUIDE, _("a guide")), (CHECK, _("the check"))]
WIDTH, HEIGHT = 600, 320
SCRIPT = Path(settings.BASE_DIR, "build/static/share/widget.js")


def frame_path(kind: str, slug: str = "") -> str:
    """The address of a frame on this site."""
    if kind == CHECK:
        return reverse("sharing:check")
    return reverse("sharing:guide" if kind == GUIDE else "sharing:question", args=[slug])


def look(query: QueryDict) -> dict[str, str]:
    """Theme and accent of an address; what we do not know is the usual one. A color becomes ``brand``."""
    theme, accent = query.get("theme", ""), query.get("accent", "")
    brand = brand_of(accent)
    named = accent if accent in ACCENTS else ACCENTS[0]
    return {
        "theme": theme if theme in THEMES else THEMES[0],
        "accent": "brand" if brand else named,
        "brand": brand,
    }


def frame_line(address: str, title: str, *, width: int | None = None, height: int = HEIGHT) -> str:
    """The frame as markup. Everything in it is escaped."""
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" sandbox="{}" loading="lazy" '
        'referrerpolicy="no-referrer"></iframe>',
        address,
        title,
        width or "100%",
        height,
        SANDBOX,
    )


def script_line() -> str:
    return format_html(
        '<script src="{}" async></script>', whole(f"{reverse('sharing:widget')}?v={version()}")
    )


def place_line(kind: str, slug: str, address: str, title: str) -> str:
    """Where the script puts a frame; without the script it is a link."""
    place = format_html(' data-slug="{}"', slug) if slug else ""
    line = '<div data-entrywise="{}"{}><a href="{}">{}</a></div>'
    return format_html(line, kind, place, address, title)


@lru_cache(maxsize=1)
def script() -> str:
    return SCRIPT.read_text(encoding="utf-8")


def version() -> str:
    """A new script has a new address, so that caches may keep each one for ever."""
    return hashlib.sha256(script().encode()).hexdigest()[:12]


def page_path(kind: str, slug: str) -> str:
    """Where all of it stands that a frame shows a part of; nothing where there is no such page."""
    if kind == CHECK:
        return reverse("selfcheck:start")
    language = get_language() or settings.LANGUAGE_CODE
    rows = SharedPage.objects.filter(kind=kind, slug=slug, language=language, is_gone=False)
    return rows.order_by("pk").values_list("url", flat=True).first() or ""


def example(kind: str, slug: str, title: str) -> dict[str, str] | None:
    """A frame as our own page shows it, with the lines to copy; ``None`` for a page that is not there."""
    page = page_path(kind, slug)
    if not page:
        return None
    path = frame_path(kind, slug)
    place = place_line(kind, slug, whole(page), title)
    return {
        "path": path,
        "title": title,
        "sandbox": SANDBOX,
        "frame": frame_line(whole(path), title),
        "script": f"{place}\n{script_line()}",
    }
