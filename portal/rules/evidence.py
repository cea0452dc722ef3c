"""The law of one day held against what is known of one shipment: rule by rule, with reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from portal.rules.compiled import CompiledLaw
from portal.rules.explain import Finding
from portal.rules.in_force import RuleInForce
from portal.rules.law import Rule, Unless
from portal.rules.truth import Facts, Truth, both, either, negation


class Evidence:
    """One shipment on one day. Verdicts are worked out once, when a rule first reads them.

    ``facts`` may leave out what the rulebook derives from other answers; it is filled in here.
    """

    def __init__(self, law: CompiledLaw, facts: Mapping[str, object], day: date) -> None:
        self.law = law
        self.in_force = law.stretches.on(day)
        self._verdicts: dict[str, Truth] = {}
        self._rules: dict[str, Truth] = {}
        self.facts: Facts = dict(facts)  # type: ignore[arg-type]
        told = (fact for fact in law.derived_facts if self.facts.get(fact.key) is not None)
        self._answered = {fact.derived_from for fact in told}
        for fact in law.derived_facts:
            if fact.key not in self.facts:
                self.facts[fact.key] = self.verdict(fact.derived_from)

    def amount(self, figure: str) -> int | None:
        return self.in_force.amounts.get(figure)

    def verdict(self, key: str) -> Truth:
        """Whether any rule in force finds this verdict."""
        if key not in self._verdicts:
            held: Truth = False
            for found in self.in_force.finders.get(key, ()):
                held = either(held, self._held(found))
                if held is True:
                    break
            self._verdicts[key] = held
        return self._verdicts[key]

    def rule(self, rule: Rule) -> Truth:
        """Whether a rule is in force and holds, its exceptions taken into account."""
        found = self.in_force.rules.get(rule.id)
        return self._held(found) if found else False

    def _held(self, found: RuleInForce) -> Truth:
        rule_id = found.rule.id
        if rule_id not in self._rules:
            held = found.check(self.facts, self)
            for _unless, exception in found.exceptions:
                if held is False:
                    break
                spared = exception(self.facts, self)
                held = False if spared is True else None if spared is None else held
            self._rules[rule_id] = held
        return self._rules[rule_id]

    def binds(self, rule: str) -> Truth:
        """Whether an agency rule holds and nothing softens it to "check this"."""
        found = self.in_force.rules.get(rule)
        held = self._held(found) if found else False
        if found is None or held is False:
            return False
        softened: Truth = False
        for softener in found.softeners:
            softened = either(softened, softener(self.facts, self))
        return both(held, negation(softened))

    def reasons(self) -> list[tuple[Rule, Truth, Unless | None]]:
        """The entry rules about this shipment: each with its truth and the exception that set it aside."""
        found = []
        for rule in self.in_force.about(self.facts, self):
            held = self._held(rule)
            if held is None and rule.rule.finds in self._answered:
                continue  # the person told what this rule could only guess
            found.append((rule.rule, held, self._spared_by(rule) if held is False else None))
        return found

    def _spared_by(self, found: RuleInForce) -> Unless | None:
        if not found.exceptions or found.check(self.facts, self) is False:
            return None
        for unless, exception in found.exceptions:
            if exception(self.facts, self) is True:
                return unless
        return None

    def findings(self, rules: Iterable[Rule]) -> list[Finding]:
        """Every rule in force with every one of its tests, held or not."""
        found = (self.in_force.rules.get(rule.id) for rule in rules)
        return [rule.explain(self.facts, self) for rule in found if rule]
