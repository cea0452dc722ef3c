"""A case that staff keep. A model, re-exported by ``portal.authoring.models``."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import RevisionMixin

from portal.authoring.objects.fields import LinesField, PickField, TicksField


class Scenario(RevisionMixin, models.Model):
    """A shipment and the answer that it must get, with the source that says so."""

    key = models.CharField(_("name"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=200)
    shipment = models.JSONField(_("answers"), default=dict)
    entries = TicksField(_("kind of entry, any of these"), picks=lambda words: words.entries)
    de_minimis = PickField(_("low-value exemption"), blank=True)
    must_cite = LinesField(_("has to cite"), blank=True)
    warns = LinesField(_("has to warn of"), blank=True)
    applies = TicksField(_("agency rules that bind"), picks=lambda words: words.rules)
    checks = TicksField(_("agency rules to check"), picks=lambda words: words.rules)
    no_agencies = TicksField(_("agencies that must not be named"))
    because = models.TextField(_("because"), blank=True)
    source = models.TextField(_("source"), blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("owner"), null=True, blank=True, on_delete=models.SET_NULL
    )
    made_for = models.CharField(_("made for the draft"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")
        ordering = ("key",)

    def __str__(self) -> str:
        return f"{self.key}: {self.title}"
