"""`manage.py load_notices`: the notices beside the report and the other doors. What staff wrote stays."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.reports import notices


class Command(BaseCommand):
    help = "Make the notices beside the report and the other doors where they are absent."

    def handle(self, *args: Any, **options: Any) -> None:
        made = notices.load_starter()
        self.stdout.write(f"Made {made} notice(s) and door(s)." if made else "The notices are there already.")
