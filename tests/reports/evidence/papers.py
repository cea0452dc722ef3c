"""PDF, Office files, zips and mails for the tests, made in code, well built and badly."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from email.message import EmailMessage

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.reports.evidence.pictures import BYTES, MARK, exif, jpeg, with_segment

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
Parts = dict[str, bytes | str]


# --- PDF


def pdf(change: Callable[[Pdf], None] | None = None, **options: object) -> bytes:
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(200, 200))
        made.pages[0].Contents = made.make_stream(b"BT ET % visible")
        if change:
            change(made)
        out = io.BytesIO()
        made.save(out, fix_metadata_version=False, **options)  # type: ignore[arg-type]
        return out.getvalue()


def javascript() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{MARK}')"))


def annotate(made: Pdf, **keys: object) -> None:
    note = made.make_indirect(Dictionary(Type=Name.Annot, Rect=[0, 0, 9, 9], **keys))
    made.pages[0].Annots = Array([note])


def pdf_with_root(**keys: object) -> bytes:
    def change(made: Pdf) -> None:
        for key, value in keys.items():
            made.Root[f"/{key}"] = value

    return pdf(change)


def pdf_with_note(**keys: object) -> bytes:
    return pdf(lambda made: annotate(made, **keys))


def _info(made: Pdf) -> None:
    for key in ("/Author", "/Creator", "/Producer", "/Title"):
        made.docinfo[key] = MARK
    made.docinfo["/CreationDate"] = "D:20261101120000Z"


def pdf_info() -> bytes:
    return pdf(_info)


def pdf_xmp() -> bytes:
    def change(made: Pdf) -> None:
        made.Root.Metadata = made.make_stream(f"<x>{MARK}</x>".encode(), Type=Name.Metadata, Subtype=Name.XML)

    return pdf(change)


def pdf_names_javascript() -> bytes:
    return pdf_with_root(Names=Dictionary(JavaScript=Dictionary(Names=[String("x"), javascript()])))


def pdf_attachment() -> bytes:
    def change(made: Pdf) -> None:
        made.attachments["inside.txt"] = BYTES

    return pdf(change)


def pdf_with_file(data: bytes) -> bytes:
    """A file inside, as programs wrote it before check sums."""

    def change(made: Pdf) -> None:
        inside = Dictionary(F=made.make_stream(data, Type=Name.EmbeddedFile))
        named = made.make_indirect(Dictionary(Type=Name.Filespec, F=String("a.txt"), EF=inside))
        made.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=[String("a"), named]))

    return pdf(change)


def pdf_xfa() -> bytes:
    def change(made: Pdf) -> None:
        made.Root.AcroForm = Dictionary(Fields=[], XFA=made.make_stream(f"<xdp>{MARK}</xdp>".encode()))

    return pdf(change)


def pdf_chain(next_: Dictionary) -> bytes:
    """An action that is allowed, followed by one that is not."""
    goes = Dictionary(S=Name.GoTo, D=[0], Next=next_)
    return pdf_with_note(Subtype=Name.Link, A=goes)


def pdf_photo(filters: object = Name.DCTDecode, photo: bytes | None = None) -> bytes:
    photo = photo or with_segment(jpeg(exif=exif(all_=True)), 0xFE, BYTES)

    def change(made: Pdf) -> None:
        image = made.make_stream(photo, Type=Name.XObject, Subtype=Name.Image, Width=24, Height=16)
        image.ColorSpace, image.BitsPerComponent, image.Filter = Name.DeviceRGB, 8, filters
        if isinstance(filters, Array) and len(filters) == 2:
            image.write(zlib.compress(photo), filter=filters)
        made.pages[0].Resources = Dictionary(XObject=Dictionary(Im0=image))

    return pdf(change)


def pdf_of_zeros(unpacked_bytes: int) -> bytes:
    """A photo that is packed once more and grows by a thousand when it is looked at."""
    packing = zlib.compressobj(1)
    packed = b"".join(packing.compress(bytes(1 << 20)) for _ in range(unpacked_bytes >> 20)) + packing.flush()

    def change(made: Pdf) -> None:
        image = made.make_stream(b"", Type=Name.XObject, Subtype=Name.Image)
        image.write(packed, filter=Array([Name.FlateDecode, Name.DCTDecode]))
        made.pages[0].Resources = Dictionary(XObject=Dictionary(Im0=image))

    return pdf(change)


def pdf_page_keys() -> bytes:
    def change(made: Pdf) -> None:
        made.pages[0].obj["/AA"] = Dictionary(O=javascript())
        made.pages[0].obj["/PieceInfo"] = Dictionary(X=Dictionary(Private=String(MARK)))
        made.pages[0].obj["/PTEX.FileName"] = String(f"/home/{MARK}/x.pdf")

    return pdf(change)


def pdf_changed_later() -> bytes:
    """The old file, and behind it a change that hides an author in what is there no longer."""
    first = pdf(_info, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    start = first.rindex(b"startxref") + 9
    before = int(first[start:].split()[0])
    with pikepdf.open(io.BytesIO(first)) as made:
        root, size = made.Root.objgen[0], int(made.trailer.Size)
    change = (
        f"\ntrailer\n<</Size {size}/Root {root} 0 R/Prev {before}>>\nstartxref\n{len(first) + 1}\n%%EOF\n"
    )
    return first + b"\nxref\n0 0" + change.encode()


# --- Zips


def zipped(parts: Parts, *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return out.getvalue()


def with_entry(data: bytes, entry: zipfile.ZipInfo, body: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as made:
        made.writestr(entry, body)
    return out.getvalue()


def symlink() -> bytes:
    entry = zipfile.ZipInfo("word/link")
    entry.create_system, entry.external_attr = 3, 0o120777 << 16
    return with_entry(docx(), entry, b"/etc/passwd")


def lying_sizes(data: bytes, name: str, says: int, *, both: bool) -> bytes:
    """The zip with another unpacked size for one entry: in the table at the end, or where it stands too."""
    changed = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        entry = made.getinfo(name)
    table = data.index(b"PK\x01\x02")
    while data[table + 46 : table + 46 + len(name)] != name.encode():
        table = data.index(b"PK\x01\x02", table + 4)
    struct.pack_into("<I", changed, table + 24, says)
    if both:
        struct.pack_into("<I", changed, entry.header_offset + 22, says)
    return bytes(changed)


def bomb(unpacked_bytes: int = 1 << 30) -> bytes:
    """About a gigabyte of zeros in a megabyte, in a document that is otherwise sound."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        for name, data in docx_parts().items():
            made.writestr(name, data)
        with made.open("word/media/zeros.bmp", "w") as zeros:
            zeros.write(b"BM")
            for _ in range(unpacked_bytes >> 20):
                zeros.write(bytes(1 << 20))
    return out.getvalue()


