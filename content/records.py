"""What is remembered of pages: which law each one rests on, as it stood when the page was last published."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class LawReference(models.Model):
    """A page names a thing of the rulebook; ``digest`` is what that said when the page was published."""

    class Kind(models.TextChoices):
        FIGURE = "figure", _("figure")
        RULE = "rule", _("rule")
        AGENCY = "agency", _("agency")

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="law_references")
    kind = models.CharField(max_length=10, choices=Kind)
    key = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    title = models.CharField(max_length=255, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "kind", "key"], name="law_reference_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
