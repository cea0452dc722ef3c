"""The processes of an installation, each of which can be killed and started again."""

from __future__ import annotations

import http.client
import itertools
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from tests.load.sending import ANSWERED, HOST

ROOT = Path(__file__).resolve().parents[2]
RELAY = [sys.executable, "manage.py", "relay"]
WORKER = [sys.executable, "-m", "celery", "--app", "portal.celery", "worker", "--concurrency", "1"]
QUIET = ["--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "error"]
PATIENCE_SECONDS = 60


class Running:
    """A process with all that it starts, in a group of its own, so that it can be killed whole."""

    def __init__(self, command: list[str], settings: str = "") -> None:
        self._command = command
        self._environment = os.environ | ({"DJANGO_SETTINGS_MODULE": settings} if settings else {})
        self._begin()

    def _begin(self) -> None:
        self.process = subprocess.Popen(
            self._command,
            cwd=ROOT,
            env=self._environment,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )

    def kill(self) -> None:
        """As `kill -9` does."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def kill_and_start_again(self) -> None:
        self.kill()
        self._begin()


class Web(Running):
    """gunicorn, whose master starts a web worker again when one dies."""

    def __init__(self, port: int) -> None:
        super().__init__([sys.executable, "-m", "gunicorn", "portal.wsgi", "--bind", f"{HOST}:{port}"])
        until = time.monotonic() + PATIENCE_SECONDS
        while not _is_up(port):
            if time.monotonic() > until or self.process.poll() is not None:
                self.kill()
                raise RuntimeError("the server did not start")
            time.sleep(0.1)

    def kill_and_start_again(self) -> None:
        master = self.process.pid
        workers = Path(f"/proc/{master}/task/{master}/children").read_text().split()
        if workers:
            os.kill(int(workers[0]), signal.SIGKILL)


def _is_up(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/healthz/live")
        return connection.getresponse().status == ANSWERED
    except OSError:
        return False
    finally:
        connection.close()


@contextmanager
def installation(port: int, *, is_apart: bool, settings: str = "") -> Iterator[dict[str, Running]]:
    """Web workers; ``is_apart``: with a relay and a Celery worker of their own, under ``settings``."""
    with ExitStack() as stack:
        started: dict[str, Running] = {}
        for name, command in {"relay": RELAY, "Celery worker": [*WORKER, *QUIET]}.items():
            if is_apart:
                started[name] = Running(command, settings)
                stack.callback(started[name].kill)
        started["web worker"] = Web(port)
        stack.callback(started["web worker"].kill)
        yield started


@contextmanager
def killing(started: dict[str, Running], *, every: float) -> Iterator[Counter[str]]:
    """kill -9 one after another, in turn, and start it again; never where ``every`` (seconds) is nothing."""
    over, killed = threading.Event(), Counter[str]()

    def kill() -> None:
        for name in itertools.cycle(sorted(started)):
            if over.wait(every):
                return
            started[name].kill_and_start_again()
            killed[name] += 1

    killer = threading.Thread(target=kill, daemon=True)
    if every:
        killer.start()
    yield killed
    over.set()
    if every:
        killer.join()
