"""The answer as a file to keep: readable by everybody, complete, short, made without the network."""

import builtins
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.test import Client
from pdfua import validate
from pypdf import PdfReader

from portal.rulebook.queries import current_edition
from portal.web import pdf
from tests.selfcheck.shipments import PEOPLE, address

pytestmark = pytest.mark.django_db


def can_make_pdfs() -> bool:
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError):
        return False
    return True


needs_pango = pytest.mark.skipif(not can_make_pdfs(), reason="PDFs need Pango, which this machine lacks")


def made(client: Client, person: str) -> bytes:
    response = client.get(f"/check/answer.pdf?{address(person)}")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    return bytes(response.content)


@needs_pango
@pytest.mark.parametrize("person", [*PEOPLE, "unknown"])
def test_an_answer_fits_on_two_sheets(client: Client, person: str) -> None:
    assert 1 <= len(PdfReader(io.BytesIO(made(client, person))).pages) <= 2


@needs_pango
def test_a_screen_reader_finds_title_language_and_tags(client: Client, tmp_path: Path) -> None:
    body = made(client, "bear")
    with pikepdf.open(io.BytesIO(body)) as document:
        root = document.Root
        assert str(root.Lang) == "en"
        assert bool(root.MarkInfo.Marked)
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        kinds = set(_kinds(root.StructTreeRoot))
        assert {"/H1", "/H2", "/P", "/L", "/LI"} <= kinds
    reader = PdfReader(io.BytesIO(body))
    assert reader.metadata is not None
    assert str(reader.metadata.title).startswith("An informal entry, filed by the courier or a broker")
    kept = tmp_path / "answer.pdf"
    kept.write_bytes(body)
    assert not validate(kept).findings


def _kinds(node: Any) -> list[str]:
    if isinstance(node, pikepdf.Dictionary):
        own = [str(node.S)] if "/S" in node else []
        return own + (_kinds(node.K) if "/K" in node else [])
    return [kind for child in node for kind in _kinds(child)] if isinstance(node, pikepdf.Array) else []


@needs_pango
def test_the_file_brings_its_own_fonts(client: Client) -> None:
    fonts = set(re.findall(rb"/FontName /[A-Z]{6}\+([\w-]+)", without_streams(made(client, "mug"))))
    assert fonts
    assert all(name.startswith(b"Public") for name in fonts), fonts


def without_streams(body: bytes) -> bytes:
    """The file with its objects written out plainly."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(body)) as document:
        document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


@needs_pango
def test_the_file_says_what_the_page_says(client: Client) -> None:
    text = " ".join(
        " ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(made(client, "bear"))).pages
    )
    edition = current_edition()
    for sentence in (
        "An informal entry, filed by the courier or a broker",
        "holds for arrivals through June 30, 2027",
        "The low-value exemption is suspended for this shipment",
        "What to do next",
        "FCC: Electronics must have FCC authorization",
        "$1.38",
        "The Section 301 forced-labor duty applies",
        "91 FR 37789",
        "Value of this shipment: $500",
        "Not legal advice",
        f"Edition {edition.number}",
        edition.sha256,
    ):
        assert sentence in text


@needs_pango
def test_the_file_has_a_name_that_tells_the_day(client: Client) -> None:
    response = client.get(f"/check/answer.pdf?{address('mug')}")
    assert "2026-11-22" in response["Content-Disposition"]
    assert response["Cache-Control"] == "public, max-age=30"


def test_a_machine_that_cannot_make_pdfs_serves_a_page_to_print(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = builtins.__import__

    def without_weasyprint(
        name: str,
        globals_: Mapping[str, object] | None = None,
        locals_: Mapping[str, object] | None = None,
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> Any:
        if name.startswith("weasyprint"):
            raise OSError("cannot load library 'libpango-1.0-0'")
        return really(name, globals_, locals_, fromlist, level)

    monkeypatch.setattr(builtins, "__import__", without_weasyprint)
    response = client.get(f"/check/answer.pdf?{address('mug')}")
    html = response.content.decode()
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/html")
    assert "No PDF can be made just now" in html
    assert "it needs Entry Type 13 or a formal entry" in html
    assert "file:" not in html


def test_making_files_is_limited(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "make_pdf", lambda html, sheet: b"%PDF-")
    codes = [client.get("/check/answer.pdf").status_code for _ in range(25)]
    assert codes[0] == 200
    assert codes[-1] == 429
