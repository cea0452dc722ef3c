"""What other rooms' pages may show of the law."""

from __future__ import annotations

from django import template
from django.utils import timezone

from portal.rulebook.law_status import NOTHING_KNOWN, LawStatus, law_status
from portal.rulebook.queries import NoEditionError, current_edition

register = template.Library()


@register.simple_tag
def law_strip() -> LawStatus:
    """How the law stands today: `{% law_strip as strip %}`. Without a rulebook it has no lines."""
    try:
        edition = current_edition()
    except NoEditionError:
        return NOTHING_KNOWN
    return law_status(edition, timezone.localdate())
