"""Rules chosen by what they are about: the way of shipping, the purpose and the origin.

A rule whose frame is plainly not met cannot hold, so only the others are read. Which rules an answer leaves
is worked out once for each answer; sets of rules are held as the bits of a number.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import cast

from portal.rules.rule_in_force import FRAMING, RuleInForce
from portal.rules.sheet import Sheet
from portal.rules.truth import Facts, Reading


class Framed:
    """Rules of one stretch, and the sheets of those that are about one kind of shipment."""

    def __init__(
        self, rules: Sequence[RuleInForce], amounts: Mapping[str, int], never: frozenset[str] = frozenset()
    ) -> None:
        self.rules = tuple(rules)
        self.amounts = amounts
        self.never = never
        self._about: dict[tuple[str, Hashable], int] = {}
        self._bases: dict[int, Sheet] = {}
        self._sheets: dict[int, Sheet] = {}

    def about(self, facts: Facts, reading: Reading) -> Sheet:
        """The rules that may hold for this way of shipping, purpose and origin."""
        bits = [self._left(fact, facts, reading) for fact in FRAMING]
        left = bits[0] & bits[1] & bits[2]
        sheet = self._sheets.get(left)
        if sheet is None:
            sheet = self._sheets[left] = self._base(bits[0]).only(self._chosen(left))
        return sheet

    def _base(self, left: int) -> Sheet:
        """The rules of one way of shipping: the sheets of its purposes and origins are parts of this one."""
        if left not in self._bases:
            self._bases[left] = Sheet(self._chosen(left), self.amounts, self.never)
        return self._bases[left]

    def _chosen(self, left: int) -> list[RuleInForce]:
        return [rule for number, rule in enumerate(self.rules) if left >> number & 1]

    def _left(self, fact: str, facts: Facts, reading: Reading) -> int:
        """The rules whose tests of one fact its answer does not fail, as bits."""
        answer = cast(Hashable, facts.get(fact))
        left = self._about.get((fact, answer))
        if left is None:
            left = 0
            for number, rule in enumerate(self.rules):
                if all(part(facts, reading) is not False for part in rule.frame[fact]):
                    left |= 1 << number
            self._about[fact, answer] = left
        return left
