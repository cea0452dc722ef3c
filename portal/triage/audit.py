"""The audit: every act on reports by somebody of the staff, reading too, as a chain that cannot be mended.

Each entry is sealed with a keyed digest over itself and the seal before it, so whoever changes, removes or
puts in a row of the database breaks the chain from there on and cannot make it whole without the pepper of
the installation. Rows cut off at the end are found by the anchors that are noted elsewhere every day.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from portal.accounts.models import User
from portal.reports.models import Report
from portal.reports.sealing import digest
from portal.triage.records import Act, AuditEntry, AuditHead
from portal.triage.signals import recorded

HEAD = 1
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Broken:
    """Where the chain does not hold: the number of an entry, and in which way."""

    number: int
    why: str


def record(act: Act, by: User | None, report: Report | None = None, **detail: Any) -> AuditEntry:
    """Add an entry in the transaction of the act. ``detail`` holds names and numbers, never what was told."""
    return record_all([(act, report, detail)], by)[0]


@transaction.atomic
def record_all(
    acts: Iterable[tuple[Act, Report | None, Mapping[str, Any]]], by: User | None
) -> list[AuditEntry]:
    """Add entries of one person in their order. The head is locked until the act's transaction ends."""
    head, _made = AuditHead.objects.select_for_update().get_or_create(pk=HEAD)
    entries = []
    for act, report, detail in acts:
        entry = AuditEntry(
            number=head.number + 1,
            at=timezone.now(),
            act=act,
            who=by.pk if by else None,
            who_name=str(by)[:254] if by else "",
            report=report.pk if report else None,
            report_number=report.number if report else "",
            detail=dict(detail),
        )
        entry.seal = seal_of(entry, head.seal)
        head.number, head.seal = entry.number, entry.seal
        entries.append(entry)
    AuditEntry.objects.bulk_create(entries)
    head.save()
    recorded.send(AuditEntry, entries=entries, by=by)
    return entries


def seal_of(entry: AuditEntry, before: str) -> str:
    """The seal of an entry that stands after the one with the seal ``before``."""
    told = [
        entry.number,
        entry.at.timestamp(),
        str(entry.act),
        entry.who,
        entry.who_name,
        str(entry.report or ""),
        entry.report_number,
        entry.detail,
        before,
    ]
    return digest("audit", json.dumps(told, sort_keys=True, ensure_ascii=False))


def broken() -> Iterator[Broken]:
    """Every place where the chain does not hold, in its order; nothing where all of it does.

    What is added meanwhile is left for the next time. Memory does not grow with the chain.
    """
    end, end_seal = standing()
    before, expected = "", 1
    rows = AuditEntry.objects.filter(number__lte=end).order_by("number")
    for entry in rows.iterator(chunk_size=2_000):
        if entry.number != expected:
            yield Broken(expected, "missing")
        if entry.seal != seal_of(entry, before):
            yield Broken(entry.number, "changed")
        before, expected = entry.seal, entry.number + 1
    if (end, end_seal) != (expected - 1, before):
        yield Broken(expected, "cut off")
    newest = AuditEntry.objects.aggregate(newest=Max("number"))["newest"] or 0
    if newest > standing()[0]:
        yield Broken(newest, "put in")


def standing() -> tuple[int, str]:
    """The number and the seal of the newest entry, to be noted where nobody can change it."""
    head = AuditHead.objects.filter(pk=HEAD).first()
    return (head.number, head.seal) if head else (0, "")


def holds_at(number: int, seal: str) -> bool:
    """Whether an anchor noted earlier is still in the chain."""
    return number == 0 or AuditEntry.objects.filter(number=number, seal=seal).exists()
