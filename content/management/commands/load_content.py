"""`manage.py load_content`: the starter pages. What an editor has since written stays."""

from typing import Any

from django.core.management.base import BaseCommand

from content import services


class Command(BaseCommand):
    help = "Make the starter pages where they are absent."

    def handle(self, *args: Any, **options: Any) -> None:
        made = services.load_starter()
        self.stdout.write(f"Made {made} starter page(s)." if made else "The starter pages are there already.")
