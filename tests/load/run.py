"""One run: a server, the pages, and at the end every receipt and every row."""

from __future__ import annotations

import argparse
import http.client
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from django.core.management import call_command

from portal.reports import codes, review, services
from portal.reports.models import Event, Report
from tests.load.sending import ANSWERED, CSRF, HOST, PORT, Page, Tally, send_all

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 300
STORY = "They send two invoices. " * 40


def run(asked: argparse.Namespace) -> list[str]:
    """Send, count, and return what is not as it was promised."""
    call_command("migrate", verbosity=0)
    call_command("load_notices", verbosity=0)
    pages = [_page(place / asked.rate) for place in range(int(asked.rate * asked.seconds))]
    with _server() as server, _killing(server.pid, asked.kill_every):
        start = time.monotonic()
        tally = send_all(pages)
        taken = time.monotonic() - start
        faults = _faults(tally, len(pages), is_told=not asked.silent_broker)
    _say(f"{len(pages)} reports in {taken:.0f} s ({len(pages) / taken:.0f} a second): {dict(tally.answers)}")
    _say(f"p50 {tally.milliseconds_at(0.5):.0f} ms, p99 {tally.milliseconds_at(0.99):.0f} ms")
    _say("\n".join(faults) or "Every receipt has its report, and each was told to the staff once.")
    return faults


def _page(due: float) -> Page:
    token = codes.new_code()
    answers = {
        "what": {"category": "undervaluation", "story": STORY},
        "who": [{"id": "one", "name": "Harborline Trading"}],
        "goods": {"what": "Desk lamps"},
        "token": token,
    }
    fields = {"csrfmiddlewaretoken": CSRF, "report": review.as_field(answers)}
    return Page(due, token, urlencode(fields).encode())


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


@contextmanager
def _server() -> Iterator[subprocess.Popen[bytes]]:
    command = [str(ROOT / ".venv/bin/gunicorn"), "portal.wsgi", "--bind", f"{HOST}:{PORT}"]
    with subprocess.Popen(command, cwd=ROOT) as process:
        try:
            while not _is_up():
                time.sleep(0.2)
            yield process
        finally:
            process.terminate()


def _is_up() -> bool:
    connection = http.client.HTTPConnection(HOST, PORT, timeout=5)
    try:
        connection.request("GET", "/healthz/live")
        return connection.getresponse().status == ANSWERED
    except OSError:
        return False
    finally:
        connection.close()


@contextmanager
def _killing(master: int, every: float) -> Iterator[None]:
    """kill -9 one web worker, with the relay in it, after another; their master starts new ones."""
    over = threading.Event()

    def kill() -> None:
        while not over.wait(every):
            workers = Path(f"/proc/{master}/task/{master}/children").read_text().split()
            if workers:
                os.kill(int(workers[0]), signal.SIGKILL)

    if every:
        threading.Thread(target=kill, daemon=True).start()
    yield
    over.set()


def _faults(tally: Tally, sent: int, *, is_told: bool) -> list[str]:
    rows, arrived = Report.objects.all(), Event.objects.filter(kind=Event.Kind.ARRIVED)
    until = time.monotonic() + PATIENCE_SECONDS * is_told
    while time.monotonic() < until and arrived.count() < rows.count():
        time.sleep(1)
    without = sum(not _leads_somewhere(code) for code in tally.codes.values())
    found = {
        "pages that got no receipt": sent - len(tally.codes),
        "receipts that lead to no report": without,
        "reports that nobody has a receipt of": rows.count() - len(set(tally.codes.values())),
        "reports that the staff were not told of": rows.count() - arrived.count() if is_told else 0,
        "answers of 500 and more": sum(
            times for kind, times in tally.answers.items() if kind.isdigit() and int(kind) >= 500
        ),
    }
    return [f"{number} {what}" for what, number in found.items() if number]


def _leads_somewhere(code: str) -> bool:
    try:
        return bool(services.find(code))
    except services.UnknownCodeError:
        return False
