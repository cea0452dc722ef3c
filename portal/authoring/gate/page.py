"""What one person sees and may do on the page of the gate."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import WorkflowState

from portal.authoring.forms import ApprovalForm, CommentForm, WhyForm
from portal.authoring.gate.report import Report, report
from portal.authoring.objects.base import LawObject
from portal.authoring.records import Submission
from portal.authoring.review.publishing import NotPublishedError, approval_of
from portal.authoring.roles import contributors, may_approve, roles_of
from portal.authoring.trying import address


class Desk:
    """A draft before one person, with the forms that they may fill in; a form keeps its errors."""

    def __init__(self, found: LawObject, user: Any) -> None:
        self.found = found
        self.user = user
        self.draft = found.draft()
        self._forms: dict[str, Any] = {}

    @cached_property
    def report(self) -> Report:
        return report(self.draft)

    @cached_property
    def state(self) -> WorkflowState | None:
        return self.found.current_workflow_state

    @property
    def waits(self) -> bool:
        return self.state is not None and self.state.status == WorkflowState.STATUS_IN_PROGRESS

    @property
    def may_submit(self) -> bool:
        writes = roles_of(self.user).may_write(self.found.desk_id)
        return writes and not self.waits and not self.found.approved_schedule and self.is_draft

    @property
    def may_approve(self) -> bool:
        return self.waits and may_approve(self.user, self.found)

    @property
    def may_take_back(self) -> bool:
        return self.waits and roles_of(self.user).may_write(self.found.desk_id)

    @property
    def wrote_on_it(self) -> bool:
        """An approver of the desk who may not approve this draft, and is told why."""
        approves = self.found.desk_id in roles_of(self.user).approves_for
        return self.waits and approves and not self.may_approve

    @property
    def is_draft(self) -> bool:
        return self.found.has_unpublished_changes or not self.found.live

    @property
    def why(self) -> str:
        """Why the law changes, as the submitter said it."""
        newest = Submission.objects.of(self.found).order_by("-made_at", "-pk").first()
        return newest.why if newest else ""

    def why_form(self, data: Any = None) -> WhyForm:
        return self._form("why", lambda: WhyForm(data, initial={"why": self.why}, prefix="submit"))

    def approval_form(self, data: Any = None) -> ApprovalForm:
        initial = {"why": self.why, "sha256": self.report.sha256}
        return self._form(
            "approval",
            lambda: ApprovalForm(data, initial=initial, blocking=self.report.blocking, prefix="approve"),
        )

    def comment_form(self, data: Any = None) -> CommentForm:
        return self._form("comment", lambda: CommentForm(data, prefix="back"))

    def _form(self, name: str, make: Any) -> Any:
        if name not in self._forms:
            self._forms[name] = make()
        return self._forms[name]

    def forget_forms(self) -> None:
        """What was typed was about another draft: the forms are empty again, and about this one."""
        self._forms.clear()

    @cached_property
    def approved(self) -> bool:
        """Whether exactly this draft is approved and only waits for its day."""
        try:
            approval_of(self.draft)
        except NotPublishedError:
            return False
        return True


def gate_context(request: HttpRequest, desk: Desk) -> dict[str, Any]:
    """What the template needs."""
    viewset = desk.found.snippet_viewset
    pk = desk.found.pk
    urls = {
        "edit_url": reverse(viewset.get_url_name("edit"), args=[pk]),
        "list_url": reverse(viewset.get_url_name("list")),
        "history_url": reverse(viewset.get_url_name("history"), args=[pk]),
        "compare_url": reverse(viewset.get_url_name("revisions_compare"), args=[pk, "live", "latest"]),
        "try_url": address(desk.draft, "check/"),
    }
    report = desk.report
    form = desk.approval_form() if desk.may_approve else None
    turned = [(each, _reason(form, f"scenario:{each.key}")) for each in report.blocking.turned]
    untested = [(each, _reason(form, f"rule:{each.name}")) for each in report.blocking.untested]
    return {
        **urls,
        "desk": desk,
        "object": desk.draft,
        "report": report,
        "turned": turned,
        "untested": untested,
        "contributors": len(contributors(desk.found)),
        "approval_form": form,
        "why_form": desk.why_form() if desk.may_submit else None,
        "comment_form": desk.comment_form() if desk.may_approve else None,
    }


def _reason(form: ApprovalForm | None, name: str) -> Any:
    return form.reason_for(name) if form else None
