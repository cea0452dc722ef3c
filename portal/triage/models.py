"""What the staff keep of a report beside it: its case. Their words about it are sealed as the report is."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.reports.models import Report, Sealed
from portal.reports.states import State
from portal.triage.auditing.models import AnchorReader
from portal.triage.casework.records import HandOver, Picture, Related
from portal.triage.export.records import Exported
from portal.triage.notifications.records import Choice, Notification
from portal.triage.offices import Office, Tag, Team
from portal.triage.queue.records import BulkChange, Routed, SavedSearch
from portal.triage.records import AuditEntry, AuditHead
from portal.triage.retention.models import (
    Certificate,
    Disposal,
    HeldReport,
    Item,
    LegalHold,
    RetentionSchedule,
)
from portal.triage.rights import Right
from portal.triage.states import Action, Outcome, is_a_step

__all__ = [
    "AnchorReader",
    "AuditEntry",
    "AuditHead",
    "BulkChange",
    "Case",
    "Certificate",
    "Choice",
    "Disposal",
    "Exported",
    "HandOver",
    "HeldReport",
    "Item",
    "LegalHold",
    "Moved",
    "Note",
    "Notification",
    "Office",
    "Picture",
    "Related",
    "RetentionSchedule",
    "Routed",
    "SavedSearch",
    "Tag",
    "Team",
    "Term",
]


class Case(models.Model):
    """The work on one report. ``version`` grows with each change: a page that is older changes nothing.

    ``has_news`` is true until somebody who may work on it has opened it since it, or its sender's last
    message, came. ``closed_at`` is empty while the report is open, ``disposed_at`` until it was disposed of.
    """

    report = models.OneToOneField(Report, primary_key=True, on_delete=models.CASCADE, related_name="case")
    version = models.PositiveIntegerField(default=0)
    arrived_at = models.DateTimeField(_("arrived at"), default=timezone.now, db_index=True)
    look_by = models.DateTimeField(_("first look by"), db_index=True)
    looked_at = models.DateTimeField(_("first looked at"), null=True)
    news_at = models.DateTimeField(_("last news at"), default=timezone.now, db_index=True)
    has_news = models.BooleanField(_("unread"), default=True)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="cases",
        verbose_name=_("officer"),
    )
    team = models.ForeignKey(
        Team, null=True, on_delete=models.PROTECT, related_name="cases", verbose_name=_("team")
    )
    tags = models.ManyToManyField(Tag, related_name="cases", verbose_name=_("tags"))
    office = models.ForeignKey(
        Office, null=True, on_delete=models.PROTECT, related_name="cases", verbose_name=_("referred to")
    )
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome.choices, blank=True)
    into = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="merged", verbose_name=_("merged into")
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, db_index=True)
    disposed_at = models.DateTimeField(_("disposed of at"), null=True)

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        default_permissions = ()
        permissions: ClassVar = list(Right.choices)
        indexes: ClassVar = [
            models.Index(
                fields=["look_by", "report"], condition=models.Q(looked_at=None), name="case_waits_for_a_look"
            ),
            models.Index(
                fields=["news_at", "report"], condition=models.Q(has_news=True), name="case_is_unread"
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=["", *Outcome.values]), name="case_outcome_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(into__isnull=True) | ~models.Q(into=models.F("report")),
                name="case_is_not_merged_into_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.report.number


class Moved(models.Model):
    """A move that was made. The database knows the table of moves too."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="moves")
    action = models.CharField(max_length=10, choices=Action.choices)
    before = models.CharField(max_length=10, choices=State.choices)
    after = models.CharField(max_length=10, choices=State.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("move")
        verbose_name_plural = _("moves")
        default_permissions = ()
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [models.CheckConstraint(condition=is_a_step(), name="move_is_in_the_table")]

    def __str__(self) -> str:
        return f"{self.action}: {self.before} to {self.after}"


class Note(Sealed):
    """What somebody of the staff wrote on a case: a note, or the reason of an act. The sender never sees it.

    Sealed as ``{"text": …}`` with the key of the report.
    """

    class Kind(models.TextChoices):
        NOTE = "note", _("Note")
        REASON = "reason", _("Reason")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=6, choices=Kind.choices, default=Kind.NOTE)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    table = "note"

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        default_permissions = ()
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return str(self.pk)


class Term(models.Model):
    """Something that a report can be found by, as the keyed digest of it: the word itself stands nowhere.

    ``kind`` keeps words of the search and marks of likeness apart; ``value`` is the digest's first 64 bits.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="terms", db_index=False)
    kind = models.PositiveSmallIntegerField()
    value = models.BigIntegerField()

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "value", "case"], name="term_stands_once")
        ]
        indexes: ClassVar = [models.Index(fields=["case", "kind", "value"], name="terms_of_a_case")]

    def __str__(self) -> str:
        return str(uuid.UUID(int=self.value & (2**64 - 1)))
