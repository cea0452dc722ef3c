"""What comparing and marks promise for whatever somebody types."""

from __future__ import annotations

import dataclasses
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.triage.likeness import wording
from portal.triage.likeness.comparing import STRENGTH, Reason, Verdict, compare
from portal.triage.likeness.facts import Accused, Facts, facts_of
from portal.triage.likeness.marks import MOST_MARKS, WEIGHTS, Kind, marks_of
from tests.reports import naughty
from tests.triage.likeness import made

NAUGHTY = [text for part in (naughty.SCRIPTS, naughty.SIGNS) for text in part]
WORDS = [
    "Harborline",
    "harbor line",
    "深圳华强",
    "Trading",
    "Ltd",
    "Amazon",
    "a@b.com",
    "www.x-y.co.uk",
    "12-3456789",
]
typed = st.one_of(
    st.text(max_size=60), st.sampled_from(NAUGHTY), st.lists(st.sampled_from(WORDS)).map(" ".join)
)
accused = st.fixed_dictionaries(dict.fromkeys(Accused.__dataclass_fields__, typed))
file = st.fixed_dictionaries(
    {
        "sha256": st.sampled_from(["", "aa", "bb"]),
        "image_hash": st.sampled_from(["", "0" * 16, "zz", "f" * 16]),
    }
)
report = st.builds(
    lambda category, story, who, goods, numbers, files: facts_of(
        {
            "what": {"category": category, "story": story},
            "who": who,
            "goods": {"what": goods, "numbers": numbers},
            "evidence": {"how": story, "proof": numbers},
        },
        files,
    ),
    st.sampled_from(["origin", "unsafe"]),
    typed,
    st.lists(accused, max_size=3),
    typed,
    typed,
    st.lists(file, max_size=2),
)
thorough = settings(max_examples=80, deadline=None)


@thorough
@given(report, report)
def test_it_makes_no_difference_which_report_comes_first(one: Facts, other: Facts) -> None:
    assert compare(one, other) == compare(other, one)


@thorough
@given(report)
def test_a_report_is_the_same_as_itself(one: Facts) -> None:
    found = compare(one, one)
    assert (found.score, found.verdict) == (1.0, Verdict.SAME)


@thorough
@given(report, report)
def test_a_score_is_a_share_and_the_reasons_stand_by_strength(one: Facts, other: Facts) -> None:
    found = compare(one, other)
    assert 0 <= found.score <= 1
    assert [*found.reasons] == sorted(found.reasons, key=lambda reason: -STRENGTH[reason])
    assert len(marks_of(one)) <= MOST_MARKS


@given(st.lists(accused, max_size=4), st.randoms(use_true_random=False))
@thorough
def test_the_order_of_the_accused_and_files_makes_no_difference(
    who: list[dict[str, str]], random: Any
) -> None:
    files = [{"sha256": "aa"}, {"sha256": "bb", "image_hash": "0123456789abcdef"}]
    shuffled, turned = random.sample(who, len(who)), files[::-1]
    assert marks_of(facts_of({"who": who}, files)) == marks_of(facts_of({"who": shuffled}, turned))


@pytest.mark.parametrize("text", NAUGHTY)
def test_nothing_that_is_typed_breaks_it(text: str) -> None:
    everywhere = Accused(**dict.fromkeys(Accused.__dataclass_fields__, text))
    one = Facts(text, (everywhere, Accused(name=text * 3)), text * 5, text, text)
    assert compare(one, made.reports()["harborline.a"]).score < 1
    assert len(marks_of(one)) <= MOST_MARKS


LONG = {
    "words": "lorem ipsum dolor sit amet consectetur " * 250,
    "one word": "x" * 10_000,
    "dots": "a." * 5_000,
    "addresses": "a@b.com http://c.de/f " * 450,
    "numbers": "MSKU 1234567 12-3456789 " * 400,
    "Chinese": "深圳市华强贸易有限公司" * 900,
    "hyphens": "a-" * 5_000,
    "combining": "a\u0301" * 5_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
def test_the_longest_report_takes_bounded_time_and_marks(text: str) -> None:
    line = text[:500]
    who = tuple(
        Accused(name=f"{n} {line}", also=line, store=text[:2000], address=text[:2000]) for n in range(50)
    )
    one = Facts("origin", who, text[:10_000] * 3, text[:10_000], text[:2000])
    other = dataclasses.replace(one, goods="other")
    begun = time.process_time()
    assert len(marks_of(one)) <= MOST_MARKS
    compare(one, other)
    assert time.process_time() - begun < 20  # seconds; a machine may be busy, a loop without end is longer


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"who": None},
        {"who": [None, 3, "x"]},
        {"what": [], "goods": "text", "evidence": 1},
        {"who": [{"name": 7}]},
    ],
)
def test_answers_of_another_shape_count_as_not_given(answers: dict[str, Any]) -> None:
    assert not marks_of(facts_of(answers))


def test_nothing_of_a_report_stands_in_what_is_logged() -> None:
    one = made.reports()["harborline.a"]
    assert "Harborline" not in repr(one)


def test_who_sent_a_report_is_no_part_of_what_is_compared() -> None:
    you = {"name": "Jane Roe", "email": "jane@roe-family.org", "phone": "+1 212 555 0100", "how": "contact"}
    answers = {"who": [{"name": "Harborline Trading"}]}
    assert facts_of({**answers, "you": you}) == facts_of(answers)


def test_the_words_of_a_boilerplate_letter_alone_say_nothing() -> None:
    letter = "I would like to report a company that does not follow the law. Please investigate. Thank you."
    one, other = (
        facts_of({"what": {"category": "other", "story": letter}, "who": [{"name": name}]})
        for name in ("Tidewater Lamps", "Copperfield Saddles")
    )
    assert compare(one, other).verdict is Verdict.APART
    assert not marks_of(one) & marks_of(other)


def test_marks_are_the_same_in_every_process_and_version() -> None:
    """They are stored as digests: whoever changes how they are made must raise ``VERSION``."""
    one = facts_of({"who": [{"name": "Ridge Co", "importer_number": "12-3456780"}]})
    assert sorted(marks_of(one)) == [
        (Kind.IMPORTER, "123456780"),
        (Kind.NAME, "ridge"),
        (Kind.SOUND, "rtg"),
        (Kind.TYPO, "idge"),
        (Kind.TYPO, "rdge"),
        (Kind.TYPO, "ride"),
        (Kind.TYPO, "ridg"),
        (Kind.TYPO, "ridge"),
        (Kind.TYPO, "rige"),
        (Kind.WORD, "ridge"),
    ]


def test_every_reason_and_verdict_has_a_sentence_and_every_kind_a_weight() -> None:
    assert set(wording.REASONS) == set(Reason) == set(STRENGTH)
    assert set(wording.VERDICTS) == set(Verdict)
    assert set(WEIGHTS) == set(Kind)
