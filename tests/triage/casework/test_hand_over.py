"""The files for other offices say what the report says, are what was kept, and name no sender unasked."""

from __future__ import annotations

import io
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from jsonschema import Draft202012Validator
from pypdf import PdfReader

from portal.reports import sealing
from portal.reports import services as reports
from portal.reports.sealing import CannotOpenError
from portal.reports.states import State
from portal.triage import services
from portal.triage.casework import handing_over
from portal.triage.changing import NotGivenError, StaleError
from portal.triage.models import AuditEntry, Case, HandOver, Office
from portal.triage.records import Act
from portal.triage.states import Action
from tests.triage.casework.cases import (
    NAMED,
    client_of,
    fields_of,
    looked_at,
    office,
    soup,
    text_of,
    url,
    with_file,
)
from tests.triage.people import CUSTODIANS, LEADS, OFFICERS, READERS, member, officer, reported

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("evidence_store")]
SCHEMA = json.loads(Path("docs/hand-over.schema.json").read_text(encoding="utf-8"))
STORY = "They send two invoices, see https://shop.example/a and mail a@b.example"
BOTH = (OFFICERS, CUSTODIANS)


def a_case(**identity: Any) -> Case:
    case = looked_at(reported(identity=identity, what={"category": "undervaluation", "story": STORY}))
    with_file(case, "letter.txt")
    services.note(case, "zebra note of the staff", by=officer())
    return Case.objects.get(pk=case.pk)


def referred(case: Case) -> list[HandOver]:
    return handing_over.refer(case, by=officer(), office=office(), reason="They act on it", seen=case.version)


def as_told(row: HandOver) -> Any:
    return json.loads(handing_over.take(row, by=officer()))


def pdf_text(body: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages).split())


def test_referring_makes_both_files_and_keeps_what_was_made_by_its_hash() -> None:
    rows = referred(case := a_case())
    assert [row.format for row in rows] == ["json", "pdf"]
    for row in rows:
        body = handing_over.take(row, by=officer())
        assert sha256(body).hexdigest() == row.sha256
        assert body not in bytes(row.sealed)
        assert not row.has_identity
        assert row.fields == ["evidence", "goods.what", "what.category", "what.story", "who.name"]
    case.report.refresh_from_db()
    assert case.report.state == State.REFERRED
    told = AuditEntry.objects.filter(act=Act.HANDED_OVER).values_list("detail", flat=True)
    assert [row.get("taken", False) for row in told] == [False, False, True, True]


def test_the_file_for_programs_keeps_to_its_schema_and_says_everything_as_it_was_written() -> None:
    case = a_case(**NAMED)
    services.make_move(case, Action.ASK, by=officer(), question="Which port?")
    reports.answer(case.report, "Savannah, http://x.example")
    case = Case.objects.get(pk=case.pk)
    told = as_told(referred(case)[0])
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate(told)
    story = next(row for row in told["sections"][0]["answers"] if row["field"] == "story")
    assert story == {"field": "story", "question": "What happened?", "answer": STORY}
    assert [row["from"] for row in told["messages"]] == ["staff", "sender"]
    assert told["messages"][1]["text"] == "Savannah, http://x.example"
    (file,) = told["evidence"]
    assert len(file["sha256"]) == len(file["clean_sha256"]) == 64
    assert told["identity"] is None
    for word in (*NAMED.values(), "zebra note of the staff"):
        assert word not in json.dumps(told)


def test_a_file_with_a_key_too_many_or_too_few_does_not_keep_to_the_schema() -> None:
    told = as_told(referred(a_case())[0])
    check = Draft202012Validator(SCHEMA)
    assert check.is_valid(told)
    assert not check.is_valid(told | {"notes": []})
    for key in told:
        assert not check.is_valid({name: value for name, value in told.items() if name != key}), key


def test_the_file_for_people_reads_the_same_with_nothing_to_click_on() -> None:
    body = handing_over.take(referred(a_case())[1], by=officer())
    text = pdf_text(body)
    for words in (
        "They send two invoices",
        "hxxps[://]shop[.]example",
        "Harborline Trading",
        "letter.txt",
        "The desk of brands",
    ):
        assert words in text
    assert "zebra" not in text
    assert b"/URI" not in body
    assert PdfReader(io.BytesIO(body)).trailer["/Root"].get("/MarkInfo"), "it is tagged"


def test_later_files_hold_later_messages_and_the_earlier_ones_stay_as_they_were() -> None:
    case, by = a_case(), officer()
    first = referred(case)[0]
    before = handing_over.take(first, by=by)
    reports.answer(case.report, "zebra answer")
    case = Case.objects.get(pk=case.pk)
    later = handing_over.hand_over(case, by=by, seen=case.version)[0]
    assert "zebra answer" in json.dumps(as_told(later))
    assert handing_over.take(first, by=by) == before


