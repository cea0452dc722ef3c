"""The page types that editors write."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from content.blocks import QuestionBlock
from portal.web.cache import CURRENT_LAW_SECONDS, PUBLIC_SECONDS, mark_public


class PublicPage(Page):
    """A page that everybody sees alike, and that caches may therefore keep, for ``kept_seconds``."""

    kept_seconds = PUBLIC_SECONDS

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().serve(request, *args, **kwargs)
        if getattr(request, "is_preview", False):
            return response
        return mark_public(response, seconds=self.kept_seconds)


class HomePage(PublicPage):
    """The front door: one sentence, three doors, the law today, the questions people ask most."""

    kept_seconds = CURRENT_LAW_SECONDS  # the law today goes by the newest edition
    lead = models.CharField(_("lead sentence"), max_length=300)
    questions = StreamField(
        [("question", QuestionBlock())],
        verbose_name=_("questions people ask most"),
        max_num=5,
        blank=True,
    )

    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("questions")]
    parent_page_types = ["wagtailcore.Page"]
    template = "content/home_page.html"

    class Meta:
        verbose_name = _("home page")
