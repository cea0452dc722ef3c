"""What a draft changes: every situation answered otherwise, exactly, as few sets with plain conditions."""

from __future__ import annotations

from dataclasses import dataclass

from portal.rules.answers import Answers
from portal.rules.spans import Span


@dataclass(frozen=True, slots=True)
class Told:
    """A yes/no question is answered so. ``answer`` None: nobody is asked, and other rules find it."""

    fact: str
    answers: frozenset[bool | None]


@dataclass(frozen=True, slots=True)
class Among:
    """The answer to a choice or country question is one of ``members``; or none of them, if ``outside``."""

    fact: str
    members: frozenset[str]
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Between:
    """An amount or count lies in one of these ranges: over the first number, at most the second."""

    fact: str
    ranges: tuple[tuple[int | None, int | None], ...]


@dataclass(frozen=True, slots=True)
class Meets:
    """Whether some of the goods' categories, or some tariff code's beginning, is one of ``members``."""

    fact: str
    members: frozenset[str]
    met: bool


@dataclass(frozen=True, slots=True)
class Read:
    """An unsettled point of law, read one way or the other."""

    note: str
    holds: bool


Part = Told | Among | Between | Meets | Read


@dataclass(frozen=True, slots=True)
class Box:
    """A set of situations: all parts hold. No part: every situation. ``size`` counts situations."""

    parts: tuple[Part, ...]
    size: int
    example: Answers


@dataclass(frozen=True, slots=True)
class Change:
    """Situations that go from one end to another, in one stretch of arrival days.

    ``subject`` is the key of a goal or the id of an agency rule. ``shared`` is what all its situations have
    in common; ``boxes`` cover them exactly (they may overlap), the largest first, and ``left`` counts the
    situations that no listed box holds.
    """

    subject: str
    before: str
    after: str
    span: Span
    size: int
    shared: Box
    boxes: tuple[Box, ...]
    left: int = 0


@dataclass(frozen=True, slots=True)
class Headline:
    """Changes of one subject between the same two ends, told as one: what all their situations share.

    The ends of the goal "entry" are the words of the public vocabulary here, where several processes count
    as one word.
    """

    subject: str
    before: str
    after: str
    spans: tuple[Span, ...]
    size: int
    shared: tuple[Part, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes, gathered under headlines, the largest first.

    ``sampled`` names the subjects that were too large to be worked out exactly: of them the changes that a
    sample of situations met are told, and there may be others.
    """

    headlines: tuple[Headline, ...]
    sampled: tuple[str, ...] = ()

    @property
    def changes(self) -> tuple[Change, ...]:
        return tuple(change for headline in self.headlines for change in headline.changes)
