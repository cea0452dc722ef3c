"""Whether one condition holds: Kleene's three-valued logic over what is known.

``None`` is "not known". An unknown answer never becomes a yes or a no by itself; it disappears only where
the rest decides alone (false and unknown is false; true or unknown is true).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Protocol

from portal.rules.answers import CATEGORIES, CODES, Bounds, Value, lies_under
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


Check = Callable[[Facts, Reading], Truth]
"""A condition made ready to be asked many times."""


def truth(test: Test, facts: Facts, reading: Reading) -> Truth:
    """Whether ``test`` holds. Where the same condition is asked often, keep its ``check`` instead."""
    return check(test)(facts, reading)


def check(test: Test) -> Check:
    """A condition as a function of what is known; it stops as soon as the truth is certain."""
    match test:
        case AllOf(parts):
            return _all_of(tuple(check(part) for part in parts))
        case AnyOf(parts):
            return _any_of(tuple(check(part) for part in parts))
        case Not(part):
            inner = check(part)
            return lambda facts, reading: negation(inner(facts, reading))
        case Yes(fact):
            return _yes(fact)
        case OneOf(fact, members):
            return _one_of(fact, members)
        case AtMost(fact, figure):
            return lambda facts, reading: at_most(facts.get(fact), reading.amount(figure))
        case From(fact, day):
            return lambda facts, reading: _from(facts.get(fact), day)
        case Held(verdict):
            return lambda facts, reading: reading.verdict(verdict)
        case Binds(rule):
            return lambda facts, reading: reading.binds(rule)
        case Unsettled():
            return lambda facts, reading: None


def _all_of(parts: tuple[Check, ...]) -> Check:
    def all_hold(facts: Facts, reading: Reading) -> Truth:
        held: Truth = True
        for part in parts:
            found = part(facts, reading)
            if found is False:
                return False
            if found is None:
                held = None
        return held

    return all_hold


def _any_of(parts: tuple[Check, ...]) -> Check:
    def any_holds(facts: Facts, reading: Reading) -> Truth:
        held: Truth = False
        for part in parts:
            found = part(facts, reading)
            if found is True:
                return True
            if found is None:
                held = None
        return held

    return any_holds


def _yes(fact: str) -> Check:
    def is_yes(facts: Facts, reading: Reading) -> Truth:
        answer = facts.get(fact)
        return answer if answer is True or answer is False else None

    return is_yes


def _one_of(fact: str, members: frozenset[str]) -> Check:
    def is_one(facts: Facts, reading: Reading) -> Truth:
        answer = facts.get(fact)
        return answer in members if answer.__class__ is str else member(fact, answer, members)

    return is_one


def _from(answer: object, day: date) -> Truth:
    return answer >= day if isinstance(answer, date) else None


def member(fact: str, answer: object, members: frozenset[str]) -> Truth:
    if isinstance(answer, str):
        return answer in members
    if isinstance(answer, tuple):
        return lies_under(answer, members) if fact == CODES else not members.isdisjoint(answer)
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
