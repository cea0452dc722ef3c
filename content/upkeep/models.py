"""What is remembered of addresses outside the site that pages and source records lead to."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class OutsideLink(models.Model):
    """An address outside, and what was found there last.

    Only an address that answered "not here" or "gone" again and again counts as dead. One that could not be
    reached, or that forbids looking, says nothing about the page that leads there.
    """

    class State(models.TextChoices):
        NEW = "new", _("not looked at yet")
        THERE = "there", _("answers")
        MISSING = "missing", _("says that nothing is there")
        UNSURE = "unsure", _("answers otherwise")
        UNREACHED = "unreached", _("could not be reached")
        REFUSED = "refused", _("is no public address")

    address = models.URLField(_("address"), max_length=500, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.NEW)
    status = models.PositiveSmallIntegerField(_("answer"), null=True)
    looked_at = models.DateTimeField(_("looked at"), null=True, db_index=True)
    times_missing = models.PositiveSmallIntegerField(_("times in a row without anything there"), default=0)

    class Meta:
        verbose_name = _("link to the outside")
        verbose_name_plural = _("links to the outside")

    def __str__(self) -> str:
        return self.address
