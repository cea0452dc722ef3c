"""A delivery is carried out once; what fails is tried again, ever less often, and is never lost silently."""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from portal.delivery import claims, execution, handlers, services, tasks
from portal.delivery.handlers import Payload
from portal.delivery.models import Delivery, State
from portal.delivery.relay import Relay
from tests.delivery.conftest import Noted, time_passes
from tests.delivery.handlers import note

pytestmark = pytest.mark.django_db

SECRET = "what somebody wrote in confidence"

Handle = Callable[[Payload, UUID], None]


@pytest.fixture
def handle_with(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def register(handle: Handle, *, reaches_outside: bool = False) -> None:
        monkeypatch.setitem(handlers.handlers, "note", handlers.Handler(handle, reaches_outside))

    return register


def fail(payload: Payload, number: UUID) -> None:
    raise ValueError(payload["word"])


def test_what_is_done_has_happened_once_and_is_empty(noted: Noted) -> None:
    number = services.post("note", {"word": "once"})
    Relay().once()
    Relay().once()
    row = Delivery.objects.get(pk=number)
    assert noted() == ["once"]
    assert (row.state, row.payload, row.attempts, row.claim) == (State.DONE, {}, 1, None)
    assert row.done_at is not None


def test_the_oldest_comes_first(noted: Noted, handle_with: Any) -> None:
    order: list[str] = []
    handle_with(lambda payload, number: order.append(payload["word"]))
    for word in ("first", "second", "third"):
        services.post("note", {"word": word})
    Relay().once()
    assert order == ["first", "second", "third"]


def test_half_of_a_failed_try_does_not_stay(noted: Noted, handle_with: Any) -> None:
    def write_and_fail(payload: Payload, number: UUID) -> None:
        note(payload, number)
        raise ValueError

    handle_with(write_and_fail)
    services.post("note", {"word": "half"})
    Relay().once()
    assert noted() == []
    handle_with(note)
    time_passes()
    Relay().once()
    assert noted() == ["half"]


def test_a_failed_try_waits_for_its_next_and_one_failure_holds_up_nobody(
    noted: Noted, handle_with: Any
) -> None:
    def fail_on_bad(payload: Payload, number: UUID) -> None:
        if payload["word"] == "bad":
            raise ValueError
        note(payload, number)

    handle_with(fail_on_bad)
    bad = services.post("note", {"word": "bad"})
    services.post("note", {"word": "good"})
    Relay().once()
    row = Delivery.objects.get(pk=bad)
    assert noted() == ["good"]
    assert (row.state, row.attempts, row.error) == (State.WAITING, 1, "ValueError")
    assert row.next_at is not None
    assert row.next_at > timezone.now()


def test_after_the_last_try_it_has_failed_and_keeps_what_a_retry_needs(
    settings: Any, handle_with: Any, noted: Noted
) -> None:
    settings.DELIVERY_TRIES = 3
    handle_with(fail)
    number = services.post("note", {"word": "kept"})
    for _ in range(5):
        Relay().once()
        time_passes()
    row = Delivery.objects.get(pk=number)
    assert (row.state, row.attempts, row.payload) == (State.FAILED, 3, {"word": "kept"})
    handle_with(note)
    assert services.retry(number) == 1
    Relay().once()
    assert noted() == ["kept"]


def test_what_kills_its_process_again_and_again_ends_as_failed(settings: Any) -> None:
    settings.DELIVERY_TRIES = 3
    number = services.post("note", {"word": "deadly"})
    for _ in range(3):
        assert claims.to_run() is not None  # and then the process dies
        time_passes()
    assert claims.to_run() is None
    row = Delivery.objects.get(pk=number)
    assert (row.state, row.error) == (State.FAILED, claims.LOST)


def test_only_who_holds_a_delivery_can_finish_it(noted: Noted) -> None:
    """A process that was away longer than its lease finds that another has the delivery, and does nothing."""
    services.post("note", {"word": "slow"})
    slow = claims.to_run()
    time_passes()
    quick = claims.to_run()
    assert slow is not None
    assert quick is not None
    execution.run(slow)
    assert noted() == []
    execution.run(quick)
    execution.run(slow)
    assert noted() == ["slow"]


def test_a_message_that_comes_twice_or_at_the_wrong_time_does_nothing(noted: Noted, handle_with: Any) -> None:
    handle_with(fail)
    number = services.post("note", {"word": "again"})
    tasks.carry_out(str(number))
    handle_with(note)
    tasks.carry_out(str(number))  # its pause is not over
    assert noted() == []
    time_passes()
    held = claims.to_run()
    tasks.carry_out(str(number))  # somebody has it
    assert noted() == []
    assert held is not None
    execution.run(held)
    tasks.carry_out(str(number))  # it is done
    tasks.carry_out(str(uuid4()))  # there is none
    assert noted() == ["again"]


@pytest.mark.parametrize("reaches_outside", [True, False])
def test_what_people_wrote_never_stands_in_a_log_or_an_error(
    caplog: pytest.LogCaptureFixture, settings: Any, handle_with: Any, reaches_outside: bool
) -> None:
    caplog.set_level(logging.DEBUG)
    settings.DELIVERY_TRIES = 2
    handle_with(fail, reaches_outside=reaches_outside)
    number = services.post("note", {"word": SECRET})
    for _ in range(3):
        Relay().once()
        time_passes()
    row = Delivery.objects.get(pk=number)
    assert row.state == State.FAILED
    assert "ValueError" in caplog.text
    assert str(number) in caplog.text
    assert SECRET not in caplog.text
    assert SECRET not in f"{row} {row!r} {row.error}"


def test_what_reaches_outside_runs_while_nothing_is_locked(handle_with: Any) -> None:
    depths: list[int] = []
    outer = len(connection.savepoint_ids)
    handle_with(lambda payload, number: depths.append(len(connection.savepoint_ids)), reaches_outside=True)
    services.post("note", {"word": "out"})
    Relay().once()
    handle_with(lambda payload, number: depths.append(len(connection.savepoint_ids)))
    services.post("note", {"word": "in"})
    Relay().once()
    assert depths == [outer, outer + 1]


def test_what_does_not_answer_rests_and_holds_up_no_other_kind(
    noted: Noted, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[UUID] = []

    def away(payload: Payload, number: UUID) -> None:
        calls.append(number)
        raise ConnectionRefusedError

    monkeypatch.setitem(handlers.handlers, "away", handlers.Handler(away, reaches_outside=True))
    for _ in range(5):
        services.post("away", {})
    services.post("note", {"word": "other"})
    relay = Relay()
    relay.once()
    assert len(calls) == 1
    assert noted() == ["other"]
    assert sorted(Delivery.objects.filter(kind="away").values_list("attempts", flat=True)) == [0, 0, 0, 0, 1]


def test_a_kind_that_an_older_relay_does_not_know_waits_for_a_newer_one(
    noted: Noted, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.post("note", {"word": "new"})
    with monkeypatch.context() as older:
        older.delitem(handlers.handlers, "note")
        Relay().once()
    time_passes()
    Relay().once()
    assert noted() == ["new"]


@examples(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(attempts=st.integers(1, 1000))
def test_pauses_grow_have_a_bound_and_are_never_all_the_same(attempts: int) -> None:
    longest = timedelta(hours=6)
    assert timedelta(seconds=5) <= execution.pause_after(attempts) <= longest
    assert len({execution.pause_after(attempts) for _ in range(5)}) > 1
    if attempts > 12:
        assert execution.pause_after(attempts) >= longest / 2
