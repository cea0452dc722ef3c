"""Answers given before, worked out again: what the engine says now, held against what was said then."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.rulebook.queries import LoadedEdition
from portal.rulebook.wording import FIRST_LANGUAGE
from portal.rules.answers import Value
from portal.rules.ready import Law
from portal.selfcheck.determination import Determination, summary
from portal.selfcheck.models import KeptAnswer
from portal.selfcheck.shipment import FieldError, ShipmentReader

Result = Mapping[str, Any]
"""The contract's document, or the part of it that is compared."""
ENTRY_AND_AGENCIES = ("de_minimis", "entry", "possible_entries", "agencies")
DECISIONS = (*ENTRY_AND_AGENCIES, "acceptable_entries", "holds_through", "warnings")
ALL_BUT_WORDS = ("as_of", *DECISIONS, "citations", "turns_on", "unsettled")
"""Every key of the document but the edition, which is given, and the words, which may be put better."""
UNREAD = "answers"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that is told otherwise: what only the earlier answer says, and what only the later one."""

    field: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.field}: {', '.join(self.before) or 'nothing'} -> {', '.join(self.after) or 'nothing'}"


def differences(before: Result, after: Result, fields: Collection[str]) -> tuple[Difference, ...]:
    """The fields that differ. One that the earlier answer did not tell yet is no difference."""
    found = []
    for field in fields:
        if field in before and before[field] != after[field]:
            was, now = _parts(field, before[field]), _parts(field, after[field])
            if was != now:
                found.append(Difference(field, tuple(sorted(was - now)), tuple(sorted(now - was))))
    return tuple(found)


def _parts(field: str, value: Any) -> frozenset[str]:
    """What a field says, without the order in which it says it."""
    if value is None:
        return frozenset()
    if isinstance(value, str):
        return frozenset({value})
    if field == "agencies":
        states = ((state, rules) for state, agencies in value.items() for rules in agencies.values())
        return frozenset(f"{rule} ({state})" for state, rules in states for rule in rules)
    if field == "unsettled":
        return frozenset(" and ".join(sorted(point["citations"])) for point in value)
    return frozenset(value)


class Again:
    """Reads and answers kept shipments under one law, whichever they were kept under."""

    def __init__(self, law: Law) -> None:
        self.law = law
        self.reader = ShipmentReader(law)

    def read(self, told: Mapping[str, Any]) -> tuple[dict[str, Value | None], tuple[str, ...]]:
        """Typed answers, and the keys of those that this law cannot read: they are taken as not known."""
        try:
            return self.reader.read(told), ()
        except FieldError:
            answers, faults = self.reader.read_all(told)
            return answers, tuple(fault.field for fault in faults)


@dataclass(frozen=True, slots=True)
class Replayed:
    """One kept answer and what is said otherwise now."""

    code: str
    differences: tuple[Difference, ...]


def replayed(rows: Iterable[KeptAnswer], edition: LoadedEdition) -> Iterator[Replayed]:
    """Each row answered again under an edition, as of the day on which it was asked."""
    edition.law.prepare_for_bulk()
    again = Again(edition.law)
    for row in rows:
        answers, unread = again.read(row.answers)
        found = differences(row.result, _result(edition, answers, row.asked_on), ALL_BUT_WORDS)
        if unread:
            found = (Difference(UNREAD, unread, ()), *found)
        yield Replayed(row.code, found)


def _result(edition: LoadedEdition, answers: Mapping[str, Value | None], asked_on: date) -> Result:
    return summary(Determination(edition, answers, asked_on, FIRST_LANGUAGE))
