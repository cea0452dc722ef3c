"""What is stored: deliveries that must arrive, periodic jobs with their next time, and leases."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    WAITING = "waiting", _("waiting")
    PUBLISHED = "published", _("handed to the broker")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


OPEN = (State.WAITING, State.PUBLISHED, State.RUNNING)
ENDED = (State.DONE, State.FAILED)


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def due(self, now: datetime) -> DeliveryQuerySet:
        """Whose time has come: to be tried, to be published again, or left behind by a process that died."""
        return self.filter(next_at__lte=now).order_by("next_at")

    def failed(self) -> DeliveryQuerySet:
        return self.filter(state=State.FAILED).order_by("posted_at")

    def held(self, *claimed: Delivery) -> DeliveryQuerySet:
        """Those of one claim that nobody else has claimed or finished since."""
        if not claimed:
            return self.none()
        one = claimed[0]
        return self.filter(pk__in=[row.pk for row in claimed], claim=one.claim, state=one.state)


class Delivery(models.Model):
    """A mail or a job that must arrive, written in the transaction of what it tells about.

    ``payload`` can hold what people wrote, so it never stands in a log, a repr or an error; it is emptied as
    soon as the delivery is done. ``next_at`` is when the row is looked at next: the next try while it waits,
    the end of the lease while it runs, the time of publishing again while a broker has it, never once it is
    done or has failed. ``claim`` names the one who holds it: whoever reads another name there has lost it.
    """

    id = models.UUIDField(_("number"), primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=64)
    payload = models.JSONField(_("content"), default=dict)
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_at = models.DateTimeField(_("looked at next"), null=True, default=timezone.now)
    claim = models.UUIDField(_("held by"), null=True, blank=True, editable=False)
    error = models.CharField(_("class of the last error"), max_length=100, blank=True)
    posted_at = models.DateTimeField(_("posted at"), default=timezone.now, editable=False)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        indexes = [
            models.Index(fields=["next_at"], name="delivery_next"),
            models.Index(fields=["state", "posted_at"], name="delivery_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=OPEN, next_at__isnull=False)
                | models.Q(state__in=ENDED, next_at__isnull=True),
                name="delivery_is_looked_at_until_it_ended",
            ),
            # Nothing personal outlives its purpose, whichever code marks a row.
            models.CheckConstraint(
                condition=~models.Q(state=State.DONE) | models.Q(payload={}), name="delivery_done_is_empty"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class PeriodicJob(models.Model):
    """When a job of the clock ran and when it is due; which jobs there are and how often is said in code."""

    name = models.CharField(_("name"), max_length=100, primary_key=True)
    next_due = models.DateTimeField(_("due"))
    last_run = models.DateTimeField(_("last run"), null=True, blank=True)
    error = models.CharField(_("class of the last error"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("periodic job")
        verbose_name_plural = _("periodic jobs")

    def __str__(self) -> str:
        return self.name


class Lease(models.Model):
    """Who may do something that only one process may do, and until when; it ends by itself if they die."""

    name = models.CharField(_("name"), max_length=120, primary_key=True)
    holder = models.UUIDField(_("holder"))
    until = models.DateTimeField(_("until"))

    class Meta:
        verbose_name = _("lease")
        verbose_name_plural = _("leases")

    def __str__(self) -> str:
        return self.name
