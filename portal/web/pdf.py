"""Pages as PDFs that a screen reader can read: tagged, with their language and title, and their own fonts.

WeasyPrint stands on system libraries (Pango) that a machine may lack. It is imported when it is first
needed; without it the same sheet is served as a page to print, with a sentence that says so.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static

from portal.web import slow

SHEET = "css/pdf.css"
VARIANT = "pdf/ua-1"


class NoPdfError(RuntimeError):
    """This machine cannot make PDFs."""


def as_pdf(request: HttpRequest, template: str, context: dict[str, Any], file_name: str) -> HttpResponse:
    """A page as a file to keep; or, where that cannot be made, as a page to print.

    A long one takes seconds. Where many are made already the page to print comes at once, as an answer that
    nobody keeps (503).
    """
    sheet = _sheet()
    try:
        if sheet is None:
            raise NoPdfError
        html = render_to_string(template, {**context, "stylesheet": sheet.as_uri()}, request)
        with slow.seat():
            body = make_pdf(html, sheet)
    except NoPdfError:
        return _to_print(request, template, context)
    except slow.BusyError:
        response = _to_print(request, template, context)
        response.status_code = 503
        response.headers["Retry-After"] = "60"
        return response
    response = HttpResponse(body, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{file_name}"'
    return response


def pdf_file(template: str, context: dict[str, Any]) -> bytes:
    """A page as the bytes of a PDF, for what is kept and not answered. Raises ``NoPdfError``."""
    sheet = _sheet()
    if sheet is None:
        raise NoPdfError
    return make_pdf(render_to_string(template, {**context, "stylesheet": sheet.as_uri()}), sheet)


def _to_print(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    more = {"stylesheet": static(SHEET), "cannot_make_pdf": True}
    return HttpResponse(render_to_string(template, {**context, **more}, request))


def make_pdf(html: str, sheet: Path) -> bytes:
    """A page as a tagged PDF. Nothing is fetched but the style sheet and the fonts beside it."""
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError) as error:
        raise NoPdfError from error
    own_files = URLFetcher(allowed_protocols={"file"})
    document = HTML(string=html, base_url=sheet.as_uri(), url_fetcher=own_files)
    body: bytes = document.write_pdf(pdf_variant=VARIANT)
    return body


def _sheet() -> Path | None:
    found = finders.find(SHEET)
    return Path(found) if isinstance(found, str) else None
