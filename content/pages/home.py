"""The front door."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from content.blocks import QuestionBlock
from content.editing.findings_panel import FindingsPanel
from content.editing.forms import LibraryPageForm
from content.fields import LeanStreamField
from content.pages.base import PublicPage
from portal.web.cache import CURRENT_LAW_SECONDS


class HomePage(PublicPage):
    """The front door: one sentence, three doors, the law today, the questions people ask most."""

    kept_seconds = CURRENT_LAW_SECONDS  # the law today goes by the newest edition
    base_form_class = LibraryPageForm
    checked_words = ("lead", "questions")

    lead = models.CharField(_("lead sentence"), max_length=300)
    questions = LeanStreamField(
        [("question", QuestionBlock())],
        verbose_name=_("questions people ask most"),
        max_num=5,
        blank=True,
    )

    content_panels = [FindingsPanel(), *Page.content_panels, FieldPanel("lead"), FieldPanel("questions")]
    parent_page_types = ["wagtailcore.Page"]
    template = "content/home_page.html"

    class Meta:
        verbose_name = _("home page")
