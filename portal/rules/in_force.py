"""The rules of one stretch of time in which no rule, exception or figure changes, ready to be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from portal.rules.conditions import AllOf, leaves
from portal.rules.explain import Finding, Tracer, explain_rule, tracer
from portal.rules.law import Figure, Rule, Unless, is_entry_rule
from portal.rules.spans import Breaks, Span
from portal.rules.truth import Check, Facts, Reading, check


class RuleInForce(NamedTuple):
    """A rule with its conditions made ready and those of its exceptions that are in force.

    ``frame`` are the tests that only say which kind of shipment the rule is about.
    """

    rule: Rule
    check: Check
    exceptions: tuple[tuple[Unless, Check], ...]
    softeners: tuple[Check, ...]
    frame: tuple[Check, ...]
    trace: Tracer
    exception_traces: tuple[tuple[Unless, Tracer], ...]

    def explain(self, facts: Facts, reading: Reading) -> Finding:
        return explain_rule(self.rule, self.trace, self.exception_traces, facts, reading)


FRAMING = ("mode", "purpose", "origin_country")
MOST_REMEMBERED = 2_000


class InForce:
    """Everything in force on the days of one stretch."""

    def __init__(self, rules: Mapping[str, RuleInForce], amounts: Mapping[str, int]) -> None:
        self.rules = rules
        self.amounts = amounts
        self.finders: dict[str, list[RuleInForce]] = {}
        for found in rules.values():
            self.finders.setdefault(found.rule.finds, []).append(found)
        self._entry = [found for found in rules.values() if is_entry_rule(found.rule)]
        self._about: dict[tuple[object, ...], tuple[RuleInForce, ...]] = {}

    def about(self, facts: Facts, reading: Reading) -> tuple[RuleInForce, ...]:
        """The entry rules about this way of shipping, purpose and origin: none of the others can hold."""
        key = tuple([facts.get(fact) for fact in FRAMING])
        found = self._about.get(key)
        if found is None:
            if len(self._about) > MOST_REMEMBERED:
                self._about.clear()
            found = self._about[key] = tuple(
                rule for rule in self._entry if all(part(facts, reading) is not False for part in rule.frame)
            )
        return found


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
        rules = {rule.id: _ready(rule, day) for rule in self.rules if rule.span.covers(day)}
        values = ((figure.key, figure.on(day)) for figure in self.figures)
        return InForce(rules, {key: value.amount for key, value in values if value is not None})


def spans_of(rule: Rule) -> Iterator[Span]:
    """The rule's own span and those of its exceptions."""
    yield rule.span
    for unless in rule.unless:
        yield unless.span


def _ready(rule: Rule, day: date) -> RuleInForce:
    exceptions = [unless for unless in rule.unless if unless.span.covers(day)]
    parts = rule.when.parts if isinstance(rule.when, AllOf) else (rule.when,)
    return RuleInForce(
        rule,
        check(rule.when),
        tuple((unless, check(unless.when)) for unless in exceptions),
        tuple(check(softener.when) for softener in rule.softeners),
        tuple(
            check(part)
            for part in parts
            if {getattr(leaf, "fact", "") for leaf in leaves(part)} <= set(FRAMING)
        ),
        tracer(rule.when),
        tuple((unless, tracer(unless.when)) for unless in exceptions),
    )
