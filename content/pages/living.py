"""Pages that show data: glossary, timeline of the law, supply chain, limits of other countries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from content.blocks.living import CellBlock, NamedBlock, ThresholdBlock
from content.fields import LeanStreamField
from content.law.timeline import Moment, moments
from content.pages.base import LawPage, LibraryPage, linked
from content.snippets import GlossaryTerm
from content.supply_map import Map, draw_map
from portal.rulebook.queries import LoadedEdition
from portal.rules.law import Citation

ORDERS = {"name": _("country"), "since": _("newest limit"), "checked": _("longest unchecked")}


@dataclass(frozen=True, slots=True)
class Limit:
    """One country's limit as the table shows it."""

    name: str
    duty: str
    tax: str
    since: date | None
    note: str
    cite: Citation
    checked: date


class GlossaryPage(LibraryPage):
    """All words of the trade, by their first letter."""

    template = "content/glossary_page.html"

    class Meta:
        verbose_name = _("glossary page")

    @cached_property
    def terms(self) -> list[GlossaryTerm]:
        found = GlossaryTerm.objects.filter(locale_id=self.locale_id).prefetch_related("pages")
        return sorted(found, key=lambda term: term.term.casefold())


class TimelinePage(LibraryPage):
    """What changed when: every day on which the law of the rulebook begins or ends, told by the rulebook."""

    template = "content/timeline_page.html"

    class Meta:
        verbose_name = _("timeline of the law")

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        return moments(self.law) if self.law else ()


class SupplyMapPage(LibraryPage):
    """Who does what from the seller's shelf to the buyer's door: drawn, and told again in words."""

    lanes = LeanStreamField([("lane", NamedBlock())], verbose_name=_("ways goods travel"))
    stages = LeanStreamField([("stage", NamedBlock())], verbose_name=_("stages"))
    cells = LeanStreamField([("cell", CellBlock())], verbose_name=_("who does what"))
    content_panels = [
        *LibraryPage.lead_panels,
        *(FieldPanel(name) for name in ("lanes", "stages", "cells", "body")),
        *LibraryPage.about_panels,
    ]
    search_words = (*LibraryPage.search_words, "lanes", "stages", "cells")
    template = "content/supply_map_page.html"

    class Meta:
        verbose_name = _("map of the supply chain")

    @cached_property
    def map(self) -> Map:
        return draw_map(self.lanes, self.stages, self.cells)


class ThresholdsPage(LawPage):
    """Up to which value other countries let parcels in free of duty or tax."""

    rows = LeanStreamField([("row", ThresholdBlock())], verbose_name=_("countries"))
    content_panels = [
        *LawPage.lead_panels,
        *(FieldPanel(name) for name in ("rows", "body")),
        *LawPage.review_panels,
        *LawPage.about_panels,
    ]
    template = "content/thresholds_page.html"

    class Meta:
        verbose_name = _("limits of other countries")

    @property
    def checked_words(self) -> tuple[str, ...]:
        return (*self.search_words, "rows")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        chosen = request.GET.get("sort", "")
        self.order = chosen if chosen in ORDERS else next(iter(ORDERS))
        return super().get_context(request, *args, **kwargs)

    @property
    def orders(self) -> list[dict[str, Any]]:
        """The ways to sort, as links: no script is needed."""
        current = getattr(self, "order", next(iter(ORDERS)))
        return [
            {"label": label, "href": f"?sort={key}", "is_current": key == current}
            for key, label in ORDERS.items()
        ]

    @cached_property
    def sorted_rows(self) -> list[Limit]:
        """The countries in the order that was asked for; what nobody verified says "ask"."""
        rows = [self._limit(block.value) for block in self.rows]
        if getattr(self, "order", "") == "checked":
            return sorted(rows, key=lambda row: (row.checked, row.name))
        if getattr(self, "order", "") == "since":
            return sorted(rows, key=lambda row: (row.since or date.min, row.name), reverse=True)
        return sorted(rows, key=lambda row: row.name)

    def _limit(self, row: Any) -> Limit:
        names = _country_names(self.law.edition, self.law.language) if self.law else {}
        sure = row["confidence"] != "M"
        ask = str(_("ask the customs office there"))
        cite = next(iter(linked(self.law, [row["source"]])))
        return Limit(
            name=names.get(row["country"], row["country"]),
            duty=row["duty"] if sure else ask,
            tax=(row["tax"] if sure else ask) or "",
            since=row["since"] if sure else None,
            note=row["note"] or "",
            cite=cite,
            checked=row["checked"],
        )


@lru_cache(maxsize=4)
def _country_names(edition: LoadedEdition, language: str) -> dict[str, str]:
    return {
        country.code: country.words.get(language) or country.words["en"]
        for country in edition.law.book.countries
    }
