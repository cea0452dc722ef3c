"""`manage.py index_library`: makes the index of the search again, at any time."""

from typing import Any

from django.core.management.base import BaseCommand

from content.finding.keeping import index_all


class Command(BaseCommand):
    help = "Index all pages, words, kinds of goods and agencies for the search."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{index_all()} things can be found.")
