"""The exact difference between two rulebooks: joined end by end, told as boxes under headlines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from sys import intern

from portal.rules.boxes import Boxes, Budget, Restriction, TooManyStepsError
from portal.rules.compiled import NONE, Timed
from portal.rules.diagram import JOINED_BY, Diagram, Node, TooLargeError, outcomes, support
from portal.rules.difference import Box, Change, Difference, Headline
from portal.rules.law import Rulebook
from portal.rules.pair import Pair
from portal.rules.parts import parts_of
from portal.rules.possible import possible
from portal.rules.ready import ENTRY
from portal.rules.sampling import sampled_changes
from portal.rules.spans import Span
from portal.rules.specimen import Specimens

SAME = ""
MOST_BOXES = 12
MOST_NODES = 100_000
MOST_STEPS = 3_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a comparison may take; beyond it a subject is sampled."""

    boxes: int = MOST_BOXES
    nodes: int = MOST_NODES
    steps: int = MOST_STEPS
    samples: int = 2_000


def difference(live: Rulebook, draft: Rulebook, limits: Limits | None = None) -> Difference:
    """Every situation that the draft decides otherwise, for every day on record, the largest change first."""
    return differences(Pair(live, draft), limits)


def differences(pair: Pair, limits: Limits | None = None) -> Difference:
    """The same for two books that are compiled already."""
    return Comparison(pair, limits or Limits()).difference()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days on which the same situations end otherwise. ``asked``: the variables that either book asks."""

    span: Span
    changed: Diagram
    asked: frozenset[int]


@dataclass(slots=True)
class Gathered:
    """Changes between the same two ends, and what all their situations share."""

    changes: list[Change] = field(default_factory=list)
    shared: dict[int, frozenset[int]] | None = None

    def add(self, change: Change, shared: Restriction) -> None:
        self.changes.append(change)
        before = dict(shared) if self.shared is None else self.shared
        self.shared = {
            variable: cells | shared[variable] for variable, cells in before.items() if variable in shared
        }


class Comparison:
    """One comparison of two laws."""

    def __init__(self, pair: Pair, limits: Limits) -> None:
        self.pair, self.limits = pair, limits
        self.entry_of = {
            outcome.key: outcome.entry
            for law in (pair.live, pair.draft)
            for outcome in law.goals[ENTRY].outcomes
        }
        countries = {country.code for book in pair.books for country in book.countries}
        kinds = dict.fromkeys(category.slug for book in pair.books for category in book.categories)
        self.specimens = Specimens(pair.variables, countries, kinds)

    def difference(self) -> Difference:
        found: dict[tuple[str, str, str], Gathered] = {}
        sampled: list[str] = []
        for subject, before, after in self.pair.subjects():
            self.pair.store.room = len(self.pair.store) + self.limits.nodes
            try:
                told = list(self._changes(subject, before, after))
            except (TooManyStepsError, TooLargeError):
                sampled.append(subject)
                told = [(change, {}) for change in sampled_changes(self.pair, subject, self.limits.samples)]
            for change, shared in told:
                ends = self._word(subject, change.before), self._word(subject, change.after)
                found.setdefault((subject, *ends), Gathered()).add(change, shared)
        headlines = [self._headline(*key, gathered) for key, gathered in found.items()]
        headlines.sort(key=lambda headline: (-headline.size, headline.subject, headline.before))
        return Difference(tuple(headlines), tuple(sampled))

    def _word(self, subject: str, end: str) -> str:
        return self.entry_of[end] if subject == ENTRY else end

    def _headline(self, subject: str, before: str, after: str, gathered: Gathered) -> Headline:
        changes = sorted(gathered.changes, key=lambda change: (-change.size, str(change.span.start)))
        widths = self.pair.variables.all
        shared = {
            variable: cells
            for variable, cells in (gathered.shared or {}).items()
            if len(cells) < widths[variable].width
        }
        spans = joined(change.span for change in changes)
        size = sum(change.size for change in changes)
        parts = parts_of(shared, self.pair.variables)
        return Headline(subject, before, after, spans, size, parts, tuple(changes))

    # One subject

    def _changes(
        self, subject: str, before: Timed | None, after: Timed | None
    ) -> Iterator[tuple[Change, Restriction]]:
        store = self.pair.store
        for stretch in self._stretches(before, after):
            scope = sorted(stretch.asked)
            widths = {number: self.pair.variables.all[number].width for number in scope}
            boxes = Boxes(store, scope, widths, Budget(self.limits.steps))
            allowed = possible(store, self.pair.variables, scope)
            for end in sorted(outcomes(stretch.changed) - {SAME}, key=str):
                wanted = store.all_of((self._where(stretch.changed, str(end)), allowed))
                if wanted is not False:
                    shared = boxes.shared(wanted, support(wanted))
                    inside = store.choose(allowed, wanted, True)
                    yield self._change(subject, str(end), stretch, boxes, wanted, inside, shared), shared

    def _change(
        self,
        subject: str,
        end: str,
        stretch: Stretch,
        boxes: Boxes,
        wanted: Diagram,
        inside: Diagram,
        shared: Restriction,
    ) -> Change:
        day = stretch.span.start or date.min

        def box(restriction: Restriction) -> Box:
            part = self.pair.store.all_of((wanted, boxes.diagram(restriction)))
            parts = parts_of(restriction, self.pair.variables)
            return Box(parts, boxes.count(part), self.specimens.of(boxes, part, day))

        cover, left = boxes.cover(wanted, inside, self.limits.boxes)
        found = sorted((box(each) for each in cover), key=lambda each: -each.size)
        before, _bar, after = end.partition(JOINED_BY)
        size = boxes.count(wanted)
        return Change(subject, before, after, stretch.span, size, box(shared), tuple(found), left)

    def _where(self, changed: Diagram, end: str) -> Diagram:
        """The situations that end so."""
        known: dict[Node, Diagram] = {}

        def where(part: Diagram) -> Diagram:
            if not isinstance(part, Node):
                return part == end
            if part not in known:
                known[part] = self.pair.store.node(part.variable, tuple(map(where, part.branches)))
            return known[part]

        return where(changed)

    # Time

    def _stretches(self, before: Timed | None, after: Timed | None) -> Iterator[Stretch]:
        """Neighboring days with the same difference are one stretch."""
        days = self._days(before, after)
        last: Stretch | None = None
        for start, until in zip(days, [*days[1:], None], strict=True):
            stretch = self._stretch(Span(start, until), _on(before, start), _on(after, start))
            if last and (last.changed, last.asked) == (stretch.changed, stretch.asked):
                last = replace(last, span=Span(last.span.start, until))
                continue
            if last:
                yield last
            last = stretch
        if last:
            yield last

    def _days(self, before: Timed | None, after: Timed | None) -> list[date | None]:
        """The first days of all stretches of law that both books cover; None is before the first of them."""
        covers = [book.covers for book in self.pair.books]
        starts, ends = [span.start for span in covers], [span.until for span in covers]
        first = max((day for day in starts if day), default=None)
        last = min((day for day in ends if day), default=None)
        edges = {day for timed in (before, after) if timed for day in timed.breaks.days}
        inside = [day for day in edges if (first is None or day > first) and (last is None or day < last)]
        return [first, *sorted(inside)]

    def _stretch(self, span: Span, before: Diagram, after: Diagram) -> Stretch:
        if before is after:
            return Stretch(span, SAME, frozenset())
        changed = self.pair.store.combined(before, after, _both, {})
        return Stretch(span, changed, support(before) | support(after))


def _both(before: str | bool, after: str | bool) -> str:
    return SAME if before == after else f"{before}{JOINED_BY}{after}"


def _on(timed: Timed | None, start: date | None) -> Diagram:
    """The diagram of a stretch; a rule that a law does not know binds nobody."""
    return intern(NONE) if timed is None else timed.on(start or date.min)


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in their order; those that touch or overlap are one."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda span: span.start or date.min):
        last = found[-1] if found else None
        if last and (last.until is None or (span.start or date.min) <= last.until):
            ends = [end for end in (last.until, span.until) if end]
            found[-1] = Span(last.start, max(ends) if len(ends) == 2 else None)
        else:
            found.append(span)
    return tuple(found)
