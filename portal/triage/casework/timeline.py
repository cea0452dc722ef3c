"""All that happened to a report as one list: what the staff did and read, what its sender wrote, why.

Acts come from the audit, so nothing that was done is missing; reasons are opened from their sealed notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from portal.reports.models import Event, Evidence
from portal.reports.states import State
from portal.triage import services
from portal.triage.casework.defang import Inert, inert
from portal.triage.models import AuditEntry, Case
from portal.triage.queue import routing
from portal.triage.records import Act
from portal.triage.states import Action, Outcome

MOST = 1_000
"""Acts of one report that its page shows, the newest; the audit has all of them."""
READING = {Act.OPENED, Act.LISTED, Act.SEARCHED}
TOLD_ELSEWHERE = {Event.Kind.MOVED, Event.Kind.ASKED}
"""Events that follow from an act of the staff, which the audit tells."""


@dataclass(frozen=True, slots=True)
class Item:
    """``target`` is where on the page more stands; ``folded`` are readings that nobody needs one by one."""

    at: datetime
    words: str
    who: str = ""
    reason: Inert | None = None
    target: str = ""
    is_reading: bool = False
    folded: tuple[Item, ...] = ()


def items(case: Case) -> list[Item]:
    """The newest first."""
    entries = list(AuditEntry.objects.filter(report=case.pk).order_by("-number")[:MOST])
    files = {str(pk): place for place, pk in enumerate(_evidence(case), 1)}
    reasons = {str(note.pk): note for note in case.notes.all()}
    found = [_act(case, entry, reasons, files) for entry in entries]
    found += list(_events(case))
    return sorted(found, key=lambda item: item.at, reverse=True)


def folded(found: Iterable[Item]) -> list[Item]:
    """Readings that follow each other as one item that opens."""
    told: list[Item] = []
    for is_reading, group in groupby(found, key=lambda item: item.is_reading):
        rows = tuple(group)
        if is_reading and len(rows) > 1:
            names = ", ".join(dict.fromkeys(row.who for row in rows))
            told.append(
                Item(rows[0].at, _("read %(times)d times") % {"times": len(rows)}, names, folded=rows)
            )
        else:
            told += rows
    return told


def changes_since(case: Case, moment: datetime) -> list[Item]:
    """What somebody did or wrote since, without what was only read; the oldest first."""
    return [item for item in reversed(items(case)) if item.at > moment and not item.is_reading]


def _evidence(case: Case) -> Iterable[Any]:
    return Evidence.objects.filter(report=case.pk).order_by("added_at", "pk").values_list("pk", flat=True)


def _events(case: Case) -> Iterator[Item]:
    for event in case.report.events.exclude(kind__in=TOLD_ELSEWHERE):
        if event.kind == Event.Kind.SENT:
            yield Item(event.at, _("The report was sent"))
        elif event.kind == Event.Kind.ARRIVED:
            yield Item(event.at, _("It came to the staff"))
        elif event.kind == Event.Kind.ANSWERED:
            yield Item(event.at, _("The sender wrote"), target="messages")
        else:
            yield Item(event.at, event.get_kind_display().capitalize())


def _act(case: Case, entry: AuditEntry, notes: dict[str, Any], files: dict[str, int]) -> Item:
    act, detail = entry.act, entry.detail
    note = notes.get(str(detail.get("note", "")))
    target = {Act.ASKED: "messages", Act.EVIDENCE: "evidence", Act.ORIGINAL: "evidence"}.get(act, "")  # type: ignore[call-overload]
    if act == Act.NOTED and note:
        return Item(entry.at, _words(act, detail, files), _who(entry), target=f"note-{note.pk}")
    reason = inert(services.text_of(note, case)) if note else None
    return Item(entry.at, _words(act, detail, files), _who(entry), reason, target, act in READING)


def _who(entry: AuditEntry) -> str:
    return entry.who_name or _("By itself:")


def _words(act: str, detail: dict[str, Any], files: dict[str, int]) -> str:
    if routed := routing.sentence_of(detail):
        return routed
    label = str(Act(act).label) if act in Act.values else act
    more = "; ".join(filter(None, _more(act, detail, files)))
    return f"{label}: {more}" if more else label


def _more(act: str, detail: dict[str, Any], files: dict[str, int]) -> Iterator[str]:
    if act in {Act.MOVED, Act.ASKED}:
        yield from _of_a_move(detail)
    elif act == Act.ASSIGNED:
        yield ", ".join(filter(None, (detail.get("officer"), detail.get("team")))) or _("nobody")
    elif act == Act.TAGGED:
        yield ", ".join(detail.get("tags", [])) or _("none")
    elif act in {Act.EVIDENCE, Act.ORIGINAL} and detail.get("file") in files:
        yield _("file %(place)d") % {"place": files[detail["file"]]}
    elif act == Act.HANDED_OVER:
        yield str(detail.get("office", ""))
        yield str(detail.get("format", "")).upper()
        yield _("taken") if detail.get("taken") else _("made")
        yield _("with who sent it") if detail.get("identity") else ""


def _of_a_move(detail: dict[str, Any]) -> Iterator[str]:
    action, outcome = detail.get("action"), detail.get("outcome")
    yield str(Action(action).label) if action in Action.values else ""
    if detail.get("from") in State.values and detail.get("to") in State.values:
        yield f"{State(detail['from']).label} → {State(detail['to']).label}"
    yield str(detail.get("office", ""))
    yield str(Outcome(outcome).label) if outcome in Outcome.values else ""
    yield str(detail.get("into", ""))
