"""Pages as others get them: made when a page or the law changes, not when somebody asks."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class SharedPage(models.Model):
    """A public page of the library as it is told to others, and when that last became something else.

    ``document`` is the JSON that partners get; ``digest`` is its SHA-256. A page that is gone keeps its row
    without a document, so that whoever holds a copy learns of it. The order of rows never changes.
    """

    class Why(models.TextChoices):
        NEW = "new", _("new")
        WORDS = "words", _("its words changed")
        LAW = "law", _("the law that it names changed")
        GONE = "gone", _("it is gone")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    page_id = models.PositiveBigIntegerField(unique=True)
    language = models.CharField(max_length=12)
    kind = models.CharField(max_length=20)
    url = models.CharField(max_length=700, db_index=True)
    slug = models.CharField(max_length=255, db_index=True)
    topic = models.CharField(max_length=255)
    title = models.CharField(max_length=255)
    facets = models.TextField(blank=True)
    document = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)
    words_digest = models.CharField(max_length=64, blank=True)
    edition = models.PositiveIntegerField(null=True)
    told_on = models.DateField()
    made_at = models.DateTimeField()
    published_at = models.DateTimeField()
    changed_at = models.DateTimeField(db_index=True)
    why = models.CharField(max_length=10, choices=Why)
    is_gone = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("shared page")
        verbose_name_plural = _("shared pages")

    def __str__(self) -> str:
        return self.title
