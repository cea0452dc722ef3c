"""An export holds what its maker may see, says whose it is, and stands in the audit before its first byte."""

from __future__ import annotations

import csv
import io
import json
import logging
import tracemalloc
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from portal.accounts.models import User
from portal.reports import sealing
from portal.triage import services as triage
from portal.triage.changing import NotGivenError
from portal.triage.export import services
from portal.triage.export.choosing import by_facts, by_numbers
from portal.triage.export.columns import Part
from portal.triage.export.formats import Format
from portal.triage.export.records import Exported, rotate
from portal.triage.indexing import index
from portal.triage.models import AuditEntry, Case, SavedSearch
from portal.triage.queue import saved
from portal.triage.records import Act
from tests.triage.export.payloads import PAYLOADS, is_live
from tests.triage.people import CUSTODIANS, LEADS, lead, member, officer, reported

pytestmark = pytest.mark.django_db
REASON = "Quarterly marker review"
SENDER = {"name": "Marla Senderly", "email": "marla@sender.example", "phone": "", "safe_contact": "At six"}
TOLD = {
    "what": {"category": "counterfeit", "story": "Storymarker: they copy lamps."},
    "who": [
        {"id": "1", "name": "Accusedmarker Ltd", "role": "seller"},
        {"id": "2", "name": "Second", "role": ""},
    ],
    "goods": {"what": "Goodsmarker", "made_in": "China"},
    "you": {"how": "confidential", "relation": "worker", "award": "no"},
}
EVERYTHING = [part.value for part in Part]


def told() -> Case:
    case = reported(identity=SENDER, **TOLD)
    triage.note(case, "Notemarker", by=lead())
    return case


def made(by: User, case: Case, kind: str = Format.JSON, parts: list[str] | None = None) -> bytes:
    chosen = by_numbers([case.report.number])
    parts = [Part.TOLD, Part.MESSAGES, Part.NOTES] if parts is None else parts
    return b"".join(services.export(chosen, by=by, kind=kind, parts=parts, reason=REASON).pieces)


def rows_of_csv(file: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline="")))


def cells(file: bytes, kind: str) -> list[str]:
    if kind == Format.CSV:
        return [cell for row in rows_of_csv(file) for cell in row]
    sheet = load_workbook(io.BytesIO(file)).active
    assert sheet is not None
    found = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert all(cell.data_type != "f" for cell in found)
    return [str(cell.value) for cell in found]


@pytest.mark.parametrize("kind", Format)
def test_every_kind_of_file_holds_what_was_told_and_whose_export_it_is(kind: str) -> None:
    case, by = told(), lead()
    file = made(by, case, kind)
    text = file.decode("utf-8-sig") if kind != Format.XLSX else "\n".join(cells(file, kind))
    for word in ("Storymarker", "Accusedmarker", "Goodsmarker", "Notemarker", "Fakes", case.report.number):
        assert word in text
    for word in (str(by), by.email, REASON, Exported.objects.get().key):
        assert word in text


def test_a_csv_begins_with_a_mark_for_excel_then_the_watermark_then_its_labels() -> None:
    file = made(lead(), told(), Format.CSV)
    assert file.startswith(b"\xef\xbb\xbf")
    mark, labels, row = rows_of_csv(file)
    assert mark[0].startswith("Exported by: Staff")
    assert labels[0] == "Number"
    assert len(labels) == len(row)
    assert row[-1] == Exported.objects.get().key


def test_a_workbook_prints_whose_it_is_at_the_foot_of_each_page() -> None:
    by = lead()
    sheet = load_workbook(io.BytesIO(made(by, told(), Format.XLSX))).active
    assert sheet is not None
    assert by.email in str(sheet.oddFooter.left.text)  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", Format)
def test_who_sent_a_report_is_in_no_export_of_somebody_without_that_right(kind: str) -> None:
    case = told()
    file = made(lead(), case, kind)
    text = file.decode("utf-8-sig") if kind != Format.XLSX else "\n".join(cells(file, kind))
    for word in ("Marla", "marla@", "At six", "I work or worked there"):
        assert word not in text
    with pytest.raises(PermissionDenied):
        made(lead(), case, kind, EVERYTHING)


def test_whoever_has_both_rights_gets_the_sender_and_every_report_says_so_with_the_reason() -> None:
    case, by = told(), member(LEADS, CUSTODIANS)
    row = json.loads(made(by, case, parts=EVERYTHING))["reports"][0]
    assert (row["sender_name"], row["sender_relation"]) == ("Marla Senderly", "I work or worked there")
    entry = AuditEntry.objects.get(act=Act.IDENTITY, report=case.pk)
    note = case.notes.get(pk=entry.detail["note"])
    assert triage.text_of(note, case) == REASON
    assert "sender_name" not in json.loads(made(by, case))["reports"][0]


