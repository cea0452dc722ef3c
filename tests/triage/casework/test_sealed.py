"""What is kept apart: clean copies for readers, originals and identities for a reason, and all of it told."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from portal.accounts import evidence as factor
from portal.reports import handing, keeping
from portal.reports import services as reports
from portal.reports.models import Evidence
from portal.triage import audit, services
from portal.triage.casework import evidence, handing_over
from portal.triage.casework.evidence import NotHarmlessError
from portal.triage.casework.identity import NoIdentityError, open_identity
from portal.triage.changing import NotGivenError
from portal.triage.models import AuditEntry, Case, HandOver, Note
from portal.triage.records import Act
from tests.reports.evidence import pictures
from tests.triage.casework.cases import (
    LETTER,
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
from tests.triage.people import (
    AUDITORS,
    CUSTODIANS,
    LEADS,
    OFFICERS,
    READERS,
    RECORDS_OFFICERS,
    lead,
    member,
    officer,
    reported,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("evidence_store")]


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def acts() -> list[str]:
    """What was done with a report, without who became what."""
    told = AuditEntry.objects.exclude(report=None).exclude(act__in=[Act.OPENED, Act.MOVED])
    return list(told.values_list("act", flat=True))


# Clean copies


@pytest.mark.parametrize("role", [READERS, OFFICERS, CUSTODIANS])
def test_whoever_reads_reports_gets_the_clean_copy_as_a_file_that_nothing_opens(role: str) -> None:
    case = looked_at()
    row = with_file(case, "photo.jpg", pictures.jpeg(exif=pictures.exif(gps=True)))
    client = client_of(member(role))
    sent_on = client.post(url("clean_copy", case, row.pk))
    answer = client.get(sent_on.headers["Location"])
    assert body(answer) != pictures.jpeg(exif=pictures.exif(gps=True))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="photo.jpg"'
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert "no-store" in answer.headers["Cache-Control"]
    assert acts() == [Act.EVIDENCE]
    assert AuditEntry.objects.get(act=Act.EVIDENCE).detail == {"file": str(row.pk)}


@pytest.mark.parametrize("state", [Evidence.State.QUARANTINED, Evidence.State.INFECTED])
def test_a_file_that_is_not_known_to_be_harmless_is_handed_to_nobody(state: str) -> None:
    case, by = looked_at(), lead()
    row = with_file(case, state=state)
    client = client_of(by)
    page = soup(client.get(url("case", case)))
    assert not page.select("form[action*='/evidence/'], a[href*='/original/']")
    assert client.post(url("clean_copy", case, row.pk)).status_code == 409
    assert client.get(url("original", case, row.pk)).status_code == 409
    assert client.post(url("original", case, row.pk), {"reason": "I want it"}).status_code == 409
    with pytest.raises(NotHarmlessError):
        evidence.take_original(case, row, by=by, reason="I want it")
    link = handing.link_to(
        row, keeping.CLEAN, user=by, act=audit.record(Act.EVIDENCE, by, case.report, file=str(row.pk)).number
    )
    assert client.get(link).status_code == 404


def test_a_file_found_bad_after_its_link_was_made_is_not_handed_out() -> None:
    case, by = looked_at(), officer()
    row = with_file(case)
    link = evidence.take_clean(case, row, by=by)
    Evidence.objects.update(state=Evidence.State.INFECTED)
    assert client_of(by).get(link).status_code == 404


def test_a_link_is_for_one_person_a_minute_and_as_long_as_the_right_lasts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case, by = looked_at(), officer()
    link = evidence.take_clean(case, with_file(case), by=by)
    assert body(client_of(by).get(link)) == LETTER
    for other in (officer(), lead()):
        assert client_of(other).get(link).status_code == 404
    assert Client().get(link).status_code == 404
    monkeypatch.setattr(handing, "LINK_SECONDS", -1)
    assert client_of(by).get(link).status_code == 404
    monkeypatch.undo()
    by.groups.clear()
    assert client_of(by).get(link).status_code == 404


def test_a_link_without_its_line_in_the_audit_opens_nothing() -> None:
    case, by = looked_at(), lead()
    row, other = with_file(case), with_file(case, "other.txt", b"another one")
    of_other = audit.record(Act.EVIDENCE, by, case.report, file=str(other.pk)).number
    of_somebody = audit.record(Act.EVIDENCE, officer(), case.report, file=str(row.pk)).number
    of_this = audit.record(Act.EVIDENCE, by, case.report, file=str(row.pk)).number
    client = client_of(by)
    for act in (0, of_other, of_somebody):
        assert client.get(handing.link_to(row, keeping.CLEAN, user=by, act=act)).status_code == 404
    assert client.get(handing.link_to(row, keeping.ORIGINAL, user=by, act=of_this)).status_code == 404
    assert client.get(handing.link_to(row, keeping.CLEAN, user=by, act=of_this)).status_code == 200


def test_a_file_of_another_report_is_not_found_here() -> None:
    case, other = looked_at(), looked_at(reported())
    row = with_file(other)
    assert client_of(officer()).post(url("clean_copy", case, row.pk)).status_code == 404
    with pytest.raises(PermissionDenied):
        evidence.take_clean(case, row, by=officer())


# Originals


def test_an_original_is_had_by_right_and_for_a_reason_that_everybody_on_the_case_reads() -> None:
    case, by = looked_at(), lead()
    row = with_file(case, "photo.jpg", photo := pictures.jpeg(exif=pictures.exif(gps=True)))
    client = client_of(by)
    page = client.get(url("original", case, row.pk))
    assert "Take care" in text_of(page)
    assert client.post(url("original", case, row.pk), {"reason": " "}).status_code == 422
    assert not acts()
    sent_on = client.post(url("original", case, row.pk), {"reason": "zebra reason"})
    answer = client.get(sent_on.headers["Location"])
    assert body(answer) == photo
    assert answer.headers["Content-Disposition"] == 'attachment; filename="original-photo.jpg"'
    assert acts() == [Act.ORIGINAL]
    assert "zebra" not in str(list(AuditEntry.objects.values()))
    assert b"zebra" not in bytes(Note.objects.get().sealed)
    told = text_of(client_of(member(READERS)).get(url("case", case)))
    assert f"{by} took evidence as it was sent: file 1" in told
    assert "zebra reason" in told


@pytest.mark.parametrize("role", [OFFICERS, READERS, CUSTODIANS, AUDITORS, RECORDS_OFFICERS])
def test_nobody_else_gets_an_original(role: str) -> None:
    case, by = looked_at(), member(role)
    row = with_file(case)
    with pytest.raises(PermissionDenied):
        evidence.take_original(case, row, by=by, reason="Because")
    with pytest.raises(NotGivenError):
        evidence.take_original(case, row, by=lead(), reason=" \n")
    assert not acts()


# Who sent it


def test_a_custodian_sees_once_who_sent_it_and_everybody_on_the_case_sees_that_and_why() -> None:
    case, by = looked_at(reported(identity=NAMED)), member(CUSTODIANS)
    client = client_of(by)
    address = url("identity", case)
    fields = fields_of(client.get(address))
    answer = client.post(address, fields | {"reason": "zebra reason"})
    assert answer.status_code == 200
    for word in ("Zebra Person", "zebra[at]mail[.]example", "zebra-phone", "zebra-nights"):
        assert word in text_of(answer)
    assert "no-store" in answer.headers["Cache-Control"]
    again = client.post(address, fields | {"reason": "zebra reason"})
    assert again.status_code == 409
    assert "Zebra Person" not in again.content.decode()
    assert "shown once" in text_of(again)
    assert "Zebra Person" not in client.get(address).content.decode()
    assert acts() == [Act.IDENTITY]
    told = text_of(client_of(member(READERS)).get(url("case", case)))
    assert f"{by} opened who sent it" in told
    assert "zebra reason" in told
    assert "Zebra Person" not in told


def test_the_second_factor_is_asked_again_before_anybody_is_named() -> None:
    case, by = looked_at(reported(identity=NAMED)), member(OFFICERS, CUSTODIANS)
    handing_over.refer(case, by=by, office=office(), reason="x", seen=case.version)
    case = Case.objects.get(pk=case.pk)
    handing_over.hand_over_identity(case, by=by, reason="x", seen=case.version)
    kept, done = HandOver.objects.filter(has_identity=True).first(), acts()
    assert kept
    client = client_of(by)
    fields = fields_of(client.get(url("identity", case)))
    session = client.session
    pk, at = session[factor.KEY]
    session[factor.KEY] = [pk, at - factor.LATELY.total_seconds() - 1]
    session.save()
    for address in (
        url("identity", case),
        url("hand_over_identity", case),
        url("identity_file", case, kept.pk),
    ):
        for answer in (client.get(address), client.post(address, fields | {"reason": "Because"})):
            assert answer.status_code == 302
            assert answer.headers["Location"].startswith("/account/"), address
    assert acts() == done
    assert client.get(url("case", case)).status_code == 200


def test_who_sent_it_is_opened_for_no_blank_reason() -> None:
    case, client = looked_at(reported(identity=NAMED)), client_of(member(CUSTODIANS))
    address = url("identity", case)
    answer = client.post(address, fields_of(client.get(address)) | {"reason": " \n "})
    assert answer.status_code == 422
    assert "Zebra" not in answer.content.decode()
    with pytest.raises(NotGivenError):
        open_identity(case, by=member(CUSTODIANS), reason=" ")
    assert not acts()
    assert client.post(address, fields_of(answer) | {"reason": "zebra"}).status_code == 200


def test_of_an_anonymous_report_there_is_nothing_to_open() -> None:
    case, client = looked_at(), client_of(member(CUSTODIANS))
    answer = client.get(url("identity", case))
    assert "nobody is named" in text_of(answer)
    assert not soup(answer).select("main form[method=post]")
    assert client.post(url("identity", case), {"reason": "x"}).status_code == 409
    with pytest.raises(NoIdentityError):
        open_identity(case, by=member(CUSTODIANS), reason="x")
    assert not acts()


@pytest.mark.parametrize("role", [OFFICERS, LEADS, READERS, AUDITORS, RECORDS_OFFICERS])
def test_nobody_else_opens_who_sent_it(role: str) -> None:
    case, by = looked_at(reported(identity=NAMED)), member(role)
    with pytest.raises(PermissionDenied):
        open_identity(case, by=by, reason="Because")
    answer = client_of(by).post(url("identity", case), {"reason": "Because"})
    assert answer.status_code == 302
    assert not acts()


def test_when_the_audit_cannot_be_written_nothing_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """The act and its line in the audit are one transaction."""
    case, by = looked_at(reported(identity=NAMED)), member(CUSTODIANS)

    def broken(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(audit, "record", broken)
    with pytest.raises(RuntimeError):
        open_identity(case, by=by, reason="Because")
    assert not Note.objects.exists()


def test_identity_and_content_need_their_rights_apart() -> None:
    case = looked_at(reported(identity=NAMED))
    assert services.look(case, by=member(CUSTODIANS))
    assert reports.identity_of(case.report)["name"] == "Zebra Person"
