"""The whole answer: everything that the page, the print and the PDF show."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.rulebook.wording import day_words
from portal.rules.answers import DAY
from portal.selfcheck.answer.agencies import Agencies, agencies
from portal.selfcheck.answer.bands import bands
from portal.selfcheck.answer.basics import first_links
from portal.selfcheck.answer.changes import Changes, Open, changes, open_questions
from portal.selfcheck.answer.newer import Newer, newer
from portal.selfcheck.answer.points import Box, Note, Points, Step, Warned, is_past
from portal.selfcheck.answer.reasons import Reasons, reasons
from portal.selfcheck.answer.told import Link, Teller
from portal.selfcheck.answer.verdict import Cited, Holds, Status, Verdict, holds, status, verdict
from portal.selfcheck.journey import Journey
from portal.selfcheck.pictures import Picture, ruler, timeline
from portal.selfcheck.query import query_of
from portal.selfcheck.summary import Row, rows

SHORT_HASH = 12
# Only what could be a name is repeated, and only a few: nobody else's sentences stand on our page.
NAME = re.compile(r"[A-Za-z0-9_-]{1,40}")
MOST_NAMES = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, ready to be written down."""

    day: str
    day_iso: str
    day_known: bool
    edition: int
    sha256: str
    edition_url: str
    newer: Newer | None
    verdict: Verdict
    status: Status
    holds: Holds
    basics: tuple[Link, ...]
    """Where little can be said yet: the first basic questions to answer."""
    past: bool
    steps: tuple[Step, ...]
    agencies: Agencies
    open: tuple[Open, ...]
    changes: Changes
    reasons: Reasons
    boxes: tuple[Box, ...]
    warnings: tuple[Warned, ...]
    notes: tuple[Note, ...]
    ruler: Picture
    timeline: Picture
    told: tuple[Row, ...]
    faults: tuple[Link, ...]
    next_url: str
    query: str
    """The address's query that pins this edition."""

    @property
    def short_hash(self) -> str:
        return self.sha256[:SHORT_HASH]

    @property
    def open_count(self) -> int:
        return sum(len(page.questions) for page in self.open)

    @property
    def unused_count(self) -> int:
        return sum(line.unused for row in self.told for line in row.lines)


def answer_page(journey: Journey, newest: Journey | None = None) -> Answer:
    """The answer on the edition of ``journey``; ``newest`` is asked too where that is another one."""
    edition, answers = journey.edition, journey.answers
    determination = journey.determination
    cited = Cited(edition.law.book.citations)
    teller = Teller(journey, determination.wording)
    stretches = bands(determination.decision)
    points = Points(determination, cited)
    following = journey.standing().next
    return Answer(
        day=day_words(determination.day),
        day_iso=determination.day.isoformat(),
        day_known=isinstance(answers.get(DAY), date),
        edition=edition.number,
        sha256=edition.sha256,
        edition_url=reverse("rulebook:edition", args=[edition.number]),
        newer=newer(journey, newest) if newest else None,
        verdict=verdict(determination, teller, cited),
        status=status(determination, cited),
        holds=holds(determination, cited),
        basics=first_links(determination.decision, teller),
        past=is_past(determination),
        steps=points.steps(),
        agencies=agencies(determination, teller, cited),
        open=open_questions(determination, journey),
        changes=changes(determination, teller, cited, stretches),
        reasons=reasons(determination, teller, cited),
        boxes=points.boxes(),
        warnings=points.warnings(),
        notes=points.notes(),
        ruler=ruler(determination, stretches),
        timeline=timeline(determination, cited),
        told=tuple(rows(journey)),
        faults=faults(journey, teller),
        next_url=journey.question_url(following.key) if following else "",
        query=query_of(answers, edition=edition.number),
    )


def faults(journey: Journey, teller: Teller) -> tuple[Link, ...]:
    """What in the address could not be read, each with the page that mends it."""
    found = [
        Link(_("%(question)s: %(fault)s") % {"question": teller.label(key), "fault": fault}, teller.url(key))
        for key, fault in journey.mistakes()
    ]
    left_out = _("“%(key)s” is not one of our questions, so it was left out.")
    names = [key for key in journey.told.unknown_keys if NAME.fullmatch(key)]
    found += [Link(left_out % {"key": key}, "") for key in names[:MOST_NAMES]]
    if more := len(journey.told.unknown_keys) - len(names[:MOST_NAMES]):
        told = ngettext(
            "%(count)s other part of the address was left out.",
            "%(count)s other parts of the address were left out.",
            more,
        )
        found.append(Link(told % {"count": more}, ""))
    return tuple(found)
