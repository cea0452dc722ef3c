"""A scenario to read: its answers and expectations in words, and what the newest edition says of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from portal.authoring.scenarios.models import Scenario, label_of
from portal.authoring.scenarios.standing import faults_now
from portal.authoring.scenarios.words import entry_word, status_word
from portal.rulebook.queries import current_edition
from portal.selfcheck.answer.told import Teller
from portal.selfcheck.journey import Journey
from portal.selfcheck.query import Told
from portal.selfcheck.shipment import ShipmentReader

Line = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ReadScenario:
    """``answers`` and ``expected`` are pairs of what it is about and what it says.

    The many questions that are answered with a plain "no" stand apart.
    """

    answers: list[Line]
    answered_no: list[str]
    expected: list[Line]
    faults: tuple[str, ...]
    answer_url: str


def read_scenario(scenario: Scenario) -> ReadScenario:
    edition = current_edition()
    answers, unread = ShipmentReader(edition.law).read_all(scenario.shipment)
    journey = Journey(edition, Told(answers), timezone.localdate())
    teller = Teller(journey, journey.wording)
    asked = sorted(answers.items(), key=lambda pair: edition.law.order[pair[0]])
    told = [(teller.label(key), teller.value(key, value)) for key, value in asked if value is not False]
    told += [(fault.field, str(scenario.shipment[fault.field])) for fault in unread]
    return ReadScenario(
        answers=told,
        answered_no=[teller.label(key) for key, value in asked if value is False],
        expected=[(label_of(name), _says(name, value)) for name, value in scenario.expected.items()],
        faults=faults_now([scenario])[scenario.pk],
        answer_url=journey.answer_url,
    )


def _says(name: str, value: Any) -> str:
    if name == "de_minimis":
        return status_word(value)
    return ", ".join(entry_word(item) if name == "entries" else item for item in value)
