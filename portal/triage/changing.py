"""How a case is changed: one transaction, its report locked, the right asked, never from an older page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import PermissionDenied
from django.db import transaction

from portal.accounts.models import User
from portal.reports import sealing, services
from portal.reports.models import Report
from portal.triage.arriving import post_index
from portal.triage.models import Case, Note
from portal.triage.rights import Right, may


class StaleError(Exception):
    """Somebody else has changed the case since the page was shown. Nothing was changed."""


class DisposedError(Exception):
    """The report was disposed of: there is nothing left to read or to change. ``args[0]`` is its number."""


class NotGivenError(ValueError):
    """Something that the act needs was not given; ``args[0]`` is its `Given`."""


class NoSuchMoveError(ValueError):
    """The table has no such move from the state that the report is in."""


def insist(by: User, right: Right) -> None:
    """Raises ``PermissionDenied``."""
    if not may(by, right):
        raise PermissionDenied


@contextmanager
def changing(case: Case, *, by: User, right: Right, seen: int | None = None) -> Iterator[Case]:
    """The case as it is now, locked with its report; what is set on it is stored at the end, or nothing.

    ``seen`` is the version of the page that the act was sent from. Raises ``PermissionDenied``,
    ``StaleError``, ``DisposedError``.
    """
    insist(by, right)
    with transaction.atomic():
        locked = lock(case)
        if seen is not None and locked.version != seen:
            raise StaleError
        yield locked
        locked.version += 1
        locked.save()


def lock(case: Case) -> Case:
    """The case and its report as they are, until the transaction ends. The report is locked first, always.

    Raises ``DisposedError``.
    """
    report = Report.objects.select_for_update().get(pk=case.pk)
    if not report.sealed_key:
        raise DisposedError(report.number)
    locked = Case.objects.select_for_update().get(pk=case.pk)
    locked.report = report
    return locked


def write(case: Case, text: str, *, by: User, kind: Note.Kind = Note.Kind.NOTE) -> Note:
    """Seal a note on the case."""
    note = Note(case=case, by=by, kind=kind)
    note.sealed = sealing.seal_json({"text": text}, note.place(), services.key_of(case.report))
    note.save(force_insert=True)
    post_index(case.report)
    return note
