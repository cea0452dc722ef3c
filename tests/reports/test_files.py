"""Files that come with a report are told of, sealed, handed over with it, and scanned before anyone reads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from portal.accounts.models import User
from portal.delivery.models import Delivery
from portal.reports import drafts, handing, keeping, quarantine, services, signals
from portal.reports.models import Evidence, Report
from portal.reports.sealing import CannotOpenError
from tests.reports.evidence import pictures
from tests.reports.evidence.conftest import EICAR, running_clamd
from tests.reports.writing import EVIDENCE, code_of, fill_in, send, soup_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("evidence_store")]
ADDRESS = "/report/evidence/"
MARKER = b"zebra at noon"
LETTER = b"To whom it may concern: " + MARKER


def upload(name: str = "letter.txt", data: bytes = LETTER) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def add(client: Client, *files: SimpleUploadedFile, then: str = "stay") -> Any:
    return client.post(ADDRESS, {**EVIDENCE, "files": list(files), "then": then})


def sent_with(client: Client, *files: SimpleUploadedFile) -> Report:
    fill_in(client)
    assert add(client, *files).status_code == 302
    return services.find(code_of(send(client)))


def test_a_file_is_listed_with_what_was_removed_from_it(client: Client) -> None:
    fill_in(client)
    photo = upload("from my phone.jpg", pictures.jpeg(exif=pictures.exif(gps=True)))
    assert add(client, photo).status_code == 302
    page = soup_of(client.get(ADDRESS)).select_one("#files")
    assert page
    assert "from my phone.jpg" in page.text
    assert "Not in the copy any more" in page.text
    assert "from my phone.jpg" in client.get("/report/review/").content.decode()


def test_a_file_that_is_refused_is_told_by_its_name_and_all_that_was_typed_stays(client: Client) -> None:
    fill_in(client)
    answer = add(client, upload("virus.exe", b"MZ"), upload("letter.txt"))
    assert answer.status_code == 422
    page = soup_of(answer)
    for place in ("#id_files_error .usa-error-message", ".error-summary a[href='#id_files']"):
        (fault,) = page.select(place)
        assert "virus.exe:" in fault.text
    assert page.title
    assert page.title.text.startswith("Error:")
    assert EVIDENCE["how"] in answer.content.decode()
    assert "letter.txt" in answer.content.decode(), "the other file is taken"


def test_a_first_file_begins_the_report(client: Client) -> None:
    assert client.post(ADDRESS, {"files": [upload()], "then": "stay"}).status_code == 302
    assert Evidence.objects.count() == 1


def test_a_file_can_be_taken_back_and_nothing_of_it_stays(
    client: Client, evidence_store: Path, django_capture_on_commit_callbacks: Any
) -> None:
    fill_in(client)
    add(client, upload())
    assert len(list(evidence_store.iterdir())) == 2
    row = Evidence.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(ADDRESS, {**EVIDENCE, "remove": str(row.pk)})
    assert not Evidence.objects.exists()
    assert not list(evidence_store.iterdir())


@pytest.mark.parametrize("key", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_nobody_takes_back_what_is_not_theirs(client: Client, key: str) -> None:
    other = Client()
    fill_in(other)
    add(other, upload())
    fill_in(client)
    theirs = str(Evidence.objects.get().pk)
    for wanted in (key, theirs):
        assert client.post(ADDRESS, {**EVIDENCE, "remove": wanted}).status_code == 302
    assert Evidence.objects.count() == 1


def test_what_lies_in_the_store_tells_nothing(client: Client, evidence_store: Path) -> None:
    sent_with(client, upload("zebra.txt"))
    for file in evidence_store.iterdir():
        assert MARKER not in file.read_bytes()
        assert "zebra" not in file.name
    assert b"zebra" not in bytes(Evidence.objects.get().sealed)


def test_the_report_takes_its_files_over_and_the_draft_is_gone(client: Client) -> None:
    report = sent_with(client, upload(), upload("photo.png", pictures.png()))
    assert report.evidence.count() == 2
    row = report.evidence.order_by("added_at")[0]
    key = keeping.key_of(row, services.key_of(report))
    assert b"".join(keeping.read(row, keeping.ORIGINAL, key)) == LETTER
    assert keeping.told(row, services.key_of(report))["name"] == "letter.txt"
    assert row.state == Evidence.State.QUARANTINED
    assert Delivery.objects.filter(kind=keeping.SCAN).count() == 2


def test_the_receipt_lists_each_file_by_its_fingerprint(client: Client) -> None:
    fill_in(client)
    add(client, upload())
    draft = drafts.held(client.cookies["report"].value)
    mark = keeping.told(Evidence.objects.get(), draft[1])["sha256"][:8]
    assert mark in send(client).content.decode()


def test_a_file_of_a_draft_opens_with_the_writers_code_only(client: Client) -> None:
    fill_in(client)
    add(client, upload())
    row = Evidence.objects.get()
    other = drafts.begin({})
    with pytest.raises(CannotOpenError):
        keeping.key_of(row, drafts.held(other.code)[1])


def test_an_eleventh_file_is_not_taken_and_the_report_still_goes(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "FILES_PER_REPORT", 2)
    fill_in(client)
    add(client, upload("0.txt"), upload("1.txt"))
    answer = add(client, upload("2.txt"))
    assert answer.status_code == 422
    assert "2.txt: A report takes 2 files at most." in soup_of(answer).text
    assert Evidence.objects.count() == 2
    assert services.find(code_of(send(client))).evidence.count() == 2


def test_all_files_together_have_a_limit(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "REPORT_BYTES", len(LETTER) + 5)
    fill_in(client)
    assert add(client, upload()).status_code == 302
    assert add(client, upload("b.txt", b"sixsix")).status_code == 422
    assert add(client, upload("c.txt", b"five5")).status_code == 302


def test_a_full_disk_takes_the_report_and_says_that_it_has_no_room_for_the_file(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: Any) -> str:
        raise OSError(28, "No space left on device")

    fill_in(client)
    monkeypatch.setattr(keeping.store().__class__, "_save", full)
    answer = add(client, upload())
    assert answer.status_code == 422
    assert "You can send the report without it." in soup_of(answer).text
    assert not Evidence.objects.exists()
    assert services.find(code_of(send(client)))


def test_a_request_that_is_larger_than_all_files_may_be_is_refused_unread(
    client: Client, settings: Any
) -> None:
    settings.MAX_BODY_BYTES = 100
    assert add(client, upload(data=b"x" * 200)).status_code == 413


@pytest.mark.parametrize("length", ["x", "-1", "1_0", "²"])
def test_a_length_that_is_no_number_is_a_bad_request_and_no_failure(client: Client, length: str) -> None:
    assert client.get("/report/", CONTENT_LENGTH=length).status_code == 400


# With a message


def write(client: Client, code: str, text: str, *files: SimpleUploadedFile) -> Any:
    return client.post("/report/status/write/", {"code": code, "text": text, "files": list(files)})


def test_a_message_brings_files_too_and_the_page_that_is_sent_twice_brings_them_once(client: Client) -> None:
    fill_in(client)
    code = code_of(send(client))
    services.ask(services.find(code), "Have you a copy?")
    for _time in range(2):
        page = write(client, code, "Here it is.", upload("copy.txt"))
        assert page.status_code == 200
        assert "copy.txt" in soup_of(page).select(".message")[-1].text
    (row,) = services.find(code).evidence.all()
    assert row.message
    assert Delivery.objects.filter(kind=keeping.SCAN).count() == 1


def test_a_file_needs_no_words_and_nothing_at_all_is_no_message(client: Client) -> None:
    fill_in(client)
    code = code_of(send(client))
    page = write(client, code, "", upload("copy.txt"))
    assert page.status_code == 200
    assert "copy.txt" in soup_of(page).select(".message")[-1].text
    assert write(client, code, "").status_code == 422


def test_a_message_is_stored_also_when_its_file_is_refused(client: Client) -> None:
    fill_in(client)
    code = code_of(send(client))
    page = write(client, code, "Here it is.", upload("a.exe", b"MZ"))
    assert page.status_code == 422
    assert "a.exe:" in soup_of(page).select(".error-summary")[0].text
    assert "Here it is." in soup_of(page).select(".message")[-1].text


def test_the_page_of_messages_is_as_long_with_news_as_without(client: Client) -> None:
    fill_in(client)
    code = code_of(send(client))
    without = client.post("/report/status/", {"code": code})
    services.ask(services.find(code), "When was it, and which port did it come through?")
    with_news = client.post("/report/status/", {"code": code}, headers={"accept-encoding": "gzip, br"})
    assert len(without.content) == len(with_news.content)
    assert with_news.headers["Content-Encoding"] == "identity"


# Scanning


@pytest.fixture
def clamd() -> Iterator[str]:
    with running_clamd(stream_mb=30) as address:
        yield address


def scan_all() -> None:
    for delivery in Delivery.objects.filter(kind=keeping.SCAN):
        quarantine.scan_again(delivery.payload, delivery.pk)


def test_without_a_scanner_files_stay_in_quarantine(client: Client, settings: Any) -> None:
    settings.REPORT_SCANNER = ""
    sent_with(client, upload())
    scan_all()
    assert Evidence.objects.get().state == Evidence.State.QUARANTINED


def test_a_scanner_that_does_not_answer_is_asked_again_later(client: Client, settings: Any) -> None:
    settings.REPORT_SCANNER = "tcp://127.0.0.1:9"
    sent_with(client, upload())
    with pytest.raises(quarantine.ScannerSilentError):
        scan_all()
    assert Evidence.objects.get().state == Evidence.State.QUARANTINED


def test_what_waited_is_scanned_once_there_is_a_scanner(client: Client, settings: Any, clamd: str) -> None:
    sent_with(client, upload(), upload("bad.txt", EICAR))
    scan_all()
    assert Evidence.objects.filter(state=Evidence.State.QUARANTINED).count() == 2
    settings.REPORT_SCANNER = clamd
    add(fill_in(Client()), upload())
    quarantine.scan_waiting()
    told = Evidence.objects.filter(report__isnull=False).order_by("added_at").values_list("state", flat=True)
    assert list(told) == [Evidence.State.CLEAN, Evidence.State.INFECTED]
    assert Evidence.objects.get(report=None).state == Evidence.State.QUARANTINED, "a draft opens for nobody"


def test_a_scanner_that_is_still_silent_leaves_all_where_it_is(client: Client, settings: Any) -> None:
    settings.REPORT_SCANNER = "tcp://127.0.0.1:9"
    sent_with(client, upload())
    quarantine.scan_waiting()
    assert Evidence.objects.get().state == Evidence.State.QUARANTINED


# Serving


@pytest.fixture
def _somebody_says_yes() -> Iterator[None]:
    """In the place of the staff's room, which says who may have what."""
    others, signals.handing.receivers = signals.handing.receivers, []
    signals.handing.connect(says_yes)
    yield
    signals.handing.receivers = others
    signals.handing.sender_receivers_cache.clear()


