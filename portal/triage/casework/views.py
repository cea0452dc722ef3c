"""The page of one report in the admin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language_info

from portal.reports import services as reports
from portal.reports.states import MEANING, State
from portal.triage import services
from portal.triage.casework import evidence, identity, reading, related_views, timeline
from portal.triage.casework.defang import Inert, inert
from portal.triage.casework.evidence import File
from portal.triage.casework.pages import OfACase
from portal.triage.likeness.wording import NO_ACT
from portal.triage.models import Case, Note
from portal.triage.rights import Right, rights_of
from portal.triage.states import Action, Move, moves_from


@dataclass(frozen=True, slots=True)
class Said:
    """A message or a note."""

    pk: Any
    at: datetime
    text: Inert
    is_from_staff: bool = True
    who: str = ""
    files: tuple[int, ...] = ()
    """Their places in the list of evidence."""


@dataclass(frozen=True, slots=True)
class Way:
    """A move that this person can make now. ``reads`` and ``meaning`` are what its sender reads then."""

    name: str
    action: Any
    explained: Any
    reads: Any
    meaning: Any


class CaseView(OfACase):
    """What was told, and what was done with it."""

    rights = (Right.READ,)
    template_name = "triage/case.html"

    def get_page_title(self) -> str:
        return str(self.kwargs["number"])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        *before, _case, here = super().get_breadcrumbs_items()
        return [*before, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        was_unread = self.case.has_news
        looked = services.look(self.case, by=self.user)
        self.case.report, self.case.version = looked.report, looked.version
        case, rights = self.case, rights_of(self.user)
        files = evidence.files_of(case)
        return super().get_context_data(**kwargs) | {
            "now": now.timestamp(),
            "was_unread": was_unread,
            "is_late": case.looked_at is None and case.look_by < now,
            "state": State(case.report.state),
            "meaning": MEANING[State(case.report.state)],
            "category": reading.category_words(case.report.category),
            "language": language_words(case.report.language),
            "sections": reading.sections(reports.answers_of(case.report)),
            "files": files,
            "said": messages_of(case, files),
            "notes": notes_of(case),
            "timeline": timeline.folded(timeline.items(case)),
            "merged": list(case.merged.select_related("report")),
            "is_named": identity.is_known(case),
            "may_work": Right.WORK in rights,
            "may_open_identity": Right.IDENTITY in rights,
            "may_take_originals": Right.ORIGINALS in rights,
            "ways": ways_of(case, rights),
            "related": related_views.beside(case),
            "no_act": NO_ACT,
        }


def ways_of(case: Case, rights: frozenset[str]) -> list[Way]:
    """The moves that are possible from where the report is, for whoever has these rights."""
    return [_way(move) for move in moves_from(case.report.state) if move.right in rights and _is_made(move)]


def _is_made(move: Move) -> bool:
    """The first look is no button: it follows from opening the page."""
    return move.action != Action.LOOK


def _way(move: Move) -> Way:
    return Way(
        f"triage:{move.action.value}", move.action, move.meaning, move.after.label, MEANING[move.after]
    )


def messages_of(case: Case, files: list[File]) -> list[Said]:
    key = reports.key_of(case.report)
    places: dict[Any, list[int]] = {}
    for place, file in enumerate(files, 1):
        places.setdefault(file.row.message_id, []).append(place)
    return [
        Said(
            row.pk,
            row.at,
            inert(reports.opened(row, key)["text"]),
            row.is_from_staff,
            files=tuple(places.get(row.pk, ())),
        )
        for row in case.report.messages.all()
    ]


def notes_of(case: Case) -> list[Said]:
    rows = case.notes.filter(kind=Note.Kind.NOTE).select_related("by")
    return [Said(row.pk, row.at, inert(services.text_of(row, case)), who=str(row.by)) for row in rows]


def language_words(code: str) -> str:
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