def test_an_export_is_one_entry_of_the_audit_and_one_for_each_report_without_a_word_of_them() -> None:
    cases = [told(), told(), reported()]
    chosen = by_facts({"category": "counterfeit"})
    services.export(chosen, by=lead(), kind=Format.CSV, parts=[Part.TOLD], reason=REASON)
    whole, *each = AuditEntry.objects.filter(act=Act.EXPORTED)
    assert whole.report is None
    assert whole.detail | {"export": ""} == {
        "export": "",
        "format": "csv",
        "parts": ["told"],
        "rows": 2,
        "chosen": {"by": "facts", "category": "counterfeit"},
    }
    assert {entry.report for entry in each} == {case.pk for case in cases[:2]}
    assert "marker" not in str(list(AuditEntry.objects.values()))


def test_the_reason_is_kept_sealed_and_opens_after_the_keys_were_changed(settings: Any) -> None:
    made(lead(), told())
    row = Exported.objects.get()
    assert b"marker" not in bytes(row.sealed)
    settings.REPORT_KEYS = {"newer": "A" * 43, **settings.REPORT_KEYS}
    rotate(None)
    row = Exported.objects.get()
    assert sealing.name_of_key(row.sealed) == "newer"
    assert row.told["reason"] == REASON


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_without_a_reason_there_is_no_export(reason: str) -> None:
    chosen = by_numbers([told().report.number])
    with pytest.raises(NotGivenError):
        services.export(chosen, by=lead(), kind=Format.CSV, parts=[], reason=reason)
    assert not Exported.objects.exists()


def test_an_officer_exports_nothing() -> None:
    with pytest.raises(PermissionDenied):
        made(officer(), told(), parts=[])


def test_too_many_reports_are_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST_ROWS", 2)
    for _each in range(3):
        reported()
    with pytest.raises(services.TooManyError, match=r"These are 3 reports\. One export holds at most 2\."):
        services.export(by_facts({}), by=lead(), kind=Format.CSV, parts=[], reason=REASON)
    assert not AuditEntry.objects.filter(act=Act.EXPORTED).exists()


def test_a_report_that_does_not_open_tells_what_is_left_and_stops_nothing() -> None:
    gone, stays = told(), told()
    gone.report.sealed_key = b"\x01\x00nothing that opens"
    gone.report.save()
    chosen = by_facts({"category": "counterfeit"})
    parts = [Part.TOLD, Part.MESSAGES, Part.NOTES]
    made_ = services.export(chosen, by=lead(), kind=Format.JSON, parts=parts, reason=REASON)
    rows = {row["number"]: row for row in json.loads(b"".join(made_.pieces))["reports"]}
    assert rows[gone.report.number]["story"] == ""
    assert "Storymarker" in rows[stays.report.number]["story"]


@pytest.mark.parametrize("kind", [Format.CSV, Format.XLSX])
def test_no_payload_in_any_answer_is_live_in_a_file(kind: str) -> None:
    for start in range(0, len(PAYLOADS), 16):
        some = iter([*PAYLOADS[start : start + 16], *[""] * 16])
        case = reported(
            what={"category": "other", "story": next(some)},
            who=[
                {"id": str(n), "name": next(some), "also": next(some), "website": next(some)} for n in (1, 2)
            ],
            goods={name: next(some) for name in ("what", "made_in", "route", "price", "numbers", "port")},
            evidence={name: next(some) for name in ("how", "proof", "told")},
        )
        assert case
    by = lead()
    by.first_name = "=1+1"
    by.save()
    made_ = services.export(by_facts({}), by=by, kind=kind, parts=[Part.TOLD], reason="@SUM(1)")
    found = cells(b"".join(made_.pieces), kind)
    assert len(found) > len(PAYLOADS)
    assert not [cell for cell in found if is_live(cell)]


def peak_bytes(kind: str, keys: list[Any]) -> int:
    mark, columns = services.Mark("X-1", "Export", (("by", "By", "me"),)), services.columns_of([Part.TOLD])
    tracemalloc.start()
    for _piece in services.WRITERS[kind](mark, columns, services.opened(keys, [Part.TOLD])):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_an_export_is_made_while_it_is_read_and_more_reports_take_no_more_memory() -> None:
    keys = [reported(what={"category": "other", "story": "word " * 2_000}).pk for _each in range(150)]
    for kind in Format:
        assert peak_bytes(kind, keys) < 1.2 * peak_bytes(kind, keys[:50])


