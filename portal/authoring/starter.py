"""The starter files as objects: made where there are none, and never laid over what staff wrote.

A file that changed since it was last loaded becomes the live version only while the site still says what
the last file said. Where staff edited the object, the file's version is put into the object's history as a
draft to compare; nothing of theirs is touched.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision

from portal.authoring import law, vocabulary
from portal.authoring.desks import Desk
from portal.authoring.law import KINDS
from portal.authoring.objects.base import LawObject, row_sha256
from portal.authoring.objects.terms import CountryList, Figure, Frame, GoodsKind, Question
from portal.authoring.objects.topics import AgencyTopic, Charges, EntryTopic, NextSteps, OpenPoints, Warnings
from portal.authoring.review.task import set_up
from portal.authoring.roles import make_groups
from portal.rulebook.documents import CHARGES, NOTES, STEPS, WARNINGS, Documents, folder_documents
from portal.rulebook.models import Edition
from portal.rulebook.services import mint_edition
from portal.rulebook.starter_reader import STARTER

ENTRY_DESK = "entry"
FRAME_KEY = "rulebook"
REMARKS: dict[str, type[Any]] = {STEPS: NextSteps, CHARGES: Charges, WARNINGS: Warnings, NOTES: OpenPoints}


@dataclass(slots=True)
class Loaded:
    """What a loading did, by the names of the objects."""

    made: list[str] = field(default_factory=list)
    renewed: list[str] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Part:
    """What one object of the starter holds."""

    kind: type[LawObject]
    key: str
    desk: str
    position: int
    row: dict[str, Any]


def parts(documents: Documents) -> Iterator[Part]:
    """The starter's rows, object by object; citations carry the addresses that their labels do not tell."""
    plain: list[tuple[type[LawObject], str, str, Any]] = [(Frame, FRAME_KEY, ENTRY_DESK, documents.frame)]
    plain += [(Figure, row["key"], ENTRY_DESK, row) for row in documents.figures]
    plain += [(CountryList, row["key"], ENTRY_DESK, row) for row in documents.lists]
    plain += [(Question, row["key"], ENTRY_DESK, row) for row in documents.questions]
    plain += [(GoodsKind, row["slug"], ENTRY_DESK, row) for row in documents.categories]
    plain += [(EntryTopic, row["topic"], ENTRY_DESK, row) for row in documents.entry_topics]
    plain += [(AgencyTopic, row["agency"], row["agency"], row) for row in documents.agencies]
    plain += [
        (REMARKS[key], key, ENTRY_DESK, {"rules": list(rows)}) for key, rows in documents.remarks.items()
    ]
    for number, (kind, key, desk, row) in enumerate(plain):
        yield Part(kind, str(key), str(desk), number, _with_addresses(row, documents.addresses))


def _with_addresses(value: Any, addresses: Any) -> Any:
    """The same rows, in which each citation that needs an address has it."""
    if isinstance(value, dict):
        return {
            key: [_cited(label, addresses) for label in item]
            if key in ("cites", "note cites")
            else _with_addresses(item, addresses)
            for key, item in value.items()
        }
    return [_with_addresses(item, addresses) for item in value] if isinstance(value, list) else value


def _cited(label: Any, addresses: Any) -> Any:
    if isinstance(label, dict) or str(label) not in addresses:
        return label
    return {"label": str(label), "url": addresses[str(label)]}


@transaction.atomic
def load_starter(folder: Path = STARTER) -> tuple[Edition, bool, Loaded]:
    """Bring the objects up to the starter files, and mint an edition where that changed the law.

    Returns the newest edition, whether it is new, and what was loaded. Safe to run twice.
    """
    loaded = load_objects(folder)
    newest = Edition.objects.newest_first().first()
    if newest is not None and not loaded.made and not loaded.renewed:
        return newest, False, loaded
    note = "The starter rulebook" if newest is None else "The starter rulebook was brought up to date"
    edition, is_new = mint_edition(book=law.rulebook(law.live()), note=note)
    return edition, is_new, loaded


