"""Publishing pages of law: whoever asks for it, two people have approved this very version.

A button, the end of a workflow, many pages at once, a schedule and a program all come through
``LawPage.publish``, which asks here. Two ways are their own: the starter's loader, ``publish_starter``, and
``publish_checked``, which changes no word but the days of review.
"""

from __future__ import annotations

import logging
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import PagePermissionTester, Revision, Workflow

from content.editing.tasks import publishers, reviewers, writers

logger = logging.getLogger(__name__)
SCHEDULED = "wagtail.publish.scheduled"
CHECKED = "content.checked"
"""What the history of a page calls it when somebody confirmed that nothing had to change."""
LAW_WORKFLOW = "Pages of law"


class NotApprovedError(PermissionDenied):
    """Why a version is not published, as a sentence for whoever wants it."""


class LawPagePermissions(PagePermissionTester):
    """Nobody publishes a page of law by a right: the approvals do. The other rights are as everywhere."""

    def can_publish(self) -> bool:
        return False

    def can_set_view_restrictions(self) -> bool:
        return bool(super().can_publish())

    def can_unschedule(self) -> bool:
        return bool(super().can_publish())


def demand_approvals(page: Any, revision: Revision) -> None:
    """Raise ``NotApprovedError`` unless two people approved this revision, the reviewer not its writer."""
    reviewed = reviewers(revision.pk) - writers(page) - {revision.user_id}
    if not reviewed:
        raise NotApprovedError(_("No legal reviewer who did not write on it has approved this version."))
    if not any(reviewed - {publisher} for publisher in publishers(revision.pk)):
        raise NotApprovedError(_("No publisher other than the legal reviewer has approved this version."))


def let_pass(page: Any, revision: Revision, log_action: Any) -> bool:
    """Whether a version may go live. A schedule is never stopped by a refusal: that version is withheld."""
    try:
        demand_approvals(page, revision)
    except NotApprovedError as refusal:
        if log_action != SCHEDULED:
            raise
        revision.approved_go_live_at = None
        revision.save(update_fields=["approved_go_live_at"])
        logger.warning("Withheld from its schedule: %s: %s", page.url_path, refusal)
        return False
    return True


def publish_starter(page: Any) -> None:
    """Make a page of the starter live as its file says it: the files were reviewed where they are kept."""
    PublishPageRevisionAction(page.save_revision(clean=False)).execute()


def publish_checked(page: Any, *, as_of: date, next_review: date, by: Any) -> None:
    """Publish the live words again with other days of review: one person has checked that they still hold.

    The version is made here, of what is live, so no word that two people have not approved can come along.
    Who may do so and when is asked by ``content.upkeep.confirming``.
    """
    live = type(page).objects.get(pk=page.pk)
    live.as_of, live.next_review = as_of, next_review
    revision = live.save_revision(user=by, clean=False)
    action = PublishPageRevisionAction(revision, user=by, changed=False, log_action=CHECKED)
    action.execute(skip_permission_checks=True)


def law_workflow() -> Workflow | None:
    return Workflow.objects.filter(name=LAW_WORKFLOW, active=True).first()
