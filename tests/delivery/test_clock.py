"""The clock: each periodic job runs when it is due, in one process, and never stops another."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.delivery import clock, schedules
from portal.delivery.models import PeriodicJob
from portal.delivery.schedules import every, weekly
from tests.delivery.conftest import until
from tests.delivery.test_relay import all_at_once

MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2034, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001

any_week = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, schedules.Job]]:
    """The tests' own jobs and no others."""
    for name in list(schedules.jobs):
        monkeypatch.delitem(schedules.jobs, name)
    yield schedules.jobs
    schedules.jobs.clear()


def let_all_be_due() -> None:
    PeriodicJob.objects.update(next_due=timezone.now() - timedelta(days=30))


@pytest.mark.django_db
def test_a_job_runs_when_it_is_due_and_missed_times_are_caught_up_once(jobs: Any) -> None:
    runs: list[int] = []
    schedules.register("count", lambda: runs.append(1), every(minutes=5))
    assert clock.run_due() == []
    let_all_be_due()
    assert clock.run_due() == ["count"]
    assert clock.run_due() == []
    assert len(runs) == 1
    job = PeriodicJob.objects.get()
    assert job.last_run is not None
    assert job.next_due - job.last_run == timedelta(minutes=5)


@pytest.mark.django_db
def test_a_broken_job_stops_no_other_and_tells_its_class_alone(
    jobs: Any, caplog: pytest.LogCaptureFixture
) -> None:
    runs: list[int] = []

    def broken() -> None:
        raise ValueError("what somebody wrote in confidence")

    schedules.register("broken", broken, weekly(weekday=0, hour=6))
    schedules.register("sound", lambda: runs.append(1), weekly(weekday=0, hour=6))
    clock.run_due()
    let_all_be_due()
    assert clock.run_due() == ["broken", "sound"]
    assert len(runs) == 1
    assert "broken" in caplog.text
    assert "ValueError" in caplog.text
    assert "confidence" not in caplog.text
    row = PeriodicJob.objects.get(pk="broken")
    assert row.error == "ValueError"
    assert row.last_run is not None
    assert row.next_due - row.last_run <= clock.TRY_AGAIN_AFTER  # not only next week


@pytest.mark.django_db(transaction=True)
def test_a_job_runs_in_one_process_at_a_time(jobs: Any) -> None:
    runs: list[int] = []
    others_have_looked: list[list[str]] = []

    def slow() -> None:
        runs.append(1)
        until(lambda: len(others_have_looked) == 2, "the other processes find it taken")

    schedules.register("slow", slow, every(minutes=5))
    clock.run_due()
    let_all_be_due()
    all_at_once(*[lambda: others_have_looked.append(clock.run_due())] * 3)
    assert len(runs) == 1
    assert sorted(others_have_looked) == [[], [], ["slow"]]


@pytest.mark.django_db
def test_a_job_that_another_has_just_run_is_not_run_again(jobs: Any) -> None:
    runs: list[int] = []
    schedules.register("count", lambda: runs.append(1), every(minutes=5))
    clock.run_due()
    let_all_be_due()
    assert clock.run("count", only_if_due=True)
    assert not clock.run("count", only_if_due=True)
    assert len(runs) == 1


@pytest.mark.django_db
def test_a_job_whose_times_became_more_frequent_does_not_wait_for_its_old_time(jobs: Any) -> None:
    schedules.register("purge", int, every(minutes=7 * 24 * 60))
    clock.run_due()
    jobs.clear()
    schedules.register("purge", int, every(minutes=5))
    clock.run_due()
    assert PeriodicJob.objects.get().next_due < timezone.now() + timedelta(minutes=6)


def test_a_name_belongs_to_one_job(jobs: Any) -> None:
    schedules.register("purge", int, every(minutes=5))
    with pytest.raises(ValueError, match="purge"):
        schedules.register("purge", int, every(minutes=5))


@pytest.mark.parametrize("wrong", [{"weekday": 7, "hour": 0}, {"weekday": 0, "hour": 24}])
def test_a_time_that_no_week_has_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="weekday"):
        weekly(**wrong)
    with pytest.raises(ValueError, match="minute"):
        every(minutes=0)


@any_week
@given(moment=MOMENTS, weekday=st.integers(0, 6), hour=st.integers(0, 23))
def test_a_weekly_time_comes_within_a_week_and_reads_so_on_the_wall(
    moment: datetime, weekday: int, hour: int
) -> None:
    due = weekly(weekday=weekday, hour=hour).next_after(moment)
    # A week in which the clocks change has an hour more or less.
    assert moment < due <= moment + timedelta(days=7, hours=1)
    wall = due.astimezone(ZoneInfo("America/New_York"))
    assert wall.weekday() == weekday
    assert wall.minute == 0
    assert wall.hour == hour or (hour == 2 and wall.hour == 3)  # the hour that spring leaves out


@any_week
@given(moment=MOMENTS, weekday=st.integers(0, 6), hour=st.integers(0, 23))
def test_a_weekly_job_runs_once_in_a_week_of_two_equal_hours(
    moment: datetime, weekday: int, hour: int
) -> None:
    schedule = weekly(weekday=weekday, hour=hour)
    due = schedule.next_after(moment)
    following = schedule.next_after(due)
    assert following - due >= timedelta(days=7, hours=-1)
