"""Runs the scenarios on a law: what answers otherwise than expected, and what no scenario tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.authoring.objects.base import LawObject
from portal.authoring.scenarios.comparing import Answered, difference
from portal.authoring.scenarios.coverage import Untested, coverage
from portal.authoring.scenarios.models import Scenario
from portal.rulebook.queries import LoadedEdition
from portal.rules.ready import Law
from portal.rules.sparing import SparingDecision
from portal.selfcheck.determination import Determination
from portal.selfcheck.shipment import FieldError, ShipmentReader

NO_EDITION = 0
"""What a law is called that was not published."""


@dataclass(frozen=True, slots=True)
class Turned:
    """A scenario that answers otherwise than it expects; ``faults`` say in what, in sentences.

    ``expected`` and ``now`` hold the fields that differ: as they are, and as this answer would have them.
    """

    key: str
    title: str
    faults: tuple[str, ...]
    expected: Mapping[str, Any]
    now: Mapping[str, Any]


class Trial:
    """Scenarios, each answered once by one law: the newest edition or any other."""

    def __init__(self, law: Law, scenarios: Iterable[Scenario]) -> None:
        self.law = law
        self.edition = LoadedEdition(NO_EDITION, "", law)
        self.reader = ShipmentReader(law)
        self.today: date = timezone.localdate()
        self.scenarios = list(scenarios)
        self._answered: dict[str, Determination] = {}

    @classmethod
    def of_what_counts(cls, law: Law, proposed: LawObject | None = None) -> Trial:
        """With the scenarios that count: for everybody, and for this draft if one is named."""
        return cls(law, Scenario.objects.counting(proposed).order_by("key"))

    def answered_otherwise(self) -> Iterator[Turned]:
        """The scenarios that do not get their answer."""
        for scenario in self.scenarios:
            if found := self.turned(scenario):
                yield found

    def turned(self, scenario: Scenario) -> Turned | None:
        """In what the answer is another one than a scenario expects."""
        try:
            found = difference(scenario.expected, Answered(self._determination(scenario)))
        except FieldError as error:
            says = _("The answer to %(question)s cannot be read: %(why)s")
            told = says % {"question": error.field, "why": error.message}
            return Turned(scenario.key, scenario.title, (told,), {}, {})
        if not found.faults:
            return None
        before = {name: getattr(scenario, name) for name in found.now}
        return Turned(scenario.key, scenario.title, tuple(found.faults), before, found.now)

    def untested(self, before: Law) -> Iterator[Untested]:
        """What this law has new or changed, and the scenarios do not make hold, or do not make fail."""
        return coverage(self.law, before, self._determinations())

    def _determinations(self) -> Iterator[Determination]:
        for scenario in self.scenarios:
            with suppress(FieldError):
                yield self._determination(scenario)

    def _determination(self, scenario: Scenario) -> Determination:
        """The answer to a scenario; raises ``FieldError`` where this law cannot read its shipment."""
        found = self._answered.get(scenario.key)
        if found is None:
            answers = self.reader.read(scenario.shipment)
            found = Determination(self.edition, answers, self.today, deciding=SparingDecision)
            self._answered[scenario.key] = found
        return found


def answered_otherwise(law: Law, proposed: LawObject | None = None) -> Iterator[Turned]:
    """The scenarios that do not get their answer from this law."""
    return Trial.of_what_counts(law, proposed).answered_otherwise()


def untested(law: Law, before: Law, proposed: LawObject) -> Iterator[Untested]:
    """The rules and exceptions, new or changed by a draft, that no scenario makes hold or none makes fail."""
    return Trial.of_what_counts(law, proposed).untested(before)
