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
from portal.web.cache import mark_public


class PublicPage(Page):
    """A page that everybody sees alike, and that caches may therefore keep."""

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().serve(request, *args, **kwargs)
        return response if getattr(request, "is_preview", False) else mark_public(response)


class HomePage(PublicPage):
    """The front door: one sentence, three doors, the questions people ask most."""

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
