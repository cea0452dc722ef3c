"""The weekly mail: which pages have to be looked at, to everybody who may do so, one mail a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import ngettext
from wagtail.permissions import page_permission_policy

from content.editing.roles import EDITORS, PUBLISHERS, REVIEWERS
from content.upkeep.reasons import Due, counted, pages_to_look_at
from content.upkeep.report import edit_url, report_url
from portal.delivery.services import send_mail

MOST = 10
"""So many are told by their titles; the rest is counted."""


@transaction.atomic
def mail_pages() -> int:
    """Mail each editor, legal reviewer and publisher what is due; return how many mails were posted.

    All in one transaction: it is done for everybody or, when it fails, for nobody yet. Somebody who may
    change none of the pages that are due gets nothing.
    """
    due = pages_to_look_at()
    return sum(_mail(person, due) for person in members()) if due else 0


def members() -> Iterable[Any]:
    people = get_user_model()._default_manager.filter(is_active=True)
    return people.filter(groups__name__in=(EDITORS, REVIEWERS, PUBLISHERS)).distinct().order_by("email")


def _mail(person: Any, due: Iterable[Due]) -> bool:
    pages = page_permission_policy.instances_user_has_permission_for(person, "change")
    allowed = set(pages.values_list("pk", flat=True))
    own = [each for each in due if each.page.pk in allowed]
    if not own:
        return False
    subject = ngettext(
        "%(number)s page has to be looked at", "%(number)s pages have to be looked at", len(own)
    )
    text = render_to_string("content/upkeep/mail.txt", _told(own))
    send_mail(subject=subject % {"number": len(own)}, text=text, to=[person.email])
    return True


def _told(due: list[Due]) -> dict[str, Any]:
    return {
        "number": len(due),
        "reasons": [(reason.label, number) for reason, number in counted(due)],
        "first": [(each, f"{settings.SITE_URL}{edit_url(each.page)}") for each in due[:MOST]],
        "left": max(0, len(due) - MOST),
        "report": f"{settings.SITE_URL}{report_url()}",
    }
