"""Files of strangers are opened in a process of their own, with little memory, little time and no
environment.

The file and its clean copy go over as open files without a name: nothing of a report is written to a disk.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, TypeVar

from portal.reports.evidence.findings import Caution, Reason, RefusedError, Trace
from portal.reports.evidence.kinds import Kind
from portal.reports.evidence.limits import (
    CHILD_WALL_SECONDS,
    CHILDREN_AT_ONCE,
    REPORT_FROM_CHILD_BYTES,
)
from portal.reports.evidence.naming import original_name

ROOT = Path(__file__).resolve().parents[3]
CHILD = "portal.reports.evidence.child"
# One arena of memory, whatever the number of threads: the limit is on addresses, used or not.
ENVIRONMENT = {"MALLOC_ARENA_MAX": "1", "OMP_NUM_THREADS": "1", "LC_ALL": "C.UTF-8"}

_places = threading.BoundedSemaphore(CHILDREN_AT_ONCE)
Names = TypeVar("Names", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Seen:
    """What the process tells about a file."""

    traces: tuple[Trace, ...] = ()
    cautions: tuple[Caution, ...] = ()
    attachments: tuple[str, ...] = ()


def nameless_file() -> BinaryIO:
    """A file that has no name and goes when it is closed; in memory where the system can."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("evidence", os.MFD_CLOEXEC), "w+b")
    return tempfile.TemporaryFile()


def look(kind: Kind, source: BinaryIO) -> Seen:
    """Open a file, all of it, and say what it holds. Raises ``RefusedError``."""
    return _run("look", kind, source, None)


def rewrite(kind: Kind, source: BinaryIO, target: BinaryIO) -> Seen:
    """Write the clean copy into ``target`` (a file of `nameless_file`). Raises ``RefusedError``."""
    return _run("rewrite", kind, source, target)


def _run(task: str, kind: Kind, source: BinaryIO, target: BinaryIO | None) -> Seen:
    source.flush()
    os.lseek(source.fileno(), 0, os.SEEK_SET)
    passed = () if target is None else (target.fileno(),)
    command = [sys.executable, "-E", "-s", "-m", CHILD, task, kind.value, *map(str, passed)]
    with nameless_file() as report, _place():
        try:
            done = subprocess.run(
                command,
                check=False,
                stdin=source,
                stdout=report,
                stderr=subprocess.DEVNULL,  # what libraries say about a file belongs in no log
                pass_fds=passed,
                cwd=ROOT,
                env=ENVIRONMENT,
                timeout=CHILD_WALL_SECONDS,
            )
        except subprocess.TimeoutExpired:
            raise RefusedError(Reason.TOO_HARD) from None
        return _understand(done.returncode, report)


@contextmanager
def _place() -> Iterator[None]:
    if not _places.acquire(timeout=CHILD_WALL_SECONDS):
        raise RefusedError(Reason.BUSY)
    try:
        yield
    finally:
        _places.release()


def _understand(code: int, report: BinaryIO) -> Seen:
    """The process may be in the hands of whoever made the file: only names that we know are believed."""
    if code < 0:
        raise RefusedError(Reason.TOO_HARD)
    if code:
        raise RefusedError(Reason.UNREADABLE)
    report.seek(0)
    try:
        told = json.loads(report.read(REPORT_FROM_CHILD_BYTES))
        if refused := told.get("refused"):
            raise RefusedError(Reason(refused))
        names = tuple(original_name(str(name)) for name in told["attachments"])
        return Seen(_known(Trace, told["traces"]), _known(Caution, told["cautions"]), names)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise RefusedError(Reason.UNREADABLE) from None


def _known(names: type[Names], told: list[str]) -> tuple[Names, ...]:
    found = {names(name) for name in told}
    return tuple(name for name in names if name in found)
