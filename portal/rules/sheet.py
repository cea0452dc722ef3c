"""Rules read together: every distinct test is asked once, whatever number of rules hold it.

The rules stand in an order in which each comes after those whose finding it reads; so one pass is enough.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from operator import itemgetter
from typing import Any, NamedTuple

from portal.rules.conditions import AtMost, Binds, Held, Leaf, Yes
from portal.rules.explain import Finding
from portal.rules.rule_in_force import RuleInForce
from portal.rules.truth import Check, Facts, Reading, Truth, at_most, check


class Row(NamedTuple):
    """One rule: where the truths of its tests stand, and where its own finding goes."""

    rule: RuleInForce
    place: int
    truths_of: Callable[[list[Truth]], Any]
    verdict: int
    known: dict[Any, Finding]
    columns: tuple[int, ...]


class Sheet:
    """Rules laid out to be read in one pass.

    ``never`` are verdicts that no rule outside of these can find: where none of these finds them either,
    they do not hold.
    """

    def __init__(
        self, rules: Sequence[RuleInForce], amounts: Mapping[str, int], never: frozenset[str] = frozenset()
    ) -> None:
        found = {rule.rule.finds for rule in rules}
        asked = dict.fromkeys(leaf for rule in rules for leaf in rule.leaves)
        outer = [leaf for leaf in asked if not (isinstance(leaf, Held) and leaf.verdict in found)]
        yes = [leaf for leaf in outer if isinstance(leaf, Yes)]
        others = [leaf for leaf in outer if not isinstance(leaf, Yes)]
        self.yes_facts = [leaf.fact for leaf in yes]  # their answers are their truths
        checks = [_outside(leaf, amounts, never) for leaf in others]
        self.asked = tuple(enumerate(checks, len(yes)))
        slots: dict[Leaf, int] = {leaf: number for number, leaf in enumerate((*yes, *others))}
        self.verdicts = {verdict: len(outer) + number for number, verdict in enumerate(sorted(found))}
        self.blank: list[Truth] = [None] * len(others) + [False] * len(self.verdicts)
        self.size = len(rules)
        places = {rule: number for number, rule in enumerate(rules)}
        self.rows = tuple(self._row(rule, places[rule], slots) for rule in in_order(rules))

    def only(self, rules: Sequence[RuleInForce]) -> Sheet:
        """A part of the sheet. It is read as a whole sheet is, as long as the rules left out cannot hold."""
        part, wanted = copy(self), frozenset(rules)
        part.rows = tuple(row for row in self.rows if row.rule in wanted)
        read = {column - len(self.yes_facts) for row in part.rows for column in row.columns}
        part.asked = tuple(pair for pair in self.asked if pair[0] - len(self.yes_facts) in read)
        return part

    def _row(self, rule: RuleInForce, place: int, slots: dict[Leaf, int]) -> Row:
        columns = [
            self.verdicts[leaf.verdict] if isinstance(leaf, Held) and leaf not in slots else slots[leaf]
            for leaf in rule.leaves
        ]
        truths_of = itemgetter(*columns) if columns else _nothing
        return Row(rule, place, truths_of, self.verdicts[rule.rule.finds], {}, tuple(columns))

    def read(self, facts: Facts, reading: Reading) -> tuple[list[Finding], bool]:
        """What becomes of each rule, in the order in which they were given, and whether any is open."""
        any_open = False
        get = facts.get
        truths: list[Any] = [get(fact) for fact in self.yes_facts]
        truths += self.blank
        for column, asked in self.asked:
            truths[column] = asked(facts, reading)
        findings: list[Any] = [None] * self.size
        for rule, place, truths_of, verdict, known, _columns in self.rows:
            key = truths_of(truths)
            finding = known.get(key)
            if finding is None:
                finding = known[key] = rule.explain(key if isinstance(key, tuple) else (key,))
            findings[place] = finding
            held = finding.held
            if held is not False:
                any_open = any_open or held is None
                if truths[verdict] is not True:
                    truths[verdict] = held
        if len(self.rows) != self.size:
            findings = [one for one in findings if one is not None]
        return findings, any_open


def _outside(leaf: Leaf, amounts: Mapping[str, int], never: frozenset[str]) -> Check:
    """A test that none of the rules on the sheet answers. Within a stretch a figure has one amount."""
    if isinstance(leaf, Held) and leaf.verdict in never:
        return _is_not_found
    return _within(leaf.fact, amounts.get(leaf.figure)) if isinstance(leaf, AtMost) else check(leaf)


def _within(fact: str, limit: int | None) -> Check:
    def is_within(facts: Facts, _reading: Reading) -> Truth:
        amount = facts.get(fact)
        return amount <= limit if amount.__class__ is int and limit is not None else at_most(amount, limit)

    return is_within


def _is_not_found(_facts: Facts, _reading: Reading) -> Truth:
    return False


def _nothing(_truths: list[Truth]) -> tuple[()]:
    return ()


def in_order(rules: Sequence[RuleInForce]) -> list[RuleInForce]:
    """The rules so that each comes after those that find what it reads. There are no loops (``check``)."""
    finders: dict[str, list[RuleInForce]] = {}
    for rule in rules:
        finders.setdefault(rule.rule.finds, []).append(rule)
    placed: dict[RuleInForce, None] = {}

    def place(rule: RuleInForce) -> None:
        if rule in placed:
            return
        for leaf in rule.leaves:
            wanted = leaf.verdict if isinstance(leaf, Held) else leaf.rule if isinstance(leaf, Binds) else ""
            for finder in finders.get(wanted, ()):
                place(finder)
        placed[rule] = None

    for rule in rules:
        place(rule)
    return list(placed)
