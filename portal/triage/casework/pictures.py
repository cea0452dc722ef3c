"""How the pictures of a report look, read once from their clean copies and kept sealed."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from portal.reports import keeping, sealing
from portal.reports import services as reports
from portal.reports.evidence import confined
from portal.reports.evidence.kinds import IMAGES
from portal.reports.models import Evidence
from portal.reports.sealing import Key
from portal.triage.arriving import post_index
from portal.triage.likeness.images import image_hash
from portal.triage.models import Case, Picture


def came_clean(sender: Any, evidence: Evidence, **kwargs: Any) -> None:
    """Nothing was found in a file: its report can be compared by it from now on."""
    if evidence.report:
        post_index(evidence.report)


def look_at_all(case: Case) -> None:
    """Read the scanned pictures of a report that nobody has looked at yet."""
    waiting = list(Evidence.objects.filter(report=case.pk, state=Evidence.State.CLEAN, picture=None))
    if not waiting:
        return
    owner = reports.key_of(case.report)
    for row in waiting:
        with suppress(OSError):  # a file that is not there now is looked at another time
            _look_at(row, owner)


def _look_at(row: Evidence, owner: Key) -> None:
    found = _hash(row, owner) if keeping.told(row, owner)["clean_kind"] in IMAGES else ""
    made = Picture(evidence=row)
    made.sealed = sealing.seal_json({"image_hash": found}, made.place(), owner)
    made.save(force_insert=True)


def _hash(row: Evidence, owner: Key) -> str:
    with confined.nameless_file() as file:
        for piece in keeping.read(row, keeping.CLEAN, keeping.key_of(row, owner)):
            file.write(piece)
        return image_hash(file) or ""
