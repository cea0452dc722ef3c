"""Making an export: the right asked, everything accounted for, and only then the first byte."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.accounts.models import User
from portal.triage import audit
from portal.triage.changing import NotGivenError, insist, write
from portal.triage.export.choosing import Chosen
from portal.triage.export.columns import RIGHT_OF, Part, columns_of, moment
from portal.triage.export.formats import WRITERS, Format, Mark
from portal.triage.export.opening import AT_ONCE, opened
from portal.triage.export.records import Exported
from portal.triage.models import Case, Note
from portal.triage.records import Act
from portal.triage.rights import Right, may
from portal.triage.states import Given

MOST_ROWS, MOST_SENDERS = 10_000, 500
"""Of one export, and of one that names who sent the reports."""


class TooManyError(ValueError):
    """``args[0]`` says in a sentence how many there are and what to do."""


class NothingChosenError(ValueError):
    """No report is what was asked for."""


@dataclass(frozen=True, slots=True)
class Export:
    """``name`` tells when it was made, and nothing of what is in it."""

    name: str
    pieces: Iterator[bytes]


def export(chosen: Chosen, *, by: User, kind: str, parts: Iterable[str], reason: str) -> Export:
    """Account for an export and begin it: its pieces are made while they are read.

    Raises ``PermissionDenied``, ``NotGivenError`` without a reason, ``NothingChosenError``, ``TooManyError``.
    """
    wanted = [part.value for part in Part if part in set(parts)]
    insist(by, Right.EXPORT)
    if not all(may(by, RIGHT_OF[part]) for part in wanted):
        raise PermissionDenied
    if not reason.strip():
        raise NotGivenError(Given.REASON)
    with transaction.atomic():
        keys = _keys(chosen, most=MOST_SENDERS if Part.IDENTITY in wanted else MOST_ROWS)
        made = Exported(by=by, format=Format(kind), parts=wanted, rows=len(keys))
        made.told = {"reason": reason, "words": chosen.words}
        made.save(force_insert=True)
        _account_for(made, chosen, keys, by=by, reason=reason)
    columns = columns_of(wanted)
    pieces = WRITERS[kind](_mark(made, chosen, reason), columns, opened(keys, wanted))
    return Export(f"reports-{timezone.localtime(made.at):%Y%m%d-%H%M%S}.{kind}", pieces)


def _keys(chosen: Chosen, *, most: int) -> list[UUID]:
    rows = chosen.cases.order_by("report__sent_at", "pk").values_list("pk", flat=True)
    keys = list(rows[: most + 1])
    if not keys:
        raise NothingChosenError
    if len(keys) > most:
        told = {"count": f"{chosen.cases.count():,}", "most": f"{most:,}"}
        raise TooManyError(
            _(
                "These are %(count)s reports. One export holds at most %(most)s. "
                "Choose fewer, for example by days, and make several."
            )
            % told
        )
    return keys if chosen.kept is None else _kept(chosen.kept, keys)


def _kept(keep: Callable[[list[Case]], list[Case]], keys: list[UUID]) -> list[UUID]:
    """Those of the reports that are to be kept, in the same order; a few are opened at a time."""
    found: set[UUID] = set()
    for start in range(0, len(keys), AT_ONCE):
        some = Case.objects.filter(pk__in=keys[start : start + AT_ONCE]).select_related("report")
        found |= {case.pk for case in keep(list(some))}
    if not found:
        raise NothingChosenError
    return [key for key in keys if key in found]


def _account_for(made: Exported, chosen: Chosen, keys: list[UUID], *, by: User, reason: str) -> None:
    """One entry for the export, one for each report, and for each whose sender is told another one."""
    detail = {"export": made.key, "format": made.format, "parts": made.parts}
    acts: list[Any] = [(Act.EXPORTED, None, {**detail, "rows": made.rows, "chosen": dict(chosen.audited)})]
    cases = Case.objects.filter(pk__in=keys).select_related("report").order_by("report__sent_at", "pk")
    for case in cases.iterator(chunk_size=500):
        acts.append((Act.EXPORTED, case.report, {"export": made.key}))
        if Part.IDENTITY in made.parts and case.report.sealed_key:
            note = write(case, reason, by=by, kind=Note.Kind.REASON)
            acts.append((Act.IDENTITY, case.report, {"export": made.key, "note": str(note.pk)}))
    audit.record_all(acts, by)


def _mark(made: Exported, chosen: Chosen, reason: str) -> Mark:
    rows = ngettext("%(count)s report", "%(count)s reports", made.rows) % {"count": f"{made.rows:,}"}
    return Mark(
        key=made.key,
        label=_("Export"),
        told=(
            ("by", _("Exported by"), f"{made.by} <{made.by.email}>, {moment(made.at)}"),
            ("at", _("On"), moment(made.at)),
            ("reason", _("Reason"), " ".join(reason.split())),
            ("chosen", _("What"), f"{chosen.words} ({rows})"),
            ("key", _("Export"), made.key),
        ),
    )
