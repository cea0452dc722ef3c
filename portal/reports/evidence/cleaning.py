"""The copy of a file that officers read, and what is not in it any more."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from typing import BinaryIO

from portal.reports.evidence import confined
from portal.reports.evidence.checking import Examined, Refused, hold
from portal.reports.evidence.findings import Caution, Reason, RefusedError, Trace
from portal.reports.evidence.kinds import PASSED_AS_THEY_ARE, Kind
from portal.reports.evidence.limits import CHUNK_BYTES
from portal.reports.evidence.wording import sentence


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The clean copy. ``removed`` and ``cautions`` are names to keep; the sentences come in the language
    of a page.
    """

    kind: Kind
    size_bytes: int
    sha256: str
    removed: tuple[Trace, ...]
    cautions: tuple[Caution, ...]

    def removed_in_words(self) -> list[str]:
        return [sentence(trace) for trace in self.removed]

    def cautions_in_words(self) -> list[str]:
        return [sentence(caution) for caution in self.cautions]


def clean(examined: Examined, source: BinaryIO, target: BinaryIO) -> Cleaned | Refused:
    """Write the clean copy of a file that was examined into ``target``, from where that stands.

    Nothing is written when it is refused: because the file is not the one that was examined, or cannot be
    cleaned.
    """
    try:
        with hold(source) as held, confined.nameless_file() as copy:
            if held.sha256 != examined.sha256:
                raise RefusedError(Reason.CHANGED)
            if examined.kind in PASSED_AS_THEY_ARE:
                shutil.copyfileobj(held.file, copy, CHUNK_BYTES)
                seen = confined.Seen(cautions=examined.cautions)
            else:
                seen = confined.rewrite(examined.kind, held.file, copy)
            size, digest = hand_over(copy, target)
    except RefusedError as refused:
        return Refused(refused.reason)
    return Cleaned(examined.kind.when_clean, size, digest, seen.traces, seen.cautions)


def hand_over(copy: BinaryIO, target: BinaryIO) -> tuple[int, str]:
    copy.seek(0)
    digest, size = hashlib.sha256(), 0
    while chunk := copy.read(CHUNK_BYTES):
        digest.update(chunk)
        size += len(chunk)
        target.write(chunk)
    if not size:
        raise RefusedError(Reason.CANNOT_BE_CLEANED)
    return size, digest.hexdigest()
