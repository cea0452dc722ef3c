"""Why a condition holds, does not hold or cannot be known: every test visited.

An explanation depends on nothing but the truths of a condition's leaves. So a rule explains each of its ways
to come out once, and shipments that meet the same way share it. What a person answered is not part of it: it
is read from the answers where the explanation is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from portal.rules.conditions import AllOf, AnyOf, AtMost, Not, Test, leaves
from portal.rules.law import Rule, Unless
from portal.rules.truth import Facts, Reading, Truth, both, check, either, negation

AmountOf = Callable[[str], int | None]


class Step(NamedTuple):
    """One test: whether it holds, and the figure that an amount was held against."""

    test: Test
    held: Truth
    against: int | None = None
    parts: tuple[Step, ...] = ()


class Finding(NamedTuple):
    """One rule in force, and what became of it. ``spared_by`` is the exception that set it aside.

    ``cites`` are the rule's citations in order, with those of its exceptions where the rule itself was met.
    """

    rule: Rule
    held: Truth
    step: Step
    cites: Mapping[str, None]
    exceptions: tuple[tuple[Unless, Step], ...] = ()
    spared_by: Unless | None = None

    @property
    def bears(self) -> bool:
        """Whether the answer rests on this rule: it holds, may hold, or would if an exception did not."""
        return self.held is not False or self.spared_by is not None


def explain(test: Test, facts: Facts, reading: Reading) -> Step:
    """The whole trace of ``test``. Its ``held`` always agrees with ``truth``: a property test says so."""
    truths = [check(leaf)(facts, reading) for leaf in leaves(test)]
    return trace(test, iter(truths), reading.amount)


def trace(test: Test, truths: Iterator[Truth], amount_of: AmountOf) -> Step:
    """The trace of a condition from the truths of its leaves, taken in reading order."""
    match test:
        case AllOf(parts) | AnyOf(parts):
            join = both if isinstance(test, AllOf) else either
            held: Truth = isinstance(test, AllOf)
            steps = tuple([trace(part, truths, amount_of) for part in parts])
            for step in steps:
                held = join(held, step.held)
            return Step(test, held, None, steps)
        case Not(part):
            inner = trace(part, truths, amount_of)
            return Step(test, negation(inner.held), None, (inner,))
        case AtMost(_, figure):
            return Step(test, next(truths), amount_of(figure))
        case _:
            return Step(test, next(truths))


def explain_rule(
    rule: Rule, exceptions: tuple[Unless, ...], truths: Iterator[Truth], amount_of: AmountOf
) -> Finding:
    """A rule with those of its exceptions that are in force, from the truths of all their leaves."""
    step = trace(rule.when, truths, amount_of)
    traced = tuple([(unless, trace(unless.when, truths, amount_of)) for unless in exceptions])
    held, spared_by = step.held, None
    for unless, exception in traced:
        if exception.held is True and step.held is not False and spared_by is None:
            spared_by = unless
        held = both(held, negation(exception.held))
    cites = dict.fromkeys(rule.source.cites)
    if step.held is not False:
        cites |= dict.fromkeys(label for unless in rule.unless for label in unless.source.cites)
    return Finding(rule, held, step, cites, traced, spared_by)
