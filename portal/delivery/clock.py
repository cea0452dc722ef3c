"""The clock: runs the periodic jobs, each in one process at a time; missed times are caught up once."""

from __future__ import annotations

import logging
from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from portal.delivery import leases
from portal.delivery.models import PeriodicJob
from portal.delivery.schedules import Job, jobs

logger = logging.getLogger(__name__)

TRY_AGAIN_AFTER = timedelta(minutes=15)
"""A failed job is not left until its next week."""


def run_due() -> list[str]:
    """Run what is due; return the names of the jobs that were run."""
    return [name for name in _due() if run(name, only_if_due=True)]


def run(name: str, *, only_if_due: bool = False) -> bool:
    """Run a job unless it runs somewhere; say whether it was run. Its errors are noted, never raised."""
    job = jobs[name]
    holder, claim = uuid4(), f"job {name}"
    if not leases.take(claim, holder, seconds=60 * job.longest_minutes):
        return False
    try:
        # Asked again under the lease: another process may have run it a moment ago.
        if only_if_due and not PeriodicJob.objects.filter(pk=name, next_due__lte=timezone.now()).exists():
            return False
        _note(job, _do(job))
    finally:
        leases.give_back(claim, holder)
    return True


def _do(job: Job) -> str:
    """Run a job; return the class of its error, or nothing."""
    try:
        job.resolve()()
    except Exception as error:  # noqa: BLE001 - one job must never stop the others
        # The class alone: an error can hold what people wrote.
        logger.error("The periodic job %s ended in %s", job.name, type(error).__name__)
        return type(error).__name__
    return ""


def _note(job: Job, error: str) -> None:
    now = timezone.now()
    due = job.schedule.next_after(now)
    if error:
        due = min(due, now + TRY_AGAIN_AFTER)
    times = {"last_run": now, "next_due": due, "error": error[:100]}
    PeriodicJob.objects.update_or_create(name=job.name, defaults=times)


def _due() -> list[str]:
    """The names of the jobs that are due, the longest first. New jobs, and sooner times, are written down."""
    now = timezone.now()
    written = dict(PeriodicJob.objects.filter(name__in=jobs).values_list("name", "next_due"))
    for job in jobs.values():
        first = job.schedule.next_after(now)
        if job.name not in written:
            PeriodicJob.objects.get_or_create(name=job.name, defaults={"next_due": first})
        elif written[job.name] > first:  # it runs more often than it did
            PeriodicJob.objects.filter(pk=job.name).update(next_due=first)
    return sorted((name for name, due in written.items() if due <= now), key=lambda name: written[name])
