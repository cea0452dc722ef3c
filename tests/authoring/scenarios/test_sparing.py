"""Reading the rules one by one says what the diagrams say."""

from __future__ import annotations

from functools import lru_cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.authoring.scenarios.loading import starter_cases
from portal.rulebook.queries import current_edition
from portal.rules.answers import Answers
from portal.rules.decide import Decision
from portal.rules.sparing import SparingDecision
from portal.selfcheck.shipment import ShipmentReader
from tests.law import TODAY

pytestmark = pytest.mark.django_db


@lru_cache(maxsize=1)
def shipments() -> tuple[Answers, ...]:
    reader = ShipmentReader(current_edition().law)
    return tuple(reader.read(case["shipment"]) for case in starter_cases())


def says(decision: Decision) -> object:
    changes = decision.next_entry_change() if len(decision.days) == 1 else None
    return decision.signature(), decision.turns_on, changes


@settings(max_examples=60, deadline=None)
@given(chance=st.integers(0, 10**9).map(Random))
def test_a_sparing_decision_is_the_same_decision(chance: Random) -> None:
    answers = dict(chance.choice(shipments()))
    for key in list(answers):
        if chance.random() < 0.05:
            answers[key] = None
        elif chance.random() < 0.05:
            del answers[key]
        elif answers[key] is False and chance.random() < 0.05:
            answers[key] = True
    law = current_edition().law
    assert says(SparingDecision(law, answers, TODAY)) == says(Decision(law, answers, TODAY))
