"""Whether one condition holds: Kleene's three-valued logic over what is known.

``None`` is "not known". An unknown answer never becomes a yes or a no by itself; it disappears only where
the rest decides alone (false and unknown is false; true or unknown is true).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from portal.rules.answers import CATEGORIES, CODES, Bounds, Value, starts_with
from portal.rules.conditions import AllOf, AnyOf, AtMost, Binds, From, Held, Not, OneOf, Test, Unsettled, Yes

Truth = bool | None
Facts = Mapping[str, "Value | Bounds | frozenset[str] | None"]
"""What is known: answers, bounds of an amount, or the set of values that a choice may still have."""


class Reading(Protocol):
    """What a condition is read against: the figures of a day and what other rules found."""

    def amount(self, figure: str) -> int | None: ...
    def verdict(self, key: str) -> Truth: ...
    def binds(self, rule: str) -> Truth: ...


def both(left: Truth, right: Truth) -> Truth:
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def either(left: Truth, right: Truth) -> Truth:
    if left is True or right is True:
        return True
    return None if left is None or right is None else False


def negation(held: Truth) -> Truth:
    return None if held is None else not held


def truth(test: Test, facts: Facts, reading: Reading) -> Truth:
    """Whether ``test`` holds; stops as soon as that is certain."""
    match test:
        case AllOf(parts):
            held: Truth = True
            for part in parts:
                held = both(held, truth(part, facts, reading))
                if held is False:
                    break
            return held
        case AnyOf(parts):
            held = False
            for part in parts:
                held = either(held, truth(part, facts, reading))
                if held is True:
                    break
            return held
        case Not(part):
            return negation(truth(part, facts, reading))
        case _:
            return leaf_truth(test, facts, reading)


def leaf_truth(leaf: Test, facts: Facts, reading: Reading) -> Truth:
    match leaf:
        case Yes(fact):
            answer = facts.get(fact)
            return answer if isinstance(answer, bool) else None
        case OneOf(fact, members):
            return member(fact, facts.get(fact), members, facts)
        case AtMost(fact, figure):
            return at_most(facts.get(fact), reading.amount(figure))
        case From(fact, day):
            answer = facts.get(fact)
            return answer >= day if isinstance(answer, date) else None
        case Held(verdict):
            return reading.verdict(verdict)
        case Binds(rule):
            return reading.binds(rule)
        case Unsettled():
            return None
    raise TypeError(f"not a leaf: {leaf!r}")


def member(fact: str, answer: object, members: frozenset[str], facts: Facts) -> Truth:
    if isinstance(answer, str):
        return answer in members
    if isinstance(answer, tuple):
        return starts_with(answer, members) if fact == CODES else not members.isdisjoint(answer)
    if isinstance(answer, frozenset):
        return set_member(fact, answer, members)
    return None


def set_member(fact: str, possible: frozenset[str], members: frozenset[str]) -> Truth:
    """An answer of which only the possible values are known.

    Several categories may fit the same goods, so a possible category is never certain; a choice is.
    """
    if possible.isdisjoint(members):
        return False
    return True if fact != CATEGORIES and possible <= members else None


def at_most(answer: object, limit: int | None) -> Truth:
    if limit is None:
        return None
    if isinstance(answer, Bounds):
        if answer.low > limit:
            return False
        return True if answer.high is not None and answer.high <= limit else None
    return answer <= limit if isinstance(answer, int) else None
