"""What is kept of an export: who made it, of how much, and why."""

from __future__ import annotations

import secrets
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.reports import sealing
from portal.reports.models import Sealed

LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"


def new_key() -> str:
    """A name for an export that stands in each of its rows."""
    return "X-" + "".join(secrets.choice(LETTERS) for _place in range(8))


class Exported(Sealed):
    """An export that was made. ``sealed`` holds ``{"reason": …, "words": …}`` with the installation's key.

    The reason concerns many reports, so it cannot be sealed with the key of one. ``words`` say which reports
    were chosen, and may hold what was searched for.
    """

    key = models.CharField(_("key"), max_length=12, unique=True, default=new_key)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    format = models.CharField(max_length=4)
    parts = models.JSONField(default=list)
    rows = models.PositiveIntegerField()
    table = "exported"

    class Meta:
        verbose_name = _("export of reports")
        verbose_name_plural = _("exports of reports")
        default_permissions = ()
        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        return self.key

    @property
    def told(self) -> dict[str, Any]:
        """Raises ``CannotOpenError``."""
        found: dict[str, Any] = sealing.unseal_json(self.sealed, self.place(), *sealing.keys())
        return found

    @told.setter
    def told(self, value: dict[str, Any]) -> None:
        self.sealed = sealing.seal_json(value, self.place(), sealing.keys()[0])


def rotate(sender: Any, **kwargs: Any) -> None:
    """Seal every reason with the newest key of the installation."""
    newest = sealing.keys()[0].name
    for row in Exported.objects.only("pk", "sealed").iterator():
        if sealing.name_of_key(row.sealed) != newest:
            row.told = row.told
            row.save(update_fields=["sealed"])
