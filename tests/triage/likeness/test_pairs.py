"""Of the made pairs, so many are found that belong together, and so few that do not, end to end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from portal.triage.likeness.comparing import Likeness, Verdict, compare
from portal.triage.likeness.marks import marks_of
from tests.triage.likeness import made

RECALL, PRECISION = 0.95, 0.80
SAME_PRECISION = 0.80


@dataclass(frozen=True)
class Result:
    pair: made.Pair
    shared: int
    likeness: Likeness

    @property
    def verdict(self) -> Verdict:
        """Who shares no mark is never compared."""
        return self.likeness.verdict if self.shared else Verdict.APART

    @property
    def is_found(self) -> bool:
        return self.verdict is not Verdict.APART

    def __str__(self) -> str:
        reasons = ", ".join(self.likeness.reasons)
        return f"{self.pair.title}: {self.pair.label}, said {self.verdict} ({self.shared} marks; {reasons})"


@pytest.fixture(scope="module")
def results() -> list[Result]:
    return [
        Result(pair, len(marks_of(pair.one) & marks_of(pair.other)), compare(pair.one, pair.other))
        for pair in made.pairs()
    ]


def of(results: Sequence[Result], *parts: str) -> list[Result]:
    return [result for result in results if not parts or result.pair.part in parts]


@pytest.mark.parametrize("parts", [("tuning", "heldout"), ("heldout",), ("tuning",), ("seen",), ()], ids=str)
def test_95_of_100_that_belong_together_are_found_and_80_of_100_found_belong_together(
    parts: tuple[str, ...], results: list[Result]
) -> None:
    chosen = of(results, *parts)
    belong = [result for result in chosen if result.pair.belongs]
    found = [result for result in chosen if result.is_found]
    right = [result for result in found if result.pair.belongs]
    recall, precision = len(right) / len(belong), len(right) / len(found)
    wrong = [str(result) for result in chosen if result.is_found != result.pair.belongs]
    told = "\n".join([f"recall {recall:.3f}, precision {precision:.3f} of {len(chosen)}", *wrong])
    assert recall >= RECALL, told
    assert precision >= PRECISION, told


def test_what_is_called_the_same_matter_belongs_together(results: list[Result]) -> None:
    same = [result for result in of(results, "tuning", "heldout") if result.verdict is Verdict.SAME]
    wrong = [str(result) for result in same if not result.pair.belongs]
    assert 1 - len(wrong) / len(same) >= SAME_PRECISION + 0.1, "\n".join(wrong)


def test_there_are_500_pairs_and_200_of_them_were_held_out(results: list[Result]) -> None:
    assert len(of(results, "tuning")) == 300
    assert len(of(results, "heldout")) == 200
    for part in ("tuning", "heldout"):
        belong = sum(result.pair.belongs for result in of(results, part))
        assert 0.35 <= belong / len(of(results, part)) <= 0.65


def test_no_matter_stands_in_two_parts_and_no_pair_is_told_twice(results: list[Result]) -> None:
    told = [result.pair.title for result in results]
    assert len(told) == len(set(told))
    names = [matter["matter"] for _file, matter in made.matters()]
    assert len(names) == len(set(names))
