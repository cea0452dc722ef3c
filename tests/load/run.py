"""One run: the processes of an installation, the pages, and at the end every receipt and every row."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings

from portal.delivery.models import Delivery, State
from portal.delivery.relay import Relay
from portal.reports import codes, review, services
from portal.reports.models import Event, Report
from tests.load.processes import installation, killing
from tests.load.sending import CSRF, PORT, Page, Tally, send_all

PATIENCE_SECONDS = 120
STORY = "They send two invoices. " * 40
LONGEST_SECONDS = 1.5
"""Of an answer while the broker says nothing."""


class Asked(NamedTuple):
    """What a run is: reports a second, for how long, how often something is killed, who delivers."""

    rate: float
    seconds: float
    kill_every: float = 0
    is_apart: bool = False
    settings: str = ""
    """Of the relay and the worker that are apart, where other than those of the web workers."""
    is_silent: bool = False
    port: int = PORT
    while_waiting: Callable[[], object] = bool
    """Done again and again until all is told."""


def run(asked: Asked) -> list[str]:
    """Send, count, and return what is not as it was promised."""
    pages = [_page(place / asked.rate) for place in range(int(asked.rate * asked.seconds))]
    with installation(asked.port, is_apart=asked.is_apart, settings=asked.settings) as started:
        with killing(started, every=asked.kill_every) as killed:
            start = time.monotonic()
            tally = send_all(pages, asked.port)
            taken = time.monotonic() - start
        if not asked.is_silent:
            _wait_until_told(asked.while_waiting)
        ended = [name for name, one in started.items() if one.process.poll() is not None]
    if asked.is_silent:
        settings.CELERY_BROKER_URL = ""  # given up: a relay of this process does what waits
        _wait_until_told(Relay().once)
    told = time.monotonic() - start - taken
    faults = _faults(tally, len(pages), is_silent=asked.is_silent)
    faults += [f"the {name} ended by itself" for name in ended]
    _say(f"{len(pages)} reports in {taken:.0f} s ({len(pages) / taken:.0f} a second): {dict(tally.answers)}")
    _say(f"p50 {tally.milliseconds_at(0.5):.0f} ms, p99 {tally.milliseconds_at(0.99):.0f} ms")
    _say(f"the longest {tally.milliseconds_at(1):.0f} ms; killed {dict(killed)}; all told {told:.0f} s later")
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


def _wait_until_told(deliver: Callable[[], object]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and Delivery.objects.exclude(state=State.DONE).exists():
        deliver()
        time.sleep(0.2)


def _faults(tally: Tally, sent: int, *, is_silent: bool) -> list[str]:
    rows, arrived = Report.objects.all(), Event.objects.filter(kind=Event.Kind.ARRIVED)
    deliveries = Delivery.objects.filter(kind=services.SENT)
    without = sum(not _leads_somewhere(code) for code in tally.codes.values())
    found = {
        "pages that got no receipt": sent - len(tally.codes),
        "receipts that lead to no report": without,
        "reports that nobody has a receipt of": rows.count() - len(set(tally.codes.values())),
        "reports that the staff were not told of once": abs(rows.count() - arrived.count()),
        "deliveries that are not one for each report": abs(rows.count() - deliveries.count()),
        "deliveries that are not done": deliveries.exclude(state=State.DONE).count(),
        "answers of 500 and more": sum(
            times for kind, times in tally.answers.items() if kind.isdigit() and int(kind) >= 500
        ),
        "answers that took too long": sum(took > LONGEST_SECONDS for took in tally.seconds) * is_silent,
    }
    return [f"{number} {what}" for what, number in found.items() if number]


def _leads_somewhere(code: str) -> bool:
    try:
        return bool(services.find(code))
    except services.UnknownCodeError:
        return False
