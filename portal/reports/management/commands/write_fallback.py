"""`manage.py write_fallback FOLDER`: what a proxy shows while nothing else answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.http import HttpRequest
from django.template.loader import render_to_string

from portal.reports.notices import doors, notices
from portal.reports.paper import sheets
from portal.web.pdf import as_pdf

FORM = "report-form"


class Command(BaseCommand):
    help = "Write a page that needs nothing of ours, with the telephone numbers, and the form to print."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="where the proxy serves files from")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        folder.mkdir(parents=True, exist_ok=True)
        context = {"sections": sheets(), "doors": doors(), "notices": notices()}
        form = as_pdf(HttpRequest(), "print/paper_report.html", context, f"{FORM}.pdf")
        is_pdf = form["Content-Type"] == "application/pdf"
        name = f"{FORM}.pdf" if is_pdf else f"{FORM}.html"
        (folder / name).write_bytes(form.content)
        page = render_to_string("reports/fallback.html", {**context, "form": name})
        (folder / "index.html").write_text(page, encoding="utf-8")
        self.stdout.write(f"Wrote {folder / 'index.html'} and {folder / name}.")
