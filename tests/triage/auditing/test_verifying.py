"""The audit is verified every day and by hand, and notes outside the database show what was cut off."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from portal.delivery.models import Delivery
from portal.triage import audit
from portal.triage.auditing import anchors
from portal.triage.models import AuditEntry, AuditHead
from portal.triage.records import Act
from portal.triage.retention import guards
from tests.triage.people import AUDITORS, OFFICERS, member
from tests.triage.test_audit import TABLE, some_acts, unguarded

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(settings: Any, tmp_path: Path) -> Path:
    settings.AUDIT_ANCHORS = tmp_path / "notes" / "anchors.txt"
    return Path(settings.AUDIT_ANCHORS)


def verified(**options: Any) -> str:
    told = StringIO()
    call_command("verify_audit", stdout=told, **options)
    return told.getvalue()


def broken(**options: Any) -> str:
    told = StringIO()
    with pytest.raises(CommandError, match="broken"):
        call_command("verify_audit", stdout=told, **options)
    return told.getvalue()


def mails() -> list[dict[str, Any]]:
    return [row.payload for row in Delivery.objects.filter(kind="mail")]


def test_the_command_says_that_a_whole_audit_is_whole() -> None:
    some_acts()
    assert re.fullmatch(r"The audit is whole: \d+ entries\.\n", verified())


def test_the_command_ends_with_an_error_and_tells_numbers_only() -> None:
    number = some_acts() + 2
    unguarded(f"UPDATE {TABLE} SET who_name = 'A marker' WHERE number = {number}")
    told = broken().splitlines()
    assert told[0] == f"{number} changed"
    assert all("is missing" in line for line in told[1:])
    assert "marker" not in str(told)


def test_the_command_tells_of_triggers_that_were_taken_off() -> None:
    guards.take_down()
    assert "trigger guard_two_dispose is missing" in broken()


def test_verifying_is_noted_with_who_asked_and_what_was_found() -> None:
    number, by = some_acts() + 2, member(AUDITORS)
    anchors.verify(by)
    entry = AuditEntry.objects.get(act=Act.VERIFIED)
    assert (entry.who, entry.detail["broken"], entry.detail["triggers_missing"]) == (by.pk, 0, 0)
    unguarded(f"UPDATE {TABLE} SET act = 'noted' WHERE number = {number}")
    anchors.verify()
    last = AuditEntry.objects.filter(act=Act.VERIFIED).last()
    assert last
    assert (last.who, last.detail["broken"], last.detail["first"]) == (None, 1, number)


def test_every_day_a_line_is_added_to_the_notes_and_compares_later(file: Path) -> None:
    some_acts()
    anchors.daily()
    some_acts()
    anchors.daily()
    assert len(file.read_text().splitlines()) == 2
    assert file.stat().st_mode & 0o777 == 0o600
    assert not list(anchors.not_in_the_chain(file))
    assert "whole" in verified(anchor=file)
    assert AuditEntry.objects.filter(act=Act.ANCHORED).count() == 2


def test_what_was_cut_off_with_the_head_set_back_is_found_by_the_notes(file: Path) -> None:
    last = some_acts() + 3
    anchors.daily()
    unguarded(f"DELETE FROM {TABLE} WHERE number > {last}")
    AuditHead.objects.update(number=last, seal=AuditEntry.objects.get(number=last).seal)
    assert not list(audit.broken())
    assert "not as anchored" in broken(anchor=file)
    assert [each.why for each in anchors.verify()] == ["not as anchored"], "without being asked, too"


@pytest.mark.parametrize("text", ["no anchor at all\n", "2026 x y\n", "é 1 2\n", None])
def test_a_file_that_is_no_notes_is_refused(file: Path, text: str | None) -> None:
    if text is not None:
        file.parent.mkdir()
        file.write_text(text)
    with pytest.raises(CommandError, match="No file of anchors"):
        call_command("verify_audit", anchor=file, stdout=StringIO())


def test_only_auditors_who_chose_so_are_mailed_a_number_and_a_seal(file: Path) -> None:
    reader, other, gone = member(AUDITORS), member(AUDITORS), member(AUDITORS)
    for person in (reader, gone):
        anchors.choose_mail(person, wanted=True)
    anchors.choose_mail(other, wanted=True)
    anchors.choose_mail(other, wanted=False)
    gone.groups.clear()
    anchors.daily()
    (mail,) = mails()
    assert mail["to"] == reader.email
    assert file.read_text().strip() in mail["text"]
    assert "is whole" in mail["text"]


def test_a_broken_audit_is_told_by_mail(file: Path) -> None:
    number = some_acts() + 2
    anchors.choose_mail(member(AUDITORS), wanted=True)
    unguarded(f"UPDATE {TABLE} SET act = 'noted' WHERE number = {number}")
    anchors.daily()
    assert "broken at 1 place" in mails()[0]["text"]


def test_only_auditors_ask_for_it() -> None:
    by = member(OFFICERS)
    for ask in (lambda: anchors.ask_to_verify(by), lambda: anchors.choose_mail(by, wanted=True)):
        with pytest.raises(PermissionDenied):
            ask()
