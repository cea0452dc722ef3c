"""Mail about news. It holds numbers of reports and addresses of pages for the staff, and nothing else."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.delivery.handlers import Payload
from portal.delivery.services import send_mail
from portal.triage.notifications.records import News, Notification
from portal.triage.rights import Right, may

MOST = 25
"""Reports that one mail names."""


def mail(payload: Payload, number: UUID) -> None:
    """Send somebody all that waits for them in one mail; nothing to whoever may read reports no more."""
    person = User.objects.filter(pk=payload["person"]).first()
    waiting = Notification.objects.filter(person=payload["person"], mail=True, mailed_at=None)
    rows = list(waiting.select_for_update(of=("self",)).select_related("case__report").order_by("at", "pk"))
    if not rows or person is None:
        return
    Notification.objects.filter(pk__in=[row.pk for row in rows]).update(mailed_at=timezone.now())
    if may(person, Right.READ):
        text = render_to_string("triage/notifications/mail.txt", _told(rows))
        send_mail(subject=_subject(rows), text=text, to=[person.email])


def _subject(rows: list[Notification]) -> str:
    if len(rows) == 1 and rows[0].case:
        return _("News on report %(number)s") % {"number": rows[0].case.report.number}
    return _("News on reports")


def _told(rows: list[Notification]) -> dict[str, Any]:
    named = [row for row in rows if row.case][:MOST]
    parts = [(news.label, [_line(row) for row in named if row.news == news]) for news in News]
    return {
        "parts": [(label, lines) for label, lines in parts if lines],
        "left": sum(1 for row in rows if row.case) - len(named),
        "due": next((row for row in reversed(rows) if row.news == News.DUE), None),
        "queue": _address("triage:queue"),
        "choices": _address("triage:notification_choices"),
    }


def _line(row: Notification) -> tuple[str, str]:
    number = row.case.report.number if row.case else ""
    return number, _address("triage:case", number)


def _address(name: str, *args: Any) -> str:
    return f"{settings.SITE_URL}{reverse(name, args=args)}"
