"""The rows of the audit. They are only added: triggers of the database refuse everything else."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Act(models.TextChoices):
    """Every act that is accounted for, reading too."""

    OPENED = "opened", _("opened the report")
    LISTED = "listed", _("saw it in a list")
    SEARCHED = "searched", _("searched the text of reports")
    MOVED = "moved", _("moved the report")
    ASSIGNED = "assigned", _("assigned the report")
    TAGGED = "tagged", _("changed the tags")
    NOTED = "noted", _("wrote a note")
    ASKED = "asked", _("asked the sender")
    IDENTITY = "identity", _("opened who sent it")
    EVIDENCE = "evidence", _("took the clean copy of evidence")
    ORIGINAL = "original", _("took evidence as it was sent")
    HANDED_OVER = "handed_over", _("made the hand-over file")
    EXPORTED = "exported", _("exported reports")
    CHANGED_MANY = "changed_many", _("changed many reports at once")
    UNDID = "undid", _("took a change of many back")
    HELD = "held", _("put a legal hold on it")
    RELEASED = "released", _("lifted a legal hold")
    PROPOSED = "proposed", _("proposed disposal")
    APPROVED = "approved", _("approved disposal")
    DECLINED = "declined", _("declined disposal")
    DISPOSED = "disposed", _("disposed of the report")
    KEPT = "kept", _("stopped the disposal of the report")
    CERTIFIED = "certified", _("certified a disposal")
    SCHEDULED = "scheduled", _("changed how long reports are kept")
    ROUTING = "routing", _("changed how reports are routed")
    ROLES = "roles", _("changed somebody's roles")
    ACCOUNT = "account", _("changed or used an account")
    VERIFIED = "verified", _("verified the audit")
    ANCHORED = "anchored", _("noted where the audit stands")


class AuditEntry(models.Model):
    """One act. It refers to nothing by key, so that it outlives everything that it tells of.

    ``number`` counts from 1 without a gap, ``act`` is an `Act`. ``detail`` is JSON of names and numbers,
    never of what a report says. ``seal`` is a keyed digest over the entry and the seal before it
    (`audit.seal_of`).
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    act = models.CharField(max_length=12)
    who = models.BigIntegerField(null=True, db_index=True)
    who_name = models.CharField(max_length=254, blank=True)
    report = models.UUIDField(null=True, db_index=True)
    report_number = models.CharField(max_length=17, blank=True)
    detail = models.JSONField(default=dict)
    seal = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("entry of the audit")
        verbose_name_plural = _("entries of the audit")
        default_permissions = ()
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.act}"


class AuditHead(models.Model):
    """Where the audit stands: one row, locked by whoever adds to it."""

    number = models.PositiveBigIntegerField(default=0)
    seal = models.CharField(max_length=64, blank=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("head of the audit")
        verbose_name_plural = _("heads of the audit")

    def __str__(self) -> str:
        return str(self.number)
