"""The reports of an export, opened a few at a time: none lies in memory longer than it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from portal.reports import keeping
from portal.reports import services as reports
from portal.reports.models import Message, Reporter
from portal.reports.sealing import CannotOpenError, Key
from portal.triage.export.columns import Opened, Part, moment
from portal.triage.models import Case

AT_ONCE = 50
RELATED = {
    Part.TOLD: ("report__evidence",),
    Part.MESSAGES: ("report__messages",),
    Part.NOTES: ("notes__by",),
    Part.IDENTITY: (),
}


def opened(keys: Sequence[UUID], parts: Iterable[str]) -> Iterator[Opened]:
    """Each report in the order of its key, good until the next is taken. One that was disposed of meanwhile
    tells only what is left.
    """
    chosen = frozenset(parts)
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        found = {case.pk: case for case in _cases(some, chosen)}
        for key in some:
            if case := found.pop(key, None):
                yield _open(case, chosen)
                _let_go(case)


def _let_go(case: Case) -> None:
    """Rows that know each other would lie in memory until Python looks for circles."""
    for row in (case, case.report):
        row._state.fields_cache.clear()
        vars(row).pop("_prefetched_objects_cache", None)


def _cases(keys: Sequence[UUID], parts: frozenset[str]) -> QuerySet[Case]:
    rows = Case.objects.filter(pk__in=keys).select_related(
        "report", "officer", "team", "office", "into__report"
    )
    if Part.IDENTITY in parts:
        rows = rows.select_related("report__reporter")
    return rows.prefetch_related("tags", *(name for part in parts for name in RELATED[Part(part)]))


def _open(case: Case, parts: frozenset[str]) -> Opened:
    row = Opened(case)
    try:
        key = reports.key_of(case.report)
        _tell(row, key, parts)
    except CannotOpenError:
        row = Opened(case, is_gone=True)
    return row


def _tell(row: Opened, key: Key, parts: frozenset[str]) -> None:
    report = row.case.report
    if parts & {Part.TOLD, Part.IDENTITY}:
        answers = reports.answers_of(report)
        you = answers.pop("you", {})
        if Part.TOLD in parts:
            row.answers = answers
            row.files = [_name(keeping.told(file, key)) for file in report.evidence.all()]
        if Part.IDENTITY in parts:
            row.you = you if isinstance(you, dict) else {}
            with suppress(Reporter.DoesNotExist):
                row.sender = reports.opened(report.reporter, key)
    if Part.MESSAGES in parts:
        row.messages = [_message(message, key) for message in report.messages.all()]
    if Part.NOTES in parts:
        row.notes = [f"[{moment(note.at)} {note.by}] {_text(note, key)}" for note in row.case.notes.all()]


def _message(message: Message, key: Key) -> str:
    who = _("asked") if message.is_from_staff else _("the sender wrote")
    return f"[{moment(message.at)}, {who}] {_text(message, key)}"


def _text(row: Any, key: Key) -> str:
    return str(reports.opened(row, key).get("text", ""))


def _name(told: dict[str, Any]) -> str:
    return " ".join(str(told.get("name", "")).split())
