"""The moves of a report as a table: from where, to where, who may, and what has to be given.

One function carries a move out (`moving.move`); the database holds the same list and refuses anything else.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.reports.states import State
from portal.triage.rights import Right

RECEIVED, IN_REVIEW, ASKED, REFERRED, CLOSED = State
UNDER_WORK = frozenset({IN_REVIEW, ASKED, REFERRED})


class Action(models.TextChoices):
    """In the words of the staff."""

    LOOK = "look", _("First look")
    ASK = "ask", _("Ask the sender")
    ANSWERED = "answered", _("The sender answered")
    REFER = "refer", _("Refer")
    TAKE_BACK = "take_back", _("Take back from the office")
    CLOSE = "close", _("Close")
    MERGE = "merge", _("Merge into another report")
    REOPEN = "reopen", _("Open again")


class Given(models.TextChoices):
    """What a move cannot be made without."""

    QUESTION = "question", _("the question")
    REASON = "reason", _("the reason")
    OFFICE = "office", _("the office")
    OUTCOME = "outcome", _("the outcome")
    INTO = "into", _("the report that it is merged into")


@dataclass(frozen=True, slots=True)
class Move:
    """One row of the table. Without a ``right`` nobody of the staff makes it: it follows from something."""

    action: Action
    before: frozenset[State]
    after: State
    right: Right | None
    given: frozenset[Given]
    meaning: Promise | str


MOVES: dict[Action, Move] = {
    move.action: move
    for move in (
        Move(
            Action.LOOK,
            frozenset({RECEIVED}),
            IN_REVIEW,
            Right.READ,
            frozenset(),
            _("Follows by itself when somebody opens the report for the first time."),
        ),
        Move(
            Action.ASK,
            frozenset({IN_REVIEW, ASKED}),
            ASKED,
            Right.WORK,
            frozenset({Given.QUESTION}),
            _("The sender reads the question under the code of the receipt, and nowhere else."),
        ),
        Move(
            Action.ANSWERED,
            frozenset({ASKED}),
            IN_REVIEW,
            None,
            frozenset(),
            _("Follows by itself when the sender writes."),
        ),
        Move(
            Action.REFER,
            frozenset({IN_REVIEW, ASKED}),
            REFERRED,
            Right.WORK,
            frozenset({Given.OFFICE, Given.REASON}),
            _("Another office acts on it. The hand-over file is made, and what was sent is kept."),
        ),
        Move(
            Action.TAKE_BACK,
            frozenset({REFERRED}),
            IN_REVIEW,
            Right.WORK,
            frozenset({Given.REASON}),
            _("The office gave it back, or it was the wrong one."),
        ),
        Move(
            Action.CLOSE,
            UNDER_WORK,
            CLOSED,
            Right.WORK,
            frozenset({Given.OUTCOME, Given.REASON}),
            _("The work has ended. The sender sees that, and never the outcome."),
        ),
        Move(
            Action.MERGE,
            UNDER_WORK,
            CLOSED,
            Right.WORK,
            frozenset({Given.INTO, Given.REASON}),
            _("It tells the same as another report, where the work goes on."),
        ),
        Move(
            Action.REOPEN,
            frozenset({CLOSED}),
            IN_REVIEW,
            Right.LEAD,
            frozenset({Given.REASON}),
            _("Something new has come up, or it was closed by mistake."),
        ),
    )
}


class Outcome(models.TextChoices):
    """Why the work on a report ended. Only the staff see it."""

    ACTED_ON = "acted_on", _("Acted on")
    NOT_ENOUGH = "not_enough", _("Not enough to act on")
    NO_VIOLATION = "no_violation", _("No violation found")
    NOT_OURS = "not_ours", _("Not for us, and nobody to refer it to")
    NOT_MEANT = "not_meant", _("Sent by a program, or no report")
    DUPLICATE = "duplicate", _("The same as another report")


def moves_from(state: str) -> list[Move]:
    """What somebody can do with a report in this state, in the order of the table."""
    return [move for move in MOVES.values() if state in move.before and move.right]


def steps() -> list[tuple[str, str, str]]:
    """Every (action, state before, state after) that there is."""
    return [
        (move.action.value, before.value, move.after.value)
        for move in MOVES.values()
        for before in sorted(move.before)
    ]


def is_a_step() -> Q:
    """The same as a condition for the database, over columns of those names."""
    found = Q()
    for action, before, after in steps():
        found |= Q(action=action, before=before, after=after)
    return found
