"""`manage.py determine`: the contract, line by line."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from django.core.management import call_command

from portal.selfcheck import bulk
from portal.selfcheck.bulk import Bulk, answer_all
from portal.selfcheck.determination import Determination, document
from portal.selfcheck.shipment import ShipmentReader
from tests.budgets.shipments import lines, shipment
from tests.law import TODAY, starter_edition

Determine = Callable[..., tuple[list[dict[str, Any]], int]]


@pytest.fixture
def determine(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], db: None) -> Determine:
    """The determinations of some lines, and the command's exit code."""

    def run(*told: str, **options: Any) -> tuple[list[dict[str, Any]], int]:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in told)))
        code = 0
        try:
            call_command("determine", **options)
        except SystemExit as end:
            code = int(end.code or 0)
        return [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.strip()], code

    return run


def error_of(shipment: object) -> dict[str, Any]:
    text, is_read = Bulk(starter_edition(), TODAY).answer(json.dumps({"id": "X", "shipment": shipment}))
    assert not is_read
    answer = json.loads(text)
    assert answer["id"] == "X"
    return dict(answer["error"])


def test_one_line_in_is_one_line_out_in_the_same_order(determine: Determine) -> None:
    told = [json.dumps({"id": number, "shipment": {"mode": "postal"}}) for number in range(5)]
    answers, code = determine(*told)
    assert [answer["id"] for answer in answers] == [0, 1, 2, 3, 4]
    assert code == 0


def test_a_line_that_cannot_be_read_is_told_and_the_others_are_answered(determine: Determine) -> None:
    good = json.dumps({"id": "good", "shipment": {"mode": "express"}})
    bad = json.dumps({"id": "bad", "shipment": {"value_usd": "1.000,50"}})
    answers, code = determine(good, bad, "no json", good)
    assert [answer["id"] for answer in answers] == ["good", "bad", None, "good"]
    assert answers[1]["error"]["field"] == "value_usd"
    assert "entry" in answers[3]
    assert code == 1


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"value_usd": "-1"}, "value_usd"),
        ({"value_usd": 800}, "value_usd"),
        ({"value_usd": "800.001"}, "value_usd"),
        ({"value_usd": "1.000,50"}, "value_usd"),
        ({"value_usd": "9" * 40}, "value_usd"),
        ({"value_usd": "٨٠٠"}, "value_usd"),
        ({"same_day_other_value_usd": True}, "same_day_other_value_usd"),
        ({"arrival_date": "1890-01-01"}, "arrival_date"),
        ({"arrival_date": "2026-02-30"}, "arrival_date"),
        ({"arrival_date": "11/22/2026"}, "arrival_date"),
        ({"arrival_date": 20261122}, "arrival_date"),
        ({"origin_country": "XX"}, "origin_country"),
        ({"origin_country": "cn"}, "origin_country"),
        ({"mode": "mail"}, "mode"),
        ({"purpose": ["resale"]}, "purpose"),
        ({"quantity": -1}, "quantity"),
        ({"quantity": 1.5}, "quantity"),
        ({"quantity": True}, "quantity"),
        ({"categories": ["unicorns"]}, "categories"),
        ({"categories": "seafood"}, "categories"),
        ({"hts": ["1"]}, "hts"),
        ({"hts": ["95030000731"]}, "hts"),
        ({"hts": ["9503-00"]}, "hts"),
        ({"adcvd": "yes"}, "adcvd"),
        ({"adcvd": 1}, "adcvd"),
        ({"adcdv": True}, "adcdv"),
        ({"day_total_usd": "1.00"}, "day_total_usd"),
        ([], "shipment"),
        (None, "shipment"),
    ],
)
def test_what_cannot_be_read_is_told_by_its_field(told: object, field: str) -> None:
    error = error_of(told)
    assert error["field"] == field
    assert error["message"].endswith(".")


def test_the_written_lines_are_the_documents_that_the_page_and_the_api_give() -> None:
    edition, random = starter_edition(), Random(5)
    reader, written = ShipmentReader(edition.law), Bulk(edition, TODAY)
    for number in range(300):
        told = shipment(random, edition.law, unknown=0.1 if number % 2 else 0.0)
        line = json.dumps({"id": number, "shipment": told})
        answer = json.loads(written.answer(line)[0])
        assert answer == {"id": number, **document(Determination(edition, reader.read(told), TODAY))}


def test_several_processes_answer_as_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """The order of the lines is kept, and what one process remembers never colours another's answers."""
    monkeypatch.setattr(bulk, "A_FEW", 100)
    monkeypatch.setattr(bulk, "BATCH", 50)
    told = list(lines(700, starter_edition().law))
    alone = list(answer_all(told, Bulk(starter_edition(), TODAY), jobs=1))
    together = list(answer_all(told, Bulk(starter_edition(), TODAY), jobs=2))
    assert together == alone


def test_an_identifier_in_any_script_comes_back_as_it_was() -> None:
    for case_id in ("报关-1", "\ud800", 10**12, None):
        text, _is_read = Bulk(starter_edition(), TODAY).answer(json.dumps({"id": case_id, "shipment": {}}))
        assert json.loads(text.encode().decode())["id"] == case_id


@pytest.mark.parametrize("case_id", [{"nested": [1]}, [1], 3.5, True, "x" * 201])
def test_an_identifier_is_a_short_text_a_number_or_nothing(case_id: object) -> None:
    text, is_read = Bulk(starter_edition(), TODAY).answer(json.dumps({"id": case_id, "shipment": {}}))
    assert not is_read
    assert json.loads(text)["error"]["field"] == "id"


@pytest.mark.parametrize(
    "line", ["{", "[1]", '{"id": NaN, "shipment": {}}', "[" * 5000, '{"id":' + "[" * 950]
)
def test_no_line_whatever_stops_the_others(line: str) -> None:
    text, is_read = Bulk(starter_edition(), TODAY).answer(line)
    assert not is_read
    assert "error" in json.loads(text)
