"""DOCX and XLSX: walked, checked part by part, and written into a new zip without what tells who made
them.
"""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from portal.reports.evidence import embedded, markup, zipped
from portal.reports.evidence.findings import Caution, Reason, RefusedError, Trace
from portal.reports.evidence.kinds import Kind
from portal.reports.evidence.limits import XML_PART_BYTES
from portal.reports.evidence.office_parts import (
    Cleaner,
    insist_on_content_types,
    left_out,
    refuse_part,
)
from portal.reports.evidence.signatures import OLE, is_archive, is_program

MAIN_PART = {Kind.DOCX: "wordprocessingml.document.main+xml", Kind.XLSX: "spreadsheetml.sheet.main+xml"}
FIXED_TIME = (1980, 1, 1, 0, 0, 0)
CELLS = re.compile(
    r"xl/(worksheets/[^/]+|sharedStrings|calcChain|pivotCache/[^/]+|tables/[^/]+)\.xml", re.IGNORECASE
)
XML = (".xml", ".rels", ".vml")
FORMULA = re.compile(rb"<(?:[\w.-]+:)?(?:f|definedName|formula\d?)\b[^<>]*>([^<]{0,32768})<")
LITERAL = re.compile(r"\"[^\"]*\"|'[^']*'")
WINDOW_BYTES = 48 * 1024
SHEET_NUMBER = re.compile(rb"\s[\w.-]+:uid=(?:\"[^\"<>]{1,64}\"|'[^'<>]{1,64}')")


def work(kind: Kind, source: BinaryIO, target: BinaryIO | None) -> dict[str, list[str]]:
    """Look at each part of an Office file; write the clean copy into ``target`` if there is one."""
    entries = zipped.walk(source)
    names = {entry.filename for entry in entries}
    for name in names:
        refuse_part(name)
    cleaner = Cleaner(names)
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
    elif CELLS.fullmatch(name):
        yield from cells(zipped.unpacked(source, entry), cleaner)
    elif name.lower().endswith(XML):
        yield cleaner.clean_xml(name, whole(entry, source))
    else:
        yield from binary(name, entry, source, cleaner)


def cells(pieces: Iterator[bytes], cleaner: Cleaner) -> Iterator[bytes]:
    """Sheets can be large and hold no names: they are checked and passed through, but for the number of
    the sheet.
    """
    before = b""
    for number, piece in enumerate(markup.check(pieces)):
        window = before + piece
        if b"<!" in window:  # no Office program writes comments or CDATA there, and both would hide a formula
            raise RefusedError(Reason.STRANGE_XML)
        if any(starts_a_program(found[1]) for found in FORMULA.finditer(window)):
            raise RefusedError(Reason.STARTS_PROGRAMS)
        before = window[-WINDOW_BYTES:]
        if number == 0:
            piece, removed = SHEET_NUMBER.subn(b"", piece)
            if removed:
                cleaner.found.add(Trace.REVISIONS)
        yield piece


def starts_a_program(formula: bytes) -> bool:
    """`cmd|'/c calc'!A0` asks a program for data (DDE); a bar outside quotes has no other meaning in a
    formula.
    """
    return "|" in LITERAL.sub("", html.unescape(formula.decode(errors="replace")))


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
    if not first.startswith((embedded.JPEG, embedded.PNG)):
        yield first
        yield from pieces
        return
    picture = first + b"".join(pieces)
    stripped = embedded.strip(picture)
    if stripped is not None and stripped != picture:
        cleaner.found.add(Trace.PICTURE_DATA)
    yield picture if stripped is None else stripped
