"""Why a condition holds, does not hold or cannot be known: every test visited, with what it read."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from portal.rules.conditions import AllOf, AnyOf, AtMost, Not, Test
from portal.rules.law import Rule, Unless
from portal.rules.truth import Facts, Reading, Truth, both, check, either, negation


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


Tracer = Callable[[Facts, Reading], Step]
"""A condition made ready to be explained many times."""


def explain(test: Test, facts: Facts, reading: Reading) -> Step:
    """The whole trace of ``test``. Its ``held`` always agrees with ``truth``: a property test says so."""
    return tracer(test)(facts, reading)


def tracer(test: Test) -> Tracer:
    match test:
        case AllOf(parts):
            return _joined(test, tuple(tracer(part) for part in parts), True)
        case AnyOf(parts):
            return _joined(test, tuple(tracer(part) for part in parts), False)
        case Not(part):
            return _negated(test, tracer(part))
        case AtMost(fact, figure):
            read = check(test)
            return lambda facts, reading: Step(
                test, read(facts, reading), facts.get(fact), reading.amount(figure)
            )
        case _:
            fact, read = getattr(test, "fact", ""), check(test)
            return lambda facts, reading: Step(test, read(facts, reading), facts.get(fact))


def _joined(test: Test, tracers: tuple[Tracer, ...], empty: bool) -> Tracer:
    """All of the parts (``empty`` is true) or any of them (``empty`` is false)."""
    join = both if empty else either

    def trace(facts: Facts, reading: Reading) -> Step:
        steps = tuple([part(facts, reading) for part in tracers])
        held: Truth = empty
        for step in steps:
            held = join(held, step.held)
        return Step(test, held, None, None, steps)

    return trace


def _negated(test: Test, inner: Tracer) -> Tracer:
    def trace(facts: Facts, reading: Reading) -> Step:
        step = inner(facts, reading)
        return Step(test, negation(step.held), None, None, (step,))

    return trace


def explain_rule(
    rule: Rule, when: Tracer, exceptions: tuple[tuple[Unless, Tracer], ...], facts: Facts, reading: Reading
) -> Finding:
    """A rule with those of its exceptions that are in force."""
    step = when(facts, reading)
    if not exceptions:
        return Finding(rule, step.held, step)
    held = step.held
    traced = tuple([(unless, trace(facts, reading)) for unless, trace in exceptions])
    spared_by = None
    for unless, exception in traced:
        if exception.held is True and spared_by is None:
            spared_by = unless
        held = both(held, negation(exception.held))
    return Finding(rule, held, step, traced, spared_by)
