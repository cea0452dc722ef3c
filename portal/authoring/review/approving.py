"""What people do in a review: submit, approve exactly what they saw, ask for changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState

from portal.authoring.gate.blocking import blocking
from portal.authoring.objects.base import LawObject
from portal.authoring.records import Approval, Submission
from portal.authoring.review import notices
from portal.authoring.review.publishing import NotPublishedError, refuse
from portal.authoring.roles import may_approve, roles_of


class ChangedSinceError(NotPublishedError):
    """The draft is not the one that was looked at."""


@transaction.atomic
def submit(law_object: LawObject, *, by: Any, why: str) -> None:
    """Ask for a second person's approval. ``why`` is told in public with the edition."""
    if not roles_of(by).may_write(law_object.desk_id):
        raise PermissionDenied
    state = law_object.current_workflow_state
    if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(by)
    elif state is None:
        law_object.get_workflow().start(law_object, by)
    Submission.objects.create(about=law_object, user=by, why=why)
    notices.submitted(law_object, by=by)


@transaction.atomic
def approve(law_object: LawObject, *, sha256: str, by: Any, why: str, accepted: Mapping[str, str]) -> None:
    """Approve the content with this hash, and publish or schedule it.

    Raises ``ChangedSinceError`` when the draft is another one by now, ``NotPublishedError`` while the gate
    blocks, ``PermissionDenied`` for whoever may not approve it. The row is locked first, so an edit that
    races this waits, and then finds the object in review or published.
    """
    kind = type(law_object)
    held = kind._default_manager.select_for_update().get(pk=law_object.pk)
    draft = held.draft()
    state = held.current_workflow_state
    if not may_approve(by, held) or state is None or state.status != WorkflowState.STATUS_IN_PROGRESS:
        raise PermissionDenied
    if draft.content_sha256() != sha256:
        raise ChangedSinceError(_("The draft has changed since you looked at it. Look at it again."))
    refuse(blocking(draft), accepted)
    Approval.objects.create(
        about=held,
        sha256=sha256,
        approved_by=by,
        submitted_by=state.requested_by,
        why=why,
        accepted=dict(accepted),
    )
    state.current_task_state.specific.approve(user=by)


@transaction.atomic
def ask_for_changes(law_object: LawObject, *, by: Any, comment: str) -> None:
    """Give the draft back to its writers."""
    state = law_object.current_workflow_state
    if not may_approve(by, law_object) or state is None or state.status != WorkflowState.STATUS_IN_PROGRESS:
        raise PermissionDenied
    state.current_task_state.specific.reject(user=by, comment=comment)
    notices.sent_back(law_object, by=by, comment=comment)


@transaction.atomic
def take_back(law_object: LawObject, *, by: Any) -> None:
    """End the review without a decision, so that the writers can go on."""
    state = law_object.current_workflow_state
    if state is None or not roles_of(by).may_write(law_object.desk_id):
        raise PermissionDenied
    state.cancel(user=by)
