"""Pages with a day, and pages for shoppers: news, events, campaigns, documents."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from content.pages.base import LibraryPage


class NewsPage(LibraryPage):
    """What changed, on a day."""

    date = models.DateField(_("day"), default=timezone.localdate)
    content_panels = [
        *LibraryPage.lead_panels,
        FieldPanel("date"),
        FieldPanel("body"),
        *LibraryPage.about_panels,
    ]
    template = "content/news_page.html"

    class Meta:
        verbose_name = _("news")


class EventPage(LibraryPage):
    """A webinar or a meeting that people can join."""

    starts = models.DateTimeField(_("starts"))
    ends = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=200, help_text=_("An address, or “online”."))
    how = models.TextField(_("how to take part"))
    sign_up = models.URLField(_("where to sign up"), blank=True)
    content_panels = [
        *LibraryPage.lead_panels,
        *(FieldPanel(name) for name in ("starts", "ends", "place", "how", "sign_up", "body")),
        *LibraryPage.about_panels,
    ]
    template = "content/event_page.html"

    class Meta:
        verbose_name = _("event")

    def clean(self) -> None:
        super().clean()
        if self.starts and self.ends and self.ends <= self.starts:
            raise ValidationError({"ends": _("An event ends after it starts.")})

    @property
    def is_over(self) -> bool:
        return self.ends < timezone.now()


class CampaignPage(LibraryPage):
    """A page for shoppers about one danger, in very plain words."""

    template = "content/campaign_page.html"

    class Meta:
        verbose_name = _("campaign")


class DocumentPage(LibraryPage):
    """A document to download, and the same words as a page for those whom a PDF shuts out."""

    document = models.ForeignKey(
        "wagtaildocs.Document", verbose_name=_("document"), on_delete=models.PROTECT, related_name="+"
    )
    content_panels = [
        *LibraryPage.lead_panels,
        FieldPanel("document"),
        FieldPanel("body"),
        *LibraryPage.about_panels,
    ]
    template = "content/document_page.html"

    class Meta:
        verbose_name = _("document page")
