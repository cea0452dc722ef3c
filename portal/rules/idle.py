"""What stands in a rulebook and can do nothing: rules that never hold, questions that never matter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from portal.rules.compiled import Builder, CompiledLaw, Timed, dates_of
from portal.rules.conditions import Binds
from portal.rules.diagram import Diagram, Node, outcomes, support
from portal.rules.law import AFTERWARDS, Rule, Unless
from portal.rules.possible import possible
from portal.rules.ready import DE_MINIMIS, ENTRY
from portal.rules.variables import answering_facts


@dataclass(frozen=True, slots=True)
class Idle:
    """Keys of what can do nothing on any day on record; ``questions`` from the given day on."""

    rules: tuple[str, ...]
    exceptions: tuple[str, ...]
    outcomes: tuple[str, ...]
    questions: tuple[str, ...]


def idle(law: CompiledLaw, since: date, concerned: Callable[[Rule], bool] = lambda _rule: True) -> Idle:
    """What can do nothing. ``concerned`` picks the rules to look at: those that a draft touches."""
    return _Search(law).idle(since, concerned)


class _Search:
    def __init__(self, law: CompiledLaw) -> None:
        self.law = law
        self.rules = [rule for rule in law.book.rules if rule.kind not in AFTERWARDS]
        self._builders: dict[date, Builder] = {}

    def idle(self, since: date, concerned: Callable[[Rule], bool]) -> Idle:
        looked_at = [rule for rule in self.rules if concerned(rule) and rule.status != "proposed"]
        return Idle(
            tuple(rule.id for rule in looked_at if not self._ever_holds(rule)),
            tuple(
                unless.id
                for rule in looked_at
                for unless in rule.unless
                if not self._ever_helps(rule, unless)
            ),
            tuple(self._unreached()),
            tuple(self._unasked(since)),
        )

    def _builder(self, day: date) -> Builder:
        if day not in self._builders:
            self._builders[day] = Builder(self.law, day)
        return self._builders[day]

    def _days(self, rule: Rule) -> list[date]:
        """A day of each stretch on record in which the rule stands still."""
        first = self.law.book.covers.start or date.min
        days = {first, *dates_of(self.law, [Binds(rule.id)])}
        return [day for day in sorted(days) if self.law.book.covers.covers(day) and rule.span.covers(day)]

    def _can_be(self, diagram: Diagram) -> bool:
        allowed = possible(self.law.diagrams, self.law.variables, support(diagram))
        return self.law.diagrams.all_of((diagram, allowed)) is not False

    def _ever_holds(self, rule: Rule) -> bool:
        return any(self._can_be(self._builder(day).rule(rule)) for day in self._days(rule))

    def _ever_helps(self, rule: Rule, unless: Unless) -> bool:
        """Whether an exception ever spares what the rule would hold without it."""
        store = self.law.diagrams
        for day in self._days(rule):
            if unless.span.covers(day):
                builder = self._builder(day)
                if self._can_be(store.all_of((builder.test(rule.when), builder.test(unless.when)))):
                    return True
        return False

    def _on_record(self, timed: Timed, since: date | None = None) -> Iterator[Diagram]:
        covers = self.law.book.covers
        first = since or covers.start or date.min
        for day in (first, *timed.breaks.after(first)):
            if covers.covers(day):
                yield timed.on(day)

    def _unreached(self) -> Iterator[str]:
        for key in (ENTRY, DE_MINIMIS):
            reached: set[str | bool] = set()
            for diagram in self._on_record(self.law.goal(key)):
                reached |= outcomes(diagram) if isinstance(diagram, Node) else {diagram}
            yield from (each.key for each in self.law.goals[key].outcomes if each.key not in reached)

    def _unasked(self, since: date) -> Iterator[str]:
        """Questions that no decision of a day on or after ``since`` can turn on."""
        timed = [self.law.goal(key) for key in (ENTRY, DE_MINIMIS)]
        timed += [self.law.agency_rule(rule.id) for rule in self.rules if rule.agency]
        asked = {
            number
            for each in timed
            for diagram in self._on_record(each, since)
            for number in support(diagram)
        }
        facts = {fact for number in asked for fact in answering_facts(self.law.variables.all[number])}
        read_days = {fact.key for fact in self.law.book.facts if fact.kind == "date"}
        for fact in self.law.book.facts:
            if not fact.derived and fact.key not in facts | read_days:
                yield fact.key
