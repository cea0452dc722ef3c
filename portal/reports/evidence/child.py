"""The process that opens a file: `python -m portal.reports.evidence.child look|rewrite KIND [descriptor]`.

Reads the file from the standard input, writes what it found as JSON to the standard output and the clean
copy to
the descriptor. It ends with an error when a file breaks a library; the parent makes a sentence of that.
It knows nothing of Django, of the database or of settings.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from importlib import import_module
from typing import BinaryIO

from portal.reports.evidence.findings import Reason, RefusedError
from portal.reports.evidence.kinds import IMAGES, OFFICE, Kind
from portal.reports.evidence.limits import CHILD_CPU_SECONDS, CHILD_MEMORY_BYTES, CHILD_WRITTEN_BYTES

MODULES = {
    Kind.PDF: "portal.reports.evidence.pdf",
    Kind.EML: "portal.reports.evidence.mail",
    **dict.fromkeys(IMAGES, "portal.reports.evidence.images"),
    **dict.fromkeys(OFFICE, "portal.reports.evidence.office"),
}


def limit_this_process() -> None:
    for what, most in (
        (resource.RLIMIT_CPU, CHILD_CPU_SECONDS),
        (resource.RLIMIT_AS, CHILD_MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, CHILD_WRITTEN_BYTES),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 32),
    ):
        hard = resource.getrlimit(what)[1]
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (allowed, allowed))


def work(kind: Kind, source: BinaryIO, target: BinaryIO | None) -> dict[str, list[str]]:
    """Each kind by its own module, so that a picture needs no memory for the library of PDF."""
    told: dict[str, list[str]] = import_module(MODULES[kind]).work(kind, source, target)
    return told


def main(task: str, kind: str, *descriptor: str) -> None:
    limit_this_process()
    target = os.fdopen(int(descriptor[0]), "w+b") if task == "rewrite" else None
    try:
        told: dict[str, object] = dict(work(Kind(kind), sys.stdin.buffer, target))
        if target:
            target.flush()
    except RefusedError as refused:
        told = {"refused": refused.reason.value}
    except MemoryError:
        told = {"refused": Reason.TOO_HARD.value}
    json.dump(told, sys.stdout)
    sys.stdout.flush()
    os._exit(0)  # what a library would do at its end is of no use any more


if __name__ == "__main__":
    main(*sys.argv[1:])
