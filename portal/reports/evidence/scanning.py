"""Asks ClamAV whether a file is known malware. It says clean only when ClamAV has looked at all of it and
says so.

The protocol is INSTREAM of clamd: pieces with their length before them, a length of zero at the end, one
line back.
clamd must run with `AlertExceedsMax yes` and a `StreamMaxLength`, `MaxFileSize` and `MaxScanSize` above
what a report
may hold: without the first it says OK to what it did not open.
"""

from __future__ import annotations

import re
import socket
import struct
import time
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO, Final
from urllib.parse import urlsplit

from portal.reports.evidence.limits import CHUNK_BYTES, FILE_BYTES

ANSWER_BYTES: Final = 4096
ANSWER: Final = re.compile(r"stream: (?:(?P<ok>OK)|(?P<name>\S.*) FOUND)")
LIMITS: Final = "Heuristics.Limits.Exceeded"


class Because(StrEnum):
    """Why a file was not scanned."""

    TOO_LARGE = "too-large"
    NOT_REACHED = "not-reached"
    TOO_SLOW = "too-slow"
    NOT_UNDERSTOOD = "not-understood"


@dataclass(frozen=True, slots=True)
class Clean:
    pass


@dataclass(frozen=True, slots=True)
class Infected:
    name: str


@dataclass(frozen=True, slots=True)
class NotScanned:
    because: Because


Verdict = Clean | Infected | NotScanned


def scan(file: BinaryIO, address: str, *, seconds: float = 60, most_bytes: int = FILE_BYTES) -> Verdict:
    """Look for malware in all of a file.

    ``address`` is `unix:/run/clamav/clamd.ctl` or `tcp://host:3310`; ``seconds`` is for the whole of it,
    however
    slowly the other side drips. Whatever goes wrong on the way is `NotScanned`; a file that cannot be read
    raises
    ``OSError``.
    """
    until = time.monotonic() + seconds
    size = file.seek(0, 2)
    file.seek(0)
    if size > most_bytes:
        return NotScanned(Because.TOO_LARGE)
    connection = _connect(address, until)
    if connection is None:
        return NotScanned(Because.NOT_REACHED)
    with connection:
        try:
            _send(connection, file, until)
            return _understand(_answer(connection, until))
        except TimeoutError:
            return NotScanned(Because.TOO_SLOW)


def _connect(address: str, until: float) -> socket.socket | None:
    where = urlsplit(address)
    try:
        if where.scheme == "tcp":
            return socket.create_connection((where.hostname, where.port or 3310), _left(until))
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.settimeout(_left(until))
            connection.connect(where.path)
        except OSError:
            connection.close()
            raise
        return connection
    except OSError:
        return None


def _send(connection: socket.socket, file: BinaryIO, until: float) -> None:
    """Send all of it, or as much as the other side takes: one that has seen enough closes, and says why."""
    try:
        _put(connection, b"zINSTREAM\0", until)
        while chunk := file.read(CHUNK_BYTES):
            _put(connection, struct.pack(">I", len(chunk)) + chunk, until)
        _put(connection, struct.pack(">I", 0), until)
    except (BrokenPipeError, ConnectionResetError):
        return


def _put(connection: socket.socket, data: bytes, until: float) -> None:
    connection.settimeout(_left(until))
    connection.sendall(data)


def _answer(connection: socket.socket, until: float) -> bytes:
    answer = b""
    try:
        while b"\0" not in answer and len(answer) < ANSWER_BYTES:
            connection.settimeout(_left(until))
            if not (more := connection.recv(ANSWER_BYTES)):
                break
            answer += more
    except ConnectionResetError:
        pass
    return answer


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _understand(answer: bytes) -> Verdict:
    line, end, more = answer.partition(b"\0")
    found = ANSWER.fullmatch(line.decode("utf-8", "replace"))
    if b"size limit exceeded" in line:
        return NotScanned(Because.TOO_LARGE)
    if not end or more or not found:
        return NotScanned(Because.NOT_UNDERSTOOD)
    if found["ok"]:
        return Clean()
    if found["name"].startswith(LIMITS):
        return NotScanned(Because.TOO_LARGE)
    return Infected(found["name"])
