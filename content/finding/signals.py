"""What changes the index: pages and words that editors change, and a new edition of the law."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.documents import get_document_model
from wagtail.models import PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from content.finding import keeping
from content.finding.lexicon import forget_lexicon
from content.finding.models import SearchEntry, Synonym
from content.pages import DocumentPage, GlossaryPage, LibraryPage
from content.snippets import GlossaryTerm
from portal.delivery.services import post
from portal.rulebook.models import Edition

INDEX_ALL = "content.index_all"


@receiver([page_published, page_unpublished])
def keep_page(sender: Any, instance: Any, **kwargs: Any) -> None:
    page = instance.specific
    if isinstance(page, GlossaryPage):
        index_all_soon()  # its terms come and go with it
    if isinstance(page, LibraryPage):
        keeping.keep_page(page)


@receiver([post_page_move, page_slug_changed])
def keep_below(sender: Any, instance: Any, **kwargs: Any) -> None:
    keeping.keep_below(instance)


@receiver([post_save, post_delete], sender=PageViewRestriction)
def keep_restricted(sender: Any, instance: PageViewRestriction, **kwargs: Any) -> None:
    keeping.keep_below(instance.page)


@receiver(post_save, sender=GlossaryTerm)
def keep_term(sender: Any, instance: GlossaryTerm, **kwargs: Any) -> None:
    keeping.keep_term(instance)


@receiver(post_delete, sender=GlossaryTerm)
def forget_term(sender: Any, instance: GlossaryTerm, **kwargs: Any) -> None:
    keeping.forget_term(instance)


@receiver(post_save, sender=get_document_model())
def keep_document(sender: Any, instance: Any, **kwargs: Any) -> None:
    for page in DocumentPage.objects.filter(document=instance):
        keeping.keep_page(page)


@receiver([post_save, post_delete], sender=Synonym)
def forget_synonyms(sender: Any, **kwargs: Any) -> None:
    transaction.on_commit(forget_lexicon)


@receiver(post_save, sender=Edition)
def keep_law(sender: Any, created: bool = False, **kwargs: Any) -> None:
    """Amounts and titles of the law stand in the words of pages, so a new edition changes many of them."""
    if created and SearchEntry.objects.exists():
        index_all_soon()


def index_all_soon() -> None:
    if keeping.is_later():
        return
    with transaction.atomic():
        post(INDEX_ALL, {})
