"""XML of Office files, read as a stream and written again: no document type, no entities, no comments."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from xml.parsers import expat  # nosec B406 - a document type is refused before it could declare anything
from xml.sax.saxutils import XMLGenerator

from portal.reports.evidence.findings import Reason, RefusedError
from portal.reports.evidence.limits import XML_DEPTH

Attributes = dict[str, str]
Change = Callable[[str, Attributes], Attributes | None]
"""Takes the name of an element and what it says; gives what it shall say, or nothing to leave it out,
whole.
"""


def local(name: str) -> str:
    return name.rpartition(":")[2]


def check(pieces: Iterable[bytes]) -> Iterable[bytes]:
    """Hand pieces on that together are well-formed XML without a document type, in UTF-8."""
    parser = _parser()
    for piece in pieces:
        _feed(parser, piece, last=False)
        yield piece
    _feed(parser, b"", last=True)


def read(pieces: Iterable[bytes], elements: set[str], on_text: Callable[[str], None]) -> None:
    """Hand over the whole text of each element of these names, whatever it is cut into."""
    texts: list[list[str]] = []

    def start(name: str, _: Attributes) -> None:
        if local(name) in elements:
            texts.append([])

    def end(name: str) -> None:
        if local(name) in elements:
            on_text("".join(texts.pop()))

    def text(data: str) -> None:
        if texts:
            texts[-1].append(data)

    parser = _parser()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    for piece in pieces:
        _feed(parser, piece, last=False)
    _feed(parser, b"", last=True)


def rewrite(data: bytes, change: Change, on_text: Callable[[str, str], str] | None = None) -> bytes:
    """The same document with each element as ``change`` wants it.

    ``on_text`` takes the name of the element that a text stands in, and the text, and gives the text to
    write.
    """
    written = _Writer(change, on_text)
    parser = _parser()
    parser.buffer_text = True
    parser.StartElementHandler = written.start
    parser.EndElementHandler = written.end
    parser.CharacterDataHandler = written.text
    _feed(parser, data, last=True)
    return written.whole()


class _Writer:
    def __init__(self, change: Change, on_text: Callable[[str, str], str] | None) -> None:
        self._bytes = io.BytesIO()
        self._out = XMLGenerator(self._bytes, "UTF-8", short_empty_elements=True)
        self._change, self._on_text = change, on_text
        self._inside: list[str] = []
        self._left_out_at = 0
        self._bytes.write(b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n')

    def start(self, name: str, attributes: Attributes) -> None:
        self._inside.append(name)
        if len(self._inside) > XML_DEPTH:
            raise RefusedError(Reason.STRANGE_XML)
        if self._left_out_at:
            return
        wanted = self._change(name, attributes)
        if wanted is None:
            self._left_out_at = len(self._inside)
            return
        self._out.startElement(name, wanted)  # type: ignore[arg-type]

    def end(self, name: str) -> None:
        if not self._left_out_at:
            self._out.endElement(name)
        elif self._left_out_at == len(self._inside):
            self._left_out_at = 0
        self._inside.pop()

    def text(self, text: str) -> None:
        if not self._left_out_at:
            self._out.characters(self._on_text(self._inside[-1], text) if self._on_text else text)

    def whole(self) -> bytes:
        self._out.endDocument()
        return self._bytes.getvalue()


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.XmlDeclHandler = _insist_on_utf8
    return parser


def _refuse(*_: object) -> None:
    raise RefusedError(Reason.STRANGE_XML)


def _insist_on_utf8(_version: str, encoding: str | None, _standalone: int) -> None:
    if (encoding or "utf-8").lower() not in {"utf-8", "us-ascii", "ascii"}:
        raise RefusedError(Reason.STRANGE_XML)


def _feed(parser: expat.XMLParserType, data: bytes, *, last: bool) -> None:
    if b"\0" in data:  # another code than UTF-8, in which a search for bytes would find nothing
        raise RefusedError(Reason.STRANGE_XML)
    try:
        parser.Parse(data, last)
    except expat.ExpatError:
        raise RefusedError(Reason.STRANGE_XML) from None
