"""Why a condition holds, does not hold or cannot be known: every test visited, with what it read."""

from __future__ import annotations

from typing import NamedTuple

from portal.rules.conditions import AllOf, AnyOf, AtMost, Not, Test
from portal.rules.law import Rule, Unless
from portal.rules.truth import Facts, Reading, Truth, both, either, leaf_truth, negation


class Step(NamedTuple):
    """One test with its evidence: what the person answered and the figure it was held against."""

    test: Test
    held: Truth
    read: object = None
    against: int | None = None
    parts: tuple[Step, ...] = ()


class Finding(NamedTuple):
    """One rule in force, and what became of it. ``spared_by`` is the exception that set it aside."""

    rule: Rule
    held: Truth
    step: Step
    exceptions: tuple[tuple[Unless, Step], ...] = ()
    spared_by: Unless | None = None


def explain(test: Test, facts: Facts, reading: Reading) -> Step:
    """The whole trace of ``test``. Its ``held`` always agrees with ``truth``: a property test says so."""
    match test:
        case AllOf(parts):
            held: Truth = True
            steps = tuple(explain(part, facts, reading) for part in parts)
            for step in steps:
                held = both(held, step.held)
            return Step(test, held, parts=steps)
        case AnyOf(parts):
            held = False
            steps = tuple(explain(part, facts, reading) for part in parts)
            for step in steps:
                held = either(held, step.held)
            return Step(test, held, parts=steps)
        case Not(part):
            inner = explain(part, facts, reading)
            return Step(test, negation(inner.held), parts=(inner,))
        case _:
            against = reading.amount(test.figure) if isinstance(test, AtMost) else None
            return Step(test, leaf_truth(test, facts, reading), facts.get(getattr(test, "fact", "")), against)


def explain_rule(rule: Rule, exceptions: tuple[Unless, ...], facts: Facts, reading: Reading) -> Finding:
    """A rule with those of its exceptions that are in force."""
    step = explain(rule.when, facts, reading)
    held = step.held
    traced = tuple((unless, explain(unless.when, facts, reading)) for unless in exceptions)
    spared_by = None
    for unless, exception in traced:
        if exception.held is True and spared_by is None:
            spared_by = unless
        held = both(held, negation(exception.held))
    return Finding(rule, held, step, traced, spared_by)
