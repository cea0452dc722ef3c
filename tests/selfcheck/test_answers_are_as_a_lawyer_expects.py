"""The table of expected answers: one line a shipment, to be read and corrected by somebody who knows the law.

Columns: the day of arrival, origin, way of shipping, value, purpose; what else is true (all other yes/no
facts are answered "no"); the kind of entry, the state of the low-value exemption, and a citation that must be
among those of the answer.
"""

import csv
from datetime import date
from pathlib import Path

import pytest
from django.http import QueryDict

from portal.rulebook.citations import plain
from portal.rulebook.queries import current_edition
from portal.rules.law import Kind
from portal.selfcheck.determination import Determination, document
from portal.selfcheck.query import read_query

TABLE = Path(__file__).parent / "expected_answers.csv"
ROWS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
TODAY = date(2026, 11, 22)
WORKED_OUT = {"prohibited", "chapter_99_duty", "pga", "entry_route"}

pytestmark = pytest.mark.django_db


def told(row: dict[str, str]) -> str:
    """The row as the address of an answer page."""
    law = current_edition().law
    answers = {
        fact.key: "no" for fact in law.book.facts if fact.kind == Kind.YES_NO and fact.key not in WORKED_OUT
    }
    answers |= {
        "arrival_date": row["arrives"],
        "origin_country": row["origin"],
        "mode": row["by"],
        "value_usd": row["value"],
        "purpose": row["purpose"],
        "same_day_other_value_usd": "0.00",
        "categories": "none",
        "hts": "none",
    }
    answers |= dict(pair.split("=") for pair in row["besides"].split("; ") if pair)
    query = QueryDict(mutable=True)
    query.update(answers)
    return query.urlencode()


def test_the_table_covers_every_kind_of_answer() -> None:
    law = current_edition().law
    assert len(ROWS) >= 80
    assert {row["entry"] for row in ROWS} == {*law.book.strictness, "depends"}
    assert {row["exemption"] for row in ROWS} == {"eligible", "not_eligible", "suspended", "depends"}
    assert {row["by"] for row in ROWS} == {option.key for option in law.facts["mode"].options}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: "-".join(list(row.values())[:5]))
def test_a_shipment_gets_the_answer_that_a_lawyer_expects(row: dict[str, str]) -> None:
    edition = current_edition()
    read = read_query(QueryDict(told(row)), edition.law)
    assert not read.errors
    answer = document(Determination(edition, read.answers, TODAY))
    assert (answer["entry"], answer["de_minimis"]) == (row["entry"], row["exemption"]), row["because"]
    assert plain(row["cites"]) in {plain(label) for label in answer["citations"]}, row["because"]
