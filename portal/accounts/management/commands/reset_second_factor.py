"""For somebody who lost phone, passkey and recovery codes. Make sure who asks: this opens the way in."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.accounts.models import User
from portal.accounts.resetting import reset_second_factor


class Command(BaseCommand):
    help = (
        "Removes an account's app, passkeys and recovery codes, ends its sessions and mails its owner. "
        "The next sign-in, by the password, sets up a new second step."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address the account is known by")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            raise CommandError("There is no account with this address.")
        removed = reset_second_factor(user)
        self.stdout.write(
            f"Second factors removed: {removed}. All sessions are ended, and the owner is told."
        )
