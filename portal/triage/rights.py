"""What somebody of the staff may do with reports, and the roles that hold these rights.

A right comes from a group and from nothing else: a superuser keeps accounts and reads no report. Whoever
gives themselves a role by that stands in the audit.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User

ROOM = "triage"


class Right(models.TextChoices):
    """Their values are the code names of permissions."""

    READ = "read_reports", _("Read reports")
    WORK = "work_reports", _("Work on reports: assign, ask, note, refer, close")
    LEAD = "lead_reports", _("Lead: open again, route, change many at once, keep teams and offices")
    IDENTITY = "open_identity", _("Open who sent a report")
    ORIGINALS = "open_originals", _("Open evidence as it was sent")
    EXPORT = "export_reports", _("Export reports")
    RECORDS = "keep_records", _("Keep records: holds and disposal")
    AUDIT = "read_audit", _("Read the audit")
    TRENDS = "read_trends", _("See counts and trends")


OFFICERS, LEADS, CUSTODIANS = "Triage officers", "Triage leads", "Identity custodians"
RECORDS_OFFICERS, AUDITORS, READERS = "Records officers", "Auditors of reports", "Report readers"

ROLES: dict[str, tuple[Right, ...]] = {
    OFFICERS: (Right.READ, Right.WORK, Right.TRENDS),
    LEADS: (Right.READ, Right.WORK, Right.LEAD, Right.ORIGINALS, Right.EXPORT, Right.TRENDS),
    CUSTODIANS: (Right.READ, Right.IDENTITY),
    RECORDS_OFFICERS: (Right.RECORDS, Right.TRENDS),
    AUDITORS: (Right.AUDIT, Right.TRENDS),
    READERS: (Right.READ, Right.TRENDS),
}
"""A role's group is made by a migration and given its rights whenever migrations have run."""


def rights_of(user: Any) -> frozenset[str]:
    """The rights of a person; looked up once a request."""
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    found: frozenset[str] | None = getattr(user, "_report_rights", None)
    if found is None:
        # The admin asks for the same to draw its menu, so no query is added; a superuser would be given all.
        held = _of_groups(user) if user.is_superuser else user.get_group_permissions()
        found = frozenset(right.value for right in Right if f"{ROOM}.{right}" in held)
        user._report_rights = found  # type: ignore[attr-defined]
    return found


def _of_groups(user: User) -> set[str]:
    held = Permission.objects.filter(group__user=user, content_type__app_label=ROOM)
    return {f"{ROOM}.{codename}" for codename in held.values_list("codename", flat=True)}


def may(user: Any, right: Right | str) -> bool:
    return str(right) in rights_of(user)


def people_with(right: Right) -> QuerySet[User]:
    """Everybody who could be given such work."""
    return User.objects.filter(
        is_active=True,
        groups__permissions__codename=right.value,
        groups__permissions__content_type__app_label=ROOM,
    ).distinct()
