"""A PDF is read and written anew without what runs, reaches outside or tells who made it. Its pages stay
as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

from portal.reports.evidence import embedded
from portal.reports.evidence.findings import Caution, Reason, RefusedError, Trace
from portal.reports.evidence.kinds import Kind
from portal.reports.evidence.limits import CHUNK_BYTES, PDF_OBJECTS

# Keys that go wherever they stand.
KEYS = {
    "/JS": Trace.JAVASCRIPT,
    "/JavaScript": Trace.JAVASCRIPT,
    "/AA": Trace.ACTIONS,
    "/OpenAction": Trace.ACTIONS,
    "/URI": Trace.ACTIONS,
    "/Launch": Trace.ACTIONS,
    "/EF": Trace.EMBEDDED_FILES,
    "/EmbeddedFiles": Trace.EMBEDDED_FILES,
    "/AF": Trace.EMBEDDED_FILES,
    "/Collection": Trace.EMBEDDED_FILES,
    "/RichMedia": Trace.MEDIA,
    "/RichMediaContent": Trace.MEDIA,
    "/Renditions": Trace.MEDIA,
    "/XFA": Trace.FORM_PROGRAM,
    "/Metadata": Trace.XMP,
    "/PieceInfo": Trace.OTHER_DATA,
    "/LastModified": Trace.TIME,
    "/SpiderInfo": Trace.ACTIONS,
    "/Thumb": Trace.PREVIEW,
}
ACTIONS = {
    *("/JavaScript", "/Launch", "/URI", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/GoTo3DView"),
    *(
        "/Rendition",
        "/Movie",
        "/Sound",
        "/RichMediaExecute",
        "/ResetForm",
        "/Hide",
        "/Trans",
        "/SetOCGState",
        "/Named",
    ),
}
ANNOTATIONS_OF_MEDIA = {"/RichMedia", "/Screen", "/Movie", "/Sound", "/3D", "/FileAttachment", "/Projection"}
ANNOTATION_TRACES = {
    "/T": Trace.AUTHOR,
    "/M": Trace.TIME,
    "/CreationDate": Trace.TIME,
    "/NM": Trace.OTHER_DATA,
}
INFO = {
    "/Author": Trace.AUTHOR,
    "/Creator": Trace.SOFTWARE,
    "/Producer": Trace.SOFTWARE,
    "/CreationDate": Trace.TIME,
    "/ModDate": Trace.TIME,
}
Found = Callable[[Trace], None]


def work(kind: Kind, source: BinaryIO, target: BinaryIO | None) -> dict[str, list[str]]:
    """Look at a PDF; write the clean copy into ``target`` if there is one."""
    found: set[Trace] = set()
    with open_pdf(source) as pdf:
        if was_changed_later(source, linearized=pdf.is_linearized):
            found.add(Trace.EARLIER_VERSIONS)
        clean(pdf, found.add)
        if target is not None:
            save(pdf, target)
    if target is not None:
        insist_that_it_is_clean(target)
    return {"traces": sorted(found), "cautions": [Caution.VISIBLE_STAYS], "attachments": []}


def open_pdf(source: BinaryIO) -> pikepdf.Pdf:
    try:
        pdf = pikepdf.open(source)
    except pikepdf.PasswordError:
        raise RefusedError(Reason.PASSWORD) from None
    except (pikepdf.PdfError, pikepdf.DataDecodingError):
        raise RefusedError(Reason.UNREADABLE) from None
    if pdf.is_encrypted:
        raise RefusedError(Reason.PASSWORD)
    if len(pdf.objects) > PDF_OBJECTS:
        raise RefusedError(Reason.TOO_HARD)
    if len(pdf.pages) == 0:
        raise RefusedError(Reason.UNREADABLE)
    return pdf


def was_changed_later(source: BinaryIO, *, linearized: bool) -> bool:
    """Each change that was saved behind the old file left the old one whole."""
    source.seek(0)
    ends, before = 0, b""
    while chunk := source.read(CHUNK_BYTES):
        ends += (before + chunk).count(b"%%EOF")
        before = chunk[-4:]
    return ends > (2 if linearized else 1)


def clean(pdf: pikepdf.Pdf, found: Found) -> None:
    if "/Info" in pdf.trailer:
        info = pdf.trailer["/Info"]
        keys = set(info.keys()) if isinstance(info, Dictionary) else set()
        for key in keys:
            found(INFO.get(key, Trace.PROPERTIES))
        del pdf.trailer["/Info"]
    for key in set(pdf.trailer.keys()) - {"/Root", "/Size", "/ID"}:
        del pdf.trailer[key]
    for root in everything(pdf):
        clean_object(root, found)


def everything(pdf: pikepdf.Pdf) -> Iterator[Object]:
    """Each dictionary, array and stream once, those without a number too."""
    waiting: list[Object] = [pdf.trailer, *pdf.objects]
    while waiting:
        thing = waiting.pop()
        if not isinstance(thing, Dictionary | Array | Stream):
            continue
        yield thing
        children = list(thing.values()) if not isinstance(thing, Array) else list(thing)
        waiting += [child for child in children if isinstance(child, Object) and not child.is_indirect]


def clean_object(thing: Object, found: Found) -> None:
    if isinstance(thing, Array):
        for at in reversed([at for at, item in enumerate(thing) if is_media(item)]):
            found(Trace.EMBEDDED_FILES if thing[at].get("/Subtype") == Name.FileAttachment else Trace.MEDIA)
            del thing[at]
        return
    if is_action(thing):
        found(Trace.JAVASCRIPT if thing.get("/S") == Name.JavaScript else Trace.ACTIONS)
        for key in list(thing.keys()):
            del thing[key]
        return
    for key in list(thing.keys()):
        if key in KEYS or key.startswith("/PTEX"):
            found(KEYS.get(key, Trace.SOFTWARE))
            del thing[key]
        elif key in {"/A", "/PA"} and is_action(thing[key]):
            found(Trace.JAVASCRIPT if thing[key].get("/S") == Name.JavaScript else Trace.ACTIONS)
            del thing[key]
    if is_annotation(thing):
        for key, trace in ANNOTATION_TRACES.items():
            if key in thing and not (key == "/T" and thing.get("/Subtype") == Name.Widget):
                found(trace)
                del thing[key]
    if isinstance(thing, Stream):
        clean_stream(thing, found)


def is_action(thing: object) -> bool:
    return isinstance(thing, Dictionary) and str(thing.get("/S", "")) in ACTIONS


def is_annotation(thing: Object) -> bool:
    return isinstance(thing, Dictionary) and "/Rect" in thing and "/Subtype" in thing


def is_media(thing: object) -> bool:
    return isinstance(thing, Dictionary) and str(thing.get("/Subtype", "")) in ANNOTATIONS_OF_MEDIA


def clean_stream(stream: Stream, found: Found) -> None:
    if stream.get("/Type") == Name.EmbeddedFile:
        found(Trace.EMBEDDED_FILES)
        stream.write(b"")
    elif stream.get("/Type") == Name.Metadata:
        found(Trace.XMP)
        stream.write(b"")
    elif filters_of(stream)[-1:] == [Name.DCTDecode]:
        clean_jpeg(stream, found)


def filters_of(stream: Stream) -> list[Object]:
    filters = stream.get("/Filter")
    return [] if filters is None else list(filters) if isinstance(filters, Array) else [filters]


def clean_jpeg(stream: Stream, found: Found) -> None:
    """A picture that is a JPEG file, which may be packed or spelled once more by other filters before it."""
    others = filters_of(stream)[:-1]
    parameters = stream.get("/DecodeParms")
    listed = list(parameters) if isinstance(parameters, Array) else [parameters]
    before = raw = stream.read_raw_bytes()
    if others:
        stream.write(
            raw, filter=Array(others), decode_parms=Array([one or Dictionary() for one in listed[:-1]])
        )
        before = stream.read_bytes(pikepdf.StreamDecodeLevel.generalized)
    after = embedded.strip(before)
    if after is None:
        raise RefusedError(Reason.CANNOT_BE_CLEANED)
    if after != before:
        found(Trace.PICTURE_DATA)
    if after != raw:
        stream.write(after, filter=Name.DCTDecode)
        if isinstance(listed[-1], Dictionary):
            stream["/DecodeParms"] = listed[-1]


def save(pdf: pikepdf.Pdf, target: BinaryIO) -> None:
    pdf.save(
        target,
        deterministic_id=True,
        fix_metadata_version=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        preserve_pdfa=False,
    )
    target.flush()


def insist_that_it_is_clean(target: BinaryIO) -> None:
    """The copy is read once more: a second look that finds anything is a fault of the first, and nothing
    is kept.
    """
    left: set[Trace] = set()
    target.seek(0)
    with pikepdf.open(target) as pdf:
        clean(pdf, left.add)
    if left:
        raise RefusedError(Reason.CANNOT_BE_CLEANED)
    target.seek(0, 2)
