"""A case that staff keep. A model, re-exported by ``portal.authoring.models``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import RevisionMixin

from portal.authoring.objects.base import NAME, LawObject
from portal.authoring.objects.fields import LinesField, PickField, TicksField
from portal.authoring.scenarios import words
from portal.authoring.scenarios.fields import ShipmentField

EXPECTED = ("entries", "de_minimis", "must_cite", "warns", "applies", "checks", "no_agencies")
"""The fields that say what the answer has to be. An empty one expects nothing."""


def lasting_name(draft: LawObject) -> str:
    """How a scenario names the draft that it was made for. A name of the law never changes."""
    return f"{draft._meta.model_name}/{draft.key}"


class ScenarioQuerySet(models.QuerySet["Scenario"]):
    def counting(self, proposed: LawObject | None = None) -> ScenarioQuerySet:
        """Those that count: for everybody, and for this draft if one is named."""
        names = ["", lasting_name(proposed)] if proposed is not None else [""]
        return self.filter(made_for__in=names)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Each by itself, so that starter cases are refused and everything that goes is written down."""
        with transaction.atomic():
            found = list(self)
            for each in found:
                log(instance=each, action="wagtail.delete", deleted=True)
                each.delete()
        return len(found), {self.model._meta.label: len(found)}


class Scenario(RevisionMixin, models.Model):
    """A shipment and the answer that it must get, with the source that says so.

    ``shipment`` is the JSON of the contract. ``made_for`` names the draft that a scenario was made for
    (``lasting_name``): until that draft is law it counts in the gate of that draft only.
    """

    key = models.CharField(
        _("name"),
        max_length=80,
        unique=True,
        validators=[NAME],
        help_text=_("It never changes, and is never used for another scenario."),
    )
    title = models.CharField(_("title"), max_length=200)
    shipment = ShipmentField(_("answers"), default=dict)
    entries = TicksField(
        _("kind of entry"),
        picks=words.entries,
        help_text=_("The answer has to be one of these. Nothing ticked: any."),
    )
    de_minimis = PickField(_("low-value exemption"), blank=True, picks=words.statuses)
    must_cite = LinesField(
        _("has to cite"), blank=True, help_text=_("One citation a line; spaces and dots do not matter.")
    )
    warns = TicksField(_("has to warn of"), picks=words.warnings)
    applies = TicksField(_("agency rules that bind"), picks=words.rules)
    checks = TicksField(_("agency rules to check"), picks=words.rules)
    no_agencies = TicksField(_("agencies that must not be named"), picks=words.agencies)
    because = models.TextField(_("because"), blank=True)
    source = models.TextField(
        _("source"), blank=True, help_text=_("A ruling, a notice, a case: who says that this is right.")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("owner"), null=True, blank=True, on_delete=models.SET_NULL
    )
    made_for = models.CharField(_("made for the draft"), max_length=160, blank=True, editable=False)
    starter_sha256 = models.CharField(max_length=64, blank=True, editable=False)

    objects = ScenarioQuerySet.as_manager()

    class Meta:
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")
        ordering = ("key",)

    def __str__(self) -> str:
        return f"{self.key}: {self.title}"

    @property
    def expected(self) -> dict[str, Any]:
        """What the answer has to be, by field; fields that expect nothing are left out."""
        return {name: found for name in EXPECTED if (found := expectation(self, name))}

    def content_sha256(self) -> str:
        """The hash of the answers and of what is expected: all that makes a scenario pass or fail."""
        text = json.dumps([self.shipment, self.expected], sort_keys=True)
        return sha256(text.encode()).hexdigest()

    def clean(self) -> None:
        super().clean()
        if not self.expected:
            raise ValidationError(_("Say what the answer has to be: a scenario expects at least one thing."))
        if both := set(self.applies) & set(self.checks):
            message = _("A rule either binds or is to be checked: %(rule)s.") % {"rule": min(both)}
            raise ValidationError({"checks": message})

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if self.starter_sha256:
            raise PermissionDenied(_("A starter case is not deleted: change what it expects, and say why."))
        return super().delete(*args, **kwargs)

    def with_content_json(self, content: Mapping[str, Any]) -> Self:
        """An older version to look at or to go back to. What it counts for is not a part of versions."""
        found: Self = super().with_content_json(content)
        found.made_for, found.starter_sha256 = self.made_for, self.starter_sha256
        return found


def label_of(name: str) -> str:
    """What a field of a scenario is called."""
    field: Any = Scenario._meta.get_field(name)
    return capfirst(str(field.verbose_name))


def expectation(scenario: Scenario, name: str) -> Any:
    """What one field expects: a list, a word, or something empty."""
    value = getattr(scenario, name)
    return lines(value) if name == "must_cite" else value


def lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]
