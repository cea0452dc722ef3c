"""Who of the auditors is mailed where the audit stands."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AnchorReader(models.Model):
    """Somebody who chose to get the daily mail with the newest number and seal."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        verbose_name = _("reader of anchors")
        verbose_name_plural = _("readers of anchors")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)
