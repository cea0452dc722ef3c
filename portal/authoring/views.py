"""The room's own pages in the admin: the gate of a draft, and the draft tried by its author."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_safe
from wagtail.admin import messages

from portal.authoring import trying
from portal.authoring.law import KINDS
from portal.authoring.objects.base import LawObject
from portal.authoring.review.notices import gate_url
from portal.authoring.roles import roles_of


def law_object(request: HttpRequest, model_name: str, pk: int) -> LawObject:
    """The object of an address, for whoever may read the law; raises 404 or ``PermissionDenied``."""
    if not roles_of(request.user).may_read:
        raise PermissionDenied
    kind = {each._meta.model_name: each for each in KINDS}.get(model_name)
    found = (
        kind._default_manager.select_related("desk", "latest_revision").filter(pk=pk).first()
        if kind
        else None
    )
    if found is None:
        raise Http404
    return found


@require_safe
def try_draft(request: HttpRequest, model_name: str, pk: int, path: str) -> HttpResponseBase:
    """A public page as it would be if the draft were law."""
    found = law_object(request, model_name, pk)
    try:
        return trying.serve(request, found.draft(), path)
    except trying.NotReadyError as fault:
        messages.error(request, str(fault))
        return redirect(gate_url(found))
