"""The forms of the second step: codes that work once, and passkeys that were used on our own pages."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter as account_adapter
from allauth.core import context, ratelimit
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms

from portal.accounts import factors, passkeys

_BY_DAY = "second_factor"


class _WorksOnce:
    """Takes a code by `factors.take_code`, and bounds the wrong ones of an account by the day as well."""

    user: Any
    cleaned_data: dict[str, Any]
    authenticator: Authenticator

    def clean_code(self) -> str:
        allow_again = check_rate_limit(self.user)
        by_day = {"action": _BY_DAY, "key": f"user-{self.user.pk}"}
        if not ratelimit.consume(context.request, **by_day, dry_run=True):
            raise account_adapter().validation_error("too_many_login_attempts")
        code = str(self.cleaned_data["code"])
        taken = factors.take_code(self.user, code)
        if taken is None:
            ratelimit.consume(context.request, **by_day)
            typed = Authenticator.objects.filter(user=self.user).exclude(type=factors.Type.WEBAUTHN)
            if meant := typed.order_by("-type").first():
                self._emit_authentication_failed(meant)
            raise get_adapter().validation_error("incorrect_code")
        allow_again()
        taken.user = self.user
        self.authenticator = taken
        return code

    def _emit_authentication_failed(self, authenticator: Authenticator) -> None:
        raise NotImplementedError


class CodeForm(_WorksOnce, AuthenticateForm):
    _emit_authentication_failed = AuthenticateForm._emit_authentication_failed


class CodeAgainForm(_WorksOnce, ReauthenticateForm):
    _emit_authentication_failed = ReauthenticateForm._emit_authentication_failed


class _Answer(forms.JSONField):
    """What a browser answers. Django's field breaks on brackets that are nested without end."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except RecursionError:
            raise get_adapter().validation_error("incorrect_code") from None


class _FromOurPages:
    cleaned_data: dict[str, Any]

    def clean_credential(self) -> Any:
        if not passkeys.is_ours(self.cleaned_data["credential"]):
            raise get_adapter().validation_error("incorrect_code")
        try:
            return super().clean_credential()  # type: ignore[misc]
        except (TypeError, KeyError, AttributeError, ValueError) as error:
            if hasattr(error, "error_list"):  # what a form says
                raise
            raise get_adapter().validation_error("incorrect_code") from error


class PasskeyForm(_FromOurPages, AuthenticateWebAuthnForm):
    credential = _Answer()


class PasskeyAgainForm(_FromOurPages, ReauthenticateWebAuthnForm):
    credential = _Answer()


class PasskeyAloneForm(_FromOurPages, LoginWebAuthnForm):
    credential = _Answer()


class NewPasskeyForm(AddWebAuthnForm):
    credential = _Answer()

    def clean(self) -> dict[str, Any]:
        """Any answer that no browser gives reads like a wrong one."""
        credential = self.cleaned_data.get("credential")
        if credential is not None and not passkeys.is_ours(credential):
            raise get_adapter().validation_error("incorrect_code")
        try:
            checked: dict[str, Any] = super().clean()
        except (TypeError, KeyError, AttributeError, ValueError) as error:
            raise get_adapter().validation_error("incorrect_code") from error
        return checked
