"""Legal holds: what is under one is kept, whatever the schedule says."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.reports import sealing
from portal.reports.models import Report
from portal.reports.sealing import Key, derived_key
from portal.triage import audit
from portal.triage.changing import insist
from portal.triage.models import HeldReport, LegalHold
from portal.triage.records import Act
from portal.triage.rights import Right

MOST = 500
"""Of reports under one hold: as many as one transaction locks at ease."""


class NoSuchReportsError(LookupError):
    """There are no reports of these numbers, or they were disposed of; ``args`` are the numbers."""


class TooManyError(ValueError):
    """More reports at once than ``args[0]``."""


@transaction.atomic
def hold(numbers: Iterable[str], *, matter: str, reason: str, by: User) -> LegalHold:
    """Put reports under a hold, all or none. Whoever is about to dispose of one has to wait, and then stops.

    Raises ``PermissionDenied``, ``NoSuchReportsError``, ``TooManyError``.
    """
    insist(by, Right.RECORDS)
    reports = locked(numbers)
    made = LegalHold(by=by)
    made.sealed = sealing.seal_json({"matter": matter, "reason": reason}, made.place(), _key(made))
    made.save(force_insert=True)
    HeldReport.objects.bulk_create(HeldReport(hold=made, report=report) for report in reports)
    audit.record_all([(Act.HELD, report, {"hold": str(made.pk)}) for report in reports], by)
    return made


@transaction.atomic
def lift(hold: LegalHold, *, by: User) -> None:
    """End a hold; the second time nothing happens. Raises ``PermissionDenied``."""
    insist(by, Right.RECORDS)
    reports = list(Report.objects.select_for_update().filter(held__hold=hold).order_by("pk"))
    if LegalHold.objects.filter(pk=hold.pk, lifted_at=None).update(lifted_by=by, lifted_at=timezone.now()):
        audit.record_all([(Act.RELEASED, report, {"hold": str(hold.pk)}) for report in reports], by)


def told(hold: LegalHold) -> dict[str, str]:
    """The matter and the reason. Raises ``CannotOpenError``."""
    found: dict[str, str] = sealing.unseal_json(hold.sealed, hold.place(), _key(hold))
    return found


def locked(numbers: Iterable[str]) -> list[Report]:
    """Reports that are there, locked in the order that everybody locks many in."""
    wanted = set(numbers)
    if len(wanted) > MOST:
        raise TooManyError(MOST)
    rows = Report.objects.select_for_update().filter(number__in=wanted).order_by("pk")
    reports = [report for report in rows if report.sealed_key]
    if absent := sorted(wanted - {report.number for report in reports}):
        raise NoSuchReportsError(*absent)
    return reports


def _key(hold: LegalHold) -> Key:
    """Made from the pepper of the installation, so that no rotation has to know of holds."""
    return derived_key("legal hold", str(hold.pk))
