"""What is remembered of the making of law: who wrote on a draft, and who approved exactly which content."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.rulebook.models import Edition


class AboutLaw(models.Model):
    """Something about one object of the law."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    about = GenericForeignKey()
    made_at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["content_type", "object_id"])]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class AboutLawQuerySet(models.QuerySet[Any]):
    def of(self, law_object: models.Model) -> Self:
        return self.filter(
            content_type=ContentType.objects.get_for_model(law_object), object_id=law_object.pk
        )


class ApprovalQuerySet(AboutLawQuerySet):
    def unused(self) -> Self:
        """Those by which something may still be published."""
        return self.filter(edition=None, withdrawn_at=None)

    def withdraw(self) -> int:
        """Nothing is published by these any more; return how many they were."""
        return self.unused().update(withdrawn_at=timezone.now())


class Contribution(AboutLaw):
    """Somebody saved a version of a draft, or wrote one that was put back."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    objects = AboutLawQuerySet.as_manager()

    class Meta(AboutLaw.Meta):
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")


class Submission(AboutLaw):
    """Somebody asked for a review, and said for the public why the law changes."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    why = models.TextField(_("why"))

    objects = AboutLawQuerySet.as_manager()

    class Meta(AboutLaw.Meta):
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")


class Approval(AboutLaw):
    """A second person looked at exactly this content and approved it.

    ``sha256`` is the hash of the content; ``accepted`` holds the reason for each change of a scenario or
    untested rule that was accepted. Used once: ``edition`` is the edition that it led to. Withdrawn when its
    object is taken out of the schedule or submitted anew.
    """

    sha256 = models.CharField(_("hash of the content"), max_length=64)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("approved by"), on_delete=models.PROTECT, related_name="+"
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("submitted by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    why = models.TextField(_("why"))
    accepted = models.JSONField(_("accepted, with reasons"), default=dict, blank=True)
    edition = models.ForeignKey(Edition, null=True, on_delete=models.PROTECT, related_name="approvals")
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)

    objects = ApprovalQuerySet.as_manager()

    class Meta(AboutLaw.Meta):
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
