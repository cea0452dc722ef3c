"""How allauth behaves here."""

from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest


class StaffAccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by staff, so nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link in a mail names our own address, whatever the request called us."""
        link: str = super().get_reset_password_from_key_url(key)
        return f"{settings.SITE_URL}{urlsplit(link).path}"
