"""What a file is, by its name, its first bytes and its structure; or why it is refused."""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass
from typing import BinaryIO

from portal.reports.evidence import confined, naming, signatures, wording
from portal.reports.evidence.findings import Caution, Reason, RefusedError, Trace
from portal.reports.evidence.kinds import TEXTS, Kind
from portal.reports.evidence.limits import CHUNK_BYTES, FILE_BYTES

CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")
UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that is taken. ``traces`` is what a clean copy will not have; ``attachments`` are named in a
    mail.
    """

    kind: Kind
    size_bytes: int
    sha256: str
    original_name: str
    safe_name: str
    traces: tuple[Trace, ...] = ()
    cautions: tuple[Caution, ...] = ()
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is not taken, and why."""

    reason: Reason

    def __str__(self) -> str:
        return wording.sentence(self.reason)


@dataclass(frozen=True, slots=True)
class Held:
    """A copy of a file as it came, which nobody changes while it is looked at."""

    file: BinaryIO
    size_bytes: int
    sha256: str
    head: bytes

    def __enter__(self) -> Held:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()


def examine(name: str, file: BinaryIO) -> Examined | Refused:
    """Look at a file under the name that its sender gave it. The file is read from its start, in pieces.

    Whatever is in the file or its name, the answer is one of the two; only a file that cannot be read raises
    ``OSError``.
    """
    try:
        kind = signatures.kind_by_name(naming.extension(name))
        with hold(file) as held:
            signatures.insist(kind, held.head)
            seen = text(held.file) if kind in TEXTS else confined.look(kind, held.file)
            return Examined(
                kind=kind,
                size_bytes=held.size_bytes,
                sha256=held.sha256,
                original_name=naming.original_name(name),
                safe_name=naming.safe_name(name, kind.when_clean),
                traces=seen.traces,
                cautions=seen.cautions,
                attachments=seen.attachments,
            )
    except RefusedError as refused:
        return Refused(refused.reason)


def hold(file: BinaryIO) -> Held:
    """Copy a file into one without a name, measuring it. Raises ``RefusedError`` when it is empty or too
    large.
    """
    file.seek(0)
    digest, size = hashlib.sha256(), 0
    copy = confined.nameless_file()
    while chunk := file.read(CHUNK_BYTES):
        size += len(chunk)
        if size > FILE_BYTES:
            copy.close()
            raise RefusedError(Reason.TOO_LARGE)
        digest.update(chunk)
        copy.write(chunk)
    if not size:
        copy.close()
        raise RefusedError(Reason.EMPTY)
    copy.seek(0)
    head = copy.read(signatures.HEAD_BYTES)
    copy.seek(0)
    return Held(copy, size, digest.hexdigest(), head)


def text(file: BinaryIO) -> confined.Seen:
    """Text in UTF-8, in UTF-16 with its mark, or in one of the older codes of a byte a letter: no control
    characters.
    """
    start = file.read(2)
    file.seek(0)
    decoder = codecs.getincrementaldecoder(UTF16[start])() if start in UTF16 else None
    while chunk := file.read(CHUNK_BYTES):
        if decoder is None and CONTROLS.search(chunk):
            raise RefusedError(Reason.NOT_TEXT)
        try:
            if decoder and CONTROL_CHARACTERS.search(decoder.decode(chunk)):
                raise RefusedError(Reason.NOT_TEXT)
        except UnicodeDecodeError:
            raise RefusedError(Reason.NOT_TEXT) from None
    return confined.Seen(cautions=(Caution.UNCHANGED,))
