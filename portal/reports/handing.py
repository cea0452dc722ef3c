"""How a file of a report is handed to somebody of the staff: a signed address, for one person and one minute.

Who may have it is not for this room to say. Whoever says it answers the signal `signals.handing`, when the
file is asked for; where nobody answers, nobody gets a file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.urls import reverse

from portal.reports import keeping, signals
from portal.reports.evidence.kinds import Kind
from portal.reports.evidence.naming import safe_name
from portal.reports.models import Evidence

LINK_SECONDS = 60
SALT = "portal.reports.evidence"
COLUMNS = {keeping.ORIGINAL, keeping.CLEAN}


class NotHandedError(Exception):
    """No file is handed out: there is none, it is not known to be harmless, or not for this person."""


@dataclass(frozen=True, slots=True)
class Handed:
    row: Evidence
    column: str

    def name(self, told: Mapping[str, Any]) -> str:
        """A harmless name by which nobody takes what was sent for its clean copy."""
        if self.column == keeping.CLEAN:
            return str(told["safe_name"])
        return f"original-{safe_name(told['name'], Kind(told['kind']))}"


def link_to(row: Evidence, column: str, *, user: Any, act: int) -> str:
    """The address of a file. ``act`` is the number under which it stands in the audit that it was taken."""
    told = {"file": str(row.pk), "column": column, "user": user.pk, "act": act}
    return reverse("reports:evidence_file", args=[signing.dumps(told, salt=SALT)])


def handed(token: str, user: Any) -> Handed:
    """What is behind an address, asked for by ``user``. Raises ``NotHandedError``."""
    try:
        told = signing.loads(token, salt=SALT, max_age=LINK_SECONDS)
        row = Evidence.objects.select_related("report").filter(pk=told["file"]).first()
    except (signing.BadSignature, ValidationError):
        raise NotHandedError from None
    if row is None or not is_harmless(row) or told["column"] not in COLUMNS or told["user"] != user.pk:
        raise NotHandedError
    answers = signals.handing.send(Evidence, row=row, column=told["column"], user=user, act=told["act"])
    if not answers or not all(answer is True for _who, answer in answers):
        raise NotHandedError
    return Handed(row, told["column"])


def is_harmless(row: Evidence) -> bool:
    """Whether it came with a report that was sent, and was scanned and nothing found."""
    return row.report_id is not None and row.state == Evidence.State.CLEAN
