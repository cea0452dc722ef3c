"""Conditions as people write them in the starter files, read into the engine's types.

A line is one test; all lines of a list must hold. ``adcvd: yes``, ``mode: [postal]``,
``value_usd at most: informal-limit``, ``any of: [line, line]``. The README beside the starter files tells
the whole form; what is not in it is refused, with the place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from portal.rules.conditions import (
    ALWAYS_TRUE,
    AllOf,
    AnyOf,
    AtMost,
    Binds,
    From,
    Held,
    Not,
    OneOf,
    Test,
    Unsettled,
    Yes,
)
from portal.rules.law import Kind


class StarterError(ValueError):
    """Something in the starter files cannot be read; the message says where and what."""


@dataclass(frozen=True)
class Vocabulary:
    """What conditions may name."""

    kinds: Mapping[str, Kind]
    options: Mapping[str, frozenset[str]]
    figures: frozenset[str]
    lists: Mapping[str, tuple[str, ...]]

    def test(self, lines: object, where: str) -> Test:
        """All lines of a list as one condition."""
        if not isinstance(lines, list):
            raise StarterError(f"{where}: a list of lines is needed, not {lines!r}")
        parts = tuple(self.line(line, where) for line in lines)
        return parts[0] if len(parts) == 1 else AllOf(parts)

    def line(self, line: object, where: str) -> Test:
        if isinstance(line, list):
            return self.test(line, where)
        if not isinstance(line, dict) or len(line) != 1:
            raise StarterError(f"{where}: a line has exactly one key: {line!r}")
        ((key, value),) = line.items()
        match key:
            case "any of":
                return AnyOf(tuple(self.line(part, where) for part in value))
            case "found":
                return Held(value)
            case "not found":
                return Not(Held(value))
            case "binds":
                return Binds(value)
            case "unsettled":
                return Unsettled(value)
            case "always":
                return ALWAYS_TRUE
        return self.about_fact(key, value, where)

    def about_fact(self, key: str, value: object, where: str) -> Test:
        fact, _, operator = key.partition(" ")
        kind = self.kinds.get(fact)
        if kind is None:
            raise StarterError(f"{where}: no question has the key {fact!r}")
        match kind, operator:
            case Kind.YES_NO, "":
                return self.yes_no(fact, value, where)
            case ((Kind.MONEY | Kind.COUNT), ("at most" | "over")):
                if value not in self.figures:
                    raise StarterError(f"{where}: no figure has the key {value!r}")
                within = AtMost(fact, str(value))
                return within if operator == "at most" else Not(within)
            case Kind.DAY, ("from" | "before"):
                if not isinstance(value, date):
                    raise StarterError(f"{where}: {key} needs a date, not {value!r}")
                later = From(fact, value)
                return later if operator == "from" else Not(later)
            case ((Kind.CHOICE | Kind.COUNTRY | Kind.CATEGORIES | Kind.CODES), ("" | "not")):
                one_of = OneOf(fact, self.members(fact, value, where))
                return Not(one_of) if operator else one_of
        raise StarterError(f"{where}: a question of kind {kind.value} cannot be tested by {key!r}")

    def yes_no(self, fact: str, value: object, where: str) -> Test:
        if value in ("yes", True):
            return Yes(fact)
        if value in ("no", False):
            return Not(Yes(fact))
        raise StarterError(f"{where}: {fact} is yes or no, not {value!r}")

    def members(self, fact: str, value: object, where: str) -> frozenset[str]:
        if isinstance(value, str):
            if value not in self.lists:
                raise StarterError(f"{where}: no list has the key {value!r}")
            return frozenset(self.lists[value])
        if not isinstance(value, list) or not value:
            raise StarterError(f"{where}: {fact} needs a list of at least one member, not {value!r}")
        members: set[str] = set()
        for member in value:
            members.update(self.lists[member] if member in self.lists else [str(member)])
        if fact in self.options:
            for wrong in sorted(members - self.options[fact]):
                raise StarterError(f"{where}: {fact} cannot be {wrong!r}")
        return frozenset(members)
