"""The weekly mail: what has to be looked at again, to everybody who may write it, one mail a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from portal.accounts.models import User
from portal.authoring.overview.reviews import SOON, Review, by_desk, due_reviews, of_roles, open_reviews
from portal.authoring.places import place_of
from portal.authoring.roles import ADMINISTRATORS, Roles, roles_of
from portal.delivery.services import send_mail

MOST = 10
"""So many are told by their titles; the rest is counted."""


@transaction.atomic
def mail_reviews() -> int:
    """Mail each writer and rule administrator what is due at their desks; return how many mails were posted.

    All in one transaction: it is done for everybody or, when it fails, for nobody yet. Somebody at whose desk
    nothing is due gets nothing.
    """
    due = open_reviews(due_reviews(timezone.localdate() + SOON))
    return sum(_mail(person, due) for person in writers_and_administrators()) if due else 0


def writers_and_administrators() -> Iterable[User]:
    """Everybody who writes for some desk, or for all of them."""
    groups = Group.objects.filter(Q(writes_for__isnull=False) | Q(name=ADMINISTRATORS))
    return User.objects.filter(is_active=True, groups__in=groups).distinct().order_by("email")


def _mail(person: User, due: Iterable[Review]) -> bool:
    roles = roles_of(person)
    own = of_roles(due, roles)
    if not own:
        return False
    subject = ngettext(
        "%(number)s review of the law is due", "%(number)s reviews of the law are due", len(own)
    )
    text = render_to_string("authoring/reviews_mail.txt", _told(own, roles))
    send_mail(subject=subject % {"number": len(own)}, text=text, to=[person.email])
    return True


def _told(reviews: list[Review], roles: Roles) -> dict[str, Any]:
    today = timezone.localdate()
    places = [place_of(each.owner, roles, block=each.block) for each in reviews[:MOST]]
    return {
        "number": len(reviews),
        "overdue": sum(review.due < today for review in reviews),
        "days": SOON.days,
        "desks": [(each.desk.title, len(each.reviews)) for each in by_desk(reviews)],
        "oldest": [
            (review, f"{settings.SITE_URL}{place}")
            for review, place in zip(reviews[:MOST], places, strict=True)
        ],
        "left": max(0, len(reviews) - MOST),
        "report": f"{settings.SITE_URL}{reverse('authoring:reviews')}",
    }
