"""What was tried against the files of a report by hand, tried again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from portal.accounts.models import User
from portal.reports import handing, keeping, review
from portal.reports.evidence.checking import Refused
from portal.reports.evidence.findings import Reason
from portal.reports.models import Draft, Evidence
from portal.triage.arriving import arrive
from portal.triage.casework import evidence
from portal.triage.models import AuditEntry
from tests.authoring.people import signed_in
from tests.reports.writing import EVIDENCE, code_of, fill_in, send, soup_of
from tests.triage.people import READERS, member

pytestmark = pytest.mark.django_db
FILES = "/report/evidence/"


@pytest.fixture
def looked_at(evidence_store: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of files that are opened; each turns out to be hard to open and is refused."""
    names: list[str] = []

    def examine(name: str, file: Any) -> Refused:
        names.append(name)
        return Refused(Reason.TOO_HARD)

    monkeypatch.setattr(keeping, "examine", examine)
    return names


def files(number: int) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(f"{place}.png", b"x") for place in range(number)]


def test_one_page_has_no_more_files_opened_than_a_report_takes(client: Client, looked_at: list[str]) -> None:
    answer = client.post(FILES, {**EVIDENCE, "files": files(60), "then": "stay"})
    assert answer.status_code == 422
    assert len(looked_at) == 10
    assert "10.png: No more than 10 files can be sent at once." in soup_of(answer).text


def test_a_file_that_is_not_taken_is_said_so_also_without_a_draft(client: Client) -> None:
    """Where the draft was closed meanwhile, and where the first text is too long to begin one."""
    for told in ({"has_draft": "1"}, {"how": "x" * 10_001}):
        answer = client.post(FILES, {**EVIDENCE, **told, "files": files(1)})
        assert answer.status_code == 422
        assert "0.png: This file was not taken. Choose it again." in soup_of(answer).text
    assert not Draft.objects.exists()


def test_files_that_are_hard_to_open_keep_nobody_waiting_for_long(
    client: Client, looked_at: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = iter(range(0, 1_000, 25))
    monkeypatch.setattr(keeping, "now", lambda: float(next(moments)))
    answer = client.post(FILES, {**EVIDENCE, "files": files(10), "then": "stay"})
    assert looked_at == ["0.png", "1.png"]
    assert "2.png: Looking at the files before took too long." in soup_of(answer).text
    assert EVIDENCE["how"] in answer.content.decode()


def test_a_flood_of_files_leaves_room_for_reports(
    client: Client, evidence_store: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "KEPT_FREE_BYTES", 10**18)
    fill_in(client)
    note = SimpleUploadedFile("a.txt", b"words")
    answer = client.post(FILES, {**EVIDENCE, "files": [note], "then": "stay"})
    assert "You can send the report without it." in soup_of(answer).text
    assert not Evidence.objects.exists()
    assert code_of(send(client))


def test_a_large_upload_has_no_name_on_any_disk(
    client: Client, evidence_store: Path, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What has no name goes with the process, even when it is killed."""
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    held: list[list[str]] = []
    monkeypatch.setattr(keeping, "examine", lambda name, file: _noted(held, tmp_path, file))
    large = SimpleUploadedFile("large.txt", b"x" * 3_000_000)
    client.post(FILES, {**EVIDENCE, "files": [large], "then": "stay"})
    assert held == [["3000000 bytes"]]


def _noted(held: list[list[str]], folder: Path, file: Any) -> Refused:
    named = [found.name for found in folder.iterdir() if found.is_file()]
    held.append([*named, f"{len(file.read())} bytes"])
    return Refused(Reason.TOO_HARD)


NAMES = [
    "../../etc/cron.d/x.txt",
    "..\\..\\x.txt",
    "C:\\x.txt",
    "a\r\nX-Evil: 1.txt",
    "<svg onload=alert(1)>.txt",
]


@pytest.mark.parametrize("name", NAMES)
def test_no_name_leads_out_of_the_store_or_into_a_header(
    client: Client, evidence_store: Any, name: str
) -> None:
    quoted = name.replace("\r\n", "%0d%0a")
    part = (
        f'--x\r\nContent-Disposition: form-data; name="files"; filename="{quoted}"\r\n\r\nwords\r\n--x--\r\n'
    )
    fill_in(client)
    client.generic("POST", FILES, part, content_type="multipart/form-data; boundary=x")
    assert {len(file.name) for file in evidence_store.iterdir()} == {40}
    assert not soup_of(client.get(FILES)).select("svg[onload]")
    send(client)
    Evidence.objects.update(state=Evidence.State.CLEAN)
    answer = _officer().get(_link(Evidence.objects.get()))
    assert "Evil" not in answer.headers
    assert not set("\r\n/\\<>:") & set(answer["Content-Disposition"])


def test_a_link_to_a_file_opens_no_other_column(client: Client, evidence_store: Any) -> None:
    fill_in(client)
    client.post(FILES, {"files": [SimpleUploadedFile("a.txt", b"words")], "then": "stay"})
    send(client)
    Evidence.objects.update(state=Evidence.State.CLEAN)
    row, officer = Evidence.objects.get(), _officer()
    assert officer.get(_link(row)).status_code == 200
    for column in ("sealed", "sealed_key", "pk", "__class__", "nothing"):
        assert officer.get(_link(row, column)).status_code == 404, column
    assert client.get(_link(row)).status_code == 404
    other = review.as_field({"file": str(row.pk), "column": "original", "user": 1})
    assert officer.get(f"{FILES}{other}/").status_code == 404


def _officer() -> Client:
    return signed_in(_reader())


def _reader() -> User:
    known = User.objects.filter(email__startswith="staff").first()
    return known or member(READERS)


def _link(row: Evidence, column: str = keeping.CLEAN) -> str:
    """As the staff's room makes it, with its line in the audit; and one that nobody makes."""
    user = _reader()
    if column == keeping.CLEAN:
        return evidence.take_clean(arrive(row.report), row, by=user)  # type: ignore[arg-type]
    return handing.link_to(row, column, user=user, act=AuditEntry.objects.count())
