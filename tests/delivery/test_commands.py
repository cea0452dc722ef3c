"""Operators see what waits and what failed, never what it holds, and can have it tried again."""

import io
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError
from django.utils import timezone

from portal.delivery import handlers, schedules, services
from portal.delivery.models import Delivery, PeriodicJob, State
from portal.delivery.relay import Relay
from tests.delivery.conftest import Noted

pytestmark = pytest.mark.django_db

SECRET = "what somebody wrote in confidence"


def told(*command: str) -> str:
    out = io.StringIO()
    call_command(*command, stdout=out, stderr=out)
    return out.getvalue()


def warned() -> str:
    try:
        call_command("check", databases=["default"], fail_level="WARNING", stderr=io.StringIO())
    except SystemCheckError as error:
        return str(error)
    return ""


@pytest.fixture
def failed() -> UUID:
    number = services.post("note", {"word": SECRET})
    Delivery.objects.filter(pk=number).update(
        state=State.FAILED, next_at=None, attempts=20, error="SMTPDataError"
    )
    return number


def test_an_outbox_that_is_well_says_what_is_in_it() -> None:
    services.post("note", {"word": SECRET})
    assert "waiting: 1 of note" in told("outbox")


def test_what_failed_is_shown_by_number_and_class_and_ends_the_command_with_an_error(failed: UUID) -> None:
    out = io.StringIO()
    with pytest.raises(CommandError, match="1 failed, 0 late"):
        call_command("outbox", stdout=out)
    assert str(failed) in out.getvalue()
    assert "SMTPDataError" in out.getvalue()
    assert SECRET not in out.getvalue()


def test_what_has_been_due_for_long_ends_the_command_with_an_error() -> None:
    services.post("note", {"word": SECRET})
    Delivery.objects.update(next_at=timezone.now() - timedelta(minutes=6))
    with pytest.raises(CommandError, match="0 failed, 1 late"):
        told("outbox")


@pytest.mark.parametrize("which", ["all", "number"])
def test_what_failed_can_be_tried_again(which: str, failed: UUID, noted: Noted) -> None:
    told("outbox", "--retry", "all" if which == "all" else str(failed))
    Relay().once()
    assert noted() == [SECRET]


def test_what_failed_can_be_given_up_and_nothing_else_can(failed: UUID) -> None:
    waiting = services.post("note", {"word": SECRET})
    assert told("outbox", "--discard", str(waiting)) == "0 given up.\n"
    assert told("outbox", "--discard", str(failed)) == "1 given up.\n"
    assert Delivery.objects.get().pk == waiting
    with pytest.raises(CommandError, match="number"):
        told("outbox", "--discard", "everything")


def test_the_system_check_tells_of_what_failed(failed: UUID) -> None:
    assert "delivery.W002" in warned()
    services.retry()
    assert "delivery.W002" not in warned()


def test_the_system_check_tells_of_handlers_and_jobs_that_are_not_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert warned() == ""
    monkeypatch.setitem(handlers.handlers, "lost", handlers.Handler("portal.delivery.mail.lost", False))
    assert "portal.delivery.mail.lost" in warned()
    monkeypatch.undo()
    job = schedules.Job("lost", "portal.nowhere.purge", schedules.every(minutes=5), 5)
    monkeypatch.setitem(schedules.jobs, "lost", job)
    assert "portal.nowhere.purge" in warned()


def test_an_installation_that_only_prints_its_mail_is_told(settings: Any) -> None:
    settings.SECURE = True
    settings.DELIVERY_MAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert "delivery.W001" in warned()


def test_cron_can_run_the_jobs_that_are_due_or_those_it_names(monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[str] = []
    for name in ("tests.due", "tests.other"):
        job = schedules.Job(name, lambda name=name: runs.append(name), schedules.every(minutes=5), 5)  # type: ignore[misc]
        monkeypatch.setitem(schedules.jobs, name, job)
    assert told("run_due_jobs") == ""
    PeriodicJob.objects.filter(pk="tests.due").update(next_due=timezone.now())
    assert told("run_due_jobs") == "tests.due: done\n"
    assert told("run_due_jobs", "tests.other") == "tests.other: done\n"
    assert runs == ["tests.due", "tests.other"]
    assert told("run_due_jobs", "--all").count(": done") == len(schedules.jobs)
    assert "tests.due: due 20" in told("run_due_jobs", "--list")
    with pytest.raises(CommandError, match=r"no job tests\.none"):
        told("run_due_jobs", "tests.none")


def test_old_deliveries_are_forgotten_by_the_clock(noted: Noted) -> None:
    services.post("note", {"word": "old"})
    Relay().once()
    Delivery.objects.update(done_at=timezone.now() - timedelta(days=365))
    told("run_due_jobs", "delivery.forget_done")
    assert not Delivery.objects.exists()


def test_one_round_of_the_relay_can_be_run_by_cron(noted: Noted) -> None:
    services.post("note", {"word": "by cron"})
    told("relay", "--once")
    assert noted() == ["by cron"]
