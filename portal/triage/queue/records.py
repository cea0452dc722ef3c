"""What the queue keeps: saved searches, what was routed, and changes of many that can be undone."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.reports import sealing
from portal.reports.sealing import Place
from portal.triage.offices import Tag, Team


class SavedSearch(models.Model):
    """A search with an address of its own; a lead can have it route what arrives.

    ``sealed`` holds ``{"query": "category=…&q=…"}``, sealed with the installation's key: what the staff look
    for is nobody's business. A search that routes belongs to all leads; its days are those of arrival.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=80)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("owner")
    )
    team = models.ForeignKey(
        Team,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="searches",
        verbose_name=_("shared with the team"),
    )
    sealed = models.BinaryField()
    routes = models.BooleanField(_("routes reports that arrive"), default=False)
    from_day = models.DateField(_("from"), null=True, blank=True)
    until_day = models.DateField(_("until"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    give_team = models.ForeignKey(
        Team,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("give to the team"),
    )
    give_officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("give to the officer"),
    )
    give_tags = models.ManyToManyField(Tag, blank=True, related_name="+", verbose_name=_("add the tags"))

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        default_permissions = ()
        ordering: ClassVar = ["position", "name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("triage:search", args=[self.pk])

    def place(self) -> Place:
        return Place("saved_search", self.pk, "sealed")

    @property
    def query(self) -> str:
        """As it stands in an address. Raises ``CannotOpenError``."""
        found: dict[str, Any] = sealing.unseal_json(self.sealed, self.place(), *sealing.keys())
        return str(found["query"])

    @query.setter
    def query(self, value: str) -> None:
        self.sealed = sealing.seal_json({"query": value}, self.place(), sealing.keys()[0])

    def is_on(self, day: date) -> bool:
        """Whether it routes what arrives on this day."""
        return (
            self.routes
            and (self.from_day is None or self.from_day <= day)
            and (self.until_day is None or day <= self.until_day)
        )


class Routed(models.Model):
    """That the searches which route have been asked about a case: it is done once."""

    case = models.OneToOneField(
        "triage.Case", primary_key=True, on_delete=models.CASCADE, related_name="routed"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("routing of a case")
        verbose_name_plural = _("routings of cases")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)


class BulkChange(models.Model):
    """A change of many cases at once, and what they were before: so it can be taken back for some time.

    ``before`` is a list of ``{"case", "number", "version", "officer", "team", "tags", "state", "office"}``:
    keys and names of states, nothing that was told. ``version`` is that of the case after the change.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, db_index=True)
    what = models.CharField(max_length=10)
    before = models.JSONField(default=list)
    left = models.JSONField(default=list)
    """``[number, why]`` of each that was not changed."""
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    not_undone = models.JSONField(default=list)

    class Meta:
        verbose_name = _("change of many")
        verbose_name_plural = _("changes of many")
        default_permissions = ()
        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        return f"{self.what} {self.at}"