def says_yes(sender: Any, user: Any, act: int, **kwargs: Any) -> bool:
    return bool(user.email == "officer@example.gov" and act == ACT)


ACT = 7


@pytest.fixture
def officer() -> User:
    return User.objects.create_user("officer@example.gov", "a long enough password")


def link(row: Evidence, officer: User, act: int = ACT) -> str:
    return handing.link_to(row, keeping.CLEAN, user=officer, act=act)


def signed_in(user: User | None) -> Client:
    somebody = Client()
    if user:
        somebody.force_login(user)
    return somebody


@pytest.mark.usefixtures("_somebody_says_yes")
def test_a_scanned_file_is_handed_to_an_officer_to_be_saved_and_never_shown(
    client: Client, officer: User
) -> None:
    report = sent_with(client, upload())
    Evidence.objects.update(state=Evidence.State.CLEAN)
    answer = signed_in(officer).get(link(report.evidence.get(), officer))
    assert b"".join(answer.streaming_content) == LETTER  # type: ignore[attr-defined]
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.usefixtures("_somebody_says_yes")
def test_nobody_else_gets_it_and_not_after_a_minute(
    client: Client, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = sent_with(client, upload())
    Evidence.objects.update(state=Evidence.State.CLEAN)
    row = report.evidence.get()
    other = User.objects.create_user("other@example.gov", "a long enough password")
    for user in (None, other):
        assert signed_in(user).get(link(row, officer)).status_code == 404
    assert signed_in(other).get(link(row, other)).status_code == 404
    staff = signed_in(officer)
    assert staff.get(link(row, officer, act=8)).status_code == 404
    assert staff.get(link(row, officer)).status_code == 200
    monkeypatch.setattr(handing, "LINK_SECONDS", -1)
    assert staff.get(link(row, officer)).status_code == 404
    assert staff.get(f"{ADDRESS}forged/").status_code == 404


@pytest.mark.usefixtures("_somebody_says_yes")
def test_where_nobody_says_who_may_have_a_file_nobody_has_it(client: Client, officer: User) -> None:
    report = sent_with(client, upload())
    Evidence.objects.update(state=Evidence.State.CLEAN)
    signals.handing.disconnect(says_yes)
    assert signed_in(officer).get(link(report.evidence.get(), officer)).status_code == 404


@pytest.mark.usefixtures("_somebody_says_yes")
@pytest.mark.parametrize("state", [Evidence.State.QUARANTINED, Evidence.State.INFECTED])
def test_a_file_that_is_not_known_to_be_harmless_is_handed_to_nobody(
    client: Client, officer: User, state: str
) -> None:
    report = sent_with(client, upload())
    Evidence.objects.update(state=state)
    assert signed_in(officer).get(link(report.evidence.get(), officer)).status_code == 404
