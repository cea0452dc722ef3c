"""Every day the audit is verified, and where it stands is noted outside the database: in a file and by mail.

Whoever owns the database can cut the chain off at its end and set its head back. The notes show it.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.delivery.handlers import Payload
from portal.delivery.services import post, send_mail
from portal.triage import audit
from portal.triage.changing import insist
from portal.triage.models import AnchorReader, AuditEntry
from portal.triage.records import Act
from portal.triage.retention import guards
from portal.triage.rights import Right, people_with

VERIFY = "triage.verify"
MOST_TOLD = 100
"""So many places where the chain is broken are counted; more say no more."""
LINES_AT_ONCE = 500
logger = logging.getLogger(__name__)


class NoAnchorsError(ValueError):
    """The file is not there, or one of its lines is none; ``args[0]`` says which."""


@dataclass(frozen=True, slots=True)
class Anchor:
    at: str
    number: int
    seal: str

    def __str__(self) -> str:
        return f"{self.at} {self.number} {self.seal}"


def verify(by: User | None = None) -> list[audit.Broken]:
    """Read the whole chain, and note in it what was found. Returns the first places where it is broken."""
    found = [*islice(audit.broken(), MOST_TOLD), *islice(_not_as_anchored(), MOST_TOLD)]
    absent = guards.missing()
    told = {"entries": audit.standing()[0], "broken": len(found), "triggers_missing": len(absent)}
    if found:
        told["first"] = found[0].number
    if found or absent:
        logger.error("The audit is broken at %d place(s); triggers missing: %d", len(found), len(absent))
    audit.record(Act.VERIFIED, by, None, **told)
    return found


def _not_as_anchored() -> Iterator[audit.Broken]:
    """A chain that was cut off at its end is whole in itself: what was noted of it outside shows it."""
    try:
        if settings.AUDIT_ANCHORS.exists():
            yield from (audit.Broken(n, "not as anchored") for n in not_in_the_chain(settings.AUDIT_ANCHORS))
    except NoAnchorsError:
        yield audit.Broken(0, "unreadable anchors")


def daily() -> None:
    """Verify and anchor; a periodic job."""
    anchor(verify())


def anchor(found: list[audit.Broken]) -> Anchor:
    """Note the newest number and its seal in the file, then tell whoever chose to be mailed."""
    noted = Anchor(timezone.now().isoformat(timespec="seconds"), *audit.standing())
    _append(noted)
    with transaction.atomic():
        audit.record(Act.ANCHORED, None, None, number=noted.number)
        _mail(noted, found)
    return noted


def _append(noted: Anchor) -> None:
    settings.AUDIT_ANCHORS.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(settings.AUDIT_ANCHORS, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(file, f"{noted}\n".encode("ascii"))
        os.fsync(file)
    finally:
        os.close(file)


def _mail(noted: Anchor, found: list[audit.Broken]) -> None:
    readers = people_with(Right.AUDIT).filter(pk__in=AnchorReader.objects.values("user"))
    addresses = [person.email for person in readers.order_by("pk")]
    if addresses:
        context = {"anchor": noted, "broken": len(found), "page": settings.SITE_URL + reverse("triage:audit")}
        text = render_to_string("triage/anchor_mail.txt", context)
        send_mail(subject=_("Where the audit stands"), text=text, to=addresses)


# What is asked for


@transaction.atomic
def ask_to_verify(by: User) -> None:
    """Have the chain verified soon. Raises ``PermissionDenied``."""
    insist(by, Right.AUDIT)
    post(VERIFY, {"by": by.pk})


def verify_for(payload: Payload, number: object) -> None:
    """Carry out the delivery that asks for it."""
    verify(User.objects.filter(pk=payload["by"]).first())


@transaction.atomic
def choose_mail(by: User, *, wanted: bool) -> None:
    """Raises ``PermissionDenied``."""
    insist(by, Right.AUDIT)
    if wanted:
        AnchorReader.objects.get_or_create(user=by)
    else:
        AnchorReader.objects.filter(user=by).delete()


# Comparing


def not_in_the_chain(path: Path) -> Iterator[int]:
    """The numbers of anchors in a file that the chain holds no more. Raises ``NoAnchorsError``."""
    anchors = _read(path)
    while some := list(islice(anchors, LINES_AT_ONCE)):
        rows = AuditEntry.objects.filter(number__in=[one.number for one in some])
        seals = dict(rows.values_list("number", "seal"))
        yield from (one.number for one in some if one.number and seals.get(one.number) != one.seal)


def _read(path: Path) -> Iterator[Anchor]:
    try:
        with path.open(encoding="ascii") as file:
            for place, line in enumerate(file, 1):
                match line.split():
                    case [at, number] if number == "0":
                        yield Anchor(at, 0, "")
                    case [at, number, seal] if number.isdigit():
                        yield Anchor(at, int(number), seal)
                    case _:
                        raise NoAnchorsError(f"line {place}")
    except (OSError, UnicodeDecodeError) as fault:
        raise NoAnchorsError(type(fault).__name__) from fault
