"""What the law has us say beside the form, and the other doors: dated, with its source, kept by staff."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db import DatabaseError, InterfaceError, models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ruamel.yaml import YAML

STARTER = Path(__file__).parent / "starter"
WARN_DAYS = 90


class LegalNotice(models.Model):
    """One notice. Its words are approved by the agency's lawyers; we only show them and watch their day."""

    key = models.SlugField(_("key"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("text"), help_text=_("Plain words. An empty line begins a new paragraph."))
    number = models.CharField(
        _("number"),
        max_length=80,
        blank=True,
        help_text=_("Of the approval or the law, as it has to be shown."),
    )
    valid_until = models.DateField(
        _("valid until"),
        null=True,
        blank=True,
        help_text=_(
            "The last day on which it may be shown. The service does not start with one that has passed."
        ),
    )
    source_url = models.URLField(_("source"), max_length=500, blank=True)
    checked_on = models.DateField(_("compared with its source on"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    live = models.BooleanField(_("shown"), default=True)

    class Meta:
        verbose_name = _("notice beside the report")
        verbose_name_plural = _("notices beside the report")
        ordering = ["position", "key"]

    def __str__(self) -> str:
        return self.title

    @property
    def paragraphs(self) -> list[str]:
        return [part.strip() for part in self.text.split("\n\n") if part.strip()]


class OtherDoor(models.Model):
    """Another place that is the right one for some reports, and what happens there."""

    key = models.SlugField(_("key"), max_length=40, unique=True)
    title = models.CharField(_("for what"), max_length=160)
    what_happens = models.TextField(_("what happens there"))
    url = models.URLField(_("address"), max_length=500, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("other door")
        verbose_name_plural = _("other doors")
        ordering = ["position", "key"]

    def __str__(self) -> str:
        return self.title

    @property
    def dialled(self) -> str:
        """The number as a telephone takes it: letters are keys too."""
        keys = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
        return "".join(sign for sign in self.phone.upper().translate(keys) if sign.isdigit() or sign == "+")


def notices() -> list[LegalNotice]:
    return list(LegalNotice.objects.filter(live=True).order_by("position", "key"))


def doors() -> list[OtherDoor]:
    return list(OtherDoor.objects.order_by("position", "key"))


def known_doors() -> list[OtherDoor]:
    """The doors, also when the database does not answer: then those we started with."""
    try:
        return doors()
    except (DatabaseError, InterfaceError):
        return [OtherDoor(**row) for row in starter("doors")]


@lru_cache(maxsize=4)
def starter(name: str) -> tuple[dict[str, Any], ...]:
    rows = YAML(typ="safe").load(STARTER / f"{name}.yaml")
    return tuple(
        {**row, "position": row.get("position", 10 * place)} for place, row in enumerate(rows, start=1)
    )


def load_starter() -> int:
    """Make what is absent; what staff have written since stays. Returns how many were made."""
    made = 0
    for model, name in ((LegalNotice, "notices"), (OtherDoor, "doors")):
        for row in starter(name):
            _found, is_new = model._default_manager.get_or_create(key=row["key"], defaults=row)
            made += is_new
    return made


def past_and_ending(today: date | None = None) -> tuple[list[LegalNotice], list[LegalNotice]]:
    """The notices that are shown although their day has passed, and those whose day is near."""
    today = today or timezone.localdate()
    dated = [(notice.valid_until, notice) for notice in notices() if notice.valid_until]
    past = [notice for day, notice in dated if day < today]
    near = today + timedelta(days=WARN_DAYS)
    return past, [notice for day, notice in dated if today <= day <= near]
