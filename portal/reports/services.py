"""What may happen to a report: it is sent, looked up, asked about and answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.delivery.handlers import Payload
from portal.delivery.services import post
from portal.reports import codes, sealing, signals
from portal.reports.models import Event, Message, Report, Reporter, Sealed
from portal.reports.sealing import Key, digest
from portal.reports.states import State

SENT = "reports.sent"
CODE, TOKEN = "code", "token"
CANARY = "canary"
"""The category of the report that tries the way (`portal.reports.canary`)."""
NUMBER_TRIES = 20
MOST_MESSAGES = 100
"""Of a sender, for one report: all of them stand on one page."""


class UnknownCodeError(LookupError):
    """No report has this code. The same for one that cannot be a code."""


class DisposedError(UnknownCodeError):
    """The report under this code was disposed of; ``report`` is what is left of it."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self.report = report


class TooManyMessagesError(Exception):
    """The sender has written as often as a report takes."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the sender is shown once. The code is stored nowhere."""

    number: str
    code: str

    def __repr__(self) -> str:
        return f"Receipt({self.number!r}, …)"


def send_report(
    *, answers: Mapping[str, Any], identity: Mapping[str, Any], token: str, is_verified: bool, language: str
) -> Receipt:
    """Store a report, who sent it, its first event and what tells the staff, or nothing of them.

    ``answers`` holds the steps as typed, without the sender, and ``answers["what"]["category"]``. A page
    that is sent again (the same ``token``) gets the same receipt, and nothing is stored twice.
    """
    code = codes.code_of(token)
    for _try in range(NUMBER_TRIES):
        if known := receipt_of(token):
            return known
        try:
            with transaction.atomic():
                report = _store(answers, identity, token, code, is_verified=is_verified, language=language)
        except IntegrityError:  # its number is taken, or the same page was sent by another process
            continue
        return Receipt(report.number, code)
    raise RuntimeError("no free number was found")


def receipt_of(token: str) -> Receipt | None:
    """The receipt of what was sent from the page with this token, if it was."""
    known = Report.objects.filter(token_digest=digest(TOKEN, token)).only("number").first()
    return Receipt(known.number, codes.code_of(token)) if known else None


def is_as_sent(receipt: Receipt, answers: Mapping[str, Any]) -> bool:
    """Whether a report was sent with these answers, or earlier with others from another page."""
    try:
        return answers_of(find(receipt.code)) == answers
    except UnknownCodeError:  # it was disposed of
        return False


def _store(
    answers: Mapping[str, Any],
    identity: Mapping[str, Any],
    token: str,
    code: str,
    *,
    is_verified: bool,
    language: str,
) -> Report:
    key = sealing.new_key()
    report = Report(
        number=codes.new_number(timezone.localdate().year),
        code_digest=digest(CODE, code),
        token_digest=digest(TOKEN, token),
        category=answers["what"]["category"],
        is_verified=is_verified,
        language=language,
    )
    report.sealed = sealing.seal_json(answers, report.place(), key)
    report.sealed_key = sealing.seal(key.secret, report.place("sealed_key"), sealing.keys()[0])
    report.save(force_insert=True)
    if identity:
        _add(Reporter(report=report), identity, key)
    Event.objects.create(report=report, kind=Event.Kind.SENT, state=report.state)
    post(SENT, {"report": str(report.pk)})
    return report


def arrived(payload: Payload, number: UUID) -> None:
    """Carry out the delivery of a report that was sent: from now on it waits in the queue of the staff."""
    report = Report.objects.get(pk=payload["report"])
    if report.category == CANARY:
        answers_of(report)  # raises where it does not open
        report.delete()
        return
    Event.objects.get_or_create(report=report, kind=Event.Kind.ARRIVED, defaults={"state": report.state})
    signals.arrived.send(Report, report=report)


# What the sender sees and does afterwards


def find(typed: str) -> Report:
    """The report under a code, however it was typed. Raises ``UnknownCodeError``, ``DisposedError``.

    It is looked up by its keyed digest, so neither the time nor the answer tells how near a guess was.
    """
    try:
        code = codes.plain(typed)
    except codes.NoCodeError:
        code = ""
    report = Report.objects.filter(code_digest=digest(CODE, code)).first()
    if report is None:
        raise UnknownCodeError
    if not report.sealed_key:
        raise DisposedError(report)
    return report


