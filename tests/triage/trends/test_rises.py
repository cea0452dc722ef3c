"""What is marked as unusual is, by the law of chance that the page names, and what is usual is not."""

from __future__ import annotations

from math import exp, factorial
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.triage.trends.charts import columns_over_time, scale
from portal.triage.trends.rises import BEFORE, FEWEST, SELDOM, chance_of, rise_in

COUNTS = st.lists(st.integers(0, 60), min_size=BEFORE, max_size=BEFORE)


@pytest.mark.parametrize(
    ("before", "now", "is_marked"),
    [
        ([3, 2, 4, 3, 3, 2, 4, 3], 14, True),
        ([3, 2, 4, 3, 3, 2, 4, 3], 8, False),
        ([0] * 8, 5, True),
        ([0] * 8, 4, False),
        ([100] * 8, 115, False),
        ([100] * 8, 150, True),
        ([20, 0, 0, 0, 0, 0, 0, 20], 9, False),
        ([9] * 8, 0, False),
        ([9] * 7, 90, False),
        ([], 90, False),
    ],
)
def test_a_rise_is_marked_or_not(before: list[int], now: int, is_marked: bool) -> None:
    found = rise_in([*before, now])
    assert bool(found) == is_marked
    if found:
        assert (found.now, found.before) == (now, sum(before))


@given(COUNTS, st.integers(0, 200))
def test_more_reports_are_never_less_unusual(before: list[int], now: int) -> None:
    assert 0 <= chance_of(now + 1, before) <= chance_of(now, before) + 1e-12 <= 1 + 1e-9
    if rise_in([*before, now]):
        assert now >= FEWEST
        assert rise_in([*before, now + 1])


def test_with_much_known_the_chance_is_that_of_poisson() -> None:
    mean, now = 4.0, 9
    poisson = 1 - sum(exp(-mean) * mean**number / factorial(number) for number in range(now))
    assert chance_of(now, [4] * 3_000) == pytest.approx(poisson, rel=0.02)


def test_weeks_that_are_as_usual_are_marked_seldom() -> None:
    """Weeks that only chance makes: one in a thousand may be marked."""
    random, mean = Random(7), 6.0
    counts = [_poisson(random, mean) for _week in range(9_000)]
    marked = sum(rise_in(counts[at : at + BEFORE + 1]) is not None for at in range(len(counts) - BEFORE))
    assert marked / len(counts) <= 2 * SELDOM


def _poisson(random: Random, mean: float) -> int:
    number, left = -1, 1.0
    while left > exp(-mean):
        number += 1
        left *= random.random()
    return number


@given(st.integers(0, 10**7))
def test_the_scale_of_a_chart_is_round_and_holds_the_largest_column(most: int) -> None:
    assert max(most, 1) <= scale(most) <= max(4, 2.5 * most + 4)
    assert scale(most) % 4 == 0


@given(st.lists(st.integers(0, 500), min_size=1, max_size=30))
def test_every_column_stays_within_its_chart_and_is_as_high_as_its_number(values: list[int]) -> None:
    chart = columns_over_time("a", "A", "B", [(str(v), v) for v in values], marked=frozenset({0}))
    assert len(chart.columns) == len(values)
    for column in chart.columns:
        assert 0 <= column.x <= column.x + column.width <= chart.width
        assert 0 <= column.y <= chart.base + 0.1
        assert column.y + column.height == pytest.approx(chart.base, abs=0.2)
    heights = {column.value: column.height for column in chart.columns}
    assert sorted(heights.values()) == [heights[value] for value in sorted(heights)]
    assert chart.columns[-1].is_open
