"""How allauth's second factors behave here."""

from __future__ import annotations

from typing import Any

import qrcode
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage

from portal.accounts import factors, sealing, staff


class FactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("That did not work. Check the code, or wait for the next one, and try again."),
        "cannot_delete_authenticator": _(
            "This is your last second step. Add another one first, then you can remove this one."
        ),
    }

    def encrypt(self, text: str) -> str:
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.unseal(encrypted_text)

    def build_totp_svg(self, url: str) -> str:
        """A picture to stand in a page: no XML head, no size in millimeters."""
        drawn = qrcode.make(url, image_factory=SvgPathFillImage, border=2)
        text: str = drawn.to_string(encoding="unicode")
        return text

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Staff keep one at all times."""
        return not (staff.is_staff(authenticator.user) and factors.is_last(authenticator))

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:  # noqa: A002
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey %(number)s") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, Any]:
        return {"id": settings.PASSKEY_HOST, "name": settings.SITE_NAME}
