"""What many pages share and editors keep: facets, sources, glossary terms, claims to avoid."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import Page, TranslatableMixin

from content.fields import LeanStreamField, SourceBlock


class Facet(models.Model):
    """By what people narrow the library down: for whom a page is, how goods travel, which agency."""

    class Kind(models.TextChoices):
        AUDIENCE = "audience", _("for whom")
        MODE = "mode", _("how goods travel")
        AGENCY = "agency", _("agency")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    key = models.SlugField(_("key"), max_length=40)
    label = models.CharField(_("label"), max_length=80)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("facet")
        verbose_name_plural = _("facets")
        ordering = ["kind", "position", "label"]
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="facet_key_once_a_kind")]

    def __str__(self) -> str:
        return self.label


class Source(models.Model):
    """A source that is no law of the rulebook: an agency's page, a carrier's terms, a form."""

    label = models.CharField(_("label"), max_length=160, unique=True, help_text=_("As pages cite it."))
    title = models.CharField(_("title"), max_length=240)
    url = models.URLField(_("address"), max_length=500)
    checked = models.DateField(_("last opened on"), null=True, blank=True)

    class Meta:
        verbose_name = _("source record")
        verbose_name_plural = _("source records")
        ordering = ["label"]

    def __str__(self) -> str:
        return self.label


class GlossaryTerm(TranslatableMixin, ClusterableModel):
    """A word of the trade in plain words."""

    key = models.SlugField(_("key"), max_length=80)
    term = models.CharField(_("term"), max_length=120)
    also = models.TextField(_("also called"), blank=True, help_text=_("One a line."))
    meaning = models.TextField(_("meaning"), help_text=_("Plain words; law by reference, in braces."))
    sources = LeanStreamField([("source", SourceBlock())], verbose_name=_("sources"), blank=True)
    pages = ParentalManyToManyField(
        "wagtailcore.Page", verbose_name=_("read more"), blank=True, related_name="+"
    )

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary")
        ordering = ["term"]

    def __str__(self) -> str:
        return self.term

    @property
    def letter(self) -> str:
        return self.term[:1].upper()

    @property
    def live_pages(self) -> list[Page]:
        return [page for page in self.pages.all() if page.live]

    @property
    def also_called(self) -> list[str]:
        return [line.strip() for line in self.also.splitlines() if line.strip()]


class AvoidedClaim(models.Model):
    """A claim that is wrong and often heard. No page may make it outside a "common mistakes" block."""

    pattern = models.CharField(
        _("words"), max_length=200, help_text=_("Part of a sentence; upper and lower case are the same.")
    )
    why = models.CharField(_("what is true"), max_length=300)

    class Meta:
        verbose_name = _("claim to avoid")
        verbose_name_plural = _("claims to avoid")
        ordering = ["pattern"]

    def __str__(self) -> str:
        return self.pattern
