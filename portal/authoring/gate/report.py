"""The page of the gate as data: what blocks a draft, and exactly what it changes, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.authoring.gate.blocking import Blocking, blocking
from portal.authoring.gate.candidate import Candidate, candidate
from portal.authoring.objects.base import LawObject
from portal.authoring.scenarios.changes import Changed as BentScenario
from portal.authoring.scenarios.changes import changed_since
from portal.authoring.scenarios.models import Scenario
from portal.authoring.trying import address, draft_name
from portal.rulebook.changes import changes
from portal.rulebook.comparing.rows import Changed
from portal.rulebook.models import Edition
from portal.rulebook.queries import current_edition
from portal.rulebook.sentences import Sentences
from portal.rulebook.telling.situations import arrivals
from portal.rulebook.wording import quoted
from portal.rules.answers import Answers
from portal.rules.compare import differences
from portal.rules.difference import Box, Change, Headline
from portal.rules.idle import Idle, idle
from portal.rules.law import Rule, Rulebook
from portal.rules.pair import Pair
from portal.rules.ready import DE_MINIMIS, ENTRY, ROUTE
from portal.selfcheck.kept import WouldChange, recent, would_change
from portal.selfcheck.query import query_of


@dataclass(frozen=True, slots=True)
class Set:
    """A set of situations, with one of them to look at as it is answered now and as drafted."""

    text: str
    size: int
    now_url: str
    drafted_url: str


@dataclass(frozen=True, slots=True)
class Move:
    """The situations of some days that go from one end to another: what they share, then set by set."""

    title: str
    where: str
    size: int
    sets: tuple[Set, ...]
    left: int


@dataclass(frozen=True, slots=True)
class Group:
    """All changes between the same two ends, told as one."""

    title: str
    when: str
    shared: tuple[str, ...]
    size: int
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that the gate says of a draft; of one that cannot be decided only ``blocking`` speaks."""

    sha256: str
    edition: int
    blocking: Blocking
    reworded: tuple[Changed, ...] = ()
    groups: tuple[Group, ...] = ()
    sampled: str = ""
    idle: tuple[str, ...] = ()
    bent: tuple[BentScenario, ...] = ()
    kept: WouldChange | None = None
    agencies_move: bool = False

    @property
    def changes_nothing(self) -> bool:
        return not self.reworded and not self.blocking.faults


_made: dict[str, tuple[object, Report]] = {}
MOST_MADE = 16


def report(draft: LawObject) -> Report:
    """The gate's report on a draft, under the law of this moment.

    Kept as long as nothing that it speaks of changed: its writer and its approver look at it in turn. To
    approve and to publish is never decided by what was kept (``review``).
    """
    scenarios = Scenario.objects.aggregate(Max("latest_revision_id"), Count("pk"))
    now = timezone.localdate(), get_language()
    stamp = (current_edition(), draft.content_sha256(), *scenarios.values(), *now)
    kept = _made.get(draft_name(draft))
    if kept is None or kept[0] != stamp:
        if len(_made) >= MOST_MADE:
            _made.clear()
        kept = _made[draft_name(draft)] = (stamp, _report(draft))
    return kept[1]


def _report(draft: LawObject) -> Report:
    newest, would_be = current_edition(), candidate(draft)
    found = blocking(draft, would_be)
    sha256 = draft.content_sha256()
    if would_be.book is None or found.faults:
        return Report(sha256, newest.number, found)
    pair = Pair(newest.law.book, would_be.book)
    differs = differences(pair)
    pair.store.room = None  # both laws can be decided, or they would be blocked
    words = _Words(draft, newest.law.book, would_be.book)
    row = Edition.objects.get(number=newest.number)
    return Report(
        sha256,
        newest.number,
        found,
        changes(*pair.books),
        tuple(words.group(headline) for headline in differs.headlines),
        words.new.sampled(differs),
        tuple(words.idle(_idle(pair, timezone.localdate()))),
        tuple(changed_since(row)),
        _kept(would_be),
        any(headline.subject not in (ENTRY, DE_MINIMIS) for headline in differs.headlines),
    )


def _kept(would_be: Candidate) -> WouldChange | None:
    """How many of the answers that people kept lately would be otherwise."""
    law = would_be.law()
    return would_change(law, recent(timezone.localdate())) if law else None


def _idle(pair: Pair, today: date) -> Idle:
    """What can do nothing among what the draft touches; questions only where they mattered before."""
    before = {rule.id: rule for rule in pair.live.book.rules}

    def touched(rule: Rule) -> bool:
        return before.get(rule.id) != rule

    now, then = idle(pair.live, today, lambda _rule: False), idle(pair.draft, today, touched)
    outcomes = tuple(key for key in then.outcomes if key not in now.outcomes)
    questions = tuple(key for key in then.questions if key not in now.questions)
    return Idle(then.rules, then.exceptions, outcomes, questions)


class _Words:
    """Says a difference; what ends is called as the published law calls it, what begins as the draft does."""

    def __init__(self, draft: LawObject, live: Rulebook, drafted: Rulebook) -> None:
        self.draft = draft
        self.old, self.new = Sentences(live), Sentences(drafted)

    def group(self, headline: Headline) -> Group:
        shared = tuple(self.new.part(part) for part in headline.shared)
        when = "; ".join(arrivals(span) for span in headline.spans)
        moves = tuple(self.move(change) for change in headline.changes)
        return Group(self._title(headline), when, shared, headline.size, moves)

    def _title(self, headline: Headline) -> str:
        if headline.subject != ENTRY:
            return self.new.situations.move(headline.changes[0])
        before, after = (
            quoted(words.names.member(ROUTE, end))
            for words, end in ((self.old, headline.before), (self.new, headline.after))
        )
        return _("The kind of entry: %(before)s → %(after)s.") % {"before": before, "after": after}

    def move(self, change: Change) -> Move:
        words = self.new.situations
        told = {"arrivals": arrivals(change.span), "situations": words.box(change.shared).plain}
        where = capfirst(_("%(arrivals)s: %(situations)s.") % told)
        sets = tuple(self._set(box, change) for box in change.boxes)
        return Move(words.move(change), where, change.size, sets, change.left)

    def _set(self, box: Box, change: Change) -> Set:
        text = self.new.situations.box(box, without=change.shared.parts).text
        return Set(text, box.size, *self._addresses(box.example))

    def _addresses(self, example: Answers) -> tuple[str, str]:
        query = query_of(example)
        return f"{reverse('selfcheck:answer')}?{query}", address(self.draft, "check/answer/", query)

    def idle(self, found: Idle) -> Iterator[str]:
        for rule in found.rules:
            yield _("The rule %(rule)s can never hold.") % {"rule": quoted(self.new.names.rule(rule))}
        for name in found.exceptions:
            yield _("The exception %(name)s never spares anything.") % {"name": quoted(name)}
        for outcome in found.outcomes:
            yield _("The outcome %(outcome)s can no longer be reached.") % {"outcome": quoted(outcome)}
        for fact in found.questions:
            label = quoted(self.new.names.label(fact))
            yield _("The question %(question)s no longer matters.") % {"question": label}