@transaction.atomic
def answer(report: Report, text: str) -> Message:
    """The sender writes; whoever was waiting for it can go on."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    message = Message(report=report, is_from_staff=False)
    _add(message, {"text": text}, key_of(report))
    before = report.state
    if before == State.ASKED:
        report.state = State.IN_REVIEW
        report.save(update_fields=["state"])
    Event.objects.create(report=report, kind=Event.Kind.ANSWERED, state=report.state)
    signals.written.send(Report, report=report, message=message, before=before)
    return message


@transaction.atomic
def answer_once(report: Report, text: str) -> Message:
    """The same, from a page that may be sent twice: what was written last is not written again.

    Raises ``TooManyMessagesError``, ``DisposedError``.
    """
    report = Report.objects.select_for_update().get(pk=report.pk)
    if not report.sealed_key:
        raise DisposedError(report)
    last = report.messages.last()
    if last and not last.is_from_staff and opened(last, key_of(report))["text"] == text:
        return last
    if report.messages.filter(is_from_staff=False).count() >= MOST_MESSAGES:
        raise TooManyMessagesError
    return answer(report, text)


@transaction.atomic
def ask(report: Report, text: str) -> Message:
    """The staff ask the sender something; it is read under the code."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    message = Message(report=report, is_from_staff=True)
    _add(message, {"text": text}, key_of(report))
    report.state = State.ASKED
    report.save(update_fields=["state"])
    Event.objects.create(report=report, kind=Event.Kind.ASKED, state=report.state)
    return message


@transaction.atomic
def move(report: Report, state: State) -> None:
    """Put a report into another state, as its sender reads it. Which moves there are is the staff's table."""
    report.state = state
    report.save(update_fields=["state"])
    Event.objects.create(report=report, kind=Event.Kind.MOVED, state=state)


# Reading what is sealed


def key_of(report: Report) -> Key:
    """Raises ``CannotOpenError`` for a report that was disposed of or tampered with."""
    secret = sealing.unseal(report.sealed_key, report.place("sealed_key"), *sealing.keys())
    return Key(sealing.OF_A_REPORT, secret)


def answers_of(report: Report) -> dict[str, Any]:
    found: dict[str, Any] = sealing.unseal_json(report.sealed, report.place(), key_of(report))
    return found


def identity_of(report: Report) -> dict[str, Any]:
    """Who sent a report, as far as they said; nothing where it is anonymous. Whoever asks accounts for it."""
    row = Reporter.objects.filter(report=report).first()
    return opened(row, key_of(report)) if row else {}


def is_anonymous(report: Report) -> bool:
    return not Reporter.objects.filter(report=report).exists()


def opened(row: Sealed, key: Key) -> dict[str, Any]:
    found: dict[str, Any] = sealing.unseal_json(row.sealed, row.place(), key)
    return found


def _add(row: Sealed, value: Mapping[str, Any], key: Key) -> None:
    row.sealed = sealing.seal_json(value, row.place(), key)
    row.save(force_insert=True)


def rotate(*, at_once: int = 500) -> int:
    """Seal the keys of all reports with the installation's first key; return how many were sealed anew.

    Each batch is one transaction, so what was done stays done when the process is killed, and a second run
    goes on from there.
    """
    done, last = 0, None
    rows = Report.objects.exclude(sealed_key=b"").order_by("pk").only("pk", "sealed_key")
    while True:
        with transaction.atomic():
            rest = rows.filter(pk__gt=last) if last else rows
            batch = list(rest.select_for_update()[:at_once])
            if not batch:
                signals.rotated.send(Report)
                return done
            last = batch[-1].pk
            done += _seal_anew(batch)


def _seal_anew(batch: Sequence[Report]) -> int:
    first, *_older = sealing.keys()
    older = [report for report in batch if sealing.name_of_key(report.sealed_key) != first.name]
    for report in older:
        report.sealed_key = sealing.seal(key_of(report).secret, report.place("sealed_key"), first)
    return Report.objects.bulk_update(older, ["sealed_key"])
