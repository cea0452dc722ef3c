"""`manage.py load_offices`: the offices that can act on a report. What staff wrote stays."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.triage import offices


class Command(BaseCommand):
    help = "Make the offices that reports are referred to where they are absent."

    def handle(self, *args: Any, **options: Any) -> None:
        made = offices.load_starter()
        self.stdout.write(f"Made {made} office(s)." if made else "The offices are there already.")
