"""What kinds of files are taken, and what each is called."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    HEIC = "heic"
    DOCX = "docx"
    XLSX = "xlsx"
    TXT = "txt"
    CSV = "csv"
    EML = "eml"

    @property
    def extension(self) -> str:
        return "jpg" if self is Kind.JPEG else self.value

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self]

    @property
    def when_clean(self) -> Kind:
        """The kind of the clean copy: few programs show HEIC, and none needs to."""
        return Kind.JPEG if self is Kind.HEIC else self


EXTENSIONS = {kind.value: kind for kind in Kind} | {
    "jpg": Kind.JPEG,
    "jpe": Kind.JPEG,
    "jfif": Kind.JPEG,
    "heif": Kind.HEIC,
}
MEDIA_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.JPEG: "image/jpeg",
    Kind.PNG: "image/png",
    Kind.WEBP: "image/webp",
    Kind.HEIC: "image/heic",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.TXT: "text/plain",
    Kind.CSV: "text/csv",
    Kind.EML: "message/rfc822",
}

IMAGES = frozenset({Kind.JPEG, Kind.PNG, Kind.WEBP, Kind.HEIC})
OFFICE = frozenset({Kind.DOCX, Kind.XLSX})
TEXTS = frozenset({Kind.TXT, Kind.CSV})
PASSED_AS_THEY_ARE = TEXTS | {Kind.EML}
