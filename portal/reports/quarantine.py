"""Files wait in quarantine until ClamAV has looked at them. Without a scanner they stay there and say so."""

from __future__ import annotations

from time import monotonic
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import transaction

from portal.delivery.handlers import Payload
from portal.reports import keeping, services, signals
from portal.reports.evidence import confined
from portal.reports.evidence.scanning import Clean, Infected, NotScanned, Verdict, scan
from portal.reports.models import Evidence
from portal.reports.sealing import Key

State = Evidence.State
AT_ONCE_SECONDS = 60


class ScannerSilentError(RuntimeError):
    """The scanner did not look at a file: it is tried again later, and the file stays in quarantine."""


def scan_again(payload: Payload, number: UUID) -> None:
    """Carry out the delivery that asks for a file to be scanned."""
    row = Evidence.objects.select_related("report").filter(pk=payload["evidence"]).first()
    if row is None or row.state != State.QUARANTINED or not settings.REPORT_SCANNER:
        return
    if not _is_scanned(row):
        raise ScannerSilentError


def scan_waiting() -> None:
    """Scan what still waits, the oldest first, as after a scanner was set up or came back; a periodic job."""
    until = monotonic() + AT_ONCE_SECONDS
    waiting = Evidence.objects.filter(state=State.QUARANTINED, report__isnull=False).order_by("added_at")
    for row in waiting.select_related("report").iterator() if settings.REPORT_SCANNER else ():
        if monotonic() > until or not _is_scanned(row):
            return


def _is_scanned(row: Evidence) -> bool:
    found = look_at(row)
    if isinstance(found, NotScanned):
        return False
    state = State.INFECTED if isinstance(found, Infected) else State.CLEAN
    with transaction.atomic():
        changed = Evidence.objects.filter(pk=row.pk, state=State.QUARANTINED).update(state=state)
        if changed and state == State.CLEAN:
            signals.scanned.send(Evidence, evidence=row)
    return True


def look_at(row: Evidence) -> Verdict:
    """Have both files scanned, as they came and clean; what was found in either."""
    assert row.report is not None  # noqa: S101 - only what belongs to a report is scanned
    key = keeping.key_of(row, services.key_of(row.report))
    found: Verdict = Clean()
    for column in (keeping.ORIGINAL, keeping.CLEAN):
        with confined.nameless_file() as file:
            _write(row, column, key, file)
            found = scan(file, settings.REPORT_SCANNER, seconds=settings.REPORT_SCAN_SECONDS)
        if not isinstance(found, Clean):
            return found
    return found


def _write(row: Evidence, column: str, key: Key, file: BinaryIO) -> None:
    for piece in keeping.read(row, column, key):
        file.write(piece)
