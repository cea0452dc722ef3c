"""The two steps before a page of law goes live: a legal reviewer, then a publisher. A model."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, PageLogEntry, Revision, TaskState

PUBLISHED = ("wagtail.publish", "wagtail.publish.scheduled")
"""What Wagtail writes down when other words go live."""


class ReviewTask(AbstractGroupApprovalTask):
    """One step. Being a superuser opens no step: only the group does, and never for one's own draft."""

    class Step(models.TextChoices):
        REVIEW = "review", _("a legal reviewer who did not write on the draft")
        PUBLISH = "publish", _("a publisher who is not that reviewer")

    step = models.CharField(_("who approves"), max_length=10, choices=Step)
    admin_form_fields = [*AbstractGroupApprovalTask.admin_form_fields, "step"]
    admin_form_readonly_on_edit_fields = [
        *AbstractGroupApprovalTask.admin_form_readonly_on_edit_fields,
        "step",
    ]

    class Meta:
        verbose_name = _("approval of a page of law")
        verbose_name_plural = _("approvals of pages of law")

    def may_act(self, page: Any, user: Any) -> bool:
        """Whether a person may approve the newest draft at this step."""
        if not user.is_active or not self._user_in_groups(user):
            return False
        if self.step == self.Step.REVIEW:
            return user.pk not in writers(page)
        return user.pk not in reviewers(page.latest_revision_id)

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return bool(self._user_in_groups(user))

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """What waits is changed by nobody else. Whoever wrote it can take it back first."""
        return not self.may_act(obj, user)

    def get_actions(self, obj: Any, user: Any) -> list[Any]:
        return super().get_actions(obj, user) if self.may_act(obj, user) else []

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        page = task_state.workflow_state.content_object
        if not self.may_act(page, user):
            raise PermissionDenied(_now("Somebody who did not write on this draft has to decide on it."))
        super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> QuerySet[TaskState]:
        if not self._user_in_groups(user):
            return TaskState.objects.none()
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        allowed = [
            state.pk
            for state in waiting.select_related("workflow_state")
            if self.may_act(state.workflow_state.content_object, user)
        ]
        return TaskState.objects.filter(pk__in=allowed)

    @classmethod
    def get_description(cls) -> str:
        return str(_("Two people look at a page of law before it goes live"))


def writers(page: Any) -> set[int]:
    """Everybody who wrote on the draft since the page was last published, or submitted it."""
    revisions = Revision.objects.for_instance(page)
    published = type(page)._default_manager.filter(pk=page.pk).values_list("last_published_at", flat=True)
    if since := published.first():
        revisions = revisions.filter(created_at__gt=since)
    found = set(revisions.values_list("user_id", flat=True))
    if state := page.current_workflow_state:
        found.add(state.requested_by_id)
    return found - {None}


def writers_of_live(page: Any) -> set[int]:
    """Everybody who wrote on, or submitted, the words that are live now."""
    published = PageLogEntry.objects.filter(page_id=page.pk, action__in=PUBLISHED, revision__isnull=False)
    newest = list(published.order_by("-timestamp").values_list("revision_id", "timestamp")[:2])
    if not newest:
        return set()
    words = Revision.objects.for_instance(page).filter(pk__lte=newest[0][0])
    if len(newest) == 2:
        words = words.filter(Q(pk=newest[0][0]) | Q(created_at__gt=newest[1][1]))
    submitted = TaskState.objects.filter(revision_id=newest[0][0])
    found = set(words.values_list("user_id", flat=True))
    return (found | set(submitted.values_list("workflow_state__requested_by_id", flat=True))) - {None}


def reviewers(revision_id: int | None) -> set[int]:
    """Who has approved this very revision as a legal reviewer."""
    return _approved_by(revision_id, ReviewTask.Step.REVIEW)


def publishers(revision_id: int | None) -> set[int]:
    """Who has approved this very revision as a publisher."""
    return _approved_by(revision_id, ReviewTask.Step.PUBLISH)


def _approved_by(revision_id: int | None, step: str) -> set[int]:
    states = TaskState.objects.filter(
        revision_id=revision_id,
        status=TaskState.STATUS_APPROVED,
        task__in=ReviewTask.objects.filter(step=step).values("task_ptr"),
        finished_by__isnull=False,
    )
    return set(states.values_list("finished_by_id", flat=True))
