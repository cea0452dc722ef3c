"""Rules chosen by what they are about: the way of shipping, the purpose and the origin.

A rule whose frame is plainly not met cannot hold, so only the others are read. Which rules an answer leaves
is worked out once for each answer; sets of rules are held as the bits of a number.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import cast

from portal.rules.rule_in_force import FRAMING, RuleInForce
from portal.rules.sheet import Sheet
from portal.rules.truth import Facts, Reading


class Framed:
    """Rules of one stretch, and the sheets of those that are about one kind of shipment."""

    def __init__(self, rules: Sequence[RuleInForce], never: frozenset[str] = frozenset()) -> None:
        self.rules = tuple(rules)
        self.never = never
        self._about: dict[tuple[str, Hashable], int] = {}
        self._sheets: dict[int, Sheet] = {}

    def about(self, facts: Facts, reading: Reading) -> Sheet:
        """The rules that may hold for this way of shipping, purpose and origin."""
        bits = -1
        for fact in FRAMING:
            answer = cast(Hashable, facts.get(fact))
            left = self._about.get((fact, answer))
            if left is None:
                left = self._about[fact, answer] = self._left_by(fact, facts, reading)
            bits &= left
        sheet = self._sheets.get(bits)
        if sheet is None:
            rules = [rule for number, rule in enumerate(self.rules) if bits >> number & 1]
            sheet = self._sheets[bits] = Sheet(rules, self.never)
        return sheet

    def _left_by(self, fact: str, facts: Facts, reading: Reading) -> int:
        bits = 0
        for number, rule in enumerate(self.rules):
            if all(part(facts, reading) is not False for part in rule.frame[fact]):
                bits |= 1 << number
        return bits
