"""A real clamd with a list of one signature, and servers that behave as no clamd should."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

# In two halves, so that a scanner of this machine does not take the tests for what they look for.
EICAR = (r"X5O!P%@AP[4\PZX54(P^)7CC)7}" + "$EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*").encode()
CONFIGURATION = """
LocalSocket {folder}/clamd.sock
DatabaseDirectory {folder}/signatures
TemporaryDirectory {folder}
LogFile {folder}/log
Foreground yes
AlertExceedsMax yes
StreamMaxLength {stream_mb}M
MaxFileSize 1M
MaxScanSize 4M
MaxThreads 2
"""


@contextmanager
def running_clamd(*, stream_mb: int) -> Iterator[str]:
    binary = shutil.which("clamd", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
    if binary is None:
        pytest.skip("there is no clamd here (Debian: apt-get install clamav-daemon)")
    # A socket's path may not be long, so not in pytest's own folder.
    with tempfile.TemporaryDirectory(prefix="clamd-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "signatures").mkdir()
        (folder / "signatures/own.ndb").write_text(f"Eicar-Test-Signature:0:*:{EICAR.hex()}\n")
        configuration = folder / "clamd.conf"
        configuration.write_text(CONFIGURATION.format(folder=folder, stream_mb=stream_mb))
        with subprocess.Popen(
            [binary, "--config-file", str(configuration)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            try:
                wait_for(folder / "clamd.sock", process)
                yield f"unix:{folder}/clamd.sock"
            finally:
                process.kill()


def wait_for(path: Path, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        assert process.poll() is None, (path.parent / "log").read_text()
        with socket.socket(socket.AF_UNIX) as asking:
            if path.exists() and asking.connect_ex(str(path)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("clamd did not start")


@pytest.fixture(scope="session")
def clamd() -> Iterator[str]:
    with running_clamd(stream_mb=3) as address:
        yield address


@contextmanager
def serving(behave: Callable[[socket.socket], None]) -> Iterator[str]:
    """The address of a server that does this with each who connects, until the end of the block."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    try:
                        behave(connection)
                    except OSError:
                        continue

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"tcp://127.0.0.1:{server.getsockname()[1]}"
        finally:
            server.shutdown(socket.SHUT_RDWR)
            thread.join(10)
