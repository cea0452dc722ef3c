"""What the first bytes of a file say about it, whatever its name says."""

from __future__ import annotations

import re

import puremagic

from portal.reports.evidence.findings import Reason, RefusedError
from portal.reports.evidence.kinds import EXTENSIONS, OFFICE, TEXTS, Kind

HEAD_BYTES = 4096
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
PROGRAMS = (
    *(b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf"),
    *(b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe", b"dex\n", b"\0asm", b"!<arch>", b"L\0\0\0\x01\x14\x02\0"),
)
ARCHIVES = (
    *(ZIP, b"PK\x05\x06", b"PK\x07\x08", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh"),
    *(b"\xfd7zXZ\0", b"MSCF", b"\x28\xb5\x2f\xfd", b"LZIP", b"ITSF", b"xar!", b"\x1f\x9d", b"\x1f\xa0"),
)
PICTURES = (b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*", b"8BPS", b"%!PS", b"{\\rtf", b"%PDF-")
MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf|\s|<!--.*?-->)*<(?:!doctype|\?(?:xml|php|=)|(?:\w+:)?"
    rb"(?:html|head|body|script|svg|iframe|img|object|embed|meta|style|link|title|table|div|hta|job|a|p|b)[\s/>])",
    re.IGNORECASE | re.DOTALL,
)
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1"}
HEVC_BRANDS = HEIC_BRANDS - {b"mif1"}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PROGRAM_EXTENSIONS = _words(
    "exe dll com scr pif cpl msi msp msix appx bat cmd ps1 psm1 vbs vbe js jse mjs wsf wsh hta jar class "
    "apk sh bash "
    "py pyw rb pl php app dmg pkg deb rpm elf so lnk url scf reg inf gadget iso img vhd vhdx chm hlp one "
    "ics xll xlam "
    "docm dotm xlsm xltm xlsb pptm ppam sldm application appref-ms desktop library-ms search-ms "
    "settingcontent-ms"
)
WEB_EXTENSIONS = _words("html htm xhtml xht shtml mht mhtml svg svgz xml xsl xslt swf")
ARCHIVE_EXTENSIONS = _words("zip rar 7z gz tgz tar bz2 xz zst lz lzh cab ace arj z jar war ear cbz cbr zipx")
OLD_OFFICE_EXTENSIONS = _words("doc dot xls xlt xlw ppt pps msg rtf wps")


def kind_by_name(ending: str) -> Kind:
    """The kind that the ending of a name promises. Raises ``RefusedError``."""
    if ending in EXTENSIONS:
        return EXTENSIONS[ending]
    if not ending:
        raise RefusedError(Reason.NO_EXTENSION)
    for endings, reason in (
        (PROGRAM_EXTENSIONS, Reason.PROGRAM),
        (WEB_EXTENSIONS, Reason.WEB_PAGE),
        (ARCHIVE_EXTENSIONS, Reason.ARCHIVE),
        (OLD_OFFICE_EXTENSIONS, Reason.OLD_OFFICE),
    ):
        if ending in endings:
            raise RefusedError(reason)
    raise RefusedError(Reason.KIND_NOT_TAKEN)


def insist(kind: Kind, head: bytes) -> None:
    """The first bytes must be those of the kind. Raises ``RefusedError`` that says what they are instead."""
    if not _is(kind, head):
        raise RefusedError(_what_instead(kind, head))
    if kind not in OFFICE and (reason := _second_opinion(head)):
        raise RefusedError(reason)


def is_program(head: bytes) -> bool:
    # Two letters are a word too; a program for Windows has zeros soon behind them.
    return head.startswith(PROGRAMS) or (head.startswith(b"MZ") and b"\0" in head[:64])


def is_archive(head: bytes) -> bool:
    return head.startswith(ARCHIVES) or head[257:262] == b"ustar"


def _is(kind: Kind, head: bytes) -> bool:
    if kind in TEXTS or kind is Kind.EML:
        other = is_archive(head) or is_program(head) or MARKUP.match(head)
        return not other and not head.startswith((OLE, *PICTURES))
    if kind is Kind.WEBP:
        return head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    if kind is Kind.HEIC:
        return _is_heic(head)
    starts = {Kind.PDF: b"%PDF-", Kind.JPEG: b"\xff\xd8\xff", Kind.PNG: b"\x89PNG\r\n\x1a\n"}
    return head.startswith(starts.get(kind, ZIP))


def _is_heic(head: bytes) -> bool:
    size = int.from_bytes(head[:4], "big")
    if head[4:8] != b"ftyp" or not 16 <= size <= min(len(head), 256):
        return False
    brands = {head[8:12], *(head[at : at + 4] for at in range(16, size, 4))}
    return head[8:12] in HEIC_BRANDS and bool(brands & HEVC_BRANDS)


def _what_instead(kind: Kind, head: bytes) -> Reason:
    if head.startswith(OLE):
        # Office wraps a document with a password in the container of its older programs.
        return (
            Reason.PASSWORD
            if kind in OFFICE and "EncryptedPackage".encode("utf-16-le") in head
            else Reason.OLD_OFFICE
        )
    if is_program(head):
        return Reason.PROGRAM
    if MARKUP.match(head):
        return Reason.WEB_PAGE
    if is_archive(head):
        return Reason.ARCHIVE
    return Reason.NOT_WHAT_IT_SAYS


def _second_opinion(head: bytes) -> Reason | None:
    """What the library of signatures is sure of, where ours saw nothing."""
    try:
        guesses = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return None
    sure = {guess.extension.lstrip(".").lower() for guess in guesses if guess.confidence >= 0.8}
    for endings, reason in (
        (PROGRAM_EXTENSIONS, Reason.PROGRAM),
        (WEB_EXTENSIONS, Reason.WEB_PAGE),
        (ARCHIVE_EXTENSIONS, Reason.ARCHIVE),
    ):
        if sure & endings and not sure & set(EXTENSIONS):
            return reason
    return None
