"""Duplicates are read side by side, merged by the table, lead to each other, and can be parted again."""

from __future__ import annotations

import pytest

from portal.triage.models import AuditEntry, Case
from portal.triage.records import Act
from tests.triage.casework.cases import client_of, fields_of, looked_at, soup, text_of, url
from tests.triage.people import lead, officer, reported

pytestmark = pytest.mark.django_db


def two() -> tuple[Case, Case]:
    one = reported(what={"category": "origin", "story": "zebra one"})
    return looked_at(one), looked_at(reported(what={"category": "origin", "story": "zebra two"}))


def merge(case: Case, other: Case) -> None:
    client = client_of(officer())
    fields = fields_of(client.get(url("merge", case)))
    answer = client.post(
        url("merge", case), fields | {"into": other.report.number.lower(), "reason": "The same"}
    )
    assert answer.status_code == 302


def test_both_are_read_side_by_side_and_that_both_were_read_is_told() -> None:
    case, other = two()
    client, before = client_of(officer()), AuditEntry.objects.filter(act=Act.OPENED, report=other.pk).count()
    plain = client.get(url("merge", case))
    assert "Show both" in text_of(plain)
    answer = client.get(url("merge", case), {"into": other.report.number})
    assert [h.text.split()[0] for h in soup(answer).select(".case-beside h3")] == [
        case.report.number,
        other.report.number,
    ]
    assert "zebra one" in text_of(answer)
    assert "zebra two" in text_of(answer)
    assert fields_of(answer)["into"] == other.report.number
    assert AuditEntry.objects.filter(act=Act.OPENED, report=other.pk).count() == before + 1


def test_the_merged_one_and_the_other_lead_to_each_other() -> None:
    case, other = two()
    merge(case, other)
    client = client_of(officer())
    assert soup(client.get(url("case", case))).select(f".case-box a[href='{url('case', other)}']")
    assert soup(client.get(url("case", other))).select(f".case-box a[href='{url('case', case)}']")


@pytest.mark.parametrize("wrong", ["TVR-2026-99999999", "", "x", "<b>"])
def test_a_number_that_no_report_has_is_said_and_kept(wrong: str) -> None:
    case, _other = two()
    client = client_of(officer())
    fields = fields_of(client.get(url("merge", case)))
    answer = client.post(url("merge", case), fields | {"into": wrong, "reason": "zebra"})
    assert answer.status_code == 422
    assert fields_of(answer)["into"] == wrong
    assert fields_of(answer)["reason"] == "zebra"


def test_a_report_is_not_merged_into_itself_nor_into_one_that_is_merged_itself() -> None:
    case, other = two()
    third = looked_at(reported())
    merge(other, third)
    client = client_of(officer())
    fields = fields_of(client.get(url("merge", case)))
    for number, says in (
        (case.report.number, "the report itself"),
        (other.report.number, third.report.number),
    ):
        answer = client.post(url("merge", case), fields | {"into": number, "reason": "x"})
        assert answer.status_code == 422
        assert says in text_of(answer)


def test_what_was_merged_can_be_opened_again_and_is_then_on_its_own() -> None:
    case, other = two()
    merge(case, other)
    client = client_of(lead())
    fields = fields_of(client.get(url("reopen", case)))
    assert client.post(url("reopen", case), fields | {"reason": "Two firms"}).status_code == 302
    case.refresh_from_db()
    assert case.into is None
    assert not soup(client.get(url("case", other))).select(".case-box a")
