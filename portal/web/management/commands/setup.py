"""`manage.py setup`: all that a fresh or an updated database needs. Running it again changes nothing."""

from typing import Any

from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand

# The law first: pages may name it.
LOADERS = {
    "load_rulebook": "Loading the starter rulebook",
    "load_content": "Loading the starter pages",
    "load_notices": "Loading the notices beside the report",
    "load_offices": "Loading the offices that reports are referred to",
}


class Command(BaseCommand):
    help = "Bring the database up to date: migrations, the starter rulebook, the starter pages."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write("Updating the database")
        call_command("migrate", verbosity=0, interactive=False)
        for command, words in LOADERS.items():
            if command in get_commands():
                self.stdout.write(words)
                call_command(command, stdout=self.stdout, stderr=self.stderr)