def overlapping() -> bytes:
    """Two entries of the table that lie on the same bytes, as in the bombs that need no nesting."""
    data = docx()
    first = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", first + 4)
    changed = bytearray(data)
    changed[second + 42 : second + 46] = changed[first + 42 : first + 46]
    return bytes(changed)


def one_in_another() -> bytes:
    """An entry whose bytes are those of a whole other entry, which the table names too."""
    inner = zipped({"word/b.xml": "<b/>"}, method=zipfile.ZIP_STORED)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("word/a.bmp", inner[: inner.index(b"PK\x01\x02")])
        with zipfile.ZipFile(io.BytesIO(inner)) as other:
            entry = other.getinfo("word/b.xml")
        entry.header_offset = 30 + len("word/a.bmp")
        made.filelist.append(entry)
    return out.getvalue()


def two_names() -> bytes:
    """One name in the table at the end, another where the entry stands."""
    return docx().replace(b"word/document.xml", b"word/documenT.xml", 1)


# --- DOCX and XLSX


def relationships(*rows: tuple[str, str, bool]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"{" TargetMode=" if outside else ""}'
        f"{chr(34) + 'External' + chr(34) if outside else ''}/>"
        for number, (kind, target, outside) in enumerate(rows, 1)
    )
    return f'{XML}<Relationships xmlns="{RELS}">{listed}</Relationships>'


