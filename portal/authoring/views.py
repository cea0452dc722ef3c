"""The room's own pages in the admin: the gate of a draft, and the draft tried by its author."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from portal.authoring import trying
from portal.authoring.gate.page import Desk, gate_context
from portal.authoring.law import KINDS
from portal.authoring.objects.base import LawObject
from portal.authoring.review import approving
from portal.authoring.review.notices import gate_url
from portal.authoring.review.publishing import NotPublishedError
from portal.authoring.roles import roles_of


def law_object(request: HttpRequest, model_name: str, pk: int) -> LawObject:
    """The object of an address, for whoever may read the law; raises 404 or ``PermissionDenied``."""
    if not roles_of(request.user).may_read:
        raise PermissionDenied
    kind = {each._meta.model_name: each for each in KINDS}.get(model_name)
    if kind is None:
        raise Http404
    return get_object_or_404(kind._default_manager.select_related("desk", "latest_revision"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def gate(request: HttpRequest, model_name: str, pk: int) -> HttpResponse:
    """What blocks a draft and exactly what it changes; from here it is submitted, approved or sent back."""
    found = law_object(request, model_name, pk)
    desk = Desk(found, request.user)
    if request.method == "POST":
        done = ACTIONS.get(request.POST.get("action", ""), _nothing)(request, desk)
        if done:
            messages.success(request, done)
            return redirect(gate_url(found))
    status = 422 if request.method == "POST" else 200
    return render(request, "authoring/gate.html", gate_context(request, desk), status=status)


def _submit(request: HttpRequest, desk: Desk) -> str:
    form = desk.why_form(request.POST)
    if not form.is_valid():
        return ""
    try:
        approving.submit(desk.found, by=request.user, why=form.cleaned_data["why"])
    except approving.NotSubmittedError as refusal:
        messages.error(request, str(refusal))
        return ""
    return _("Submitted. An approver of the desk who did not write on it is told.")


def _approve(request: HttpRequest, desk: Desk) -> str:
    form = desk.approval_form(request.POST)
    if not form.is_valid():
        return ""
    told = form.cleaned_data
    try:
        approving.approve(
            desk.found, sha256=told["sha256"], by=request.user, why=told["why"], accepted=form.accepted
        )
    except NotPublishedError as refusal:
        messages.error(request, str(refusal))
        if isinstance(refusal, approving.ChangedSinceError):
            desk.forget_forms()
        return ""
    return _("Approved.")


def _send_back(request: HttpRequest, desk: Desk) -> str:
    form = desk.comment_form(request.POST)
    if not form.is_valid():
        return ""
    approving.ask_for_changes(desk.found, by=request.user, comment=form.cleaned_data["comment"])
    return _("Sent back to its writers.")


def _take_back(request: HttpRequest, desk: Desk) -> str:
    approving.take_back(desk.found, by=request.user)
    return _("Taken back. The draft can be edited again.")


def _nothing(request: HttpRequest, desk: Desk) -> str:
    return ""


ACTIONS = {"submit": _submit, "approve": _approve, "send-back": _send_back, "take-back": _take_back}


@require_safe
def try_draft(request: HttpRequest, model_name: str, pk: int, path: str) -> HttpResponseBase:
    """A public page as it would be if the draft were law."""
    found = law_object(request, model_name, pk)
    try:
        return trying.serve(request, found.draft(), path)
    except trying.NotReadyError as fault:
        messages.error(request, str(fault))
        return redirect(gate_url(found))
