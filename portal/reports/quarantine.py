"""Files wait in quarantine until ClamAV has looked at them. Without a scanner they stay there and say so."""

from __future__ import annotations

from typing import BinaryIO
from uuid import UUID

from django.conf import settings

from portal.delivery.handlers import Payload
from portal.reports import keeping, services
from portal.reports.evidence import confined
from portal.reports.evidence.scanning import Clean, Infected, NotScanned, Verdict, scan
from portal.reports.models import Evidence
from portal.reports.sealing import Key

State = Evidence.State


class ScannerSilentError(RuntimeError):
    """The scanner did not look at a file: it is tried again later, and the file stays in quarantine."""


def scan_again(payload: Payload, number: UUID) -> None:
    """Carry out the delivery that asks for a file to be scanned."""
    row = Evidence.objects.select_related("report").filter(pk=payload["evidence"]).first()
    if row is None or row.state != State.QUARANTINED or not settings.REPORT_SCANNER:
        return
    found = look_at(row)
    if isinstance(found, NotScanned):
        raise ScannerSilentError(found.because)
    state = State.INFECTED if isinstance(found, Infected) else State.CLEAN
    Evidence.objects.filter(pk=row.pk, state=State.QUARANTINED).update(state=state)


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
