"""The strip on the home page tells the law of the day, worked out from the edition in use."""

from datetime import date
from itertools import pairwise

import pytest
from django.template import Context, Template

from portal.rulebook import queries
from portal.rulebook.exemption import Exemption, Standing
from portal.rulebook.law_status import law_status
from portal.rulebook.models import Edition
from portal.rulebook.queries import current_edition

pytestmark = pytest.mark.django_db

STANDING = [
    ("2015-06-01", "open for goods worth up to $200", ["19 USC 1321(a)(2)(C)", "19 CFR 10.151(a)"]),
    ("2016-03-09", "open for goods worth up to $200", ["19 USC 1321(a)(2)(C)", "19 CFR 10.151(a)"]),
    ("2016-03-10", "open for goods worth up to $800", ["19 USC 1321(a)(2)(C)", "19 CFR 10.151(a)"]),
    ("2017-01-01", "open for goods worth up to $800", ["19 USC 1321(a)(2)(C)", "19 CFR 10.151(a)"]),
    ("2025-02-05", "for goods of China from Feb. 4, 2025 is not settled", ["EO 14195"]),
    ("2025-03-01", "open for goods worth up to $800", ["19 USC 1321(a)(2)(C)", "19 CFR 10.151(a)"]),
    ("2025-06-01", "suspended for goods of China and Hong Kong since May 2, 2025", ["EO 14256"]),
    ("2025-08-28", "suspended for goods of China and Hong Kong since May 2, 2025", ["EO 14256"]),
    ("2025-08-29", "suspended since Aug. 29, 2025, for goods of every country", ["EO 14324"]),
    ("2025-09-15", "suspended since Aug. 29, 2025, for goods of every country", ["EO 14324"]),
    (
        "2026-11-22",
        "suspended since Aug. 29, 2025, for goods of every country",
        ["EO 14324", "EO 14388", "19 CFR 10.151(b)", "19 CFR 145.31(b)"],
    ),
    ("2027-07-01", "gone since July 1, 2027", ["Pub. L. 119-21 section 70531(b)"]),
]


def told(day: str) -> dict[str, str]:
    """The lines of a day by their labels."""
    return {line.label: line.text for line in law_status(current_edition(), date.fromisoformat(day)).items}


@pytest.mark.parametrize(("day", "text", "cites"), STANDING, ids=[row[0] for row in STANDING])
def test_the_exemption_stands_as_the_law_of_the_day_says(day: str, text: str, cites: list[str]) -> None:
    line = law_status(current_edition(), date.fromisoformat(day)).items[0]
    assert text in line.text
    assert [cite.label for cite in line.cites] == cites
    assert all(cite.url.startswith("http") for cite in line.cites)


def test_goods_of_other_countries_are_told_that_it_is_still_open_to_them() -> None:
    assert "Open for other goods, up to $800" in told("2025-06-01")["The low-value exemption:"]


@pytest.mark.parametrize("day", ["2015-06-01", "2025-06-01", "2026-11-22", "2027-06-30"])
def test_the_repeal_is_announced_until_it_comes(day: str) -> None:
    assert told(day)["Repeal:"].startswith("July 1, 2027.")


def test_after_the_repeal_nothing_is_announced_any_more() -> None:
    lines = told("2027-07-01")
    assert not {"Repeal:", "Last change:", "Next change:"} & set(lines)


@pytest.mark.parametrize("day", ["2015-06-01", "2026-11-22", "2030-01-01"])
def test_the_gift_limit_and_the_informal_limit_are_told_on_every_day(day: str) -> None:
    lines = told(day)
    assert "$100" in lines["A real gift:"]
    assert "$2,500" in lines["The simpler, informal entry:"]


CHANGES = [
    ("2016-03-09", "Next change:", "March 10, 2016.", "$800"),
    ("2025-02-06", "Next change:", "Feb. 8, 2025.", "No longer:"),
    ("2025-06-01", "Last change:", "May 14, 2025.", "54%"),
    ("2026-03-01", "Last change:", "Feb. 28, 2026.", "mail duty"),
    ("2026-03-01", "Next change:", "June 24, 2026.", "The regulation suspends the exemption"),
    ("2026-11-22", "Last change:", "Oct. 22, 2026.", "cannot use the worksheet"),
]


@pytest.mark.parametrize(("day", "label", "when", "what"), CHANGES)
def test_the_last_and_the_next_change_are_named_with_their_day(
    day: str, label: str, when: str, what: str
) -> None:
    text = told(day)[label]
    assert text.startswith(when)
    assert what in text


def test_every_line_of_every_stretch_of_law_has_words_and_a_source() -> None:
    law = current_edition().law
    days = {day for key in law.goals for day in law.goal(key).breaks.days}
    for day in days:
        for line in law_status(current_edition(), day).items:
            assert line.text
            assert "{" not in line.text
            assert "%(" not in line.text
            assert line.cites, f"{day}: {line.label}"


def test_the_stretches_of_the_exemption_follow_one_another_without_a_gap() -> None:
    stretches = Exemption(current_edition().law).stretches
    assert stretches[0].span.start is None
    assert stretches[-1].span.until is None
    for earlier, later in pairwise(stretches):
        assert earlier.span.until == later.span.start
        assert not earlier.alike(later)
    assert [stretch.standing for stretch in stretches] == [
        Standing.OPEN,
        Standing.PARTLY,
        Standing.OPEN,
        Standing.PARTLY,
        Standing.SUSPENDED,
        Standing.GONE,
    ]


def test_a_day_outside_the_record_has_no_strip() -> None:
    assert law_status(current_edition(), date(1990, 1, 1)).items == ()


STRIP = Template("{% load rulebook %}{% law_strip as strip %}{{ strip.edition }}:{{ strip.items|length }}")


def test_a_page_shows_the_strip_of_today() -> None:
    number, lines = STRIP.render(Context()).split(":")
    assert int(number) == current_edition().number
    assert int(lines) >= 3


def test_without_a_rulebook_the_strip_is_empty_and_nothing_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    queries.forget_current_edition()
    monkeypatch.setattr(queries.Edition, "objects", Edition.objects.none())
    assert STRIP.render(Context()) == "None:0"
    monkeypatch.undo()
    queries.forget_current_edition()
