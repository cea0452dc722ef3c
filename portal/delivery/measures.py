"""Numbers about the outbox and the clock for those who operate the service."""

from __future__ import annotations

from django.db.models import Min
from django.utils import timezone

from portal.delivery import watching
from portal.delivery.models import Delivery, PeriodicJob
from portal.delivery.schedules import jobs
from portal.web import metrics


def jobs_late_seconds() -> float:
    """How late the periodic job is that has been due longest: the relay keeps the clock."""
    due = PeriodicJob.objects.filter(name__in=jobs).aggregate(first=Min("next_due"))["first"]
    return max(0.0, (timezone.now() - due).total_seconds()) if due else 0.0


def register() -> None:
    """Called where the room is configured."""
    oldest = watching.oldest_untried_seconds
    metrics.register("outbox_untried_seconds", "Age of the oldest delivery that nobody has tried.", oldest)
    waiting = Delivery.objects.filter(next_at__isnull=False)
    metrics.register("outbox_waiting", "Deliveries that are not done.", waiting.count)
    metrics.register("outbox_failed", "Deliveries given up.", Delivery.objects.failed().count)
    metrics.register("jobs_late_seconds", "How late the clock is.", jobs_late_seconds)
    broken = PeriodicJob.objects.exclude(error="")
    metrics.register("jobs_broken", "Periodic jobs whose last run ended in an error.", broken.count)
