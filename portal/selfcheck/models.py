"""What is stored of a check, and only when a person asks for it: kept answers, which are only ever added."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.rulebook.models import NeverChangedError

CODE_LENGTH = 12
REFUSAL = "kept answers are never changed or deleted"


class KeptAnswerQuerySet(models.QuerySet["KeptAnswer"]):
    def update(self, **_kwargs: Any) -> NoReturn:
        raise NeverChangedError(REFUSAL)

    def delete(self) -> NoReturn:
        raise NeverChangedError(REFUSAL)


class KeptAnswer(models.Model):
    """One answer as it was given on one day, so that it can be shown, and checked, just so later.

    ``answers`` and ``result`` are as the contract writes them; of the result the reasons are left out, which
    the edition gives again. Nothing tells who asked. The model, a database trigger and a test refuse to
    change or delete a row.
    """

    code = models.CharField(_("code"), max_length=CODE_LENGTH, unique=True)
    edition = models.ForeignKey(
        "rulebook.Edition",
        verbose_name=_("edition"),
        to_field="number",
        on_delete=models.PROTECT,
        related_name="+",
    )
    engine = models.CharField(_("version of the engine"), max_length=20)
    answers = models.JSONField(_("answers"))
    result = models.JSONField(_("result"))
    asked_on = models.DateField(_("asked on"), db_index=True)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)

    objects = KeptAnswerQuerySet.as_manager()
    wagtail_reference_index_ignore = True  # an edition is never deleted, so nobody asks where it is used

    class Meta:
        verbose_name = _("kept answer")
        verbose_name_plural = _("kept answers")

    def __str__(self) -> str:
        return f"{self.asked_on} ({self.edition_id})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise NeverChangedError(REFUSAL)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise NeverChangedError(REFUSAL)
