"""The two pictures: every mark and stretch comes from the rulebook and agrees with the engine."""

from datetime import date
from itertools import pairwise

import pytest
from django.http import QueryDict

from portal.rulebook.queries import current_edition
from portal.rules.decide import Decision
from portal.selfcheck.answer.bands import bands
from portal.selfcheck.answer.verdict import Cited
from portal.selfcheck.determination import Determination
from portal.selfcheck.pictures import Picture, ruler, timeline
from portal.selfcheck.query import read_query
from tests.selfcheck.shipments import PEOPLE, address

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def determined(person: str, **instead: str) -> Determination:
    edition = current_edition()
    read = read_query(QueryDict(address(person, **instead)), edition.law)
    return Determination(edition, read.answers, TODAY)


def drawn(person: str, **instead: str) -> tuple[Picture, Picture]:
    found = determined(person, **instead)
    return ruler(found, bands(found.decision)), timeline(found, Cited(found.law.book.citations))


def texts(picture: Picture) -> list[str]:
    return [mark.text for mark in picture.wide.marks]


def test_the_marks_are_the_limits_of_the_day() -> None:
    assert texts(drawn("bear")[0]) == ["$0", "$100", "$800", "$2,500", "$3,000"]
    assert "$200" in texts(drawn("shirts", arrival_date="2016-01-05")[0])
    assert "$800" not in texts(drawn("bear", arrival_date="2027-07-01")[0])


def test_a_gift_from_the_islands_has_the_limit_of_the_islands() -> None:
    assert texts(drawn("gift")[0])[1] == "$200"


def test_the_suspended_stretch_is_hatched_up_to_the_limit() -> None:
    hatched = [stretch for stretch in drawn("bear")[0].stretches if stretch.hatched]
    assert [stretch.label for stretch in hatched] == ["Up to $800"]
    assert not any(stretch.hatched for stretch in drawn("mug-2025")[0].stretches)


@pytest.mark.parametrize("person", PEOPLE)
def test_each_stretch_says_what_the_engine_answers_there(person: str) -> None:
    found = determined(person)
    for band in bands(found.decision):
        for cents in {(band.over or 0) + 1, band.at_most or (band.over or 0) + 5}:
            there = Decision(found.law, {**found.decision.answers, "value_usd": cents}, TODAY)
            assert (there.processes, there.de_minimis) == (band.processes, band.de_minimis)


@pytest.mark.parametrize("person", [*PEOPLE, "unknown"])
def test_stretches_lie_side_by_side_and_fill_the_picture(person: str) -> None:
    for picture in drawn(person):
        for drawing in (picture.wide, picture.narrow):
            edges = [(stretch.x, stretch.x + stretch.width) for stretch in drawing.stretches]
            assert edges[0][0] == 12
            assert edges[-1][1] in {drawing.width - 12, drawing.width - 11}
            for (_start, end), (start, _end) in pairwise(edges):
                assert 0 <= end - start <= 1


@pytest.mark.parametrize("person", PEOPLE)
def test_no_two_labels_of_a_row_touch(person: str) -> None:
    for drawing in (drawn(person)[0].wide, drawn(person)[0].narrow):
        for row in (0, 1):
            right = -1.0
            for mark in (mark for mark in drawing.marks if mark.row == row):
                size = 7.5 * len(mark.text)
                left = mark.x - {"start": 0, "middle": size / 2, "end": size}[mark.anchor]
                assert left >= right, drawing.marks
                right = left + size


def test_the_timeline_knows_the_history_of_an_origin() -> None:
    china = [stretch.says for stretch in drawn("bear")[1].stretches]
    vietnam = drawn("shirts")[1].stretches
    assert china[:2] == ["open up to $200", "open up to $800"]
    assert any("not settled" in says for says in china)
    assert china[-2:] == ["suspended", "struck from the statute"]
    assert [stretch.says for stretch in vietnam] == [
        "open up to $200",
        "open up to $800",
        "suspended",
        "struck from the statute",
    ]
    assert vietnam[2].label == "August 29, 2025 to June 30, 2027"
    assert "Pub. L. 119-21 section 70531(b)" in {cite.label for cite in vietnam[3].cites}


def test_the_arrival_stands_on_the_timeline() -> None:
    _ruler, line = drawn("bear")
    assert line.says == "Arrival on November 22, 2026: suspended."
    assert line.wide.point is not None
    here = next(
        s for s in line.wide.stretches if line.wide.point and s.x <= line.wide.point.x <= s.x + s.width
    )
    assert here.says == "suspended"


def test_the_ruler_says_the_verdict_in_its_own_short_words() -> None:
    point = drawn("mug")[0].wide.point
    assert point is not None
    assert point.text == "$30: Entry Type 13 or formal entry"
    over = drawn("shirts-over")[0].wide.point
    assert over is not None
    assert over.text == "$2,500.01: Formal"


def test_what_is_not_known_is_on_no_picture() -> None:
    value, line = drawn("unknown")
    assert value.wide.point is None
    assert line.wide.point is None
    assert "not known" in value.says


def test_a_shipment_beyond_the_ruler_says_so() -> None:
    assert "lies beyond the end of the ruler" in drawn("shirts", value_usd="50000")[0].says
