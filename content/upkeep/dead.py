"""Links of pages to the outside that are known to be dead. Nothing is fetched: it goes by what was found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from content.editing.leading import links_of
from content.snippets import Source
from content.texts import cited_labels
from content.upkeep.models import OutsideLink

DEAD_AFTER = 2
"""So many times in a row, a day or more apart, the address said that nothing is there."""


def outside_of(page: Any) -> set[str]:
    """The addresses outside that a page's own words lead to."""
    return {address for _field, _block, address in _placed(page)}


def is_outside(address: str) -> bool:
    return address.lower().startswith(("http://", "https://"))


def _placed(page: Any) -> Iterator[tuple[str, int | None, str]]:
    found: list[tuple[str, int | None, Any]] = [*links_of(page)]
    found.append(("sign_up", None, getattr(page, "sign_up", "")))
    for field, block, to in found:
        if isinstance(to, str) and is_outside(to):
            yield field, block, to


@dataclass(frozen=True, slots=True)
class Dead:
    """The dead addresses, and the labels of source records that lead to them; two queries for all pages."""

    addresses: frozenset[str]
    labels: dict[str, str]

    def of(self, page: Any) -> Iterator[tuple[str, int | None, str]]:
        """The field, the number of its block, and a sentence, of each dead link of a page."""
        if not self.addresses:
            return
        for field, block, address in _placed(page):
            if address in self.addresses:
                yield field, block, _("Nothing is there any more: %(address)s") % {"address": address}
        for field, number, label in cited_labels(page):
            if label in self.labels:
                told = {"label": label, "address": self.labels[label]}
                yield field, number, _("The source “%(label)s” is gone: %(address)s") % told


def dead_links() -> Dead:
    rows = OutsideLink.objects.filter(state=OutsideLink.State.MISSING, times_missing__gte=DEAD_AFTER)
    addresses = frozenset(rows.values_list("address", flat=True))
    labels = Source.objects.filter(url__in=addresses).values_list("label", "url") if addresses else ()
    return Dead(addresses, dict(labels))