def contents(main: str, part: str, *more: tuple[str, str]) -> str:
    listed = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in [(part, main), *more]
    )
    return (
        f'{XML}<Types xmlns="{TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def docx_parts(body: str = "<w:p><w:r><w:t>visible</w:t></w:r></w:p>") -> Parts:
    return {
        "[Content_Types].xml": contents(MAIN, "word/document.xml"),
        "_rels/.rels": relationships((f"{OFFICE}/officeDocument", "word/document.xml", False)),
        "word/document.xml": f"{XML}<w:document {W}><w:body>{body}</w:body></w:document>",
    }


def docx(more: Parts | None = None, *, body: str = "<w:p><w:r><w:t>visible</w:t></w:r></w:p>") -> bytes:
    return zipped({**docx_parts(body), **(more or {})})


def docx_relation(kind: str, target: str) -> bytes:
    return docx({"word/_rels/document.xml.rels": relationships((f"{OFFICE}/{kind}", target, True))})


def docx_properties() -> bytes:
    creator = f"<dc:creator>{MARK}</dc:creator>"
    core = f'{XML}<cp:coreProperties xmlns:cp="c" xmlns:dc="d">{creator}</cp:coreProperties>'
    base = "application/vnd.openxmlformats-"
    return docx(
        {
            "[Content_Types].xml": contents(
                MAIN,
                "word/document.xml",
                ("docProps/core.xml", f"{base}package.core-properties+xml"),
                ("docProps/app.xml", f"{base}officedocument.extended-properties+xml"),
                ("docProps/custom.xml", f"{base}officedocument.custom-properties+xml"),
            ),
            "_rels/.rels": relationships(
                (f"{OFFICE}/officeDocument", "word/document.xml", False),
                (f"{PACKAGE}/core-properties", "docProps/core.xml", False),
                (f"{OFFICE}/extended-properties", "docProps/app.xml", False),
                (f"{PACKAGE}/thumbnail", "docProps/thumbnail.jpeg", False),
            ),
            "docProps/core.xml": core,
            "docProps/app.xml": f"{XML}<Properties><Company>{MARK}</Company></Properties>",
            "docProps/custom.xml": f"{XML}<Properties><property>{MARK}</property></Properties>",
            "docProps/thumbnail.jpeg": with_segment(jpeg(), 0xFE, BYTES),
        }
    )


def docx_people() -> bytes:
    people = f'{XML}<w15:people xmlns:w15="x"><w15:person w15:author="{MARK}">'
    people += f'<w15:presenceInfo w15:providerId="AD" w15:userId="S::{MARK}"/></w15:person></w15:people>'
    said = "<w:p><w:r><w:t>hm</w:t></w:r></w:p>"
    note = f'<w:comment w:id="0" w:author="{MARK}" w:initials="{MARK}">{said}</w:comment>'
    put_in = f'<w:ins w:author="{MARK}" w:id="1"><w:r><w:t>visible</w:t></w:r></w:ins>'
    changed = f'<w:p w:rsidR="00AB12CD">{put_in}</w:p>'
    settings = '<w:rsids><w:rsidRoot w:val="00AB12CD"/></w:rsids><w:zoom w:percent="100"/>'
    settings += '<w:attachedTemplate w:id="rId1"/>'
    template = f"file:///C:/Users/{MARK}/Normal.dotm"
    return docx(
        {
            "word/comments.xml": f"{XML}<w:comments {W}>{note}</w:comments>",
            "word/people.xml": people,
            "word/settings.xml": f"{XML}<w:settings {W}>{settings}</w:settings>",
            "word/_rels/settings.xml.rels": relationships((f"{OFFICE}/attachedTemplate", template, True)),
            "customXml/item1.xml": f"<x>{MARK}</x>",
        },
        body=changed,
    )


def field(instruction: str) -> str:
    """A field whose instruction is cut in two runs, as Word cuts and attackers do."""
    half = len(instruction) // 2
    start = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    runs = "".join(
        f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in (instruction[:half], instruction[half:])
    )
    return f"<w:p><w:r><w:instrText>PAGE</w:instrText></w:r>{start}{runs}</w:p>"


def xlsx(more: Parts | None = None, *, cells: str = "<c r='A1'><v>1</v></c>") -> bytes:
    rows = f"<sheetData><row r='1'>{cells}</row></sheetData>"
    parts: Parts = {
        "[Content_Types].xml": contents(SHEETS, "xl/workbook.xml"),
        "_rels/.rels": relationships((f"{OFFICE}/officeDocument", "xl/workbook.xml", False)),
        "xl/workbook.xml": f'{XML}<workbook {S}><sheets><sheet name="a" sheetId="1"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": f"{XML}<worksheet {S}>{rows}</worksheet>",
    }
    return zipped({**parts, **(more or {})})


def xlsx_traces() -> bytes:
    sheets = '<sheets><sheet name="a" sheetId="1"/></sheets>'
    person = f'<person displayName="{MARK}" userId="{MARK}"/>'
    book = f'<fileSharing userName="{MARK}"/><x15ac:absPath xmlns:x15ac="x" url="C:\\Users\\{MARK}\\"/>'
    notes = f"<authors><author>{MARK}</author></authors><commentList/>"
    outside = relationships((f"{OFFICE}/externalLinkPath", f"file:///C:/Users/{MARK}/other.xlsx", True))
    links = relationships((f"{OFFICE}/hyperlink", f"file:///C:/Users/{MARK}/x.txt", True))
    return xlsx(
        {
            "xl/workbook.xml": f"{XML}<workbook {S}>{book}{sheets}</workbook>",
            "xl/comments1.xml": f"{XML}<comments {S}>{notes}</comments>",
            "xl/persons/person.xml": f"{XML}<personList>{person}</personList>",
            "xl/externalLinks/externalLink1.xml": f"{XML}<externalLink {S}><externalBook/></externalLink>",
            "xl/externalLinks/_rels/externalLink1.xml.rels": outside,
            "xl/worksheets/_rels/sheet1.xml.rels": links,
            "xl/printerSettings/printerSettings1.bin": MARK.encode("utf-16-le"),
            "xl/media/image1.jpeg": with_segment(jpeg(exif=exif(all_=True)), 0xFE, BYTES),
        }
    )


# --- Mails


def mail(*attached: tuple[str, bytes]) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.com", "b@example.com", "Prices"
    message.set_content("They write a lower price on the invoice.")
    for name, data in attached:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def nested_mail(depth: int) -> bytes:
    start = b"From: a@example.com\nSubject: x\n"
    for level in range(depth):
        start += b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (level, level)
    return start + b"\nend"
