"""A report is handed over to an office: as JSON for its programs and as PDF for its people.

The format is described in docs/hand-over.schema.json. Texts stand in the JSON as they were written;
in the PDF addresses are broken, because programs that show it make links of them. What the staff noted is in
neither.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from portal.accounts.models import User
from portal.reports import sealing
from portal.reports import services as reports
from portal.triage import audit, moving
from portal.triage.casework import evidence, reading
from portal.triage.casework.defang import inert
from portal.triage.changing import NotGivenError, StaleError, changing, insist, lock, write
from portal.triage.models import Case, HandOver, Note, Office
from portal.triage.records import Act
from portal.triage.rights import Right
from portal.triage.states import Action, Given
from portal.web.pdf import NoPdfError, pdf_file

SCHEMA, VERSION = "entrywise-hand-over", 1
SHEET = "print/hand_over.html"
Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Made:
    """Files that are ready to be kept; nothing of them is stored yet."""

    office: Office
    at: datetime
    files: dict[str, bytes]
    fields: list[str]
    has_identity: bool


def refer(case: Case, *, by: User, office: Office, reason: str, seen: int) -> list[HandOver]:
    """Move the report to an office and make the files for it, or neither.

    Raises as `moving.move` and ``StaleError``.
    """
    insist(by, Right.WORK)
    made = _made(case, office, by=by, seen=seen)
    with changing(case, by=by, right=Right.WORK, seen=seen) as locked:
        moving.move(locked, Action.REFER, by=by, office=office, reason=reason)
        return _keep(locked, made, by=by)


def hand_over(case: Case, *, by: User, seen: int) -> list[HandOver]:
    """Make the files anew for the office that has the report, as after its sender has written more.

    Raises ``PermissionDenied``, ``NotGivenError``, ``StaleError``.
    """
    insist(by, Right.WORK)
    made = _made(case, _office(case), by=by, seen=seen)
    with changing(case, by=by, right=Right.WORK, seen=seen) as locked:
        return _keep(locked, made, by=by)


def hand_over_identity(case: Case, *, by: User, reason: str, seen: int) -> list[HandOver]:
    """The same with who sent it. Raises ``PermissionDenied``, ``NotGivenError``, ``StaleError``."""
    insist(by, Right.WORK)
    insist(by, Right.IDENTITY)
    if not reason.strip():
        raise NotGivenError(Given.REASON)
    made = _made(case, _office(case), by=by, seen=seen, with_identity=True)
    with changing(case, by=by, right=Right.WORK, seen=seen) as locked:
        note = write(locked, reason, by=by, kind=Note.Kind.REASON)
        audit.record(Act.IDENTITY, by, locked.report, note=str(note.pk), office=made.office.key)
        return _keep(locked, made, by=by)


@transaction.atomic
def take(kept: HandOver, *, by: User, reason: str = "") -> bytes:
    """The file exactly as it was made. One that says who sent the report needs that right and a reason.

    Raises ``PermissionDenied``, ``NotGivenError``.
    """
    insist(by, Right.WORK)
    case = lock(kept.case)
    if kept.has_identity:
        insist(by, Right.IDENTITY)
        if not reason.strip():
            raise NotGivenError(Given.REASON)
        note = write(case, reason, by=by, kind=Note.Kind.REASON)
        audit.record(Act.IDENTITY, by, case.report, office=kept.office.key, note=str(note.pk))
    audit.record(Act.HANDED_OVER, by, case.report, taken=True, **_named(kept))
    return sealing.unseal(kept.sealed, kept.place(), reports.key_of(case.report))


def _office(case: Case) -> Office:
    if case.office is None:
        raise NotGivenError(Given.OFFICE)
    return case.office


def _made(case: Case, office: Office, *, by: User, seen: int, with_identity: bool = False) -> Made:
    """Made before anything is locked: a PDF takes a second. Whoever keeps it asks for the same version."""
    if not isinstance(office, Office):
        raise NotGivenError(Given.OFFICE)
    if case.version != seen:
        raise StaleError
    at = timezone.now()
    with translation.override(settings.LANGUAGE_CODE):
        told = payload(case, office, by=by, at=at)
        if with_identity:
            told["identity"] = reports.identity_of(case.report) or None
        files = {HandOver.Format.JSON.value: as_json(told)}
        with suppress(NoPdfError):  # a machine without Pango; the JSON says everything
            files[HandOver.Format.PDF.value] = pdf_file(SHEET, as_page(case, told))
    has_identity = bool(told["identity"])
    return Made(office, at, files, fields_in(told), has_identity)


def payload(case: Case, office: Office, *, by: User, at: datetime) -> Told:
    """What docs/hand-over.schema.json describes, without who sent it."""
    report = case.report
    key = reports.key_of(report)
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "made": {"at": at.isoformat(), "by": str(by), "office": {"key": office.key, "name": office.name}},
        "report": {
            "number": report.number,
            "category": report.category,
            "category_words": reading.category_words(report.category),
            "sent_at": report.sent_at.isoformat(),
            "language": report.language,
            "is_verified": report.is_verified,
        },
        "sections": [_section(section) for section in reading.sections(reports.answers_of(report))],
        "messages": [
            {
                "at": row.at.isoformat(),
                "from": "staff" if row.is_from_staff else "sender",
                "text": reports.opened(row, key)["text"],
            }
            for row in report.messages.all()
        ],
        "evidence": [_file(file) for file in evidence.files_of(case)],
        "identity": None,
    }


def _section(section: reading.Section) -> Told:
    rows = [
        {"field": row.name, "question": row.question, "answer": row.answer.written or row.answer.shown}
        for row in section.rows
    ]
    return {"step": section.key.partition("-")[0], "title": section.title, "answers": rows}


def _file(file: evidence.File) -> Told:
    return {
        "name": file.name.written or file.name.shown,
        "kind": file.kind,
        "size_bytes": file.row.size_bytes,
        "state": file.row.state,
        "sha256": file.sha256,
        "clean_kind": file.clean_kind,
        "clean_sha256": file.clean_sha256,
        "removed": list(file.removed),
    }


def as_json(told: Told) -> bytes:
    return (json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def as_page(case: Case, told: Told) -> Told:
    """The same for the sheet of paper, with every text inert."""
    identity = told["identity"] or {}
    return {
        "told": told,
        "sections": reading.sections(reports.answers_of(case.report)),
        "messages": [{**row, "text": inert(row["text"])} for row in told["messages"]],
        "files": evidence.files_of(case),
        "identity": reading.identity_rows(identity),
        "sent_at": case.report.sent_at,
        "made_at": datetime.fromisoformat(told["made"]["at"]),
    }


def fields_in(told: Told) -> list[str]:
    """``["evidence.how", "what.story", …]``: which questions are answered in a file, sorted."""
    found = {f"{part['step']}.{row['field']}" for part in told["sections"] for row in part["answers"]}
    found |= {f"identity.{name}" for name in told["identity"] or ()}
    found |= {name for name in ("messages", "evidence") if told[name]}
    return sorted(found)


def _keep(case: Case, made: Made, *, by: User) -> list[HandOver]:
    key, found = reports.key_of(case.report), []
    for form, body in made.files.items():
        row = HandOver(
            case=case,
            office=made.office,
            by=by,
            at=made.at,
            format=form,
            sha256=sha256(body).hexdigest(),
            fields=made.fields,
            has_identity=made.has_identity,
        )
        row.sealed = sealing.seal(body, row.place(), key)
        row.save(force_insert=True)
        audit.record(Act.HANDED_OVER, by, case.report, **_named(row))
        found.append(row)
    return found


def _named(row: HandOver) -> Told:
    return {
        "office": row.office.key,
        "format": row.format,
        "sha256": row.sha256,
        "identity": row.has_identity,
    }


def kept_of(case: Case) -> list[HandOver]:
    """The files that were made, the newest first, without what is sealed in them."""
    return list(case.hand_overs.select_related("office", "by").defer("sealed"))
