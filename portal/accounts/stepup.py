"""Asking for the second factor again before an act that must not be done from an unlocked screen.

    @confirmed_lately
    def reveal(request, ref): ...

    class Dispose(StaffPage):
        dispatch = method_decorator(confirmed_lately)(StaffPage.dispatch)

Whoever passed the second factor in this session within the last five minutes (``evidence.LATELY``), at the
sign-in too, goes on. Others are asked for it, by the app, a passkey or a recovery code, never by the password
alone, and come back to the same page:

* Looking (GET): decorate the page that shows the form, too, so that people are asked before they type.
* Sending (POST): nothing is done; they come back to the page that showed the form, with a message.
* By script: 403 with ``{"confirm": address}``, to which the script sends the person.

Django's and the room's own rights are asked besides; this decorator gives none. Put it inside those, so that
nobody is asked to confirm what they may not do.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from portal.accounts import asking, evidence, factors

View = Callable[..., HttpResponseBase]


def is_confirmed(request: HttpRequest) -> bool:
    """Whether the person before the screen passed the second factor within the last five minutes."""
    return request.user.is_authenticated and evidence.is_fresh(request, request.user)


def ask_again(request: HttpRequest) -> HttpResponseBase:
    """What to answer when it was not. Raises ``PermissionDenied`` for accounts without a second factor."""
    if not (request.user.is_authenticated and factors.has_one(request.user)):
        raise PermissionDenied
    address = asking.confirm_url(request.user, asking.page_behind(request))
    if asking.is_fetch(request):
        return JsonResponse({"confirm": address}, status=403)
    if request.method not in {"GET", "HEAD"}:
        messages.warning(
            request, _("Nothing was done yet. Confirm that it is you, then send the form again.")
        )
    return redirect(address)


def confirmed_lately(view: View) -> View:
    """Decorate a view for people who confirmed by their second factor within the last five minutes."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs) if is_confirmed(request) else ask_again(request)

    vars(wrapped)["asks_second_factor"] = True
    return wrapped
