"""One rule with what is in force of it on the days of one stretch."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from portal.rules.conditions import AllOf, Test
from portal.rules.conditions import leaves as leaves_of
from portal.rules.explain import Finding, explain_rule
from portal.rules.law import Rule
from portal.rules.truth import Facts, Reading, Truth, check

FRAMING = ("mode", "purpose", "origin_country")
MOST_REMEMBERED = 2_000


class RuleInForce:
    """A rule with those of its exceptions that are in force, ready to be read.

    ``frame`` are the tests that only say what the rule is about, by the one fact that each of them reads.
    """

    __slots__ = (
        "_amounts",
        "_checks",
        "_known",
        "exceptions",
        "frame",
        "leaves",
        "rule",
        "softeners",
    )

    def __init__(self, rule: Rule, day: date, amounts: Mapping[str, int]) -> None:
        self.rule = rule
        parts = rule.when.parts if isinstance(rule.when, AllOf) else (rule.when,)
        self.exceptions = tuple(unless for unless in rule.unless if unless.span.covers(day))
        self.softeners = tuple(check(softener.when) for softener in rule.softeners)
        self.frame = {
            fact: tuple(check(part) for part in parts if _facts_of(part) == {fact}) for fact in FRAMING
        }
        tests = (rule.when, *(unless.when for unless in self.exceptions))
        self.leaves = tuple(leaf for test in tests for leaf in leaves_of(test))
        self._checks = tuple(check(leaf) for leaf in self.leaves)
        self._amounts = amounts
        self._known: dict[tuple[Truth, ...], Finding] = {}

    def read(self, facts: Facts, reading: Reading) -> Finding:
        """What becomes of the rule, with every one of its tests."""
        return self.explain(tuple([leaf(facts, reading) for leaf in self._checks]))

    def explain(self, truths: tuple[Truth, ...]) -> Finding:
        """The finding that belongs to the truths of the rule's leaves; worked out once for each."""
        found = self._known.get(truths)
        if found is None:
            if len(self._known) >= MOST_REMEMBERED:
                self._known.clear()
            found = explain_rule(self.rule, self.exceptions, iter(truths), self._amounts.get)
            self._known[truths] = found
        return found


def _facts_of(part: Test) -> set[str]:
    return {getattr(leaf, "fact", "") for leaf in leaves_of(part)}
