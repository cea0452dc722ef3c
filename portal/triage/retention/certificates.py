"""The certificate of a disposal: what went, under which schedule, who said so, how, and when backups end."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from portal.reports.sealing import digest
from portal.triage import audit
from portal.triage.models import Certificate, Disposal, Item
from portal.triage.records import Act

Told = dict[str, Any]


def certify(disposal: Disposal) -> Certificate | None:
    """Write the certificate of a disposal that is done, in its transaction; none where nothing went."""
    assert disposal.done_at  # noqa: S101 - called by what has just set it
    items = list(disposal.items.select_related("report", "schedule").order_by("report__number"))
    if not any(item.state == Item.State.DONE for item in items):
        return None
    number = f"CD-{timezone.localdate(disposal.done_at).year}-{disposal.pk:06}"
    told = _told(disposal, items) | {"certificate": number}
    made = Certificate.objects.create(number=number, disposal=disposal, told=told, seal=seal_of(told))
    audit.record(Act.CERTIFIED, None, certificate=number, seal=made.seal, disposal=disposal.pk)
    return made


def _told(disposal: Disposal, items: list[Item]) -> Told:
    """JSON of names, numbers and days, never of what a report said. Moments are ISO 8601 in UTC."""
    assert disposal.approved_by  # noqa: S101
    assert disposal.approved_at  # noqa: S101
    assert disposal.done_at  # noqa: S101
    backups_end = timezone.localdate(disposal.done_at) + timedelta(days=settings.BACKUP_DAYS)
    return {
        "proposed": {"by": str(disposal.proposed_by), "at": disposal.proposed_at.isoformat()},
        "approved": {"by": str(disposal.approved_by), "at": disposal.approved_at.isoformat()},
        "done_at": disposal.done_at.isoformat(),
        "how": "keys destroyed",
        "backup_days": settings.BACKUP_DAYS,
        "backups_end": backups_end.isoformat(),
        "reports": [_report(item) for item in items if item.state == Item.State.DONE],
        "kept": [
            {"number": item.report.number, "why": item.why}
            for item in items
            if item.state == Item.State.STOPPED
        ],
    }


def _report(item: Item) -> Told:
    return {
        "number": item.report.number,
        "category": item.report.category,
        "kind": item.schedule.key,
        "schedule": item.schedule.number,
        "kept_days": item.schedule.kept_days,
        "closed_at": item.closed_at.isoformat(),
        "key": item.key_name,
    }


def seal_of(told: Told) -> str:
    return digest("certificate", json.dumps(told, sort_keys=True, ensure_ascii=False))


def holds(certificate: Certificate) -> bool:
    """Whether it says what it said when it was written."""
    return certificate.seal == seal_of(certificate.told)
