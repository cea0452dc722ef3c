"""The pages of the sign-in: allauth's, with what our templates need and what staff may not do."""

from __future__ import annotations

from typing import Any

from allauth.account import views as account_views
from allauth.account.internal.stagekit import clear_login
from allauth.account.stages import LoginStageController
from allauth.mfa.base import views as base_views
from allauth.mfa.recovery_codes import views as code_views
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.totp import views as app_views
from allauth.mfa.webauthn import views as passkey_views
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts import asking, clock, factors, passkeys, sessions, staff
from portal.accounts.factor_adapter import FactorAdapter
from portal.accounts.models import User
from portal.accounts.receivers import tell
from portal.accounts.signals import Kind


class _SaysWherePasskeysWork:
    request: HttpRequest

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        here = passkeys.work_here(self.request)
        address = "" if here else passkeys.elsewhere(self.request)
        told: dict[str, Any] = super().get_context_data(**given)  # type: ignore[misc]
        return told | {"passkeys_work": here, "passkeys_work_at": address}


class Login(_SaysWherePasskeysWork, account_views.LoginView):
    pass


class Authenticate(_SaysWherePasskeysWork, base_views.AuthenticateView):
    """The second step of a sign-in, by a code or a passkey on one page."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Whoever waits here while an operator resets the second step begins anew."""
        stage = LoginStageController.enter(request, AuthenticateStage.key)
        if stage and not factors.has_one(stage.login.user):
            clear_login(request)
            return redirect("account_login")
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        ways = factors.main_ones(self.stage.login.user).values_list("type", flat=True)
        has_passkey, has_app = factors.Type.WEBAUTHN in ways, factors.Type.TOTP in ways
        return super().get_context_data(**given) | {"has_passkey": has_passkey, "has_app": has_app}


class Index(_SaysWherePasskeysWork, base_views.IndexView):
    def get_context_data(self, **given: Any) -> dict[str, Any]:
        user = _owner(self.request)
        return super().get_context_data(**given) | {
            "must_keep_one": staff.is_staff(user),
            "number_of_factors": factors.main_ones(user).count(),
        }


class ActivateApp(_SaysWherePasskeysWork, app_views.ActivateTOTPView):
    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        factors.mark_used(_owner(self.request), form.cleaned_data["code"])
        return answer

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        told: dict[str, Any] = super().get_context_data(**given)
        secret = told["form"].secret
        groups = [secret[start : start + 4] for start in range(0, len(secret), 4)]
        return told | {"must_set_up": _must_set_up(self.request), "secret_in_groups": " ".join(groups)}


class AddPasskey(_SaysWherePasskeysWork, passkey_views.AddWebAuthnView):
    def get_context_data(self, **given: Any) -> dict[str, Any]:
        return super().get_context_data(**given) | {"must_set_up": _must_set_up(self.request)}


class RecoveryCodes(code_views.ViewRecoveryCodesView):
    def get_context_data(self, **given: Any) -> dict[str, Any]:
        told: dict[str, Any] = super().get_context_data(**given)
        return told | {
            "go_on": asking.remembered(self.request),
            "is_staff": staff.is_staff(self.request.user),
        }


class _KeepsTheLast:
    """Removes a factor, unless it is the last one of somebody of staff; asked under a lock."""

    request: HttpRequest

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            factors.lock(_owner(self.request))
            if not FactorAdapter().can_delete_authenticator(self.goes()):
                messages.error(self.request, FactorAdapter.error_messages["cannot_delete_authenticator"])
                return redirect("mfa_index")
            answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]
            return answer

    def goes(self) -> Any:
        raise NotImplementedError


class RemoveApp(_KeepsTheLast, app_views.DeactivateTOTPView):
    def goes(self) -> Any:
        return self.authenticator


class RemovePasskey(_KeepsTheLast, passkey_views.RemoveWebAuthnView):
    def goes(self) -> Any:
        return self.get_object()

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        may = FactorAdapter().can_delete_authenticator(self.object)
        return super().get_context_data(**given) | {"may_be_removed": may}


def _owner(request: HttpRequest) -> User:
    user: Any = request.user  # each of these pages is for people who signed in
    found: User = user
    return found


def _must_set_up(request: HttpRequest) -> bool:
    return staff.is_staff(request.user) and not factors.has_one(_owner(request))


@login_required
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponseBase:
    user = _owner(request)
    sessions.end_others(request, user)
    tell(Kind.OTHER_SESSIONS_ENDED, user)
    messages.success(request, _("You are signed out everywhere but here."))
    return redirect("mfa_index")


@require_http_methods(["GET", "POST"])
def session_left(request: HttpRequest) -> HttpResponseBase:
    """For the notice in the admin: seconds that are left. Asking changes nothing; sending is an act.

    The token lets a page that was open before somebody signed in again still send its form.
    """
    user = request.user
    if not user.is_authenticated or not staff.is_staff(user):
        return JsonResponse({"left": 0, "at_most": 0})
    if request.method == "POST":
        clock.touch(request.session)
    left, at_most = clock.left(request.session), clock.left_at_most(request.session)
    told = {"left": int(left), "at_most": int(at_most), "who": user.pk, "token": get_token(request)}
    return JsonResponse(told)


def start(request: HttpRequest) -> HttpResponseBase:
    return redirect("mfa_index" if request.user.is_authenticated else "account_login")


def closed(request: HttpRequest, **rest: Any) -> HttpResponseBase:
    """What the library has pages for and this service does not offer."""
    raise Http404
