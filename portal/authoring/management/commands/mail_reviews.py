"""Mails each desk's writers what has to be looked at again; the clock does it every Monday."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from portal.authoring.overview.mailing import mail_reviews


class Command(BaseCommand):
    help = "Mail the reviews that are due to everybody who may write them."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Mails posted: {mail_reviews()}.")
