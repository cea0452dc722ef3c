"""What a rule may test: eight leaves and three joins, nothing else.

A condition never holds a number or a date of its own where a dated figure can stand: an amount is named
(``AtMost("value_usd", "informal-limit")``) so that the law's text and its dates stay in one place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Yes:
    """The answer to a yes/no question is yes."""

    fact: str


@dataclass(frozen=True, slots=True)
class OneOf:
    """The answer is one of ``members``.

    For a fact that holds several values (the goods' categories) it is enough that one of them is a
    member; for tariff codes, that one of them starts with a member.
    """

    fact: str
    members: frozenset[str]


@dataclass(frozen=True, slots=True)
class AtMost:
    """An amount or a count does not exceed a dated figure ("not exceeding" is inclusive)."""

    fact: str
    figure: str


@dataclass(frozen=True, slots=True)
class From:
    """A day is ``day`` or later."""

    fact: str
    day: date


@dataclass(frozen=True, slots=True)
class Held:
    """Some rule in force has found this verdict."""

    verdict: str


@dataclass(frozen=True, slots=True)
class Binds:
    """An agency rule holds and is not softened to "check this"."""

    rule: str


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A point of law that nobody has decided: never true, never false."""

    note: str


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Test


Leaf = Yes | OneOf | AtMost | From | Held | Binds | Unsettled
Test = Leaf | AllOf | AnyOf | Not

ALWAYS_TRUE = AllOf(())


def leaves(test: Test) -> Iterator[Leaf]:
    """Every leaf of a condition, in reading order."""
    if isinstance(test, AllOf | AnyOf):
        for part in test.parts:
            yield from leaves(part)
    elif isinstance(test, Not):
        yield from leaves(test.part)
    else:
        yield test
