"""The relay: one works, another takes over, and none of them does anything twice."""

import signal
from collections.abc import Callable
from pathlib import Path
from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections, transaction

from portal.delivery import handlers, leases, relay, services
from portal.delivery.handlers import Payload
from portal.delivery.models import Delivery, Lease, State
from portal.delivery.relay import Background, Relay
from tests.delivery.conftest import Noted, Start, can_be_locked, kill, time_passes, until

pytestmark = pytest.mark.django_db(transaction=True)


def post(kind: str, **payload: str) -> None:
    with transaction.atomic():
        services.post(kind, payload)


def is_done() -> bool:
    return not Delivery.objects.exclude(state=State.DONE).exists()


def all_at_once(*doings: Callable[[], object]) -> None:
    """Run functions in threads, which begin together; each has a database connection of its own."""
    barrier = Barrier(len(doings))

    def begin(do: Callable[[], object]) -> None:
        try:
            barrier.wait()
            do()
        finally:
            connections.close_all()

    threads = [Thread(target=begin, args=[do]) for do in doings]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_what_is_posted_arrives_by_the_relay_of_this_process(noted: Noted) -> None:
    background = Background()
    try:
        for word in ("one", "two", "three"):
            post("note", word=word)
        until(is_done, "three deliveries")
        assert noted() == ["one", "three", "two"]
    finally:
        background.stop()
    assert not background._thread.is_alive()
    assert not Lease.objects.filter(name=relay.LEASE).exists()


def test_a_relay_stays_alive_whatever_happens_to_it(
    noted: Noted, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.DELIVERY_LOOK_EVERY_SECONDS = 0.01
    turns: list[int] = []
    run_due = relay.clock.run_due

    def fail_at_first() -> list[str]:
        turns.append(1)
        if len(turns) < 3:
            raise RuntimeError("the database is away")
        return run_due()

    monkeypatch.setattr(relay.clock, "run_due", fail_at_first)
    background = Background()
    try:
        post("note", word="late")
        until(is_done, "the delivery after two broken turns")
    finally:
        background.stop()
    assert noted() == ["late"]


def test_two_relays_at_once_never_run_a_job_twice(noted: Noted) -> None:
    words = sorted(f"word {number}" for number in range(40))
    for word in words:
        post("note", word=word)
    all_at_once(Relay().once, Relay().once, Relay().once)
    assert noted() == words
    assert set(Delivery.objects.values_list("state", "attempts")) == {(State.DONE, 1)}


def test_one_of_many_has_the_lease_and_only_its_end_gives_it_to_another() -> None:
    holders = [uuid4() for _ in range(4)]
    got: list[Any] = []
    all_at_once(*(lambda who=who: got.append((leases.take("one", who, seconds=60), who)) for who in holders))
    (winner,) = [who for has_it, who in got if has_it]
    loser = next(who for who in holders if who != winner)
    assert leases.take("one", winner, seconds=60)
    assert not leases.take("one", loser, seconds=60)
    leases.give_back("one", loser)
    assert not leases.take("one", loser, seconds=60)
    time_passes()
    assert leases.take("one", loser, seconds=60)
    assert not leases.take("one", winner, seconds=60)


def test_a_relay_without_the_lease_delivers_nothing(noted: Noted) -> None:
    assert leases.take(relay.LEASE, uuid4(), seconds=60)
    post("note", word="not mine")
    Relay()._turn()
    assert noted() == []


def test_a_relay_that_is_stopped_finishes_what_it_has_begun_and_begins_nothing_more(
    noted: Noted, monkeypatch: pytest.MonkeyPatch
) -> None:
    working = Relay()

    def stop_me(payload: Payload, number: Any) -> None:
        working.stop()

    monkeypatch.setitem(handlers.handlers, "note_who", handlers.Handler(stop_me, reaches_outside=False))
    post("note_who")
    post("note", word="for the next")
    thread = Thread(target=working.run)
    thread.start()
    thread.join()
    assert list(Delivery.objects.order_by("posted_at").values_list("state", flat=True)) == ["done", "waiting"]
    assert not Lease.objects.exists()


def test_a_relay_killed_in_the_middle_loses_nothing_and_leaves_nothing_half_done(
    start: Start, noted: Noted, tmp_path: Path
) -> None:
    begun = tmp_path / "begun"
    killed = start("manage.py", "relay")
    post("stumble", word="once", begun=str(begun))
    until(begun.exists, "the relay begins")
    kill(killed)
    assert noted() == []
    until(can_be_locked, "what it had half done is undone")
    assert Delivery.objects.get().state == State.RUNNING
    time_passes()
    Relay()._turn()
    assert noted() == ["once"]
    assert Delivery.objects.get().attempts == 2


def test_a_relay_process_takes_over_and_ends_cleanly_when_told(
    start: Start, stderr: Path, noted: Noted
) -> None:
    process = start("manage.py", "relay")
    post("note", word="by a process of its own")
    until(is_done, "the relay process delivers")
    process.send_signal(signal.SIGTERM)
    assert (process.wait(), stderr.read_text()) == (0, "")
    assert noted() == ["by a process of its own"]
    assert not Lease.objects.exists()


def test_a_web_worker_can_be_told_to_leave_it_to_a_process_of_its_own(settings: Any) -> None:
    settings.DELIVERY_IN_WEB = False
    assert relay.in_background() is None
