"""Desks: who writes and who approves which part of the law. A model, re-exported by ``models``."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _


class Desk(models.Model):
    """A desk owns topics and figures. Its writers draft; its approvers look and publish what others wrote."""

    key = models.SlugField(_("name"), unique=True)
    title = models.CharField(_("title"), max_length=160)
    writers = models.OneToOneField(
        Group, verbose_name=_("rule writers"), on_delete=models.PROTECT, related_name="writes_for"
    )
    approvers = models.OneToOneField(
        Group, verbose_name=_("approvers"), on_delete=models.PROTECT, related_name="approves_for"
    )

    class Meta:
        verbose_name = _("desk")
        verbose_name_plural = _("desks")
        ordering = ("key",)
        permissions = [("administer_law", _("Write for every desk")), ("read_law", _("Read all drafts"))]

    def __str__(self) -> str:
        return self.title
