"""What is stored to find things: the index, its words, words that mean the same, and what was not found."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, TranslatableMixin


class SearchEntry(models.Model):
    """One thing that can be found, as a reader reads it: the law in its words is put into words.

    ``key`` says what it was made from (``page-12``, ``goods-toys``). ``facets`` holds ``kind:value`` pairs
    between spaces. Full text stands beside this table, made by the database itself: see `engines/`.
    """

    class Kind(models.TextChoices):
        QUESTION = "question", _("Question")
        GUIDE = "guide", _("Guide")
        STEP = "step", _("Step of the toolkit")
        AGENCY = "agency", _("Agency")
        GOODS = "goods", _("Kind of goods")
        TERM = "term", _("Word explained")
        TOPIC = "topic", _("Topic")
        NEWS = "news", _("News")
        EVENT = "event", _("Event")
        CAMPAIGN = "campaign", _("For shoppers")
        DOCUMENT = "document", _("Document")
        PAGE = "page", _("Page")

    facets = models.TextField(blank=True)
    kind = models.CharField(max_length=10, choices=Kind)
    key = models.CharField(max_length=120)
    language = models.CharField(max_length=10)
    page = models.ForeignKey(Page, null=True, on_delete=models.CASCADE, related_name="+")
    url = models.CharField(max_length=500)
    day = models.DateField(null=True)
    digest = models.CharField(max_length=64)
    title = models.CharField(max_length=255)
    also = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "language"], name="search_entry_once")]

    def __str__(self) -> str:
        return self.title


class SearchWord(models.Model):
    """A word of the index and in how many entries it stands: what typing errors are mended by."""

    word = models.CharField(max_length=40)
    language = models.CharField(max_length=10)
    entries = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "word"], name="search_word_once")]

    def __str__(self) -> str:
        return self.word


class Synonym(TranslatableMixin, models.Model):
    """Words that people use for the same thing: who types one of them also finds the others."""

    words = models.TextField(
        _("words that mean the same"), help_text=_("One word or a few words a line, at least two lines.")
    )

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("words that mean the same")
        verbose_name_plural = _("words that mean the same")
        ordering = ["words"]

    def __str__(self) -> str:
        return " = ".join(self.lines)

    @property
    def lines(self) -> list[str]:
        return [line.strip() for line in self.words.splitlines() if line.strip()]


class MissedSearch(models.Model):
    """Words that were looked for on a day and led to nothing, and how often. Nobody is named."""

    day = models.DateField()
    term = models.CharField(max_length=80)
    times = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("search without results")
        verbose_name_plural = _("searches without results")
        constraints = [models.UniqueConstraint(fields=["day", "term"], name="missed_search_once_a_day")]

    def __str__(self) -> str:
        return self.term
