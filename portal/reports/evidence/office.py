"""DOCX and XLSX: walked, checked part by part, and written into a new zip without what tells who made
them.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from portal.reports.evidence import embedded, markup, zipped
from portal.reports.evidence.findings import Caution, Reason, RefusedError, Trace
from portal.reports.evidence.kinds import Kind
from portal.reports.evidence.limits import XML_PART_BYTES
from portal.reports.evidence.office_parts import (
    CELLS,
    Cleaner,
    insist_on_content_types,
    left_out,
    refuse_part,
)
from portal.reports.evidence.signatures import OLE, is_archive, is_program

MAIN_PART = {Kind.DOCX: "wordprocessingml.document.main+xml", Kind.XLSX: "spreadsheetml.sheet.main+xml"}
FIXED_TIME = (1980, 1, 1, 0, 0, 0)
XML = (".xml", ".rels", ".vml")
FORMULAS = {"f", "definedName", "formula", "formula1", "formula2"}
LITERAL = re.compile(r"\"[^\"]*\"|'[^']*'")
STARTS = re.compile(r"\||\b(?:RTD|CALL|EXEC|REGISTER(?:\.ID)?)\s*\(", re.I)
FETCHES = re.compile(r"(?:\b|_xlfn\.)(?:WEBSERVICE|IMAGE)\s*\(", re.I)
SUSPECT = re.compile(rb"[|]|&#|<!|RTD|CALL|EXEC|REGISTER|WEBSERVICE|IMAGE", re.I)
"""Without one of these in its bytes a sheet holds no formula that is refused, and need not be read twice."""
PASSED_PICTURES = (b"GIF8", b"BM", b"\x01\0\0\0", b"\xd7\xcd\xc6\x9a", b"\x01\0\x09\0")
"""GIF, BMP, EMF and the two WMF: too simple or too rare to be rewritten here."""
FONT = ".odttf"
SHEET_NUMBER = re.compile(rb"\s[\w.-]+:uid=(?:\"[^\"<>]{1,64}\"|'[^'<>]{1,64}')")


def work(kind: Kind, source: BinaryIO, target: BinaryIO | None) -> dict[str, list[str]]:
    """Look at each part of an Office file; write the clean copy into ``target`` if there is one."""
    entries = zipped.walk(source)
    names = {entry.filename for entry in entries}
    for name in names:
        refuse_part(name)
    cleaner = Cleaner(names, is_workbook=kind is Kind.XLSX)
    insist_on_content_types(part_of("[Content_Types].xml", source, entries), MAIN_PART[kind], names)
    if target is None:
        for entry in entries:
            for _ in cleaned_part(entry, source, cleaner):
                pass
    else:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as copy:
            for entry in entries:
                write_part(entry, source, cleaner, copy)
    return {
        "traces": sorted(cleaner.found),
        "cautions": [Caution.VISIBLE_STAYS, *([Caution.COMMENTS_STAY] if cleaner.has_comments else [])],
        "attachments": [],
    }


def part_of(name: str, source: BinaryIO, entries: list[zipfile.ZipInfo]) -> bytes:
    entry = next((entry for entry in entries if entry.filename == name), None)
    if entry is None:
        raise RefusedError(Reason.NOT_WHAT_IT_SAYS)
    return whole(entry, source)


def whole(entry: zipfile.ZipInfo, source: BinaryIO) -> bytes:
    if entry.file_size > XML_PART_BYTES:
        raise RefusedError(Reason.TOO_HARD)
    return b"".join(zipped.unpacked(source, entry))


def write_part(entry: zipfile.ZipInfo, source: BinaryIO, cleaner: Cleaner, copy: zipfile.ZipFile) -> None:
    pieces = cleaned_part(entry, source, cleaner)
    first = next(pieces, None)
    if first is None:
        return
    fresh = zipfile.ZipInfo(entry.filename, FIXED_TIME)
    fresh.compress_type = zipfile.ZIP_DEFLATED
    with copy.open(fresh, "w") as part:
        part.write(first)
        for piece in pieces:
            part.write(piece)


def cleaned_part(entry: zipfile.ZipInfo, source: BinaryIO, cleaner: Cleaner) -> Iterator[bytes]:
    """The pieces of a part for the copy; none when the part is left out."""
    name = entry.filename
    if entry.is_dir():
        return
    if trace := left_out(name):
        cleaner.found.add(trace)
        for _ in zipped.unpacked(source, entry):
            pass
    elif cleaner.is_workbook and CELLS.fullmatch(name):
        yield from cells(entry, source, cleaner)
    elif name.lower().endswith(XML):
        yield cleaner.clean_xml(name, whole(entry, source))
    else:
        yield from binary(name, entry, source, cleaner)


def cells(entry: zipfile.ZipInfo, source: BinaryIO, cleaner: Cleaner) -> Iterator[bytes]:
    """Sheets are checked and passed through, but for the number of the sheet."""
    before = b""
    for piece in zipped.unpacked(source, entry):
        if SUSPECT.search(before + piece):
            markup.read(zipped.unpacked(source, entry), FORMULAS, insist_on_formula)
            break
        before = piece[-16:]
    for number, piece in enumerate(markup.check(zipped.unpacked(source, entry))):
        if number == 0:
            piece, removed = SHEET_NUMBER.subn(b"", piece)
            if removed:
                cleaner.found.add(Trace.REVISIONS)
        yield piece


def insist_on_formula(formula: str) -> None:
    """`cmd|'/c calc'!A0` asks a program for data (DDE); a bar outside quotes has no other meaning in a
    formula.
    """
    plain = LITERAL.sub("", formula)
    if STARTS.search(plain):
        raise RefusedError(Reason.STARTS_PROGRAMS)
    if FETCHES.search(plain):
        raise RefusedError(Reason.FETCHES)


def binary(name: str, entry: zipfile.ZipInfo, source: BinaryIO, cleaner: Cleaner) -> Iterator[bytes]:
    pieces = zipped.unpacked(source, entry)
    first = next(pieces, b"")
    if first.startswith(OLE) or is_archive(first):
        raise RefusedError(Reason.FILES_INSIDE)
    if is_program(first):
        raise RefusedError(Reason.PROGRAM)
    if "printersettings" in name.lower():
        # Pages point to this part, so it stays, empty.
        yield bytes(len(first) + sum(len(piece) for piece in pieces))
        if any(first):
            cleaner.found.add(Trace.PRINTER)
        return
    if first.startswith((embedded.JPEG, embedded.PNG)):
        picture = first + b"".join(pieces)
        stripped = embedded.strip(picture)
        if stripped is None:
            raise RefusedError(Reason.CANNOT_BE_CLEANED)
        if stripped != picture:
            cleaner.found.add(Trace.PICTURE_DATA)
        yield stripped
    elif first.startswith(PASSED_PICTURES) or name.lower().endswith(FONT):
        yield first
        yield from pieces
    else:
        raise RefusedError(Reason.CANNOT_BE_CLEANED)
