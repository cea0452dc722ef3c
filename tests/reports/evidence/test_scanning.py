"""Clean is said only when a scanner has looked at everything and found nothing."""

from __future__ import annotations

import io
import os
import socket
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.reports.evidence.limits import FILE_BYTES
from portal.reports.evidence.scanning import Because, Clean, Infected, NotScanned, Verdict, _understand, scan
from tests.reports.evidence import papers
from tests.reports.evidence.conftest import EICAR, serving


def verdict(data: bytes, address: str, **options: float) -> Verdict:
    return scan(io.BytesIO(data), address, **options)  # type: ignore[arg-type]


def read_all(connection: socket.socket) -> None:
    """What a client sends, up to the length of zero."""
    received = b""
    while not received.endswith(b"\0\0\0\0"):
        received += connection.recv(65536)


def answering(answer: bytes) -> Callable[[socket.socket], None]:
    def behave(connection: socket.socket) -> None:
        read_all(connection)
        connection.sendall(answer)

    return behave


# --- A real clamd


def test_a_harmless_file_is_clean(clamd: str) -> None:
    assert verdict(b"They write a lower price on the invoice.", clamd) == Clean()


def test_an_empty_file_is_clean(clamd: str) -> None:
    assert verdict(b"", clamd) == Clean()


@pytest.mark.parametrize(
    "make",
    [
        lambda: EICAR,
        lambda: papers.zipped({"a.txt": EICAR}),
        lambda: papers.docx({"word/media/i.bin": EICAR}),
        lambda: papers.mail(("a.txt", EICAR)),
        lambda: papers.pdf_with_file(EICAR),
        lambda: b"a" * 500_000 + EICAR + b"a" * 300_000,
    ],
    ids=["alone", "in a zip", "in a DOCX", "in a mail", "in a PDF", "across pieces"],
)
def test_known_malware_is_found_wherever_it_hides(make: Callable[[], bytes], clamd: str) -> None:
    found = verdict(make(), clamd)
    assert isinstance(found, Infected)
    assert "Eicar" in found.name


@pytest.mark.parametrize("size", [1_200_000, 2_900_000])
def test_a_file_above_the_limits_of_clamd_is_not_scanned_and_never_clean(size: int, clamd: str) -> None:
    assert verdict(b"a" * size, clamd) == NotScanned(Because.TOO_LARGE)


def test_parts_that_unpack_above_the_limits_are_not_scanned_and_never_clean(clamd: str) -> None:
    parts: papers.Parts = {f"{number}.txt": os.urandom(900) * 1000 for number in range(6)}
    assert verdict(papers.zipped(parts), clamd) == NotScanned(Because.TOO_LARGE)


def test_clamd_passes_over_one_large_part_in_silence_so_its_limits_must_be_above_ours(clamd: str) -> None:
    """Decision 061 tells the operator. When a newer clamd makes this fail, the advice can go."""
    assert verdict(papers.zipped({"a.txt": os.urandom(1000) * 1100 + EICAR}), clamd) == Clean()


def test_clamd_that_hangs_up_on_a_long_stream_is_understood(clamd: str) -> None:
    assert verdict(b"a" * 12_000_000, clamd) in {
        NotScanned(Because.TOO_LARGE),
        NotScanned(Because.NOT_UNDERSTOOD),
    }


# --- Everything else


def test_a_file_above_our_own_limit_is_not_sent() -> None:
    asked = threading.Event()
    with serving(lambda _: asked.set()) as address:
        assert verdict(b"a" * 11, address, most_bytes=10) == NotScanned(Because.TOO_LARGE)
    assert not asked.is_set()


def test_a_file_of_just_the_limit_is_sent() -> None:
    with serving(answering(b"stream: OK\0")) as address:
        assert verdict(b"a" * 10, address, most_bytes=10) == Clean()


def test_the_limit_is_that_of_a_file() -> None:
    assert scan.__kwdefaults__["most_bytes"] == FILE_BYTES


def test_nobody_at_a_port_is_not_scanned() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert verdict(b"a", f"tcp://127.0.0.1:{port}") == NotScanned(Because.NOT_REACHED)


@pytest.mark.parametrize("address", ["unix:/nowhere/clamd.sock", "unix:", "tcp://", "", "clamd"])
def test_no_socket_there_is_not_scanned(address: str) -> None:
    assert verdict(b"a", address, seconds=1) == NotScanned(Because.NOT_REACHED)


def test_a_file_that_is_no_socket_is_not_scanned() -> None:
    with tempfile.NamedTemporaryFile() as file:
        assert verdict(b"a", f"unix:{Path(file.name)}") == NotScanned(Because.NOT_REACHED)


@pytest.mark.parametrize("data", [b"a", b"a" * 20_000_000], ids=["small", "large"])
def test_a_scanner_that_never_answers_costs_only_the_time_it_was_given(data: bytes) -> None:
    done = threading.Event()
    with serving(lambda _: done.wait(10) and None) as address:
        started = time.monotonic()
        assert verdict(data, address, seconds=0.4) == NotScanned(Because.TOO_SLOW)
        assert time.monotonic() - started < 2
        done.set()


def test_a_scanner_that_drips_costs_only_the_time_it_was_given() -> None:
    def drip(connection: socket.socket) -> None:
        read_all(connection)
        for _ in range(100):
            connection.sendall(b"s")
            time.sleep(0.05)

    with serving(drip) as address:
        started = time.monotonic()
        assert verdict(b"a", address, seconds=0.4) == NotScanned(Because.TOO_SLOW)
        assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\0",
        b"stream: OK",
        b"stream: OK\0stream: X FOUND\0",
        b"OK\0",
        b"stream: OK \0",
        b"stream: OK\nstream: OK\0",
        b"stream:  FOUND\0",
        b"stream: lstat() failed. ERROR\0",
        b"UNKNOWN COMMAND\0",
        b"HTTP/1.1 200 OK\r\n\r\n",
        bytes(range(256)) * 64,
    ],
)
def test_an_answer_that_is_not_understood_is_never_clean(answer: bytes) -> None:
    with serving(answering(answer)) as address:
        assert verdict(b"a", address, seconds=5) == NotScanned(Because.NOT_UNDERSTOOD)


def test_a_scanner_that_hangs_up_early_is_never_clean() -> None:
    with serving(lambda connection: connection.recv(10) and None) as address:
        assert verdict(b"a" * 5_000_000, address, seconds=5) == NotScanned(Because.NOT_UNDERSTOOD)


def test_what_is_found_is_told_by_name() -> None:
    with serving(answering(b"stream: Win.Test.Some Thing-1 FOUND\0")) as address:
        assert verdict(b"a", address) == Infected("Win.Test.Some Thing-1")


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60) | st.text(alphabet="stream: OKFUND\0", max_size=30).map(str.encode))
def test_only_one_answer_in_the_world_means_clean(answer: bytes) -> None:
    assert (_understand(answer) == Clean()) == (answer == b"stream: OK\0")
