"""The page of results in words: lines with extracts, ways to narrow down, and help where nothing fits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import quote_plus, urlencode

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from content.finding.engines import Wanted, engine
from content.finding.lexicon import Lexicon, lexicon
from content.finding.models import SearchEntry
from content.finding.search import Found
from content.finding.words import Term

PER_PAGE = 10
MOST_FACETS = 6
MOST_CHOICES = 8
"""Of a group: the rest would narrow down to little."""
MOST_MARKED = 3
GROUPS = {
    "topic": _("Topic"),
    "audience": _("For whom"),
    "mode": _("How goods travel"),
    "agency": _("Agency"),
    "kind": _("Kind of page"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One result. ``title`` and ``text`` are safe markup."""

    url: str
    kind: str
    title: SafeString | str
    text: SafeString | str
    day: date | None


@dataclass(frozen=True, slots=True)
class Choice:
    """A way to narrow the results down, or, when it is on, to take that back."""

    label: str
    url: str
    count: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class Group:
    label: str
    choices: tuple[Choice, ...]
    is_on: bool


def asked_facets(asked: Iterable[str], language: str) -> tuple[str, ...]:
    """The facets of an address that there are; others are left out."""
    labels = lexicon(language).labels
    return tuple(dict.fromkeys(facet for facet in asked if facet in labels))[:MOST_FACETS]


def results_page(text: str, found: Found, facets: tuple[str, ...], number: str | None) -> dict[str, Any]:
    known = lexicon(found.wanted.language)
    page = Paginator(found.hits, PER_PAGE).get_page(number)
    ids = [hit.id for hit in page.object_list]
    return {
        **_frame(text, found, facets),
        "page_of_hits": page,
        "lines": list(_lines(found, ids)),
        "groups": list(_groups(text, found, facets, known)),
        "page_query": f"{urlencode(_query(text, facets))}&",
        "first": page.start_index(),
        "last": page.end_index(),
    }


def empty_page(text: str, found: Found, facets: tuple[str, ...]) -> dict[str, Any]:
    """Nothing was looked for, or nothing fits: the ways on."""
    known = lexicon(found.wanted.language)
    return {
        **_frame(text, found, facets),
        "questions": known.questions,
        "topics": known.topics,
        "without_facets": _address(text, ()),
    }


def _frame(text: str, found: Found, facets: tuple[str, ...]) -> dict[str, Any]:
    labels = lexicon(found.wanted.language).labels
    return {
        "text": text,
        "found": found,
        "crumbs": [{"url": reverse("guidance"), "label": str(_("Guidance"))}],
        "chosen": [
            Choice(labels[facet], _address(text, [one for one in facets if one != facet]), "", True)
            for facet in facets
        ],
        "maybe_url": _address(found.maybe, ()) if found.maybe else "",
    }


def _lines(found: Found, ids: list[int]) -> Iterator[Line]:
    entries = SearchEntry.objects.only("url", "kind", "title", "summary", "day").in_bulk(ids)
    labels = lexicon(found.wanted.language).labels
    extracts = engine().extracts(_marked(found.wanted), ids)
    for pk in ids:
        if pk in entries:
            entry, extract = entries[pk], extracts.get(pk)
            yield Line(
                url=entry.url,
                kind=labels[f"kind:{entry.kind}"],
                title=extract.title if extract else entry.title,
                text=extract.text if extract else entry.summary,
                day=entry.day,
            )


def _marked(wanted: Wanted) -> Wanted:
    """What is marked in extracts: of many terms those that say the most, for each mark costs."""
    ranked = sorted(zip(wanted.weights, wanted.terms, strict=True), key=lambda one: -one[0])[:MOST_MARKED]
    terms = (Term(term.phrases[:MOST_MARKED], term.begins) for _weight, term in ranked)
    return replace(wanted, terms=tuple(terms), every=False)


def _groups(text: str, found: Found, facets: tuple[str, ...], known: Lexicon) -> Iterator[Group]:
    every = _address(text, facets)
    for kind, label in GROUPS.items():
        names = [name for name in known.labels if name.startswith(f"{kind}:")]
        choices = [
            _choice(name, text, facets, found, known, every)
            for name in names
            if name in facets or not found.are_all_held or found.counts.get(name)
        ]
        choices.sort(key=lambda choice: (not choice.is_on, -int(choice.count or 0), choice.label))
        choices = choices[: max(MOST_CHOICES, len(facets))]
        if len(choices) > 1 or any(choice.is_on for choice in choices):
            yield Group(str(label), tuple(choices), any(choice.is_on for choice in choices))


def _choice(
    name: str, text: str, facets: tuple[str, ...], found: Found, known: Lexicon, every: str
) -> Choice:
    """``every`` is the address with all facets that are on: one more only adds to it."""
    is_on = name in facets
    count = str(found.counts.get(name, 0)) if found.are_all_held else ""
    url = _address(text, [one for one in facets if one != name]) if is_on else f"{every}&f={quote_plus(name)}"
    return Choice(known.labels[name], url, count, is_on)


def _query(text: str, facets: Iterable[str]) -> list[tuple[str, str]]:
    return [("q", text), *(("f", facet) for facet in facets)]


def _address(text: str, facets: Iterable[str]) -> str:
    return f"?{urlencode(_query(text, facets))}"
