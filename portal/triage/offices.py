"""Who works on reports and where they go: teams, the offices that act on them, and the tags of the staff."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from ruamel.yaml import YAML

STARTER = Path(__file__).parent / "starter" / "offices.yaml"


class Team(models.Model):
    """People who share a part of the work."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="report_teams", blank=True, verbose_name=_("members")
    )

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        default_permissions = ()
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class Office(models.Model):
    """An agency or a desk that can act on a report."""

    key = models.SlugField(_("key"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=160)
    how = models.TextField(_("how a report is handed over"), blank=True)
    live = models.BooleanField(_("reports are referred to it"), default=True)

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        default_permissions = ()
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class Tag(models.Model):
    """A word of the staff for finding reports again. It names no person: it is not sealed."""

    name = models.CharField(_("name"), max_length=60, unique=True)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        default_permissions = ()
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


def load_starter() -> int:
    """Make the offices that are absent; what staff have written since stays. Returns how many were made."""
    made = 0
    for row in YAML(typ="safe").load(STARTER):
        _found, is_new = Office.objects.get_or_create(key=row["key"], defaults=row)
        made += is_new
    return made
