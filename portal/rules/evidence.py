"""The law of one day held against what is known of one shipment: rule by rule, with reasons."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import cast

from portal.rules.compiled import CompiledLaw
from portal.rules.explain import Finding
from portal.rules.law import Rule
from portal.rules.rule_in_force import RuleInForce
from portal.rules.truth import Facts, Truth, both, either, negation

_UNREAD = object()


class Evidence:
    """One shipment on one day. Verdicts are worked out once, when a rule first reads them.

    ``facts`` may leave out what the rulebook derives from other answers; it is filled in here.
    """

    def __init__(self, law: CompiledLaw, facts: Mapping[str, object], day: date) -> None:
        self.law = law
        self.in_force = law.stretches.on(day)
        self._verdicts: dict[str, object] = {}
        self._findings: dict[RuleInForce, Finding] = {}
        self.facts: Facts = cast(Facts, facts)
        self._answered: list[str] = []
        for fact in law.derived_facts:
            if fact.key not in facts:
                self.facts = {**self.facts, fact.key: self.verdict(fact.derived_from)}
            elif facts[fact.key] is not None:
                self._answered.append(fact.derived_from)

    def amount(self, figure: str) -> int | None:
        return self.in_force.amounts.get(figure)

    def verdict(self, key: str) -> Truth:
        """Whether any rule in force finds this verdict."""
        held = self._verdicts.get(key, _UNREAD)
        if held is _UNREAD:
            held = False
            for found in self.in_force.finders.get(key, ()):
                held = either(held, self._finding(found).held)
                if held is True:
                    break
            self._verdicts[key] = held
        return cast(Truth, held)

    def rule(self, rule: Rule) -> Truth:
        """Whether a rule is in force and holds, its exceptions taken into account."""
        found = self.in_force.rules.get(rule.id)
        return self._finding(found).held if found else False

    def _finding(self, found: RuleInForce) -> Finding:
        known = self._findings.get(found)
        if known is None:
            known = self._findings[found] = found.read(self.facts, self)
        return known

    def binds(self, rule: str) -> Truth:
        """Whether an agency rule holds and nothing softens it to "check this"."""
        found = self.in_force.rules.get(rule)
        if found is None or (held := self._finding(found).held) is False:
            return False
        softened: Truth = False
        for softener in found.softeners:
            softened = either(softened, softener(self.facts, self))
        return both(held, negation(softened))

    def findings(self) -> tuple[Finding, ...]:
        """The entry rules about this way of shipping, purpose and origin, each with all of its tests."""
        sheet = self.in_force.entry.about(self.facts, self)
        found, any_open = sheet.read(self.facts, self)
        if any_open:
            # What a rule could only guess is no reason once the person told it.
            told = self._answered
            found = [one for one in found if one.held is not None or one.rule.finds not in told]
        return tuple(found)

    def remarks(self) -> list[Rule]:
        """The warnings and notes that go with this shipment: notes that hold, warnings that hold or may."""
        sheet = self.in_force.remarks.about(self.facts, self)
        findings, _any_open = sheet.read(self.facts, self)
        return [
            finding.rule
            for finding in findings
            if finding.held is True or (finding.rule.kind == "warning" and self.may(finding.rule))
        ]

    def may(self, rule: Rule) -> bool:
        """Whether a rule holds, or may hold for a shipment that it is certainly about.

        Mode, purpose and origin have to be certain; what else is open may be. So a duty is named although
        nobody was asked whether the goods are books.
        """
        found = self.in_force.rules.get(rule.id)
        if found is None or self._finding(found).held is False:
            return False
        return all(part(self.facts, self) is True for parts in found.frame.values() for part in parts)

    def is_about(self, rule: Rule) -> bool:
        """Whether a rule is in force and its mode, purpose and origin do not rule this shipment out."""
        found = self.in_force.rules.get(rule.id)
        if found is None:
            return False
        return all(part(self.facts, self) is not False for parts in found.frame.values() for part in parts)
