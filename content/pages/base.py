"""What the pages of the library have alike."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, PageViewRestriction, Revision, Workflow

from content.blocks import BODY, CheckCaseBlock
from content.editing.findings_panel import FindingsPanel
from content.editing.forms import LibraryPageForm
from content.editing.gate import LawPagePermissions, law_workflow, let_pass
from content.fields import LeanStreamField, SourceBlock
from content.law.moving import Moved, moved
from content.law.telling import Note, Teller, UnknownLawError, teller
from content.serving import addresses
from content.snippets import Facet
from content.texts import linked_in, text_of
from portal.rules.law import Citation
from portal.web.cache import CURRENT_LAW_SECONDS, PUBLIC_SECONDS, mark_public
from portal.web.framing import mark_frames

FACETS = "content.Facet"
HOME = 2
"""The depth of home pages in the tree."""


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

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """Doors before this page or one above it, in one query instead of Wagtail's two. A copy that follows
        another page (an alias) stands behind the doors of that page too.
        """
        steps = range(self.steplen, len(self.path) + 1, self.steplen)
        paths = [self.path[:step] for step in steps]
        behind = Q(page__path__in=paths) | Q(page__aliases__path__in=paths)
        return PageViewRestriction.objects.filter(behind).distinct()


def facets(kind: Facet.Kind, label: Any) -> ParentalManyToManyField:
    return ParentalManyToManyField(
        FACETS, verbose_name=label, blank=True, related_name="+", limit_choices_to={"kind": kind}
    )


class LibraryPage(PublicPage):
    """A page of the library: the answer first, then a body of blocks. Law stands in it by reference only."""

    kept_seconds = CURRENT_LAW_SECONDS  # its figures go by the newest edition
    base_form_class = LibraryPageForm

    summary = models.TextField(
        _("summary"),
        max_length=600,
        help_text=_("The answer in at most 60 plain words. Law by reference, such as {informal-limit}."),
    )
    body = LeanStreamField(BODY, verbose_name=_("body"), blank=True)
    also_asked = models.TextField(
        _("also asked as"), blank=True, help_text=_("Other words that people type, one question a line.")
    )
    audiences = facets(Facet.Kind.AUDIENCE, _("for whom"))
    modes = facets(Facet.Kind.MODE, _("how goods travel"))
    agencies = facets(Facet.Kind.AGENCY, _("agencies"))
    related = LeanStreamField(
        [("page", blocks.PageChooserBlock(label=_("Page")))],
        verbose_name=_("see also"),
        blank=True,
        max_num=5,
    )

    search_words: tuple[str, ...] = ("summary", "body", "also_asked")
    """Where text stands that is searched, and read for references to law."""

    @property
    def checked_words(self) -> tuple[str, ...]:
        """Where text stands that is checked as editors write it."""
        return self.search_words

    lead_panels = [FindingsPanel(), *Page.content_panels, FieldPanel("summary")]
    about_panels = [
        MultiFieldPanel(
            [FieldPanel("audiences"), FieldPanel("modes"), FieldPanel("agencies")],
            heading=_("By what people find it"),
            icon="search",
        ),
        FieldPanel("also_asked"),
        FieldPanel("related"),
    ]
    content_panels = [*lead_panels, FieldPanel("body"), *about_panels]
    template = "content/library_page.html"

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().serve(request, *args, **kwargs)
        shows_frames = any(block.block_type == "demo" for block in self.body)
        return mark_frames(response) if shows_frames else response

    def text(self) -> str:
        """All words of the page, with the references to law in them, one passage a line."""
        return "\n".join(text_of(self, self.search_words))

    @cached_property
    def law(self) -> Teller | None:
        return teller()

    @cached_property
    def law_notes(self) -> tuple[Note, ...]:
        """The figures that the page names, for the table below it."""
        return tuple(self.law.notes(self.text())) if self.law else ()

    @cached_property
    def linked_pages(self) -> dict[int, tuple[str, str]]:
        """Where every live page stands that this one leads to, by id, and its title: one query."""
        return addresses([*self._related_ids, *linked_in(self.body)])

    @property
    def _related_ids(self) -> list[int]:
        return [block["value"] for block in self.related.raw_data if block["value"]]

    @cached_property
    def see_also(self) -> list[dict[str, str]]:
        found = (self.linked_pages.get(pk) for pk in self._related_ids)
        return [{"url": url, "label": title} for url, title in filter(None, found)]

    @cached_property
    def way_here(self) -> list[dict[str, str]]:
        """The breadcrumbs: every page above this one, from the home page on."""
        above = self.get_ancestors().filter(depth__gt=1).only("id", "title", "url_path", "depth", "locale_id")
        return [
            {"url": page.get_url() or "/", "label": page.title if page.depth > HOME else str(_("Home"))}
            for page in above
        ]

    def get_view_restrictions(self) -> Any:
        """What hides this page or one above it: one query, for the paths above are part of its own."""
        paths = [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]
        above = Q(page__path__in=paths) | Q(page__aliases__path__in=paths)
        return PageViewRestriction.objects.filter(above).distinct()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "law": self.law}


class LawPage(LibraryPage):
    """A page that says what the law is: it has an owner, sources, and days of review."""

    kept_by = models.CharField(_("kept by"), max_length=80, help_text=_("A team, not a person."))
    as_of = models.DateField(_("last checked on"))
    next_review = models.DateField(_("next review"))
    sources = LeanStreamField([("source", SourceBlock())], verbose_name=_("sources"), min_num=1)
    checks = LeanStreamField([("case", CheckCaseBlock())], verbose_name=_("examples"), blank=True)

    review_panels = [
        MultiFieldPanel(
            [FieldPanel("kept_by"), FieldPanel("as_of"), FieldPanel("next_review"), FieldPanel("sources")],
            heading=_("Sources and review"),
            icon="calendar-check",
        ),
        FieldPanel("checks"),
    ]
    content_panels = [*LibraryPage.lead_panels, FieldPanel("body"), *review_panels, *LibraryPage.about_panels]
    template = "content/law_page.html"
    is_law = True

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A new page of law, a copy too, begins as a draft: going live is what two people approve."""
        if self._state.adding and not self.alias_of_id:
            self.live, self.has_unpublished_changes = False, True
        super().save(*args, **kwargs)

    def publish(self, revision: Revision, user: Any = None, *, log_action: Any = True, **kwargs: Any) -> None:
        """Publish or schedule a version that was approved; raises ``NotApprovedError`` for any other."""
        if let_pass(self, revision, log_action):
            kwargs["skip_permission_checks"] = True  # the approvals are the right to publish
            super().publish(revision, user=user, log_action=log_action, **kwargs)

    def permissions_for_user(self, user: Any) -> LawPagePermissions:
        return LawPagePermissions(user, self)

    @cached_property
    def law_workflow(self) -> Workflow | None:
        return law_workflow()

    @property
    def has_workflow(self) -> bool:
        return self.law_workflow is not None

    def get_workflow(self) -> Workflow | None:
        return self.law_workflow

    def is_overdue(self, day: date | None = None) -> bool:
        return self.next_review < (day or timezone.localdate())

    @cached_property
    def law_moved(self) -> tuple[Moved, ...]:
        """What of the law that the page names says something else since the page was published."""
        return moved(self, self.law) if self.law and self.pk else ()

    @property
    def is_long_overdue(self) -> bool:
        """Past its review by more than the time of grace: readers are told."""
        grace = timedelta(days=settings.CONTENT_GRACE_DAYS)
        return self.is_overdue(timezone.localdate() - grace)

    @cached_property
    def cited(self) -> list[Citation]:
        """The sources, with their addresses; one that leads nowhere any more keeps its label."""
        return list(linked(self.law, (block.value for block in self.sources)))


def linked(law: Teller | None, labels: Iterable[str]) -> Iterable[Citation]:
    for label in labels:
        try:
            yield law.citation(label) if law else Citation(label, "")
        except UnknownLawError:
            yield Citation(label, "")
