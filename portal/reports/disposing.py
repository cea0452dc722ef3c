"""A report is disposed of: its key is destroyed, and with it whatever was sealed with it.

What stays is that there was a report: its number, category, days and states, and the digest of its code, by
which its sender still learns that it is gone.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from portal.reports import keeping, sealing
from portal.reports.models import Event, Evidence, Report, Reporter

UPLOADING = timedelta(days=1)
"""No upload takes as long: a file that is older and belongs to no row never will."""


@transaction.atomic
def dispose(report: Report) -> str:
    """Destroy what a locked report holds; what the staff wrote is theirs to destroy in this transaction.

    Its files go once the transaction has ended. Returns the name of the installation's key that the report's
    own was sealed with: a backup from before still opens with that one. Nothing happens to it a second time.
    """
    if not report.sealed_key:
        return ""
    name = sealing.name_of_key(report.sealed_key)
    report.evidence.all().delete()
    report.messages.all().delete()
    Reporter.objects.filter(report=report).delete()
    report.sealed, report.sealed_key, report.language = b"", b"", ""
    report.save(update_fields=["sealed", "sealed_key", "language"])
    Event.objects.create(report=report, kind=Event.Kind.DISPOSED, state=report.state)
    return name


def disposed_at(report: Report) -> datetime | None:
    """When a report was disposed of."""
    told = report.events.filter(kind=Event.Kind.DISPOSED).first()
    return told.at if told else None


def forget_orphans() -> int:
    """Delete files that belong to no row, as where a process died before it could; a periodic job.

    Returns how many. Nobody can open them: their keys went with their rows.
    """
    store, before = keeping.store(), timezone.now() - UPLOADING
    try:
        _folders, names = store.listdir("")
    except FileNotFoundError:  # no file has ever come
        return 0
    old = [name for name in names if store.get_modified_time(name) < before]
    known: set[str] = set()
    for row in Evidence.objects.values_list("original", "clean_copy").iterator(chunk_size=2_000):
        known.update(row)
    orphans = [name for name in old if name not in known]
    for name in orphans:
        store.delete(name)
    return len(orphans)
