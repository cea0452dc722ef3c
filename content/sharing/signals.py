"""What changes what others get: pages that editors change, and a new edition of the law."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from content.finding.keeping import is_later
from content.sharing.keeping import follow, follow_below
from content.sharing.models import SharedPage
from portal.delivery.services import post
from portal.rulebook.models import Edition

FOLLOW_ALL = "content.follow_all"


@receiver([page_published, page_unpublished])
def follow_page(sender: Any, instance: Any, **kwargs: Any) -> None:
    if not is_later():
        follow(instance.pk)


@receiver(post_delete, sender=Page)
def follow_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    follow(instance.pk)


@receiver([post_page_move, page_slug_changed])
def follow_moved(sender: Any, instance: Any, **kwargs: Any) -> None:
    follow_below(instance)


@receiver([post_save, post_delete], sender=PageViewRestriction)
def follow_restricted(sender: Any, instance: PageViewRestriction, **kwargs: Any) -> None:
    follow_below(instance.page)


@receiver(post_save, sender=Edition)
def follow_law(sender: Any, created: bool = False, **kwargs: Any) -> None:
    if created and SharedPage.objects.exists():
        with transaction.atomic():
            post(FOLLOW_ALL, {})
