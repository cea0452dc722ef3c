"""How fast the engine is, measured beside plain Python in the same run: ratios, never seconds.

The figures of a quiet machine stand in docs/speed.md.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from random import Random
from typing import Any

import pytest

from portal.rules.answers import Answers
from portal.rules.decide import Decision, decide
from portal.rules.evidence import Evidence
from portal.rules.ready import Law
from portal.selfcheck.shipment import ShipmentReader
from tests.budgets.plain_decision import plain_decision
from tests.budgets.shipments import shipment
from tests.law import TODAY, starter_edition

pytestmark = pytest.mark.benchmark

DECIDE_WITHIN, EXPLAIN_WITHIN = 6, 40


def times(
    work: Callable[[Any], object], measure: Callable[[Any], object], items: list[Any], within: float
) -> float:
    """How many times the processor time of ``measure`` the ``work`` takes, by turns and at their best.

    Whatever else the machine does takes from the larger of the two first, so it is asked again, twice at
    most, before it counts as slow.
    """
    least = float("inf")
    for _time in range(3):
        rounds = [(taken(work, items), taken(measure, items)) for _round in range(15)]
        least = min(least, min(one for one, _two in rounds) / min(two for _one, two in rounds))
        if least <= within:
            break
    return least


def taken(work: Callable[[Any], object], items: Iterable[Any]) -> float:
    start = time.process_time()
    for item in items:
        work(item)
    return time.process_time() - start


@pytest.fixture(scope="module")
def known_shipments() -> list[Answers]:
    law = starter_edition().law
    reader, random = ShipmentReader(law), Random(1)
    told = (shipment(random, law) for _number in range(400))
    return [reader.read({**one, "pga": False}) for one in told]  # as the handwritten one: entry law only


def deciding(law: Law) -> Callable[[Answers], object]:
    return lambda answers: decide(law, answers, TODAY)


def explaining(law: Law) -> Callable[[Answers], object]:
    """The decision with every test of every rule about the shipment."""

    def explain(answers: Answers) -> object:
        decision = Decision(law, answers, TODAY)
        return Evidence(law, decision.evidence_facts, decision.days[0]).findings()

    return explain


def test_deciding_costs_at_most_six_times_a_handwritten_decision(known_shipments: list[Answers]) -> None:
    ratio = times(deciding(starter_edition().law), plain_decision, known_shipments, DECIDE_WITHIN)
    sys.stderr.write(f"\ndecide: {ratio:.1f} times a handwritten decision\n")
    assert ratio <= DECIDE_WITHIN


def test_a_full_explanation_costs_at_most_forty_times_a_handwritten_decision(
    known_shipments: list[Answers],
) -> None:
    ratio = times(explaining(starter_edition().law), plain_decision, known_shipments, EXPLAIN_WITHIN)
    sys.stderr.write(f"\ndecide and explain: {ratio:.1f} times a handwritten decision\n")
    assert ratio <= EXPLAIN_WITHIN
