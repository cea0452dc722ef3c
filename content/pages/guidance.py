"""Guidance: topics, guides, questions with answers, the toolkit for new importers, pages of agencies."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from content.law.agencies import AgencyView, agency_choices, agency_view
from content.pages.base import LawPage, LibraryPage
from content.pages.news import NewsPage


class TopicPage(LibraryPage):
    """A shelf of the library: what stands in it, with the answer of each page in a line."""

    template = "content/topic_page.html"

    class Meta:
        verbose_name = _("topic")

    @cached_property
    def shelf(self) -> list[Page]:
        """The pages right below, in the order of the tree; news comes with its day, newest first."""
        below = list(self.get_children().live().public().order_by("path"))
        days = dict(NewsPage.objects.child_of(self).values_list("pk", "date"))
        for page in below:
            page.day = days.get(page.pk)
        return sorted(below, key=lambda page: page.day or date.min, reverse=True) if days else below


class GuidePage(LawPage):
    """A guide to one subject."""

    template = "content/law_page.html"

    class Meta:
        verbose_name = _("guide")


class QuestionPage(LawPage):
    """A question that people ask, and its answer. The title is the question."""

    question_id = models.CharField(
        _("stable id"), max_length=8, blank=True, help_text=_("It never changes, such as Q3.")
    )
    content_panels = [*LawPage.content_panels, FieldPanel("question_id")]
    template = "content/question_page.html"

    class Meta:
        verbose_name = _("question")


class ToolkitPage(TopicPage):
    """A path in steps for somebody who begins."""

    subpage_types = ["content.ToolkitStepPage"]
    template = "content/toolkit_page.html"

    class Meta:
        verbose_name = _("toolkit")


class ToolkitStepPage(LawPage):
    """One step of a toolkit; it knows the one before and the one after."""

    parent_page_types = ["content.ToolkitPage"]
    template = "content/toolkit_step_page.html"

    class Meta:
        verbose_name = _("step of a toolkit")

    @cached_property
    def steps(self) -> list[Page]:
        return list(self.get_siblings().live().order_by("path"))

    @cached_property
    def number(self) -> int:
        return next((place for place, page in enumerate(self.steps, 1) if page.pk == self.pk), 1)

    @property
    def before(self) -> Page | None:
        return self.steps[self.number - 2] if self.number > 1 else None

    @property
    def after(self) -> Page | None:
        return self.steps[self.number] if self.number < len(self.steps) else None


class AgencyPage(LawPage):
    """A guide to one agency; what binds today comes from the rulebook."""

    agency = models.CharField(
        _("agency"), max_length=10, help_text=_("Its key in the rulebook, such as FDA.")
    )
    content_panels = [*LawPage.content_panels, FieldPanel("agency")]
    template = "content/agency_page.html"

    class Meta:
        verbose_name = _("agency page")

    @cached_property
    def rulebook_agency(self) -> AgencyView | None:
        return agency_view(self.agency)

    def clean(self) -> None:
        super().clean()
        known = [key for key, _name in agency_choices()]
        if known and self.agency not in known:
            raise ValidationError({"agency": _("The rulebook knows no agency of this name.")})
