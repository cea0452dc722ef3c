"""What follows from a page going live."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published

from content.law.references import remember
from content.pages import LibraryPage


@receiver(page_published)
def remember_its_law(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Write down which law the page names and what it says: when that changes, the page is listed."""
    page = instance.specific
    if isinstance(page, LibraryPage):
        remember(page)
