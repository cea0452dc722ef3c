"""The law of one day held against what is known of one shipment: rule by rule, with reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from portal.rules.compiled import CompiledLaw
from portal.rules.explain import Finding, explain_rule
from portal.rules.law import Rule, Unless
from portal.rules.truth import Facts, Truth, both, either, negation, truth


class Evidence:
    """One shipment on one day. Verdicts are worked out once, when a rule first reads them.

    ``facts`` may leave out what the rulebook derives from other answers; it is filled in here.
    """

    def __init__(self, law: CompiledLaw, facts: Mapping[str, object], day: date) -> None:
        self.law = law
        self.day = day
        self._verdicts: dict[str, Truth] = {}
        self.facts: Facts = dict(facts)  # type: ignore[arg-type]
        for fact in law.derived_facts:
            if fact.key not in self.facts:
                self.facts[fact.key] = self.verdict(fact.derived_from)

    def amount(self, figure: str) -> int | None:
        found = self.law.figures[figure].on(self.day)
        return found.amount if found else None

    def verdict(self, key: str) -> Truth:
        """Whether any rule in force finds this verdict."""
        if key not in self._verdicts:
            held: Truth = False
            for rule in self.law.finders.get(key, ()):
                held = either(held, self.rule(rule))
                if held is True:
                    break
            self._verdicts[key] = held
        return self._verdicts[key]

    def rule(self, rule: Rule) -> Truth:
        """Whether a rule holds, its exceptions taken into account."""
        if not self.in_force(rule):
            return False
        held = truth(rule.when, self.facts, self)
        for unless in self.exceptions(rule):
            if held is False:
                break
            held = both(held, negation(truth(unless.when, self.facts, self)))
        return held

    def binds(self, rule: str) -> Truth:
        found = self.law.rules[rule]
        softened: Truth = False
        for softener in found.softeners:
            softened = either(softened, truth(softener.when, self.facts, self))
        return both(self.rule(found), negation(softened))

    def in_force(self, rule: Rule) -> bool:
        return rule.status != "proposed" and rule.span.covers(self.day)

    def exceptions(self, rule: Rule) -> tuple[Unless, ...]:
        return tuple(unless for unless in rule.unless if unless.span.covers(self.day))

    def findings(self, rules: Iterable[Rule]) -> list[Finding]:
        """Every rule in force with every one of its tests, held or not."""
        return [
            explain_rule(rule, self.exceptions(rule), self.facts, self)
            for rule in rules
            if self.in_force(rule)
        ]
