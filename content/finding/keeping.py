"""Keeps the index in step with what it was made from: one thing at a time, or all of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page

from content.finding.engines import engine
from content.finding.entries import CONTENTS, entries_of_law, entry_of_page, entry_of_term
from content.finding.lexicon import count_words, forget_lexicon, words_in
from content.finding.models import SearchEntry, SearchWord
from content.pages import AgencyPage, GlossaryPage, LibraryPage
from content.snippets import GlossaryTerm
from portal.delivery.services import post

AT_ONCE = 500
MIRROR = "content.mirror"
_later: ContextVar[bool] = ContextVar("index_later", default=False)


@contextmanager
def indexing_later() -> Iterator[None]:
    """Leave the index alone inside: whoever loads many things indexes them all at the end."""
    token = _later.set(True)
    try:
        yield
    finally:
        _later.reset(token)


def is_later() -> bool:
    return _later.get()


# One at a time


def keep_page(page: Page) -> None:
    """Index a page as it is live now, or take it out where it is not for everybody."""
    found = _pages(Page.objects.filter(pk=page.pk))
    _keep(f"page-{page.pk}", [entry_of_page(one) for one in found])


def keep_below(page: Page) -> None:
    """Index a page and all below it, as after it moved."""
    if not _later.get():
        below = Page.objects.descendant_of(page, inclusive=True)
        SearchEntry.objects.filter(page__in=below).delete()
        _told()
        _add([entry_of_page(one) for one in _pages(below)])


def keep_term(term: GlossaryTerm) -> None:
    _keep(f"term-{term.key}", [entry_of_term(term, address) for address in _glossaries(term.locale_id)])


def forget_term(term: GlossaryTerm) -> None:
    SearchEntry.objects.filter(key=f"term-{term.key}", language=term.locale.language_code).delete()
    _told()


@transaction.atomic
def _keep(key: str, entries: list[SearchEntry]) -> None:
    if not _later.get():
        SearchEntry.objects.filter(
            key=key, language__in=[entry.language for entry in entries] or _languages()
        ).delete()
        _add(entries)
        _told()


def _told() -> None:
    """Have a full text that is not the database's own follow, in the background."""
    if settings.OPENSEARCH_URL:
        with transaction.atomic():
            post(MIRROR, {})


def _languages() -> list[str]:
    return list(Locale.objects.values_list("language_code", flat=True))


def _add(entries: list[SearchEntry]) -> None:
    """How often a word stands in the index is counted anew by `index_all`; a new word is known at once."""
    SearchEntry.objects.bulk_create(entries, batch_size=AT_ONCE)
    words = {(entry.language, word) for entry in entries for word in words_in(entry)}
    SearchWord.objects.bulk_create(
        (SearchWord(language=language, word=word, entries=1) for language, word in sorted(words)),
        ignore_conflicts=True,
        batch_size=AT_ONCE,
    )
    transaction.on_commit(forget_lexicon)


# All of it


@transaction.atomic
def index_all() -> int:
    """Make the whole index again, at any time; return how many entries there are.

    Only what changed is written, and readers see the index as it was until all is done.
    """
    made = list(all_entries())
    there = {
        (key, language): (pk, digest)
        for pk, key, language, digest in SearchEntry.objects.values_list("pk", "key", "language", "digest")
    }
    new, changed = [], []
    for entry in made:
        pk, digest = there.pop((entry.key, entry.language), (None, ""))
        if pk is None:
            new.append(entry)
        elif digest != entry.digest:
            entry.pk = pk
            changed.append(entry)
    gone = [pk for pk, _digest in there.values()]
    for start in range(0, len(gone), AT_ONCE):
        SearchEntry.objects.filter(pk__in=gone[start : start + AT_ONCE]).delete()
    SearchEntry.objects.bulk_create(new, batch_size=AT_ONCE)
    SearchEntry.objects.bulk_update(changed, [*CONTENTS, "digest"], batch_size=100)
    count_all_words(made)
    engine().settle()
    transaction.on_commit(forget_lexicon)
    _told()
    return len(made)


def all_entries() -> Iterator[SearchEntry]:
    """Everything that can be found, each once, in every language that it is written in."""
    yield from (entry_of_page(page) for page in _pages(Page.objects.all()))
    for locale in Locale.objects.all():
        for address in _glossaries(locale.pk):
            terms = GlossaryTerm.objects.filter(locale=locale).select_related("locale")
            yield from (entry_of_term(term, address) for term in terms)
        told = AgencyPage.objects.live().public().filter(locale=locale).values_list("agency", flat=True)
        yield from entries_of_law(locale.language_code, agencies_with_pages=told)


def _pages(among: Iterable[Page]) -> Iterator[LibraryPage]:
    """The live pages for everybody, of every type of the library."""
    for model in LibraryPage.__subclasses__():
        yield from _of_type(model, among)


def _of_type(model: type[LibraryPage], among: Iterable[Page]) -> Iterator[LibraryPage]:
    if model._meta.abstract:
        for below in model.__subclasses__():
            yield from _of_type(below, among)
        return
    found = model.objects.live().public().filter(pk__in=among).exact_type(model).select_related("locale")
    yield from found.prefetch_related("audiences", "modes", "agencies").iterator(chunk_size=AT_ONCE)
    for below in model.__subclasses__():
        yield from _of_type(below, among)


def _glossaries(locale: int) -> list[str]:
    """The address of the glossary page of a language; none where it has none that is live."""
    page = GlossaryPage.objects.live().public().filter(locale_id=locale).first()
    return [page.get_url() or ""] if page else []


def count_all_words(entries: list[SearchEntry]) -> None:
    """Write down anew in how many entries each word stands."""
    SearchWord.objects.all().delete()
    for language in {entry.language for entry in entries}:
        counted = count_words(entry for entry in entries if entry.language == language)
        SearchWord.objects.bulk_create(
            (SearchWord(language=language, word=word, entries=times) for word, times in counted.items()),
            batch_size=AT_ONCE,
        )
