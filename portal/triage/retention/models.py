"""What is stored about keeping reports: the clock, legal holds, disposals and their certificates."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.reports.models import Report
from portal.reports.sealing import Place


class RetentionSchedule(models.Model):
    """How long closed reports of one kind are kept, from a day on. A later row replaces an earlier one.

    ``key`` is the category of reports, or `schedules.NOT_MEANT`. Without a ``number`` the row is not
    approved, and nothing of its kind is disposed of.
    """

    key = models.CharField(_("kind of report"), max_length=40, db_index=True)
    number = models.CharField(_("schedule number"), max_length=80, blank=True)
    kept_days = models.PositiveIntegerField(_("days kept after closing"))
    source = models.CharField(_("source"), max_length=300)
    valid_from = models.DateField(_("valid from"))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("retention schedule")
        verbose_name_plural = _("retention schedules")
        default_permissions = ()
        ordering: ClassVar = ["key", "-valid_from", "-pk"]

    def __str__(self) -> str:
        return f"{self.key} {self.number}"


class LegalHold(models.Model):
    """Why reports are kept until somebody lifts it, sealed as ``{"matter": …, "reason": …}``."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sealed = models.BinaryField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True)
    reports = models.ManyToManyField(Report, through="HeldReport", related_name="holds")

    class Meta:
        verbose_name = _("legal hold")
        verbose_name_plural = _("legal holds")
        default_permissions = ()
        ordering: ClassVar = ["-since"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(lifted_by__isnull=True, lifted_at__isnull=True)
                | Q(lifted_by__isnull=False, lifted_at__isnull=False),
                name="hold_is_lifted_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def place(self) -> Place:
        return Place("hold", self.pk, "sealed")


class HeldReport(models.Model):
    """A report under a hold."""

    hold = models.ForeignKey(LegalHold, on_delete=models.PROTECT, related_name="held")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="held")

    class Meta:
        verbose_name = _("report under a hold")
        verbose_name_plural = _("reports under a hold")
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["hold", "report"], name="report_is_held_once_by_a_hold")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Disposal(models.Model):
    """A list of reports that one records officer proposes to dispose of and another one approves."""

    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True)
    declined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    declined_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("disposal")
        verbose_name_plural = _("disposals")
        default_permissions = ()
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("proposed_by")),
                name="disposal_takes_two_people",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False, declined_at__isnull=True),
                name="disposal_is_approved_by_somebody_or_declined",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(approved_at__isnull=False),
                name="disposal_is_done_after_approval",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Item(models.Model):
    """One report of a disposal, and under which schedule. ``why`` says what stopped it, as a `due.Stop`."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits")
        DONE = "done", _("disposed of")
        STOPPED = "stopped", _("kept")

    disposal = models.ForeignKey(Disposal, on_delete=models.PROTECT, related_name="items")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="disposals")
    schedule = models.ForeignKey(RetentionSchedule, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    why = models.CharField(max_length=20, blank=True)
    key_name = models.CharField(max_length=40, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("report of a disposal")
        verbose_name_plural = _("reports of a disposal")
        default_permissions = ()
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["report"], condition=Q(state="waiting"), name="report_waits_for_one_disposal"
            ),
            models.UniqueConstraint(
                fields=["report"], condition=Q(state="done"), name="report_is_disposed_of_once"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", ended_at__isnull=True)
                | Q(state__in=["done", "stopped"], ended_at__isnull=False),
                name="item_of_a_disposal_ends_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Certificate(models.Model):
    """What is left to show of a disposal. ``told`` is JSON (`certificates`), ``seal`` its keyed digest."""

    number = models.CharField(max_length=24, unique=True)
    disposal = models.OneToOneField(Disposal, on_delete=models.PROTECT, related_name="certificate")
    told = models.JSONField()
    seal = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("certificate of disposal")
        verbose_name_plural = _("certificates of disposal")
        default_permissions = ()

    def __str__(self) -> str:
        return self.number
