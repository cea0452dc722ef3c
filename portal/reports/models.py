"""What is stored of reports. Whatever somebody wrote is sealed; nothing says from where it was sent."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.reports.notices import LegalNotice, OtherDoor
from portal.reports.publication import PublishedCount
from portal.reports.sealing import Place
from portal.reports.states import State

__all__ = ["Draft", "Event", "LegalNotice", "Message", "OtherDoor", "PublishedCount", "Report", "Reporter"]

DRAFT_DAYS = 14


def draft_end() -> datetime:
    return timezone.now() + timedelta(days=DRAFT_DAYS)


class Draft(models.Model):
    """A report in the making, sealed with its own resume code: without that nobody can open it, nor we."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code_digest = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField()
    expires_at = models.DateTimeField(default=draft_end, db_index=True)

    class Meta:
        verbose_name = _("draft of a report")
        verbose_name_plural = _("drafts of reports")

    def __str__(self) -> str:
        return str(self.pk)

    def place(self) -> Place:
        return Place("draft", self.pk, "sealed")


class Report(models.Model):
    """A report as it was sent. ``sealed`` holds its answers as JSON; the sender's name is another row's.

    ``sealed_key`` is the report's own key, sealed with one of the installation: an empty one means that the
    report was disposed of. ``token_digest`` tells a page that is sent twice.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(_("number"), max_length=17, unique=True)
    code_digest = models.CharField(max_length=64, unique=True)
    token_digest = models.CharField(max_length=64, unique=True)
    category = models.CharField(_("what happened"), max_length=40)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.RECEIVED)
    is_verified = models.BooleanField(_("sent by a person, as far as can be told"), default=False)
    language = models.CharField(_("language"), max_length=10)
    sent_at = models.DateTimeField(_("sent at"), default=timezone.now, db_index=True)
    sealed = models.BinaryField()
    sealed_key = models.BinaryField()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        indexes = [
            models.Index(fields=["state", "category", "sent_at", "id"], name="report_in_the_queue"),
            # Sealed answers make rows wide: filters are asked of these instead.
            models.Index(
                fields=["id", "state", "category", "sent_at", "is_verified", "language"],
                name="report_as_filtered",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="report_state_is_known")
        ]

    def __str__(self) -> str:
        return self.number

    def place(self, column: str = "sealed") -> Place:
        return Place("report", self.pk, column)


class Sealed(models.Model):
    """A row that belongs to a report and is sealed with the report's key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sealed = models.BinaryField()
    table = ""

    class Meta:
        abstract = True

    def place(self) -> Place:
        return Place(self.table, self.pk, "sealed")


class Reporter(Sealed):
    """Who sent a report, where they said so. It stands apart: whoever may read reports may not read this."""

    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="reporter")
    table = "reporter"

    class Meta:
        verbose_name = _("sender of a report")
        verbose_name_plural = _("senders of reports")

    def __str__(self) -> str:
        return str(self.pk)


class Message(Sealed):
    """A question of the staff, or what the sender wrote after the report."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="messages")
    is_from_staff = models.BooleanField(_("from the staff"))
    at = models.DateTimeField(_("at"), default=timezone.now)
    table = "message"

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return str(self.pk)


class Evidence(models.Model):
    """A file that came with a report or its draft. ``sealed`` holds its name and what was removed from it.

    ``sealed_key`` is the file's own key, sealed with that of the draft or report it belongs to. ``original``
    and ``clean_copy`` are the names of two sealed files in the store.
    """

    class State(models.TextChoices):
        QUARANTINED = "quarantined", _("not scanned yet")
        CLEAN = "clean", _("scanned, nothing found")
        INFECTED = "infected", _("malware found")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, null=True, on_delete=models.CASCADE, related_name="evidence")
    report = models.ForeignKey(Report, null=True, on_delete=models.CASCADE, related_name="evidence")
    message = models.ForeignKey(Message, null=True, on_delete=models.CASCADE, related_name="evidence")
    state = models.CharField(_("state"), max_length=11, choices=State.choices, default=State.QUARANTINED)
    size_bytes = models.PositiveIntegerField(_("size in bytes"))
    sealed = models.BinaryField()
    sealed_key = models.BinaryField()
    added_at = models.DateTimeField(default=timezone.now)
    original = models.CharField(max_length=100)
    clean_copy = models.CharField(max_length=100)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(draft__isnull=False) ^ models.Q(report__isnull=False),
                name="evidence_has_one_owner",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def place(self, column: str = "sealed") -> Place:
        return Place("evidence", self.pk, column)


class Event(models.Model):
    """What happened to a report and when; rows are only added."""

    class Kind(models.TextChoices):
        SENT = "sent", _("sent")
        ARRIVED = "arrived", _("told to the staff")
        MOVED = "moved", _("moved")
        ASKED = "asked", _("the staff asked")
        ANSWERED = "answered", _("the sender wrote")
        DISPOSED = "disposed", _("disposed of")

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(_("what"), max_length=10, choices=Kind)
    state = models.CharField(_("state after it"), max_length=10, choices=State.choices)
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report"], condition=models.Q(kind="arrived"), name="report_arrives_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at}"
