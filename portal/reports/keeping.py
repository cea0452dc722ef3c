"""Evidence is kept sealed, the file as it came and its clean copy, and in quarantine until it was scanned.

A file belongs to a draft first: its key is sealed with the draft's, so that only the writer can have it
opened. When the report is sent the key is sealed anew for the report, in the same transaction.
"""

from __future__ import annotations

import errno
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from os import SEEK_END
from pathlib import Path
from time import monotonic as now
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import Storage, storages
from django.db import transaction
from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext as _

from portal.delivery.services import post
from portal.reports import sealing
from portal.reports.evidence import confined
from portal.reports.evidence.checking import Examined, Refused, examine
from portal.reports.evidence.cleaning import Cleaned, clean
from portal.reports.evidence.findings import Reason
from portal.reports.evidence.limits import FILES_PER_REPORT, REPORT_BYTES
from portal.reports.evidence.wording import sentence
from portal.reports.models import Draft, Evidence, Message, Report
from portal.reports.sealed_files import seal_file, unseal_file
from portal.reports.sealing import Key, Place
from portal.web import slow

SCAN = "reports.scan"
ORIGINAL, CLEAN = "original", "clean_copy"
LOOKING_SECONDS = 60
"""For the files of one page; one more may begin within it."""
KEPT_FREE_BYTES = 1_000_000_000
"""Of the disk that files lie on: what is told in words is stored there still."""


Quota = Callable[[int], bool]
"""Says whether whoever sends may bring so many bytes more."""


class NotKeptError(Exception):
    """Why a file was not taken, as a sentence for whoever sent it."""


@dataclass(frozen=True, slots=True)
class Owner:
    """What a file belongs to, and its key: a draft, or a report that was sent, with a later message."""

    row: Draft | Report
    key: Key
    message: Message | None = None

    @property
    def fields(self) -> dict[str, Any]:
        if isinstance(self.row, Draft):
            return {"draft": self.row}
        return {"report": self.row, "message": self.message}

    def files(self) -> QuerySet[Evidence]:
        return self.row.evidence.all()

    def has(self, sha256: str) -> Evidence | None:
        """The same file, if it came with the same message before: a page that is sent twice."""
        rows = self.message.evidence.all() if self.message else ()
        return next((row for row in rows if told(row, self.key)["sha256"] == sha256), None)

    def lock(self) -> None:
        type(self.row)._default_manager.select_for_update().get(pk=self.row.pk)


def keep(owner: Owner, name: str, file: BinaryIO) -> Evidence:
    """Take a file. Raises ``NotKeptError``; a report or message can always be sent without it."""
    _insist_on_room(owner, 0)
    examined = examine(name, file)
    if isinstance(examined, Refused):
        raise NotKeptError(str(examined))
    if there := owner.has(examined.sha256):
        return there
    with confined.nameless_file() as copy:
        cleaned = clean(examined, file, copy)
        if isinstance(cleaned, Refused):
            raise NotKeptError(str(cleaned))
        return _store(owner, examined, cleaned, file, copy)


def _store(owner: Owner, examined: Examined, cleaned: Cleaned, file: BinaryIO, copy: BinaryIO) -> Evidence:
    row = Evidence(size_bytes=examined.size_bytes, **owner.fields)
    key = sealing.new_key()
    row.sealed = sealing.seal_json(_told(examined, cleaned), row.place(), key)
    row.sealed_key = sealing.seal(key.secret, row.place("sealed_key"), owner.key)
    try:
        row.original = _save(file, row.place(ORIGINAL), key)
        row.clean_copy = _save(copy, row.place(CLEAN), key)
        with transaction.atomic():
            owner.lock()
            _insist_on_room(owner, examined.size_bytes)
            row.save(force_insert=True)
            if row.report_id:
                post(SCAN, {"evidence": str(row.pk)})
    except BaseException as fault:
        _delete(row.original, row.clean_copy)
        if isinstance(fault, OSError):
            raise NotKeptError(_no_room()) from fault
        raise
    return row


def keep_all(owner: Owner, files: Iterable[tuple[str, BinaryIO]], quota: Quota) -> Iterator[str]:
    """Take files, each by itself; yield why any was not taken. ``quota`` is asked before one is opened."""
    until = now() + LOOKING_SECONDS
    for place, (name, file) in enumerate(files):
        try:
            _insist_on_patience(place, until)
            if not quota(_size_of(file)):
                raise NotKeptError(_many_files())
            with slow.seat():
                keep(owner, name, file)
        except slow.BusyError:
            yield _("%(name)s: %(why)s") % {"name": name, "why": sentence(Reason.BUSY)}
        except NotKeptError as why:
            yield _("%(name)s: %(why)s") % {"name": name, "why": why}


