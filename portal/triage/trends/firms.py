"""What the firms are called that several reports name: one report of each is opened to see it, when asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from portal.accounts.models import User
from portal.triage import audit
from portal.triage.casework.defang import defang
from portal.triage.changing import insist
from portal.triage.models import Case, Term
from portal.triage.records import Act
from portal.triage.rights import Right
from portal.triage.told import Told, told_all
from portal.triage.trends.facts import FIRM, firms_of


@dataclass(frozen=True, slots=True)
class Firm:
    name: str
    number: str
    """Of the report that was opened for it."""


@transaction.atomic
def names_of(values: Iterable[int], *, by: User) -> dict[int, Firm]:
    """The firms by their values. Whoever sees the names has seen something of those reports: it is audited.

    Raises ``PermissionDenied``.
    """
    insist(by, Right.READ)
    newest = _newest(list(values))
    told = told_all(newest.values())
    found = {
        value: Firm(defang(_name(value, told[case.pk])), case.report.number)
        for value, case in newest.items()
        if case.pk in told
    }
    if found:
        audit.record(Act.LISTED, by, numbers=sorted({firm.number for firm in found.values()}))
    return found


def _newest(values: list[int]) -> dict[int, Case]:
    """The newest report of each."""
    found: dict[int, Case] = {}
    for value in values:
        terms = Term.objects.filter(kind=FIRM, value=value).exclude(case__report__sealed_key=b"")
        newest = terms.select_related("case__report").order_by("-case__report__sent_at").first()
        if newest:
            found[value] = newest.case
    return found


def _name(value: int, told: Told) -> str:
    for one in told.accused:
        if (FIRM, value) in firms_of(one):
            return " ".join((one.get("name") or one.get("also") or "").split())[:200]
    return ""
