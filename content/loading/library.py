"""Makes the pages of the starter library where they are absent, and what pages share."""

from __future__ import annotations

from django.db import transaction
from wagtail.models import Locale, Page

from content.editing.gate import publish_starter
from content.finding.keeping import index_all, indexing_later
from content.finding.models import Synonym
from content.law.agencies import agency_choices
from content.loading.files import STARTER, PageFile, library, read, rows
from content.loading.reading import Pages, fill_facets, fill_plain, fill_streams, kind_of
from content.pages import LibraryPage
from content.sharing.keeping import follow_all, follow_if_due
from content.snippets import AvoidedClaim, Facet, GlossaryTerm, Source

Made = list[tuple[LibraryPage, PageFile]]


@transaction.atomic
def load_library(home: Page) -> int:
    """Make what is absent below the home page; return how many pages were made.

    A page that is there, by its slug below its parent, is left alone: from its first loading on it is the
    editors'. Pages are made empty first, so that their words may lead to each other.
    """
    load_shared()
    tree = library()
    made: Made = []
    pages: dict[str, int] = {}
    _plant(tree, home, made, pages)
    facets = {(facet.kind, facet.key): facet for facet in Facet.objects.all()}
    with indexing_later():
        for page, file in made:
            fill_streams(page, file.row, pages)
            fill_facets(page, file.row, facets)
            publish_starter(page)
        load_glossary(home.locale, pages)
    load_synonyms(home.locale)
    index_all()
    follow_all() if made else follow_if_due()
    return len(made)


def _plant(
    file: PageFile, parent: Page, made: list[tuple[LibraryPage, PageFile]], pages: dict[str, int]
) -> None:
    there = parent.get_children().filter(slug=file.slug).first()
    if there is None:
        page = kind_of(file)(slug=file.slug, locale=parent.locale, live=False)
        fill_plain(page, file.row)
        parent.add_child(instance=page)
        made.append((page, file))
        there = page
    pages[file.slug] = there.pk
    for below in file.below:
        _plant(below, there, made, pages)


def load_shared() -> None:
    """Facets, source records and claims to avoid; what is there stays."""
    for position, row in enumerate(read(STARTER / "facets.yaml")):
        Facet.objects.get_or_create(
            kind=row["kind"], key=row["key"], defaults={"label": row["label"], "position": position}
        )
    for key, label in agency_choices():
        Facet.objects.get_or_create(kind=Facet.Kind.AGENCY, key=key.lower(), defaults={"label": label[:80]})
    for row in rows("sources"):
        Source.objects.get_or_create(label=row["label"], defaults=row)
    for row in read(STARTER / "avoided-claims.yaml"):
        AvoidedClaim.objects.get_or_create(pattern=row["pattern"], defaults=row)


def load_glossary(locale: Locale, pages: Pages) -> None:
    for row in rows("glossary"):
        term, is_new = GlossaryTerm.objects.get_or_create(
            key=row["key"],
            locale=locale,
            defaults={
                "term": row["term"],
                "also": "\n".join(row.get("also") or ()),
                "meaning": row["meaning"],
                "sources": [("source", label) for label in row.get("sources") or ()],
            },
        )
        if is_new:
            term.pages.set([pages[slug] for slug in row.get("pages") or () if slug in pages])
            term.save()


def load_synonyms(locale: Locale) -> None:
    """The starter's, where there are none at all: a group that an editor changed does not come back."""
    if not Synonym.objects.filter(locale=locale).exists():
        for group in read(STARTER / "synonyms.yaml"):
            Synonym.objects.create(words="\n".join(group), locale=locale)