def _size_of(file: BinaryIO) -> int:
    size = file.seek(0, SEEK_END)
    file.seek(0)
    return size


def _many_files() -> str:
    return _("Many files came from your network in this hour. You can send the report without this one.")


def _insist_on_patience(place: int, until: float) -> None:
    """Nobody keeps others waiting with many files that are hard to open: the rest is not even looked at."""
    if place >= FILES_PER_REPORT:
        raise NotKeptError(_("No more than %(most)s files can be sent at once.") % {"most": FILES_PER_REPORT})
    if now() > until:
        raise NotKeptError(_("Looking at the files before took too long. Add this one again by itself."))


def _told(examined: Examined, cleaned: Cleaned) -> dict[str, Any]:
    return {
        "name": examined.original_name,
        "safe_name": examined.safe_name,
        "kind": examined.kind,
        "clean_kind": cleaned.kind,
        "sha256": examined.sha256,
        "clean_sha256": cleaned.sha256,
        "removed": [*cleaned.removed],
        "cautions": [*cleaned.cautions],
    }


def _insist_on_room(owner: Owner, more: int) -> None:
    held = owner.files().aggregate(files=Count("pk"), size=Sum("size_bytes"))
    if held["files"] >= FILES_PER_REPORT:
        raise NotKeptError(_("A report takes %(most)s files at most.") % {"most": FILES_PER_REPORT})
    if (held["size"] or 0) + more > REPORT_BYTES:
        most = REPORT_BYTES // 1_000_000
        raise NotKeptError(_("The files of a report take %(most)s MB together at most.") % {"most": most})
    if isinstance(owner.row, Draft) and _bytes_in_drafts() + more > settings.REPORT_DRAFT_FILES_BYTES:
        raise NotKeptError(_no_room())


def _bytes_in_drafts() -> int:
    return Evidence.objects.filter(draft__isnull=False).aggregate(size=Sum("size_bytes"))["size"] or 0


def _no_room() -> str:
    return _("This file could not be stored just now. You can send the report without it.")


# Where they lie


def store() -> Storage:
    return storages["evidence"]


def _insist_on_space() -> None:
    """A flood of files must not fill the disk that the reports themselves may lie on."""
    try:
        folder = Path(store().path(""))
    except NotImplementedError:  # a store elsewhere
        return
    folder.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(folder).free < KEPT_FREE_BYTES:
        raise OSError(errno.ENOSPC, "kept free")


def _save(file: BinaryIO, place: Place, key: Key) -> str:
    """Seal a file into the store under a name that tells nothing."""
    _insist_on_space()
    file.seek(0)
    with confined.nameless_file() as sealed:
        for piece in seal_file(file, place, key):
            sealed.write(piece)
        sealed.seek(0)
        return store().save(secrets.token_hex(20), File(sealed))


def _delete(*names: str) -> None:
    for name in filter(None, names):
        store().delete(name)


def remove_from(draft: Draft, key: str) -> None:
    """Take a file of a draft back; nothing where it has none of this key (any more)."""
    try:
        Evidence.objects.filter(draft=draft, pk=key).delete()
    except ValidationError:  # no key of a row
        return


def forget_files(sender: Any, instance: Evidence, **kwargs: Any) -> None:
    """When a row goes, by whatever way, its files go. The row first: without it they open for nobody."""
    transaction.on_commit(lambda: _delete(instance.original, instance.clean_copy))


def read(row: Evidence, column: str, key: Key) -> Iterator[bytes]:
    """The pieces of a file, ``ORIGINAL`` or ``CLEAN``. Raises ``CannotOpenError``."""
    with store().open(getattr(row, column)) as sealed:
        yield from unseal_file(cast("BinaryIO", sealed), row.place(column), key)


# From the draft to the report, and through the scanner


def adopt(draft: Draft, draft_key: Key, report: Report, report_key: Key) -> None:
    """Make the files of a draft those of its report, in the transaction that stores the report."""
    for row in Evidence.objects.filter(draft=draft):
        key = key_of(row, draft_key)
        row.sealed_key = sealing.seal(key.secret, row.place("sealed_key"), report_key)
        row.draft, row.report = None, report
        row.save(update_fields=["draft", "report", "sealed_key"])
        post(SCAN, {"evidence": str(row.pk)})


def key_of(row: Evidence, owner: Key) -> Key:
    """The key of a file, by the key of the draft or report that it belongs to."""
    secret = sealing.unseal(row.sealed_key, row.place("sealed_key"), owner)
    return Key(sealing.OF_A_REPORT, secret)


def told(row: Evidence, owner: Key) -> dict[str, Any]:
    """What is known of a file: names, kinds, hashes, what was removed."""
    found: dict[str, Any] = sealing.unseal_json(row.sealed, row.place(), key_of(row, owner))
    return found
