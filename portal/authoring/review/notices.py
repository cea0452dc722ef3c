"""Mail of the review: that something waits, came back or was withheld. It names the object, no more."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.authoring.objects.base import LawObject
from portal.authoring.roles import administrators, approvers_of, contributors, involved, writers_of
from portal.delivery.services import send_mail


def submitted(law_object: LawObject, *, by: Any) -> None:
    """Tell the desk's approvers, but for those who wrote on the draft."""
    wrote = involved(law_object) | {by.pk}
    subject = _("To approve: %(title)s") % {"title": law_object}
    text = _("%(who)s submitted a change of “%(title)s” for review.") % {"who": by, "title": law_object}
    _send(approvers_of(law_object).exclude(pk__in=wrote), subject, text, law_object)


def sent_back(law_object: LawObject, *, by: Any, comment: str) -> None:
    """Tell those who wrote on the draft that changes are asked for."""
    subject = _("Changes asked for: %(title)s") % {"title": law_object}
    text = _("%(who)s asks for changes of “%(title)s”: %(comment)s") % {
        "who": by,
        "title": law_object,
        "comment": comment,
    }
    _send(User.objects.filter(pk__in=contributors(law_object), is_active=True), subject, text, law_object)


def withheld(law_object: LawObject, why: str) -> None:
    """Tell the desk and the administrators that a scheduled version did not go live."""
    subject = _("Not published as scheduled: %(title)s") % {"title": law_object}
    text = _("“%(title)s” was scheduled, but it was withheld: %(why)s") % {"title": law_object, "why": why}
    told = [*writers_of(law_object.desk), *approvers_of(law_object), *administrators()]
    _send(told, subject, text, law_object)


def gate_url(law_object: LawObject) -> str:
    """The page on which a draft is checked, submitted and approved."""
    return reverse("authoring:gate", args=[law_object._meta.model_name, law_object.pk])


def _send(people: QuerySet[User] | Iterable[User], subject: str, text: str, law_object: LawObject) -> None:
    addresses = sorted({person.email for person in people})
    if addresses:
        link = f"{settings.SITE_URL}{gate_url(law_object)}"
        send_mail(subject=subject, text=f"{text}\n\n{link}\n", to=addresses)
