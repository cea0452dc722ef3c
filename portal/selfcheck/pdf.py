"""The answer as a PDF."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from portal.web.pdf import as_pdf


def answer_as_pdf(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """The answer as a file to keep; or, where that cannot be made, as a page to print."""
    return as_pdf(request, "print/answer.html", context, _file_name(context))


def _file_name(context: dict[str, Any]) -> str:
    answer = context["answer"]
    # Translators: part of the name of a file; letters, digits and hyphens only.
    return f"{_('entrywise-answer')}-{answer.day_iso}-{answer.short_hash}.pdf"
