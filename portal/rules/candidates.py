"""Which agency rules can concern these goods at all: an index, so that most rules are never visited.

A rule's first condition says what it concerns (any of these categories, codes or facts). Where that is
plainly false the rule is out; the index only ever leaves out such rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from portal.rules.answers import CATEGORIES, CODES
from portal.rules.conditions import AllOf, AnyOf, Held, Leaf, OneOf, Test, Yes
from portal.rules.law import Rule
from portal.rules.truth import Facts


class Candidates:
    """The rules by what they concern; sets of rules are held as the bits of a number."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        self._bit = {rule.id: 1 << number for number, rule in enumerate(self.rules)}
        self._always = 0
        self._category: dict[str, int] = defaultdict(int)
        self._code: dict[str, int] = defaultdict(int)
        self._shorter: dict[str, int] = defaultdict(int)
        self._fact: dict[str, int] = defaultdict(int)
        self._follows: list[tuple[int, int]] = []
        for rule in self.rules:
            self._index(rule)
        self._any_category = _union(self._category.values())
        self._any_code = _union(self._code.values())
        self._widths = sorted({len(code) for code in self._code})

    def _index(self, rule: Rule) -> None:
        bit = self._bit[rule.id]
        concerns = _concerns(rule.when)
        if not concerns:
            self._always |= bit
        follows = 0
        for leaf in concerns:
            match leaf:
                case Yes(fact):
                    self._fact[fact] |= bit
                case OneOf(fact, members) if fact == CATEGORIES:
                    for slug in members:
                        self._category[slug] |= bit
                case OneOf(_, members):
                    for code in members:
                        self._code[code] |= bit
                        for width in range(2, len(code)):
                            self._shorter[code[:width]] |= bit
                case Held(verdict):
                    follows |= self._bit[verdict]
        if follows:
            self._follows.append((bit, follows))

    def among(self, facts: Facts) -> tuple[Rule, ...]:
        """The rules that may concern goods of which this is known."""
        found = self._always
        goods = facts.get(CATEGORIES)
        if isinstance(goods, tuple | frozenset):
            for slug in goods:
                found |= self._category.get(slug, 0)
        else:
            found |= self._any_category
        codes = facts.get(CODES)
        if isinstance(codes, tuple):
            for code in codes:
                found |= self._shorter.get(code, 0)
                for width in self._widths:
                    found |= self._code.get(code[:width], 0)
        else:
            found |= self._any_code
        get = facts.get
        for fact, bits in self._fact.items():
            if get(fact) is not False:
                found |= bits
        for bit, follows in self._follows:
            if found & follows:
                found |= bit
        return self._listed(found)

    def _listed(self, found: int) -> tuple[Rule, ...]:
        listed = []
        while found:
            low = found & -found
            listed.append(self.rules[low.bit_length() - 1])
            found ^= low
        return tuple(listed)


def _concerns(when: Test) -> tuple[Leaf, ...]:
    """The leaves of a rule's first condition, or nothing when it cannot be indexed."""
    first = when.parts[0] if isinstance(when, AllOf) and when.parts else when
    parts = first.parts if isinstance(first, AnyOf) else (first,)
    leaves: list[Leaf] = []
    for part in parts:
        if isinstance(part, Yes | Held) or (isinstance(part, OneOf) and part.fact in (CATEGORIES, CODES)):
            leaves.append(part)
        else:
            return ()
    return tuple(leaves)


def _union(bits: Iterable[int]) -> int:
    total = 0
    for value in bits:
        total |= value
    return total
