"""What follows from a page going live."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.images import get_image_model
from wagtail.signals import page_published

from content import pictures
from content.law.references import remember
from content.pages import LibraryPage
from portal.delivery.services import post

MAKE_PICTURES = "content.make_pictures"


@receiver(page_published)
def remember_its_law(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Write down which law the page names and what it says: when that changes, the page is listed."""
    page = instance.specific
    if isinstance(page, LibraryPage):
        remember(page)
        pictures.make(pictures.pictures_of(page.body))


@receiver(post_save, sender=get_image_model())
def make_sizes_again(sender: Any, instance: Any, created: bool = False, **kwargs: Any) -> None:
    if not created:
        with transaction.atomic():
            post(MAKE_PICTURES, {})
