"""Among thousands of other reports, one meets few candidates, and fewer that are shown."""

from __future__ import annotations

from statistics import mean, median, quantiles

import pytest

from portal.triage.likeness.comparing import Verdict, compare_signs
from portal.triage.likeness.marks import Mark, marks_of_signs
from portal.triage.likeness.signs import Signs, signs_of
from tests.triage.likeness import made
from tests.triage.likeness.crowd import Store, crowd

SIZE = 3_000


@pytest.fixture(scope="module")
def people() -> list[tuple[Signs, frozenset[Mark]]]:
    signs = [signs_of(facts) for facts in [*crowd(SIZE), *made.reports().values()]]
    return [(one, marks_of_signs(one)) for one in signs]


@pytest.fixture(scope="module")
def store(people: list[tuple[Signs, frozenset[Mark]]]) -> Store:
    store = Store()
    for key, (_signs, marks) in enumerate(people):
        store.add(key, marks)
    return store


def test_a_report_meets_few_candidates_among_thousands(
    people: list[tuple[Signs, frozenset[Mark]]], store: Store
) -> None:
    met = [len(store.candidates(marks) - {key}) for key, (_signs, marks) in enumerate(people)]
    assert median(met) <= 10
    assert quantiles(met, n=20)[18] <= 120
    assert max(met) <= 400
    assert mean(len(marks) for _signs, marks in people) <= 60


def test_of_the_candidates_few_are_shown_when_nothing_belongs_together(
    people: list[tuple[Signs, frozenset[Mark]]], store: Store
) -> None:
    shown = []
    for key in range(0, SIZE, 30):
        signs, marks = people[key]
        others = (people[other][0] for other in store.candidates(marks) - {key})
        shown.append(sum(compare_signs(signs, other).verdict is not Verdict.APART for other in others))
    assert median(shown) == 0
    assert mean(shown) <= 1.5


def test_in_the_crowd_what_belongs_together_is_still_found(
    people: list[tuple[Signs, frozenset[Mark]]], store: Store
) -> None:
    """Passing over common marks loses none of it."""
    place = {key: SIZE + number for number, key in enumerate(made.reports())}
    keys = {id(facts): place[key] for key, facts in made.reports().items()}
    chosen = [pair for pair in made.pairs() if pair.belongs and pair.part in ("tuning", "heldout")]
    found = [keys[id(pair.other)] in store.candidates(people[keys[id(pair.one)]][1]) for pair in chosen]
    assert mean(found) >= 0.95
