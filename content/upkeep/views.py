"""The page in the admin on which somebody confirms that a page of law still holds."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from content.pages import LawPage
from content.upkeep.confirming import NotConfirmedError, confirm, may_confirm, obstacle
from content.upkeep.reasons import told_of
from content.upkeep.report import edit_url


def checked_today(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask, with all that is to be said of the page; then confirm."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not isinstance(page, LawPage) or not may_confirm(request.user):
        raise PermissionDenied
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    why_not = obstacle(page, request.user)
    if request.method == "POST" and not why_not:
        try:
            is_live = confirm(page.pk, by=request.user)
        except NotConfirmedError as refusal:
            why_not = str(refusal)
        else:
            messages.success(request, _said(is_live))
            return redirect(edit_url(page))
    told = {"page": page, "why_not": why_not, "sentences": told_of(page), "moved": page.law_moved}
    told |= {"edit_url": edit_url(page), "page_title": _("Checked today"), "header_icon": "calendar-check"}
    status = 422 if request.method == "POST" else 200
    return render(request, "content/upkeep/checked_today.html", told, status=status)


def _said(is_live: bool) -> str:
    if is_live:
        return _("Confirmed. The page says that it was checked today.")
    return _(
        "Submitted. The law of the page had changed, so a legal reviewer and a publisher look at it too."
    )
