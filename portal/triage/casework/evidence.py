"""Evidence as the staff see it, and the two ways to take a file: its clean copy, or as it was sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from portal.accounts.models import User
from portal.reports import handing, keeping
from portal.reports import services as reports
from portal.reports.evidence.findings import Caution, Trace
from portal.reports.evidence.wording import sentence
from portal.reports.models import Evidence
from portal.triage import audit
from portal.triage.casework.defang import Inert, inert_name
from portal.triage.changing import NotGivenError, insist, lock, write
from portal.triage.models import AuditEntry, Case, Note
from portal.triage.records import Act
from portal.triage.rights import Right, may
from portal.triage.states import Given

RIGHTS = {keeping.CLEAN: Right.READ, keeping.ORIGINAL: Right.ORIGINALS}
ACTS = {keeping.CLEAN: Act.EVIDENCE, keeping.ORIGINAL: Act.ORIGINAL}


class NotHarmlessError(Exception):
    """The file was not scanned yet, or malware was found in it: it is handed to nobody."""


@dataclass(frozen=True, slots=True)
class File:
    """What is known of a file. ``came_with`` is the message that brought it; none of the report itself."""

    row: Evidence
    name: Inert
    kind: str
    clean_kind: str
    sha256: str
    clean_sha256: str
    removed: tuple[str, ...]
    cautions: tuple[str, ...]

    @property
    def is_harmless(self) -> bool:
        return handing.is_harmless(self.row)

    @property
    def is_infected(self) -> bool:
        return self.row.state == Evidence.State.INFECTED


def files_of(case: Case) -> list[File]:
    """In the order in which they came."""
    key = reports.key_of(case.report)
    rows = case.report.evidence.order_by("added_at", "pk")
    return [_file(row, keeping.told(row, key)) for row in rows]


def _file(row: Evidence, told: dict[str, Any]) -> File:
    return File(
        row=row,
        name=inert_name(told["name"]),
        kind=told["kind"].upper(),
        clean_kind=told["clean_kind"].upper(),
        sha256=told["sha256"],
        clean_sha256=told["clean_sha256"],
        removed=tuple(sentence(Trace(name)) for name in told["removed"]),
        cautions=tuple(sentence(Caution(name)) for name in told["cautions"]),
    )


def take_clean(case: Case, row: Evidence, *, by: User) -> str:
    """The address of the clean copy, for a minute. Raises ``PermissionDenied``, ``NotHarmlessError``."""
    return _take(case, row, keeping.CLEAN, by=by)


def take_original(case: Case, row: Evidence, *, by: User, reason: str) -> str:
    """The address of a file as it was sent, for a minute.

    Raises ``PermissionDenied``, ``NotGivenError``, ``NotHarmlessError``.
    """
    return _take(case, row, keeping.ORIGINAL, by=by, reason=reason)


@transaction.atomic
def _take(case: Case, row: Evidence, column: str, *, by: User, reason: str = "") -> str:
    insist(by, Right.READ)
    insist(by, RIGHTS[column])
    locked = lock(case)
    row.refresh_from_db()
    if row.report_id != locked.pk:
        raise PermissionDenied
    if not handing.is_harmless(row):
        raise NotHarmlessError
    detail = {"file": str(row.pk)}
    if column == keeping.ORIGINAL:
        if not reason.strip():
            raise NotGivenError(Given.REASON)
        detail["note"] = str(write(locked, reason, by=by, kind=Note.Kind.REASON).pk)
    act = audit.record(ACTS[column], by, locked.report, **detail)
    return handing.link_to(row, column, user=by, act=act.number)


def may_have(sender: Any, row: Evidence, column: str, user: Any, act: int, **kwargs: Any) -> bool:
    """Whether somebody has the right to a file now and it stands in the audit that they took it."""
    if not (may(user, Right.READ) and may(user, RIGHTS[column])):
        return False
    taken = AuditEntry.objects.filter(number=act, act=ACTS[column], who=user.pk, report=row.report_id)
    return any(entry.detail.get("file") == str(row.pk) for entry in taken)
