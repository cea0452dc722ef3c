"""How allauth's accounts behave here."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import HttpRequest
from django.urls import reverse

from portal.accounts import clock, evidence, factors
from portal.web import limits

FACTORS = "allauth.mfa"
BY_PASSWORD = "reauthenticate"  # noqa: S105  # allauth's name of the way


class StaffAccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by staff, so nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link in a mail names our own address, whatever the request called us."""
        link: str = super().get_reset_password_from_key_url(key)
        return f"{settings.SITE_URL}{urlsplit(link).path}"

    def get_client_ip(self, request: HttpRequest) -> str:
        """What tries are counted by: the neighbourhood, as our own proxies saw it. Mails do not name it."""
        return limits.neighbourhood(request) or "0.0.0.0"  # noqa: S104  # a local socket has no address

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_login")

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, Any]]:
        """Whoever has a second factor is asked for that, never for the password alone."""
        ways: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if not (user.is_authenticated and factors.has_one(user)):
            return ways
        has_app = factors.main_ones(user).filter(type=factors.Type.TOTP).exists()
        stronger = [way for way in ways if way["id"] != BY_PASSWORD]
        return stronger if has_app else sorted(stronger, key=lambda way: "webauthn" not in way["id"])

    def is_reauthentication_required(self, *, app: str, **rest: Any) -> bool:
        """A whole sign-in a moment ago is as fresh as a confirmation."""
        request = self.request
        if app != FACTORS or request is None or not request.user.is_authenticated:
            return True
        if factors.has_one(request.user):
            return not evidence.is_fresh(request, request.user)
        return not clock.began_lately(request.session, evidence.LATELY.total_seconds())
