"""The words of documents, so that what stands in a PDF is found too."""

from __future__ import annotations

from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

MOST_PAGES = 300


def text_of_document(document: Any) -> str:
    """The text of a PDF or text file; nothing where there is none to be read, as in scanned pictures."""
    try:
        with document.open_file() as file:
            match document.file_extension.lower():
                case "pdf":
                    pages = PdfReader(file).pages[:MOST_PAGES]
                    return "\n".join(page.extract_text() for page in pages)
                case "txt" | "csv":
                    return str(file.read().decode("utf-8", errors="replace"))
    except (OSError, PyPdfError, ValueError):
        # A broken file is found by its title; its page must still be published.
        return ""
    return ""
