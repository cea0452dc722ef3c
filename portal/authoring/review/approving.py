"""What people do in a review: submit, approve exactly what they saw, ask for changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState

from portal.authoring.objects.base import LawObject
from portal.authoring.records import Approval, Submission
from portal.authoring.review import notices
from portal.authoring.review.publishing import NotPublishedError, let_pass
from portal.authoring.roles import may_approve, roles_of


class ChangedSinceError(NotPublishedError):
    """The draft is not the one that was looked at."""


class NotSubmittedError(PermissionDenied):
    """Why a draft is not submitted, as a sentence for whoever wants it."""


@transaction.atomic
def submit(law_object: LawObject, *, by: Any, why: str) -> None:
    """Ask for a second person's approval. ``why`` is told in public with the edition.

    Raises ``NotSubmittedError`` where there is nothing to review or it is in nobody's hands to review it,
    ``PermissionDenied`` for whoever may not write at the object's desk.
    """
    held = _held(law_object)
    if not roles_of(by).may_write(held.desk_id):
        raise PermissionDenied
    if why_not := _stands_in_the_way(held, by):
        raise NotSubmittedError(why_not)
    Approval.objects.of(held).withdraw()
    if state := held.current_workflow_state:
        state.resume(by)
    else:
        held.get_workflow().start(held, by)
    Submission.objects.create(about=held, user=by, why=why)
    notices.submitted(held, by=by)


def _held(law_object: LawObject) -> LawObject:
    """The object as it is now; whoever else changes it waits until this is done."""
    held: LawObject = type(law_object)._default_manager.select_for_update().get(pk=law_object.pk)
    return held


def _in_review(state: WorkflowState | None) -> bool:
    return state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS


def _stands_in_the_way(held: LawObject, by: Any) -> str:
    lock = held.get_lock()
    if _in_review(held.current_workflow_state):
        return _("It is in review already.")
    if held.approved_schedule:
        return _("It is approved and waits for its day. Take it out of the schedule first.")
    if lock and lock.for_user(by):
        return _("Somebody has locked it.")
    if held.live and not held.has_unpublished_changes:
        return _("Nothing has changed since it was published.")
    workflow = held.get_workflow()
    if workflow is None or not workflow.tasks.active().exists():
        return _("The review of the law is switched off. Loading the rulebook again switches it on.")
    return ""


@transaction.atomic
def approve(law_object: LawObject, *, sha256: str, by: Any, why: str, accepted: Mapping[str, str]) -> None:
    """Approve the content with this hash, and publish or schedule it.

    Raises ``ChangedSinceError`` when the draft is another one by now, ``NotPublishedError`` while the gate
    blocks, ``PermissionDenied`` for whoever may not approve it. The row is locked first, so an edit that
    races this waits, and then finds the object in review or published.
    """
    held = _held(law_object)
    draft = held.draft()
    state = held.current_workflow_state
    if state is None or not _in_review(state) or not may_approve(by, held):
        raise PermissionDenied
    if draft.content_sha256() != sha256:
        raise ChangedSinceError(_("The draft has changed since you looked at it. Look at it again."))
    let_pass(draft, accepted)
    submission = Submission.objects.of(held).order_by("-made_at", "-pk").first()
    Approval.objects.create(
        about=held,
        sha256=sha256,
        approved_by=by,
        submitted_by=submission.user if submission else state.requested_by,
        why=why,
        accepted=dict(accepted),
    )
    state.current_task_state.specific.approve(user=by)


@transaction.atomic
def ask_for_changes(law_object: LawObject, *, by: Any, comment: str) -> None:
    """Give the draft back to its writers."""
    held = _held(law_object)
    state = held.current_workflow_state
    if state is None or not _in_review(state) or not may_approve(by, held):
        raise PermissionDenied
    state.current_task_state.specific.reject(user=by, comment=comment)
    notices.sent_back(held, by=by, comment=comment)


@transaction.atomic
def take_back(law_object: LawObject, *, by: Any) -> None:
    """End the review without a decision, so that the writers can go on."""
    held = _held(law_object)
    state = held.current_workflow_state
    if state is None or not roles_of(by).may_write(held.desk_id):
        raise PermissionDenied
    state.cancel(user=by)


@transaction.atomic
def unschedule(law_object: LawObject, *, by: Any) -> None:
    """Take what is approved out of its schedule. It has to be approved again, for its new day."""
    held = _held(law_object)
    roles = roles_of(by)
    if not (roles.administers or held.desk_id in roles.approves_for):
        raise PermissionDenied
    Approval.objects.of(held).withdraw()
    for revision in held.revisions.exclude(approved_go_live_at=None):
        revision.approved_go_live_at = None
        revision.save(user=by, update_fields=["approved_go_live_at"])
