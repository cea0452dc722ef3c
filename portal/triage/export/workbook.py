"""A workbook (XLSX) of text, written while it is read: ECMA-376, with inline strings only.

Libraries write their rows into a file on the disk first, in the clear. Here no cell can be a formula: there
is no code that writes one. Cells have the format "text" and the mark of quoted text, so that neither a change
of the cell nor a look into it makes one either. Tests read it back with openpyxl.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils.translation import gettext as _

LONGEST = 32_767
"""Characters that Excel takes in a cell."""
LONGEST_FOOTER, LONGEST_TITLE = 200, 31
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{TYPE}.styles+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPE}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" '
    f'Type="{KIND}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONS}">'
    f'<Relationship Id="rId1" Type="{KIND}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{KIND}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/>'
    '<name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/>'
    '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>",
}
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_NO_NAME = re.compile(r"[\[\]:*?/\\']")
ROWS_AT_ONCE = 50


class _Sink:
    """Takes what a zip writes and hands it on; a zip cannot go back in it."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self.pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        pass

    def close(self) -> None:
        pass

    def taken(self) -> bytes:
        pieces, self.pieces = self.pieces, []
        return b"".join(pieces)


def workbook(rows: Iterable[Sequence[str]], *, title: str, footer: str) -> Iterator[bytes]:
    """One sheet, the pieces of its file one after the other; ``footer`` is printed on each page."""
    sink = _Sink()
    with ZipFile(sink, "w", ZIP_DEFLATED) as file:
        for name, part in PARTS.items():
            file.writestr(name, HEAD + part)
        file.writestr("xl/workbook.xml", HEAD + _book(title))
        with file.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>'.encode())
            for place, row in enumerate(rows, start=1):
                sheet.write(_row(row).encode(errors="replace"))
                if place % ROWS_AT_ONCE == 0:
                    yield sink.taken()
            sheet.write(f"</sheetData>{_footer(footer)}</worksheet>".encode(errors="replace"))
    yield sink.taken()


def _row(cells: Sequence[str]) -> str:
    return f"<row>{''.join(map(_cell, cells))}</row>"


def _cell(text: str) -> str:
    return f'<c s="1" t="inlineStr"><is><t xml:space="preserve">{_written(text)}</t></is></c>'


def _written(text: str) -> str:
    """As XML. What looks like an escaped sign (``_x003D_``) would be read as that sign."""
    if len(text) > LONGEST:
        told = " " + _("[cut here: a cell holds no more. The export as JSON has all of it.]")
        text = text[: LONGEST - len(told)] + told
    return escape(_LOOKS_ESCAPED.sub("_x005F_", text))


def _book(title: str) -> str:
    name = _NO_NAME.sub(" ", title)[:LONGEST_TITLE]
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="{KIND}"><sheets>'
        f'<sheet name={quoteattr(name)} sheetId="1" r:id="rId1"/></sheets></workbook>'
    )


def _footer(text: str) -> str:
    told = escape(text[:LONGEST_FOOTER].replace("&", "&&"))
    return f"<headerFooter><oddFooter>&amp;L{told}&amp;R&amp;P</oddFooter></headerFooter>"
