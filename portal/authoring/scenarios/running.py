"""Runs the scenarios on a law: what answers otherwise than expected, and what no scenario tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from portal.authoring.objects.base import LawObject
from portal.rules.ready import Law


@dataclass(frozen=True, slots=True)
class Turned:
    """A scenario that answers otherwise than it expects; ``faults`` say in what, in words."""

    key: str
    title: str
    faults: tuple[str, ...]


def answered_otherwise(law: Law, proposed: LawObject | None = None) -> Iterator[Turned]:
    """The scenarios that do not get their answer from this law."""
    yield from ()


def untested(law: Law, before: Law, proposed: LawObject) -> Iterator[str]:
    """The rules and exceptions, new or changed by a draft, that no scenario makes hold or none makes fail."""
    yield from ()
