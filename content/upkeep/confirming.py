"""A page of law is checked and nothing has to change: who may say so, and what follows.

Why one person is enough where nothing moved, and two are asked where the law did: docs/decisions/053.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from content.editing.checking import findings
from content.editing.gate import publish_checked
from content.editing.roles import PUBLISHERS, REVIEWERS
from content.editing.tasks import writers_of_live
from content.pages import LawPage


class NotConfirmedError(Exception):
    """Why a page cannot be confirmed as it is, as a sentence."""


def may_confirm(user: Any) -> bool:
    """Whether somebody is a legal reviewer or a publisher. As for approvals, a superuser is neither."""
    return bool(user.is_active and user.groups.filter(name__in=(REVIEWERS, PUBLISHERS)).exists())


def obstacle(page: LawPage, user: Any) -> str:
    """Why this person cannot confirm this page; empty when nothing stands in the way."""
    if not page.live:
        return _("Only a page that is live can be confirmed.")
    if page.workflow_in_progress or page.has_unpublished_changes or page.scheduled_revision:
        return _("A draft of this page is in the making. Publish it, or put it back, first.")
    if user.pk in writers_of_live(page):
        return _("Somebody who did not write what is live has to confirm it.")
    if faults := [found.message for found in findings(page) if found.is_fault]:
        return _("Something has to change: %(fault)s") % {"fault": faults[0]}
    return ""


@transaction.atomic
def confirm(number: int, *, by: Any) -> bool:
    """Say that a page was checked today and nothing had to change; return whether that is live at once.

    Where law that the page names has changed since it was published, the same words are submitted to a legal
    reviewer and a publisher instead. Raises ``NotConfirmedError``.
    """
    Page.objects.select_for_update().get(pk=number)
    page = Page.objects.get(pk=number).specific
    if not may_confirm(by) or not isinstance(page, LawPage):
        raise NotConfirmedError(_("Legal reviewers and publishers confirm pages of law."))
    if why := obstacle(page, by):
        raise NotConfirmedError(why)
    today = timezone.localdate()
    next_review = today + max(page.next_review - page.as_of, timedelta(days=1))
    if not page.law_moved:
        publish_checked(page, as_of=today, next_review=next_review, by=by)
        return True
    page.as_of, page.next_review = today, next_review
    page.save_revision(user=by)
    workflow = page.get_workflow()
    if workflow is None:
        raise NotConfirmedError(_("Pages of law have no workflow. Ask an administrator."))
    workflow.start(page, by)
    return False
