"""What is stored of the law: editions, which are only ever added."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class NeverChangedError(RuntimeError):
    """Somebody tried to change or delete what is kept for ever."""


class EditionQuerySet(models.QuerySet["Edition"]):
    def newest_first(self) -> EditionQuerySet:
        return self.order_by("-number")

    def update(self, **_kwargs: Any) -> NoReturn:
        raise NeverChangedError("editions are never changed")

    def delete(self) -> NoReturn:
        raise NeverChangedError("editions are never deleted")


class Edition(models.Model):
    """The whole law as published at one moment, so that any answer given under it can be replayed.

    ``body`` is the canonical text (``portal.rules.codec``) and ``sha256`` its hash; ``previous_sha256``
    chains each edition to the one before, so that a rewritten past shows. ``note`` says why, ``changes``
    what, ``made_by`` and ``approved_by`` who; nobody is named where the starter files made it. The model, a
    database trigger and a test refuse to change or delete a row.
    """

    number = models.PositiveIntegerField(_("number"), unique=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True)
    previous_sha256 = models.CharField(_("hash of the edition before"), max_length=64, blank=True)
    body = models.TextField(_("canonical text"))
    note = models.TextField(_("what changed"), blank=True)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("made by"), null=True, blank=True, on_delete=models.PROTECT
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("approved by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    changes = models.JSONField(_("what changed, in plain words"), default=list)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ("-number",)

    def __str__(self) -> str:
        return f"{self.number} ({self.sha256[:12]})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise NeverChangedError("editions are never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise NeverChangedError("editions are never deleted")
