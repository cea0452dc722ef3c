"""The counts of reports that are published: what is stored is already what anybody may know."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class PublishedCount(models.Model):
    """How many reports of a category were sent in a quarter, give or take a random number.

    ``quarter`` is its first day. The random number is drawn once, in `publishing`, and stored nowhere; the
    row is never changed, also not when a report is disposed of. ``figure`` can be negative.
    """

    quarter = models.DateField(_("quarter"))
    category = models.CharField(_("category"), max_length=40)
    figure = models.IntegerField(_("figure"))

    class Meta:
        verbose_name = _("published count")
        verbose_name_plural = _("published counts")
        default_permissions = ()
        ordering: ClassVar = ["quarter", "category"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["quarter", "category"], name="counted_once_in_a_quarter")
        ]

    def __str__(self) -> str:
        return f"{self.quarter} {self.category}"
