"""The one place where it is decided whether a request knows an account of staff.

Staff are known only in a session that passed the second factor and that the clock has not ended. Without
that, such a session is nobody: its owner sees public pages as the public does, and from the staff area is led
to the page where a second factor is set up or confirmed. Accounts that are no staff are not concerned.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import auth, messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from portal.accounts import asking, clock, evidence, factors, staff
from portal.accounts.receivers import tell
from portal.accounts.signals import Kind
from portal.web import cookies

SET_UP = frozenset(
    {
        *("account_logout", "account_reauthenticate", "mfa_activate_totp", "mfa_add_webauthn"),
        *("mfa_view_recovery_codes", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"),
    }
)
"""All that somebody of staff reaches before the second factor."""
BY_ITSELF = frozenset(
    {"wagtailadmin_editing_sessions:ping", "wagtailadmin_editing_sessions:release", "session_left"}
)
"""What an open tab asks without its person doing anything: it keeps no session alive."""
SIGN_IN = "account_login"
_STANDING = "standing_at_the_door"


class Standing(Enum):
    NOBODY = auto()
    NO_STAFF = auto()
    ENDED = auto()
    HALF_WAY = auto()
    """Signed in, but not by a second factor in this session."""
    STAFF = auto()


class StaffDoor:
    """Stands behind Django's own middleware of sessions, accounts and messages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        name = settings.SESSION_COOKIE_NAME
        if name in request.COOKIES:
            planted = request.COOKIES[name] != cookies.only_value(request, name)
            claimed = AnonymousUser() if planted else request.user
            vars(request)["claimed_user"] = claimed
            # Looked at only when a view asks who it is, so that public pages cost nothing.
            vars(request)["user"] = SimpleLazyObject(partial(_known, request, claimed))
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        claimed = vars(request).get("claimed_user")
        name = request.resolver_match.view_name if request.resolver_match else ""
        in_staff_area = request.path_info.startswith(settings.STAFF_PATH)
        if claimed is None or not (in_staff_area or request.path_info.startswith(settings.ACCOUNT_PATH)):
            return None
        standing = _standing(request, claimed)
        if standing in {Standing.STAFF, Standing.HALF_WAY} and name not in BY_ITSELF:
            clock.touch(request.session)
        if standing is Standing.HALF_WAY and name in SET_UP:
            vars(request)["user"] = claimed
        elif standing is Standing.HALF_WAY and (in_staff_area or name == SIGN_IN):
            return _lead(request, claimed)
        return None


def _standing(request: HttpRequest, claimed: Any) -> Standing:
    if _STANDING not in vars(request):
        vars(request)[_STANDING] = _look(request, claimed)
    found: Standing = vars(request)[_STANDING]
    return found


def _look(request: HttpRequest, claimed: Any) -> Standing:
    if not claimed.is_authenticated:
        return Standing.NOBODY
    if not staff.is_staff(claimed):
        return Standing.NO_STAFF
    if not clock.left(request.session):
        _end(request, claimed)
        return Standing.ENDED
    passed = evidence.passed_at(request, claimed) is not None
    return Standing.STAFF if passed else Standing.HALF_WAY


def _known(request: HttpRequest, claimed: Any) -> Any:
    if _standing(request, claimed) in {Standing.NO_STAFF, Standing.STAFF}:
        return claimed
    return AnonymousUser()


def _end(request: HttpRequest, claimed: Any) -> None:
    vars(request)["user"] = claimed  # first: whoever records this asks the request who acts
    tell(Kind.SESSION_ENDED, claimed)
    auth.logout(request)
    if request.path_info.startswith((settings.STAFF_PATH, settings.ACCOUNT_PATH)):
        messages.info(request, _("Your session has ended, to keep your account safe. Sign in again."))


def _lead(request: HttpRequest, claimed: Any) -> HttpResponseBase:
    """To the page where the second factor is set up or confirmed, and from there to what was asked for."""
    if asking.is_fetch(request):
        return JsonResponse({"error": _("A second step is needed to sign in.")}, status=403)
    asked = request.get_full_path() if request.method == "GET" else settings.STAFF_PATH
    if request.path_info.startswith(settings.ACCOUNT_PATH):
        asked = request.GET.get(auth.REDIRECT_FIELD_NAME, settings.STAFF_PATH)
    if factors.has_one(claimed):
        return redirect(asking.confirm_url(claimed, asked))
    asking.remember(request, asked)
    return redirect("mfa_activate_totp")
