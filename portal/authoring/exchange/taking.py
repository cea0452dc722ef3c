"""An uploaded file becomes a draft: whole, checked like the form, or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.authoring import law, vocabulary
from portal.authoring.exchange import checking
from portal.authoring.exchange.sheet import Fault, Sheet, UnreadableError, read_sheet
from portal.authoring.legible import FAULTS
from portal.authoring.objects.base import LawObject
from portal.authoring.placing import gathering
from portal.authoring.roles import roles_of

IMPORTED = "authoring.import"


class NotTakenError(ValueError):
    """A file is not taken; ``faults`` say everything that is wrong with it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


@transaction.atomic
def take_file(law_object: LawObject, data: bytes, *, by: Any, seen: int | None) -> bool:
    """Make a draft of a file, on top of the newest version; return whether it says anything new.

    ``seen`` is the number of the version that was the newest one when the form was opened. Raises
    ``NotTakenError`` with every fault; then nothing is saved. Raises ``PermissionDenied`` for whoever may not
    write at the object's desk.
    """
    kind = type(law_object)
    held = kind._default_manager.select_for_update().get(pk=law_object.pk)
    if not roles_of(by).may_write(held.desk_id):
        raise PermissionDenied
    if why := _stands_in_the_way(held, by, seen):
        raise NotTakenError([Fault(None, "", why)])
    try:
        sheet = read_sheet(data)
    except UnreadableError as error:
        raise NotTakenError([error.fault]) from error
    draft = held.draft()
    before = draft.content_sha256()
    if faults := _take(draft, sheet, by):
        raise NotTakenError(faults)
    if draft.content_sha256() == before:
        return False
    try:
        draft.save_revision(user=by, log_action=IMPORTED)
    except ValidationError as error:
        raise NotTakenError(sheet.fault((), message) for message in error.messages) from error
    return True


def _stands_in_the_way(held: LawObject, by: Any, seen: int | None) -> str:
    lock = held.get_lock()
    if lock and lock.for_user(by):
        return _("It is locked or in review.")
    if held.latest_revision_id != seen:
        return _("Somebody saved another version meanwhile. Look at it, and then import the file again.")
    return ""


def _take(draft: LawObject, sheet: Sheet, by: Any) -> list[Fault]:
    """Put the row into the draft; return what is wrong with it."""
    if wrong := _of_another(draft, sheet):
        return [wrong]
    with gathering() as misplaced:
        draft.take_row(sheet.value)
    if misplaced:
        return [sheet.fault(each.path, each.message) for each in misplaced]
    _let_it_name_itself(draft)
    try:
        return [sheet.fault(path, message) for path, message in checking.faults(draft, by)]
    finally:
        vocabulary.look_again()


def _let_it_name_itself(draft: LawObject) -> None:
    """Rules of a file may name each other, although none of them is saved yet."""
    with suppress(*FAULTS):  # what misses a part has no names, and is told what it misses
        vocabulary.use(vocabulary.of(law.documents(law.with_draft(law.drafted(), draft))))


def _of_another(draft: LawObject, sheet: Sheet) -> Fault | None:
    """A file of another object, by the name that stands in it."""
    name = draft.columns.get("key")
    found = sheet.value.get(name) if name else None
    if name is None or found == draft.key:
        return None
    if found is None:
        return sheet.fault((name,), _("The name is missing; this is %(key)s.") % {"key": draft.key})
    told = {"key": draft.key, "found": found}
    return sheet.fault((name,), _("The file is about %(found)s, and this is %(key)s.") % told)
