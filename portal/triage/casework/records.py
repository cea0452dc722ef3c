"""What one report has beside its notes: files made for other offices, looks of pictures, reports like it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.reports.models import Sealed


class HandOver(Sealed):
    """A file that was made for an office, itself sealed with the key of the report: it goes when that goes.

    ``sha256`` is that of the file in hex, by which the office can show which one it got. ``fields`` names the
    questions that are answered in it (``["what.story", …]``), not the answers.
    """

    class Format(models.TextChoices):
        JSON = "json", "JSON"
        PDF = "pdf", "PDF"

    case = models.ForeignKey("triage.Case", on_delete=models.CASCADE, related_name="hand_overs")
    office = models.ForeignKey("triage.Office", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), default=timezone.now)
    format = models.CharField(_("format"), max_length=8)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    fields = models.JSONField(_("fields"), default=list)
    has_identity = models.BooleanField(_("says who sent it"), default=False)
    table = "hand_over"

    class Meta:
        verbose_name = _("hand-over file")
        verbose_name_plural = _("hand-over files")
        default_permissions = ()
        ordering: ClassVar = ["-at", "format"]

    def __str__(self) -> str:
        return f"{self.format} {self.sha256[:8]}"


class Picture(Sealed):
    """How a picture among the evidence looks, so that the same one is known again (`likeness.images`).

    Sealed as ``{"image_hash": …}`` with the key of the report, empty for what is no picture: it is read once.
    """

    evidence = models.OneToOneField("reports.Evidence", on_delete=models.CASCADE, related_name="picture")
    table = "picture"

    class Meta:
        verbose_name = _("look of a picture")
        verbose_name_plural = _("looks of pictures")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)


class Related(models.Model):
    """Two reports that may be about the same, and by what: names of `likeness.comparing`, nothing told.

    ``one`` has the smaller key. It is a hint: nothing is merged, moved or closed by it.
    """

    one = models.ForeignKey("triage.Case", on_delete=models.CASCADE, related_name="likenesses")
    other = models.ForeignKey("triage.Case", on_delete=models.CASCADE, related_name="likenesses_to")
    verdict = models.CharField(max_length=8)
    score = models.FloatField()
    reasons = models.JSONField(default=list)

    class Meta:
        verbose_name = _("related reports")
        verbose_name_plural = _("related reports")
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["one", "other"], name="related_reports_stand_once")
        ]

    def __str__(self) -> str:
        return f"{self.verdict} {self.score}"
