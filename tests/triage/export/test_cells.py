"""No cell of an export is ever run."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from portal.triage.export.cells import safe
from portal.triage.export.workbook import LONGEST, workbook
from tests.triage.export.payloads import PAYLOADS, is_live

DANGER = st.text(
    st.sampled_from(" \t\r\n\0\u00a0\u200b\ufeff\"';,|=+-@\uff1d\uff0b\uff0d\uff20\u2212ab_x03D1"),
    max_size=40,
)
ANYTHING = st.one_of(st.text(max_size=60), DANGER, st.tuples(DANGER, st.text(max_size=20)).map("".join))


def as_workbook(rows: Sequence[Sequence[str]]) -> io.BytesIO:
    return io.BytesIO(b"".join(workbook(rows, title="Export", footer="by & by")))


def test_there_are_more_payloads_than_were_asked_for_and_the_judge_finds_each_live() -> None:
    assert len(set(PAYLOADS)) >= 200
    assert all(map(is_live, PAYLOADS))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_in_a_cell_can_be_run(payload: str) -> None:
    assert not is_live(safe(payload))
    assert safe(safe(payload)) == safe(payload)


@given(ANYTHING)
def test_whatever_is_typed_there_is_nothing_live_in_its_cell(text: str) -> None:
    assert not is_live(safe(text))


@given(st.text(st.characters(categories=("L", "N", "Zs")), max_size=60))
def test_a_text_that_could_not_be_run_stays_as_it_was_typed(text: str) -> None:
    assert safe(text) == text


def test_ordinary_text_with_signs_in_it_stays_readable() -> None:
    told = "Tel. 1-800-BE-ALERT, mail a@b.example: 2+2=4 (e-mail)"
    assert safe(told) == told
    assert safe("first, -5 degrees") == "first, '-5 degrees"


@pytest.mark.parametrize("begin", [",", ", ", '"', "\n", " ", ",\u200b"])
def test_a_long_text_costs_no_more_than_its_length(begin: str) -> None:
    safe(begin * 100_000)


def test_a_workbook_reads_back_as_text_and_has_no_formula() -> None:
    rows = [[safe(payload) for payload in PAYLOADS[start : start + 20]] for start in range(0, 600, 20)]
    sheet = load_workbook(as_workbook(rows)).active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert len(cells) == 600
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
    assert {cell.number_format for cell in cells} == {"@"}
    assert all(cell.quotePrefix for cell in cells)
    assert not any(is_live(str(cell.value)) for cell in cells)


def test_even_what_was_not_made_harmless_before_is_text_in_a_workbook() -> None:
    file = as_workbook([["=1+1", "_x003D_1+1", "<f>1+1</f>", "]]>", "&amp;"]])
    sheet = load_workbook(file).active
    assert sheet is not None
    told = [(cell.value, cell.data_type) for cell in sheet[1]]
    assert told[0][0] == "=1+1"
    assert {kind for _value, kind in told} <= {"s", "inlineStr"}
    xml = ZipFile(file).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in xml
    assert "_x005F_x003D_1+1" in xml


@given(st.lists(st.lists(ANYTHING, max_size=4), max_size=4))
def test_a_workbook_of_anything_opens_and_holds_what_was_put_in(rows: list[list[str]]) -> None:
    written = [[safe(text) for text in row] for row in rows]
    sheet = load_workbook(as_workbook(written)).active
    assert sheet is not None
    for row, read in zip(written, sheet.iter_rows(), strict=False):
        for text, cell in zip(row, read, strict=False):
            assert cell.data_type != "f"
            assert str(cell.value or "").replace("_x005F_", "_") == text


def test_a_cell_that_is_too_long_says_that_it_was_cut() -> None:
    sheet = load_workbook(as_workbook([["a" * 40_000]])).active
    assert sheet is not None
    value = str(sheet["A1"].value)
    assert len(value) == LONGEST
    assert value.endswith("has all of it.]")


@given(st.lists(ANYTHING, min_size=1, max_size=5), st.sampled_from(",;\t|"))
def test_a_table_of_text_is_harmless_whichever_sign_ends_its_cells(texts: list[str], end: str) -> None:
    line = io.StringIO()
    csv.writer(line, quoting=csv.QUOTE_ALL).writerow([safe(text) for text in texts])
    for row in csv.reader(io.StringIO(line.getvalue(), newline=""), delimiter=end):
        assert not any(is_live(cell) for cell in row)
