"""References to law in the words of pages: `{{ text|law }}` and `{{ html|law_markup }}`."""

from __future__ import annotations

import re
from typing import Any

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString
from wagtail.rich_text import RichText, expand_db_html

from content.law.telling import Teller, UnknownLawError, teller
from content.texts import PAGE_LINK
from portal.rules.law import Citation

register = template.Library()


@register.simple_tag(takes_context=True)
def law(context: dict[str, Any], text: Any) -> SafeString | str:
    """A plain text with its references to law: `{% law page.summary %}`."""
    found = _teller(context)
    return found.markup(escape(text)) if found else escape(text)


@register.simple_tag(takes_context=True)
def law_html(context: dict[str, Any], rich: Any) -> SafeString | str:
    """The same for rich text."""
    found = _teller(context)
    source = rich.source if isinstance(rich, RichText) else str(rich)
    html = expand_db_html(_linked(context, source))
    return found.markup(html) if found else html


def _linked(context: dict[str, Any], html: str) -> str:
    """Rich text with the links to pages filled in from the one look-up of the page around it."""
    known = getattr(context.get("page"), "linked_pages", None)
    if known is None:
        return html

    def link(found: re.Match[str]) -> str:
        address = known.get(int(found[1] or found[2]))
        return f'<a href="{escape(address[0])}">' if address else "<a>"

    return PAGE_LINK.sub(link, html)


@register.simple_tag(takes_context=True)
def law_plain(context: dict[str, Any], text: Any) -> str:
    """A text with its references as plain words, for attributes and descriptions."""
    found = _teller(context)
    return found.text(str(text)) if found else str(text)


@register.simple_tag(takes_context=True)
def cited(context: dict[str, Any], label: str) -> Citation:
    """A citation with its address: `{% cited label as cite %}`."""
    found = _teller(context)
    try:
        return found.citation(label) if found else Citation(label, "")
    except UnknownLawError:
        return Citation(label, "")


def _teller(context: dict[str, Any]) -> Teller | None:
    """One teller a page, so that source records are asked for once."""
    held: Teller | None = context.get("law") if isinstance(context.get("law"), Teller) else None
    if held is None:
        held = teller()
        context["law"] = held
    return held
