"""The page of results in words: lines with extracts, ways to narrow down, and help where nothing fits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.html import escape
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


class Line(NamedTuple):
    """One result, in the order in which the template takes it apart: attributes cost it more. ``title`` and
    ``text`` are safe markup, or plain.
    """

    url: str
    kind: str
    title: SafeString | str
    text: SafeString | str
    day: date | None


class Choice(NamedTuple):
    """A way to narrow the results down, or, when it is on, to take that back. ``many`` is empty where not
    all results are counted.
    """

    url: SafeString
    label: SafeString
    many: str = ""


class Group(NamedTuple):
    """Ways of one kind: those that are ``on``, and ``more``."""

    label: str
    on: tuple[Choice, ...]
    more: tuple[Choice, ...]


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
    known = lexicon(found.wanted.language)
    return {
        "text": text,
        "found": found,
        "crumbs": [{"url": reverse("guidance"), "label": str(_("Guidance"))}],
        "chosen": [_taken_back(facet, text, facets, known) for facet in facets],
        "maybe_url": _address(found.maybe, ()) if found.maybe else "",
    }


def _lines(found: Found, ids: list[int]) -> Iterator[Line]:
    stored = SearchEntry.objects.filter(pk__in=ids).values_list(
        "pk", "url", "kind", "title", "summary", "day"
    )
    labels = lexicon(found.wanted.language).labels
    entries = {
        pk: Line(url, labels[f"kind:{kind}"], title, summary, day)
        for pk, url, kind, title, summary, day in stored
    }
    extracts = engine().extracts(_marked(found.wanted), ids)
    for pk in ids:
        if pk in entries:
            line, extract = entries[pk], extracts.get(pk)
            yield line._replace(title=extract.title, text=extract.text) if extract else line


def _marked(wanted: Wanted) -> Wanted:
    """What is marked in extracts: of many terms those that say the most, for each mark costs."""
    ranked = sorted(zip(wanted.weights, wanted.terms, strict=True), key=lambda one: -one[0])[:MOST_MARKED]
    terms = (Term(term.phrases[:MOST_MARKED], term.begins) for _weight, term in ranked)
    return replace(wanted, terms=tuple(terms), every=False)


def _groups(text: str, found: Found, facets: tuple[str, ...], known: Lexicon) -> Iterator[Group]:
    # The address with all facets that are on is written once: one more only adds to it.
    every = escape(f"{_address(text, facets)}&f=")
    for kind, label in GROUPS.items():
        names = [one for one in known.facets.get(kind, ()) if one in facets or _leads_on(one, found)]
        names.sort(key=lambda one: (one not in facets, -found.counts.get(one, 0), known.labels[one]))
        names = names[: max(MOST_CHOICES, len(facets))]
        on = tuple(_taken_back(one, text, facets, known) for one in names if one in facets)
        more = tuple(
            Choice(every + known.quoted[one], known.labels[one], str(found.counts.get(one, "")))
            for one in names[len(on) :]
        )
        if on or len(more) > 1:
            yield Group(str(label), on, more)


def _leads_on(facet: str, found: Found) -> bool:
    return not found.are_all_held or bool(found.counts.get(facet))


def _taken_back(facet: str, text: str, facets: tuple[str, ...], known: Lexicon) -> Choice:
    return Choice(escape(_address(text, [one for one in facets if one != facet])), known.labels[facet])


def _query(text: str, facets: Iterable[str]) -> list[tuple[str, str]]:
    return [("q", text), *(("f", facet) for facet in facets)]


def _address(text: str, facets: Iterable[str]) -> str:
    return f"?{urlencode(_query(text, facets))}"
