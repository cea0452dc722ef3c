"""The rows of notifications: what happened to which report, and how each person wants to be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.triage.offices import Team


class News(models.TextChoices):
    """What somebody can be told of."""

    ASSIGNED = "assigned", _("A report was assigned to you")
    ANSWERED = "answered", _("The sender of a report of yours wrote")
    TEAM = "team", _("A report came to your team")
    DUE = "due", _("First looks are due soon or overdue (once each working day)")


@dataclass(frozen=True, slots=True)
class Ways:
    """In the admin, by mail, both or neither."""

    here: bool
    mail: bool


USUAL = {
    News.ASSIGNED: Ways(here=True, mail=True),
    News.ANSWERED: Ways(here=True, mail=True),
    News.TEAM: Ways(here=True, mail=False),
    News.DUE: Ways(here=True, mail=True),
}
"""For whoever has chosen nothing."""


class Notification(models.Model):
    """One thing that one person is told. ``case`` is empty for the daily count, which has its ``day``.

    Nothing of a report stands in it. One that is neither ``here`` nor ``mail`` only remembers that the
    person did not want to be told.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="report_notifications"
    )
    news = models.CharField(max_length=10)
    case = models.ForeignKey("triage.Case", null=True, on_delete=models.CASCADE, related_name="notifications")
    team = models.ForeignKey(Team, null=True, on_delete=models.CASCADE, related_name="+")
    day = models.DateField(null=True)
    soon = models.PositiveIntegerField(default=0)
    overdue = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(default=timezone.now)
    here = models.BooleanField(default=True)
    read_at = models.DateTimeField(null=True)
    mail = models.BooleanField(default=False)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        default_permissions = ()
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["person", "-at"], condition=models.Q(here=True), name="notifications_of_a_person"
            ),
            models.Index(
                fields=["person"],
                condition=models.Q(mail=True, mailed_at__isnull=True),
                name="notifications_to_be_mailed",
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "day"],
                condition=models.Q(day__isnull=False),
                name="notified_once_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.news} {self.at}"

    @property
    def words(self) -> Any:
        return News(self.news).label


class Choice(models.Model):
    """How somebody wants to be told of something."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    news = models.CharField(max_length=10)
    here = models.BooleanField()
    mail = models.BooleanField()

    class Meta:
        verbose_name = _("choice of notifications")
        verbose_name_plural = _("choices of notifications")
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "news"], name="chosen_once_for_each_news")
        ]

    def __str__(self) -> str:
        return self.news
