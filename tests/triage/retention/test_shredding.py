"""Of a report that was disposed of nothing opens any more, and its sender is told so."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import models, transaction
from django.test import Client
from django.utils import timezone

from portal.reports import codes, keeping, services
from portal.reports import disposing as reports_disposing
from portal.reports.models import Evidence, Message, Report, Reporter
from portal.reports.sealing import CannotOpenError
from portal.triage import services as triage
from portal.triage.changing import DisposedError
from portal.triage.models import AuditEntry, Case, HandOver, Note, Term
from portal.triage.records import Act
from portal.triage.retention import shredding
from portal.triage.states import Action, Outcome
from tests.triage.people import lead, officer
from tests.triage.retention.keeping import (
    KEPT_DAYS,
    closed,
    disposed,
    is_gone,
    reopen,
    whole,
)

pytestmark = pytest.mark.django_db
# What goes and what stays


def test_of_a_report_that_was_disposed_of_nothing_is_left_that_was_told(evidence_store: Path) -> None:
    case, other = whole(), closed()
    disposed(case)
    case = Case.objects.get(pk=case.pk)
    assert (bytes(case.report.sealed), bytes(case.report.sealed_key)) == (b"", b"")
    for kind in (Note, Term):
        assert not kind.objects.filter(case=case).exists()
    for row in (Message, Reporter, Evidence):
        assert not row.objects.filter(report=case.report).exists()
    assert services.answers_of(other.report), "no other report is touched"


def test_of_a_hand_over_file_its_digest_stays_and_the_file_goes(evidence_store: Path) -> None:
    case = whole()
    disposed(case)
    handed = HandOver.objects.get(case=case)
    assert (bytes(handed.sealed), handed.sha256) == (b"", "a" * 64)


def test_what_stays_is_its_number_kind_and_dates_the_certificate_and_the_audit(evidence_store: Path) -> None:
    case = whole()
    number, category, sent_at = case.report.number, case.report.category, case.report.sent_at
    disposal = disposed(case)
    report = Report.objects.get(pk=case.pk)
    assert (report.number, report.category, report.sent_at) == (number, category, sent_at)
    assert report.events.exists()
    assert case.moves.exists()
    assert disposal.certificate.told["reports"][0]["number"] == number
    acts = list(AuditEntry.objects.filter(report=case.pk).values_list("act", flat=True))
    assert acts[-2:] == [Act.PROPOSED, Act.DISPOSED]


def test_no_row_that_is_left_opens_with_the_keys_of_the_installation(evidence_store: Path) -> None:
    case = whole()
    old = {row.pk: row for row in [*Message.objects.all(), *Note.objects.all(), *Reporter.objects.all()]}
    evidence = Evidence.objects.get()
    disposed(case)
    report = Report.objects.get(pk=case.pk)
    with pytest.raises(CannotOpenError):
        services.key_of(report)
    with pytest.raises(CannotOpenError):
        services.answers_of(report)
    for label, rows in rows_left().items():
        for value in rows:
            assert b"report" not in value[:10] or label == "reports.Draft", f"{label} holds a sealed envelope"
    # Even a copy of the other rows of before, without the report's own, opens for nobody.
    assert old
    assert evidence.sealed_key
    for row in old.values():
        with pytest.raises(CannotOpenError):
            services.opened(row, services.key_of(report))
    with pytest.raises(CannotOpenError):
        keeping.told(evidence, services.key_of(report))


def rows_left() -> dict[str, list[bytes]]:
    """Every sealed column of every table of both rooms."""
    found: dict[str, list[bytes]] = {}
    for model in [
        *Report._meta.apps.get_app_config("reports").get_models(),
        *Case._meta.apps.get_app_config("triage").get_models(),
    ]:
        for field in model._meta.fields:
            if isinstance(field, models.BinaryField):
                values = model._default_manager.values_list(field.name, flat=True)
                found.setdefault(model._meta.label, []).extend(bytes(value) for value in values)
    return found


@pytest.mark.django_db(transaction=True)
def test_its_files_are_gone_from_the_store(evidence_store: Path) -> None:
    with transaction.atomic():
        case = whole()
    assert len(list(evidence_store.iterdir())) == 2
    disposed(case)
    assert not list(evidence_store.iterdir())


@pytest.mark.django_db(transaction=True)
def test_files_that_a_killed_process_left_are_deleted_later(evidence_store: Path) -> None:
    with transaction.atomic():
        whole()
    orphan, fresh = evidence_store / "orphan", evidence_store / "fresh"
    for file in (orphan, fresh):
        file.write_bytes(b"sealed")
    for file in set(evidence_store.iterdir()) - {fresh}:
        long_ago = timezone.now().timestamp() - 2 * 86_400
        os.utime(file, (long_ago, long_ago))
    assert reports_disposing.forget_orphans() == 1
    assert not orphan.exists()
    assert len(list(evidence_store.iterdir())) == 3, "files of a report and of an upload stay"


def test_before_any_file_has_come_there_is_nothing_to_delete(evidence_store: Path) -> None:
    assert not evidence_store.exists()
    assert reports_disposing.forget_orphans() == 0


def test_every_kind_of_row_that_refers_to_a_report_has_a_fate() -> None:
    there = {shredding.label(relation) for relation in shredding.relations()}
    decided = shredding.STAYS | shredding.EMPTIED | shredding.GOES
    assert there <= decided, f"say in shredding.py what becomes of {sorted(there - decided)}"
    assert decided <= there


def test_keys_are_rotated_past_reports_that_were_disposed_of(settings: Any) -> None:
    case, other = closed(), closed()
    disposed(case)
    settings.REPORT_KEYS = {"next": "C" * 43, **settings.REPORT_KEYS}
    assert services.rotate() == 1
    settings.REPORT_KEYS = {"next": "C" * 43}
    assert services.answers_of(Report.objects.get(pk=other.pk))
    assert is_gone(case)


def test_a_backup_from_before_opens_until_the_key_that_the_certificate_names_is_destroyed(
    settings: Any,
) -> None:
    case = closed()
    before = Report.objects.get(pk=case.pk)
    (name,) = (told["key"] for told in disposed(case).certificate.told["reports"])
    assert services.answers_of(before)
    settings.REPORT_KEYS = {"next": "C" * 43}
    assert name not in settings.REPORT_KEYS
    with pytest.raises(CannotOpenError):
        services.answers_of(before)


# Its sender and the staff


def test_the_sender_is_told_that_it_is_gone_and_until_when_backups_are_kept(
    client: Client, settings: Any
) -> None:
    settings.BACKUP_DAYS = 3
    code, case = with_code()
    disposed(case)
    answer = client.post("/report/status/", {"code": code})
    text = " ".join(answer.content.decode().split())
    assert "This report is gone" in text
    assert case.report.number in text
    assert str((timezone.localdate() + timedelta(days=3)).day) in text.partition("Safety copies")[2]
    assert len(answer.content) % (16 * 1024) == 0


def test_an_answer_that_is_sent_too_late_is_told_the_same(client: Client) -> None:
    code, case = with_code()
    disposed(case)
    answer = client.post("/report/status/write/", {"code": code, "text": "Late"})
    assert "This report is gone" in answer.content.decode()
    with pytest.raises(services.DisposedError):
        services.answer_once(Report.objects.get(pk=case.pk), "Late")


def with_code() -> tuple[str, Case]:
    token = codes.new_code()
    answers = {"what": {"category": "undervaluation", "story": "One"}, "who": [], "goods": {}}
    receipt = services.send_report(answers=answers, identity={}, token=token, is_verified=True, language="en")
    report = services.find(receipt.code)
    services.arrived({"report": str(report.pk)}, report.pk)
    by = lead()
    case = triage.look(Case.objects.get(pk=report.pk), by=by)
    triage.make_move(case, Action.CLOSE, by=by, outcome=Outcome.ACTED_ON, reason="Done")
    Case.objects.update(closed_at=timezone.now() - timedelta(days=KEPT_DAYS + 1))
    return receipt.code, Case.objects.get(pk=case.pk)


def test_nobody_of_the_staff_opens_moves_or_reopens_it(client: Client) -> None:
    case = closed()
    disposed(case)
    with pytest.raises(DisposedError):
        triage.look(case, by=officer())
    with pytest.raises(DisposedError):
        reopen(case)
    client.force_login(officer())
    answer = client.get(f"/staff/violations/case/{case.report.number}/")
    assert answer.status_code == 410
    assert "was disposed of" in answer.content.decode()
