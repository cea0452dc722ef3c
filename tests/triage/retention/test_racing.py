"""A hold and a disposal that meet: whichever has the report first, the other one sees what became of it."""

from __future__ import annotations

from threading import Event, Thread
from typing import Any

import pytest
from django.db import connections, transaction

from portal.triage.models import Case, Disposal, Item
from portal.triage.retention import disposing, holds, shredding
from portal.triage.retention.due import Stop
from tests.triage.retention.keeping import approved, approved_schedule, closed, hold, is_gone, records_officer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def disposal() -> Disposal:
    with transaction.atomic():
        approved_schedule()
        return approved(closed())


def carried_out(disposal: Disposal) -> Thread:
    def run() -> None:
        with transaction.atomic():
            disposing.run({"disposal": disposal.pk}, disposal.pk)  # type: ignore[arg-type]
        connections.close_all()

    thread = Thread(target=run)
    thread.start()
    return thread


def case_of(disposal: Disposal) -> Case:
    return Case.objects.get(pk=Item.objects.get(disposal=disposal).report_id)


def test_a_disposal_waits_for_a_hold_that_is_being_put_and_then_stops(disposal: Disposal) -> None:
    case, by = case_of(disposal), records_officer()
    with transaction.atomic():
        hold(case, by=by)
        thread = carried_out(disposal)
        thread.join(0.5)
        assert thread.is_alive(), "it waits"
    thread.join(20)
    assert not is_gone(case)
    assert Item.objects.get(disposal=disposal).why == Stop.HELD


def test_a_hold_waits_for_a_disposal_that_is_running_and_says_that_it_comes_too_late(
    disposal: Disposal, monkeypatch: Any
) -> None:
    case, by, shred, begun = case_of(disposal), records_officer(), shredding.shred, Event()

    def slowly(*args: Any) -> str:
        begun.set()
        begun_waiting.wait(1)
        return shred(*args)

    begun_waiting = Event()
    monkeypatch.setattr(shredding, "shred", slowly)
    thread = carried_out(disposal)
    assert begun.wait(10)
    with pytest.raises(holds.NoSuchReportsError):
        hold(case, by=by)
    thread.join(20)
    assert is_gone(case)
