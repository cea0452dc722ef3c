"""The rules of one stretch of time in which no rule, exception or figure changes, ready to be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from portal.rules.conditions import AtMost, leaves
from portal.rules.framed import Framed
from portal.rules.law import Figure, Rule, is_entry_rule
from portal.rules.rule_in_force import RuleInForce
from portal.rules.spans import Breaks, Span


class InForce:
    """Everything in force on the days of one stretch."""

    def __init__(self, rules: Mapping[str, RuleInForce], amounts: Mapping[str, int]) -> None:
        self.rules = rules
        self.amounts = amounts
        self.finders: dict[str, list[RuleInForce]] = {}
        for found in rules.values():
            self.finders.setdefault(found.rule.finds, []).append(found)
        entry = [found for found in rules.values() if is_entry_rule(found.rule)]
        by_others = {found.rule.finds for found in rules.values() if not is_entry_rule(found.rule)}
        self.entry = Framed(entry, amounts, frozenset(self.finders) - by_others)
        remarks = [found for found in rules.values() if found.rule.kind in REMARKS]
        self.remarks = Framed(remarks, amounts)


REMARKS = frozenset({"warning", "note"})


class Stretches:
    """All stretches of a rulebook; each is made when it is first needed."""

    def __init__(self, rules: Iterable[Rule], figures: Iterable[Figure]) -> None:
        self.rules = [rule for rule in rules if rule.status != "proposed"]
        self.figures = list(figures)
        self.begin_or_end: dict[date, list[Rule]] = {}
        for rule in self.rules:
            if is_entry_rule(rule):
                for day in {edge for span in spans_of(rule) for edge in span.edges()}:
                    self.begin_or_end.setdefault(day, []).append(rule)
        self.breaks = Breaks(self._edges())
        self._made: dict[int, InForce] = {}
        self._read: dict[object, RuleInForce] = {}

    def _edges(self) -> set[date]:
        edges: set[date] = set()
        for rule in self.rules:
            for span in spans_of(rule):
                edges.update(span.edges())
        for figure in self.figures:
            for value in figure.values:
                edges.update(value.span.edges())
        return edges

    def on(self, day: date) -> InForce:
        index = self.breaks.index(day)
        if index not in self._made:
            self._made[index] = self._make(day)
        return self._made[index]

    def _make(self, day: date) -> InForce:
        values = ((figure.key, figure.on(day)) for figure in self.figures)
        amounts = {key: value.amount for key, value in values if value is not None}
        in_force = (rule for rule in self.rules if rule.span.covers(day))
        return InForce({rule.id: self._rule(rule, day, amounts) for rule in in_force}, amounts)

    def _rule(self, rule: Rule, day: date, amounts: Mapping[str, int]) -> RuleInForce:
        """A rule reads the same in all stretches with the same exceptions and figures, so they share it."""
        tests = (rule.when, *(unless.when for unless in rule.unless))
        figures = (leaf.figure for test in tests for leaf in leaves(test) if isinstance(leaf, AtMost))
        exceptions = tuple(unless.span.covers(day) for unless in rule.unless)
        read = rule.id, exceptions, tuple(amounts.get(figure) for figure in figures)
        found = self._read.get(read)
        if found is None:
            found = self._read[read] = RuleInForce(rule, day, amounts)
        return found


def spans_of(rule: Rule) -> Iterator[Span]:
    """The rule's own span and those of its exceptions."""
    yield rule.span
    for unless in rule.unless:
        yield unless.span
