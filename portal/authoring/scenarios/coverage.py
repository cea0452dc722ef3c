"""Which rules and exceptions some cases hold, and which they make fail.

A rule is read on the day of each case, in force only: that a rule is over, or not there yet, says nothing of
its conditions. An exception is tested where its rule itself is met, because nowhere else does it decide.
What reads an unsettled point never holds for certain: there "may hold" is the most that a case can show.
What has no condition at all cannot fail.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from portal.rules.compiled import CompiledLaw
from portal.rules.conditions import Test, Unsettled, leaves
from portal.rules.law import Rule, Unless
from portal.rules.spans import Span
from portal.selfcheck.determination import Determination

PROPOSED = "proposed"


@dataclass(frozen=True, slots=True)
class Untested:
    """A rule or an exception that no case makes hold, or that no case makes fail."""

    name: str
    holds: bool
    fails: bool


@dataclass(slots=True)
class _Seen:
    """What the cases have shown of a rule or an exception."""

    unsettled: bool
    holds: bool = False
    fails: bool = False

    def note(self, held: bool | None) -> None:
        self.holds |= held is True or (held is None and self.unsettled)
        self.fails |= held is False


@dataclass(frozen=True, slots=True)
class _Watched:
    """A rule to watch, with those of its parts that have to be tested, by name: itself, or exceptions."""

    rule: Rule
    parts: Mapping[str, _Seen]


def coverage(law: CompiledLaw, before: CompiledLaw, cases: Iterable[Determination]) -> Iterator[Untested]:
    """What is new or changed since ``before`` and is not both held by some case and failed by another."""
    watched = list(_changed(law, before))
    if not watched:
        return
    for case in cases:
        for each in watched:
            _look(each, case)
    for each in watched:
        for name, seen in each.parts.items():
            if not (seen.holds and seen.fails):
                yield Untested(name, seen.holds, seen.fails)


def _changed(law: CompiledLaw, before: CompiledLaw) -> Iterator[_Watched]:
    for rule in law.book.rules:
        old = before.rules.get(rule.id)
        if rule.status == PROPOSED:
            continue
        parts = {}
        if old is None or _logic(rule) != _logic(old):
            parts[rule.id] = _unseen(rule.when, *(unless.when for unless in rule.unless))
        were = {unless.id: _exception(unless) for unless in old.unless} if old else {}
        for unless in rule.unless:
            if were.get(unless.id) != _exception(unless):
                parts[unless.id] = _unseen(unless.when)
        if parts:
            yield _Watched(rule, parts)


def _unseen(*tests: Test) -> _Seen:
    read = [leaf for test in tests for leaf in leaves(test)]
    return _Seen(any(isinstance(leaf, Unsettled) for leaf in read), fails=not read)


def _logic(rule: Rule) -> object:
    """All of a rule that decides when it holds, and nothing of its words."""
    softeners = tuple(softener.when for softener in rule.softeners)
    return rule.when, rule.span, rule.status, softeners, frozenset(map(_exception, rule.unless))


def _exception(unless: Unless) -> tuple[Test, Span]:
    return unless.when, unless.span


def _look(watched: _Watched, case: Determination) -> None:
    """Note what one case shows of a rule and its exceptions."""
    in_force = case.evidence.in_force.rules.get(watched.rule.id)
    if in_force is None:
        return
    finding = in_force.read(case.evidence.facts, case.evidence)
    if itself := watched.parts.get(watched.rule.id):
        itself.note(finding.held)
    if finding.step.held is True:
        for unless, step in finding.exceptions:
            if exception := watched.parts.get(unless.id):
                exception.note(step.held)
