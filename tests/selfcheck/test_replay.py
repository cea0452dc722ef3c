"""Kept answers worked out again: differences are told by code and field; a draft knows what it changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.http import QueryDict

from portal.rulebook import queries
from portal.rulebook.models import Edition
from portal.rulebook.queries import current_edition
from portal.rulebook.services import mint_edition
from portal.selfcheck.kept import keep, recent, would_change
from portal.selfcheck.models import KeptAnswer
from portal.selfcheck.query import read_query
from portal.selfcheck.replay import replayed
from portal.selfcheck.shipment import ShipmentReader
from tests.law import starter_edition
from tests.selfcheck.editions import edition_with, retitled, with_figure, without_rule
from tests.selfcheck.golden import golden
from tests.selfcheck.shipments import address

pytestmark = pytest.mark.django_db

ASKED = date(2026, 11, 24)


def kept(person: str = "shirts", asked_on: date = ASKED, **instead: str) -> KeptAnswer:
    """The answer of a person, kept on a day."""
    edition = current_edition()
    read = read_query(QueryDict(address(person, **instead)), edition.law)
    return keep(edition=edition, answers=read.answers, asked_on=asked_on)


def kept_otherwise(code: str, **instead: Any) -> KeptAnswer:
    """An answer that an earlier engine gave otherwise."""
    row = kept()
    return KeptAnswer.objects.create(
        code=code,
        edition_id=row.edition_id,
        engine="0",
        answers=row.answers,
        result=row.result | instead,
        asked_on=row.asked_on,
    )


@pytest.fixture
def replay(capsys: pytest.CaptureFixture[str]) -> Any:
    """The lines that the command wrote, and its exit code."""

    def run(*options: str) -> tuple[list[str], int]:
        code = 0
        try:
            call_command("replay_answers", *options)
        except SystemExit as end:
            code = int(end.code or 0)
        return capsys.readouterr().out.splitlines(), code

    return run


@pytest.fixture
def lowered() -> Iterator[Edition]:
    """A later edition with a lower limit of informal entry."""
    book = with_figure("informal-limit", 100_000)(current_edition().law.book)
    edition, _new = mint_edition(book=book, note="A test of two editions")
    queries.forget_current_edition()
    yield edition
    queries.forget_current_edition()


# The command


def test_answers_that_are_given_again_leave_one_line_and_no_fault(replay: Any) -> None:
    for answer in golden()[:20]:
        answers = ShipmentReader(current_edition().law).read(answer["shipment"])
        keep(edition=current_edition(), answers=answers, asked_on=ASKED)
    lines, code = replay()
    assert lines == ["20 kept answers replayed, 0 of them answered otherwise."]
    assert code == 0


def test_a_difference_is_told_by_the_beginning_of_its_code_and_its_field(replay: Any) -> None:
    kept_otherwise("bcdfghjkmnpq", entry="formal", holds_through="2026-12-31")
    lines, code = replay()
    told = "\n".join(lines)
    assert code == 1
    assert "bcdf… edition 1, entry: formal -> informal" in told
    assert "bcdf… edition 1, holds_through: 2026-12-31 -> nothing" in told
    assert lines[-1] == "2 kept answers replayed, 1 of them answered otherwise."
    for secret in ("bcdfg", "2500", "adult-clothing"):
        assert secret not in told


def test_agencies_citations_and_open_questions_are_compared_and_words_are_not(replay: Any) -> None:
    kept_otherwise("bcdfghjkmnpq", entry_detail="Other words")
    assert replay()[1] == 0
    kept_otherwise(
        "cdfghjkmnpqr", agencies={"applies": {"FDA": ["fda-drugs"]}, "check": {}}, turns_on=["mode"]
    )
    lines, code = replay()
    assert code == 1
    assert any(line.startswith("cdfg… edition 1, agencies: fda-drugs (applies) -> ") for line in lines)
    assert any(line.startswith("cdfg… edition 1, turns_on: mode -> ") for line in lines)


def test_the_order_in_which_a_list_is_told_is_no_difference(replay: Any) -> None:
    row = kept()
    kept_otherwise("bcdfghjkmnpq", citations=row.result["citations"][::-1])
    assert replay()[1] == 0


def test_an_answer_that_cannot_be_read_any_more_is_a_difference() -> None:
    row = kept()
    row.answers = row.answers | {"mode": "balloon"}
    (again,) = replayed([row], current_edition())
    assert str(again.differences[0]) == "answers: mode -> nothing"


def test_each_answer_is_replayed_on_its_own_edition_unless_the_newest_is_asked(
    replay: Any, lowered: Edition
) -> None:
    old = queries.edition(lowered.number - 1)
    read = read_query(QueryDict(address("shirts", value_usd="1500.00")), old.law)
    keep(edition=old, answers=read.answers, asked_on=ASKED)
    assert replay() == (["1 kept answers replayed, 0 of them answered otherwise."], 0)
    lines, code = replay("--current")
    assert code == 0
    assert any(line.endswith("edition 1, entry: informal -> formal") for line in lines), lines


def test_a_day_and_an_edition_can_be_named(replay: Any) -> None:
    kept("shirts", ASKED)
    kept("shirts", ASKED - timedelta(days=10))
    assert replay("--since", "2026-11-20")[0][-1].startswith("1 kept")
    assert replay("--edition", "1")[0][-1].startswith("2 kept")
    with pytest.raises(CommandError, match="no edition 99"):
        call_command("replay_answers", "--edition", "99")


def test_rows_are_read_one_after_another() -> None:
    """However many there are, none is read before the one before it is told."""
    read = []

    def rows() -> Iterator[KeptAnswer]:
        for row in [kept() for _ in range(3)]:
            read.append(row.code)
            yield row

    answers = replayed(rows(), current_edition())
    next(answers)
    assert len(read) == 1


# What a draft would change


def test_a_draft_knows_how_many_recent_answers_it_changes_with_examples() -> None:
    inside = [kept(value_usd=f"{value}.00") for value in (1500, 1600, 1700)]
    kept(value_usd="20.00")
    draft = edition_with(with_figure("informal-limit", 100_000)).law
    found = would_change(draft, recent(ASKED), examples=2)
    assert (found.asked, found.changed, len(found.examples)) == (4, 3, 2)
    first = found.examples[0]
    assert first.code == inside[0].code
    assert (first.before["entry"], first.after["entry"]) == ("informal", "formal")
    assert [difference.field for difference in first.differences] == ["entry", "possible_entries"]


def test_a_draft_that_only_changes_words_changes_no_answer() -> None:
    kept()
    found = would_change(edition_with(retitled).law, recent(ASKED))
    assert (found.asked, found.changed, found.examples) == (1, 0, ())


def test_a_draft_that_takes_an_agencys_rule_away_changes_the_answers_that_name_it() -> None:
    kept("bear")
    kept()
    found = would_change(edition_with(without_rule("fcc-rf")).law, recent(ASKED))
    assert found.changed == 1
    (difference,) = found.examples[0].differences
    assert difference.field == "agencies"
    assert any("fcc-rf" in rule for rule in difference.before)


def test_a_draft_that_no_longer_knows_a_kind_of_goods_takes_it_as_not_known() -> None:
    row = kept()
    row.answers = row.answers | {"categories": ["of-long-ago"], "no_such_fact": True}
    assert would_change(starter_edition().law, [row]).asked == 1


def test_recent_is_the_last_ninety_days_unless_told() -> None:
    for days_ago in (0, 89, 90, 200):
        kept("mug", ASKED - timedelta(days=days_ago))
    assert len(list(recent(ASKED))) == 2
    assert len(list(recent(ASKED, days=365))) == 4
