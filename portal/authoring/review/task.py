"""The one step of the review: a second person. A model, re-exported by ``models``."""

from __future__ import annotations

from typing import Any, NoReturn

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState, Workflow, WorkflowContentType, WorkflowTask

from portal.authoring.law import KINDS
from portal.authoring.roles import may_approve, roles_of

WORKFLOW, TASK = "Review of the law", "A second person approves"


class SecondPersonTask(Task):
    """Somebody else approves. Wagtail offers no button for it: the page of the gate does (``approving``).

    While it waits the draft is locked for everybody, so that what is approved is what was submitted.
    """

    class Meta:
        verbose_name = _("approval by a second person")
        verbose_name_plural = _("approvals by a second person")

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return True

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return obj.desk_id in roles_of(user).approves_for

    def get_actions(self, obj: Any, user: Any) -> list[Any]:
        return []

    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> NoReturn:
        """Whatever Wagtail's own pages are sent, they decide nothing."""
        raise PermissionDenied(_("The law is approved on the page of its gate."))

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> QuerySet[TaskState]:
        """What waits for this person."""
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS).select_related(
            "workflow_state"
        )
        allowed = [
            state.pk
            for state in waiting.select_related("workflow_state")
            if roles_of(user).approves_for and may_approve(user, state.workflow_state.content_object)
        ]
        return TaskState.objects.filter(pk__in=allowed)

    @classmethod
    def get_description(cls) -> str:
        return str(_("An approver of the desk who did not write on the draft looks at it and approves it"))


def set_up() -> None:
    """Put every kind of object under the review, switched on if somebody switched it off. Safe to run twice.

    Without it nothing is published at all, so nobody can mean to be without it.
    """
    workflow = Workflow.objects.filter(name=WORKFLOW).first() or Workflow.objects.create(name=WORKFLOW)
    task = SecondPersonTask.objects.first() or SecondPersonTask.objects.create(name=TASK)
    for each in (workflow, task):
        if not each.active:
            each.active = True
            each.save(update_fields=["active"])
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    types = ContentType.objects.get_for_models(*KINDS, for_concrete_models=False).values()
    under = WorkflowContentType.objects.filter(content_type__in=types)
    under.exclude(workflow=workflow).update(workflow=workflow)
    there = set(under.values_list("content_type_id", flat=True))
    WorkflowContentType.objects.bulk_create(
        WorkflowContentType(workflow=workflow, content_type=each) for each in types if each.pk not in there
    )