def test_a_hundred_reports_are_opened_with_a_few_queries(django_assert_max_num_queries: Any) -> None:
    keys = [told().pk for _each in range(12)]
    with django_assert_max_num_queries(6):
        list(services.opened(keys, EVERYTHING))


# The page


def ask(by: User, **sent: Any) -> Any:
    client = Client()
    client.force_login(by)
    return client.post(reverse("triage:export"), {"format": "csv", "reason": REASON, **sent})


def test_the_page_gives_the_file_under_a_name_that_tells_nothing() -> None:
    case = told()
    answer = ask(lead(), numbers=f"see {case.report.number.lower()}, please", parts=["told"])
    assert answer.status_code == 200
    assert b"Storymarker" in b"".join(answer.streaming_content)
    name = answer.headers["Content-Disposition"]
    assert name.startswith('attachment; filename="reports-')
    assert case.report.number not in name
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_page_asks_for_the_reason_and_keeps_what_was_chosen() -> None:
    answer = ask(lead(), numbers=told().report.number, reason=" ")
    assert answer.status_code == 422
    assert "Say for what the export is needed." in answer.content.decode()
    assert not Exported.objects.exists()


@pytest.mark.parametrize("sent", [{"numbers": "none"}, {"category": "broker"}, {"since": "2031-01-01"}])
def test_the_page_says_when_no_report_is_meant(sent: dict[str, str]) -> None:
    told()
    assert ask(lead(), **sent).status_code == 422


def test_the_page_does_not_offer_who_sent_reports_to_whoever_may_not_know() -> None:
    client = Client()
    client.force_login(lead())
    assert "Who sent the reports" not in client.get(reverse("triage:export")).content.decode()
    assert ask(lead(), numbers=told().report.number, parts=["identity"]).status_code == 422


def test_nothing_that_was_told_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    b"".join(ask(lead(), numbers=told().report.number, parts=["told"]).streaming_content)
    assert "marker" not in caplog.text


@pytest.mark.parametrize("kind", [Format.CSV, Format.XLSX])
def test_no_address_that_was_told_is_a_link_in_a_table_and_json_has_it_as_it_was(kind: str) -> None:
    address = "https://shop.example/lamps?id=1"
    case = reported(what={"category": "other", "story": f"See {address}, a@shop.example"})
    table = "\n".join(cells(made(lead(), case, kind), kind))
    assert "shop.example" not in table
    assert "hxxps[://]shop[.]example/lamps?id=1" in table
    assert address in made(lead(), case).decode()


# What was chosen in the queue


@pytest.mark.parametrize(
    ("query", "is_chosen"),
    [
        ("category=counterfeit", True),
        ("category=broker", False),
        ("q=storymarker", True),
        ("q=%22they+copy+lamps%22", True),
        ("q=%22lamps+they+copy%22", False),
        ("state=closed", False),
        ("category=nothing-like-it", None),
    ],
)
def test_what_the_queue_shows_can_be_exported_as_it_is(query: str, is_chosen: bool | None) -> None:
    case = told()
    index({"report": str(case.pk)}, case.pk)
    answer = ask(lead(), of=query, numbers=reported().report.number)
    assert answer.status_code == (200 if is_chosen else 422)
    if is_chosen:
        assert case.report.number in b"".join(answer.streaming_content).decode()
        assert Exported.objects.get().rows == 1
    if is_chosen is None:
        assert "Go back to the queue" in answer.content.decode()
    assert "marker" not in str(list(AuditEntry.objects.values()))


def test_a_saved_search_is_exported_by_whoever_sees_it_and_its_words_stand_in_no_address() -> None:
    case, by = told(), lead()
    index({"report": str(case.pk)}, case.pk)
    search = SavedSearch(name="Mine", owner=by)
    search.query = "q=storymarker"
    saved.save(search, by=by)
    assert ask(lead(), search=str(search.pk)).status_code == 422
    assert ask(by, search="no key").status_code == 422
    answer = ask(by, search=str(search.pk))
    assert case.report.number in b"".join(answer.streaming_content).decode()
    client = Client()
    client.force_login(by)
    queue = client.get(search.get_absolute_url()).content.decode()
    assert f"{reverse('triage:export')}?search={search.pk}" in queue


def test_whoever_may_not_export_is_not_offered_it_in_the_queue() -> None:
    for by, is_offered in ((lead(), True), (officer(), False)):
        client = Client()
        client.force_login(by)
        page = client.get(reverse("triage:queue")).content.decode()
        assert (f"{reverse('triage:export')}?of=state%3Dopen" in page) == is_offered