def load_objects(folder: Path) -> Loaded:
    """Bring the objects up to the starter files; raises ``StarterError``. Safe to run twice."""
    documents = folder_documents(folder)
    vocabulary.use(vocabulary.of(documents))
    try:
        desks = make_desks(documents)
        there = {kind: {each.key: each for each in kind._default_manager.all()} for kind in KINDS}
        loaded, made = Loaded(), []
        for part in parts(documents):
            found = there[part.kind].get(part.key)
            if found is None:
                made.append(_new(part, desks))
                loaded.made.append(part.key)
            else:
                _renew(found, part, loaded)
        _save(made)
        make_groups()
        set_up()
    finally:
        vocabulary.look_again()
    return loaded


def make_desks(documents: Documents) -> dict[str, Desk]:
    """A desk for entry law and one for each agency, with its two groups."""
    titles = {ENTRY_DESK: "Entry law"} | {str(row["agency"]): str(row["name"]) for row in documents.agencies}
    desks = {desk.key: desk for desk in Desk.objects.all()}
    for key, title in titles.items():
        if key not in desks:
            writers, _created = Group.objects.get_or_create(name=f"Rule writers: {key}")
            approvers, _created = Group.objects.get_or_create(name=f"Rule approvers: {key}")
            desks[key] = Desk.objects.create(key=key, title=title, writers=writers, approvers=approvers)
    return desks


def _new(part: Part, desks: dict[str, Desk]) -> LawObject:
    made = part.kind(key=part.key, desk=desks[part.desk], position=part.position, live=True)
    _name(made, part)
    made.take_row(part.row)
    made.starter_sha256 = row_sha256(part.row)
    return made


def _name(made: LawObject, part: Part) -> None:
    if part.kind in REMARKS.values():
        made.title = str(part.kind._meta.verbose_name).capitalize()


def _save(made: list[LawObject]) -> None:
    """Store new objects, each with a first version in its history."""
    by_kind: dict[type[LawObject], list[LawObject]] = {}
    for each in made:
        by_kind.setdefault(type(each), []).append(each)
    for kind, objects in by_kind.items():
        kind._default_manager.bulk_create(objects)
        revisions = Revision.objects.bulk_create([version_of(each) for each in objects])
        for each, revision in zip(objects, revisions, strict=True):
            each.latest_revision = each.live_revision = revision
            each.first_published_at = each.last_published_at = revision.created_at
        kind._default_manager.bulk_update(
            objects, ["latest_revision", "live_revision", "first_published_at", "last_published_at"]
        )


def version_of(each: LawObject) -> Revision:
    """A version of an object for its history, made by nobody in particular. It is not the latest one."""
    return Revision(
        content_object=each,
        base_content_type=each.get_base_content_type(),
        content=each.serializable_data(),
        object_str=str(each),
        created_at=timezone.now(),
    )


def _renew(found: LawObject, part: Part, loaded: Loaded) -> None:
    """A file that changed since it was loaded: taken over, or laid beside what staff wrote."""
    sha256 = row_sha256(part.row)
    if found.starter_sha256 == sha256:
        return
    edited = found.has_unpublished_changes or found.live_revision is None or _edited_by_staff(found)
    found.starter_sha256 = sha256
    found.save(update_fields=["starter_sha256"])
    version = found.live_revision.as_object() if found.live_revision else found
    version.take_row(part.row)
    version.starter_sha256 = sha256
    if edited:
        if found.has_unpublished_changes:
            version_of(version).save()
        else:
            version.save_revision()
        loaded.drafts.append(part.key)
        return
    revision = version_of(version)
    revision.save()
    found.take_row(part.row)
    found.latest_revision = found.live_revision = revision
    found.position = part.position
    found.save()
    loaded.renewed.append(part.key)


def _edited_by_staff(found: LawObject) -> bool:
    """Whether the live version was published by a person."""
    return found.live_revision is not None and found.live_revision.user_id is not None
