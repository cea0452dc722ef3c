"""How fast the engine is, measured beside plain Python in the same run: ratios, never seconds.

The figures of a quiet machine stand in docs/speed.md.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from portal.rules.answers import Answers
from portal.rules.decide import Decision
from portal.rules.evidence import Evidence
from portal.selfcheck.shipment import ShipmentReader
from tests.budgets.plain_decision import plain_decision
from tests.budgets.shipments import shipment
from tests.law import TODAY, starter_edition

ROOT = Path(__file__).resolve().parents[2]
DECIDE_WITHIN, EXPLAIN_WITHIN, DETERMINE_WITHIN = 6, 40, 10
MOST_GROWTH_MB = 50


def best_of(work: Callable[[Any], object], items: Iterable[Any], rounds: int = 7) -> float:
    """The least processor time that the work took over all items: what the work itself needs."""
    items = list(items)
    taken = []
    for _round in range(rounds):
        start = time.process_time()
        for item in items:
            work(item)
        taken.append(time.process_time() - start)
    return min(taken)


@pytest.fixture(scope="module")
def known_shipments() -> list[Answers]:
    law = starter_edition().law
    reader, random = ShipmentReader(law), Random(1)
    return [reader.read(shipment(random, law)) for _number in range(400)]


def decide(answers: Answers) -> None:
    decision = Decision(starter_edition().law, answers, TODAY)
    decision.processes, decision.de_minimis  # noqa: B018 - worked out when read


def decide_and_explain(answers: Answers) -> None:
    law = starter_edition().law
    decision = Decision(law, answers, TODAY)
    decision.processes, decision.de_minimis  # noqa: B018
    Evidence(law, decision.evidence_facts, decision.days[0]).explained()


def test_deciding_costs_at_most_six_times_a_handwritten_decision(known_shipments: list[Answers]) -> None:
    by_hand = best_of(plain_decision, known_shipments)
    ratio = best_of(decide, known_shipments) / by_hand
    print(f"decide: {ratio:.1f} times a handwritten decision of {by_hand / 400 * 1e6:.2f} microseconds")
    assert ratio <= DECIDE_WITHIN


def test_a_full_explanation_costs_at_most_forty_times_a_handwritten_decision(
    known_shipments: list[Answers],
) -> None:
    ratio = best_of(decide_and_explain, known_shipments) / best_of(plain_decision, known_shipments)
    print(f"decide and explain: {ratio:.1f} times a handwritten decision")
    assert ratio <= EXPLAIN_WITHIN
