"""Where the law comes from, in words: how sure we are, and when somebody looked."""

from __future__ import annotations

from django.utils.translation import gettext as _

from portal.rulebook.wording import day_words
from portal.rules.law import Source

FIRM = frozenset({"C2", "high"})
MIDDLING = frozenset({"C1", "medium"})


def confidence_words(level: str) -> str:
    """How sure we are; nothing where nobody said."""
    if level in FIRM:
        return _("well sourced")
    if level in MIDDLING:
        return _("one source")
    return _("ask the agency") if level else ""


def source_words(source: Source) -> str:
    """The citations, how sure we are, when somebody looked and when somebody has to look again."""
    told = [", ".join(source.cites), confidence_words(source.confidence)]
    if source.checked:
        told.append(_("checked on %(day)s") % {"day": day_words(source.checked)})
    if source.review:
        told.append(_("to be checked again by %(day)s") % {"day": day_words(source.review)})
    return "; ".join(text for text in told if text)