def test_a_page_that_is_older_makes_no_file_and_moves_nothing() -> None:
    case = a_case()
    with pytest.raises(StaleError):
        handing_over.refer(case, by=officer(), office=office(), reason="x", seen=case.version - 1)
    seen = case.version
    services.note(case, "meanwhile", by=officer())
    with pytest.raises(StaleError):
        handing_over.refer(case, by=officer(), office=office(), reason="x", seen=seen)
    assert not HandOver.objects.exists()


def test_nothing_is_made_for_an_office_that_takes_none_or_for_no_office() -> None:
    case = a_case()
    old = Office.objects.create(key="old", name="Old", live=False)
    with pytest.raises(NotGivenError):
        handing_over.refer(case, by=officer(), office=old, reason="x", seen=case.version)
    with pytest.raises(NotGivenError):
        handing_over.hand_over(case, by=officer(), seen=case.version)
    assert not HandOver.objects.exists()


def test_who_sent_it_is_in_the_files_only_by_right_choice_and_reason() -> None:
    referred(case := a_case(**NAMED))
    case = Case.objects.get(pk=case.pk)
    with pytest.raises(PermissionDenied):
        handing_over.hand_over_identity(case, by=member(LEADS), reason="x", seen=case.version)
    with pytest.raises(PermissionDenied):
        handing_over.hand_over_identity(case, by=member(CUSTODIANS), reason="x", seen=case.version)
    with pytest.raises(NotGivenError):
        handing_over.hand_over_identity(case, by=member(*BOTH), reason=" ", seen=case.version)
    by = member(*BOTH)
    row, sheet = handing_over.hand_over_identity(case, by=by, reason="zebra reason", seen=case.version)
    assert row.has_identity
    assert "identity.email" in row.fields
    with pytest.raises(PermissionDenied):
        handing_over.take(row, by=officer(), reason="x")
    with pytest.raises(NotGivenError):
        handing_over.take(row, by=by)
    told = json.loads(handing_over.take(row, by=by, reason="They ask for it"))
    assert told["identity"] == NAMED
    assert Draft202012Validator(SCHEMA).is_valid(told)
    assert "Zebra Person" in pdf_text(handing_over.take(sheet, by=by, reason="On paper"))
    acts = AuditEntry.objects.filter(act=Act.IDENTITY)
    assert acts.count() == 3, "making it, and each time that it is taken"
    assert "zebra" not in str(list(AuditEntry.objects.values()))
    history = text_of(client_of(member(READERS)).get(url("case", case)))
    assert f"{by} opened who sent it" in history
    assert "zebra reason" in history


def test_the_pages_refer_make_and_hand_out() -> None:
    case, by = a_case(), officer()
    client = client_of(by)
    fields = fields_of(client.get(url("refer", case)))
    answer = client.post(url("refer", case), fields | {"office": office().pk, "reason": "They act on it"})
    assert answer.status_code == 302
    page = client.get(url("hand_over", case))
    assert "The report is with The desk of brands" in text_of(page)
    assert len(soup(page).select(".case-files li > p.case-hash")) == 2
    row = HandOver.objects.get(format="json")
    assert row.sha256 in text_of(page)
    taken = client.post(url("hand_over_file", case, row.pk))
    assert taken.headers["Content-Disposition"] == f'attachment; filename="{case.report.number}.json"'
    assert "no-store" in taken.headers["Cache-Control"]
    assert sha256(b"".join(taken.streaming_content)).hexdigest() == row.sha256  # type: ignore[attr-defined]
    assert client.get(url("hand_over_file", case, row.pk)).status_code == 405
    assert client.post(url("hand_over", case), fields_of(page)).status_code == 302
    assert HandOver.objects.count() == 4


def test_the_pages_with_who_sent_it_ask_for_a_reason_each_time() -> None:
    referred(case := a_case(**NAMED))
    client = client_of(member(*BOTH))
    address = url("hand_over_identity", case)
    fields = fields_of(client.get(address))
    assert client.post(address, fields).status_code == 422
    assert client.post(address, fields | {"reason": "They need it"}).status_code == 302
    row = HandOver.objects.get(has_identity=True, format="json")
    assert client.post(url("hand_over_file", case, row.pk)).status_code == 404
    take = url("identity_file", case, row.pk)
    assert client.get(take).status_code == 200
    assert client.post(take, {"reason": ""}).status_code == 422
    assert "Zebra Person" in b"".join(client.post(take, {"reason": "x"}).streaming_content).decode()  # type: ignore[attr-defined]
    assert "Zebra Person" not in client.get(url("hand_over", case)).content.decode()
    assert client_of(officer()).post(take, {"reason": "x"}).status_code == 302


def test_a_machine_that_makes_no_pdf_makes_the_other_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def cannot(*args: Any) -> bytes:
        raise handing_over.NoPdfError

    monkeypatch.setattr(handing_over, "pdf_file", cannot)
    assert [row.format for row in referred(a_case())] == ["json"]


def test_what_was_made_opens_with_the_key_of_its_report_and_with_no_other() -> None:
    row, other = referred(a_case())[0], a_case()
    with pytest.raises(CannotOpenError):
        sealing.unseal(row.sealed, row.place(), reports.key_of(other.report), *sealing.keys())
