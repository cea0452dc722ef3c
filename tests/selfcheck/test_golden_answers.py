"""Old answers stay what they were: an engine that decides otherwise on the same law is seen here.

The golden answers hold decisions only, so better words break nothing. Where the starter law itself changes
on purpose, `tests/selfcheck/golden.py` says how they are made anew.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from portal.selfcheck.replay import DECISIONS, differences
from tests.selfcheck.golden import decisions, golden

ANSWERS = golden()


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: answer["id"])
def test_an_old_answer_is_given_again(answer: dict[str, Any]) -> None:
    now = decisions(answer["shipment"], date.fromisoformat(answer["asked_on"]))
    told = differences(answer["decided"], now, DECISIONS)
    assert not told, "\n".join(map(str, told))


def test_the_golden_answers_hold_every_kind_of_decision() -> None:
    assert len(ANSWERS) >= 60
    decided = [answer["decided"] for answer in ANSWERS]
    assert {one["entry"] for one in decided} >= {"section_321", "formal", "informal", "prohibited", "depends"}
    assert {one["de_minimis"] for one in decided} >= {"eligible", "not_eligible", "suspended"}
    states = {state for one in decided for state, rules in one["agencies"].items() if rules}
    assert states == {"applies", "check"}
    assert any(one["warnings"] for one in decided)
    assert {one["holds_through"] is None for one in decided} == {True, False}
