"""The starter law against a second, independent reading of it, and the promises that it makes by itself."""

from __future__ import annotations

from random import Random

from portal.rules.check import faults
from portal.rules.decide import Decision
from portal.selfcheck.shipment import ShipmentReader
from tests.budgets.plain_decision import plain_decision
from tests.budgets.shipments import shipment
from tests.law import TODAY, starter_edition


def test_the_starter_rulebook_has_no_faults() -> None:
    assert faults(starter_edition().law.book) == []


def test_the_rules_and_a_decision_written_by_hand_agree_on_thousands_of_shipments() -> None:
    """Where a point of law is unsettled, the rulebook leaves open what the handwritten one decides."""
    law = starter_edition().law
    reader, random = ShipmentReader(law), Random(20261122)
    decided = 0
    for _number in range(4_000):
        answers = reader.read(shipment(random, law))
        decision = Decision(law, answers, TODAY)
        entry, status = plain_decision(answers)
        assert entry in decision.entries, answers
        assert status in decision.de_minimis, answers
        if not decision.open[1]:
            assert decision.entries == (entry,), answers
            assert decision.de_minimis == {status}, answers
            decided += 1
    assert decided > 3_900


def test_an_unknown_answer_never_hardens_on_the_starter_law() -> None:
    """Whatever is left open, every way of filling it in stays within what was said to be possible."""
    law = starter_edition().law
    reader, random = ShipmentReader(law), Random(7)
    for _number in range(400):
        told = shipment(random, law)
        partly = {
            key: None if random.random() < 0.15 and key != "arrival_date" else v for key, v in told.items()
        }
        whole, part = (Decision(law, reader.read(raw), TODAY) for raw in (told, partly))
        assert set(whole.processes) <= set(part.processes)
        assert whole.de_minimis <= part.de_minimis
        for rule, state in part.agencies.items():
            if state == "applies":
                assert whole.agencies.get(rule) == "applies"
        assert set(whole.agencies) <= set(part.agencies)
