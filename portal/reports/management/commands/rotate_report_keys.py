"""`manage.py rotate_report_keys`: after a new first key was set, no report needs the older ones any more."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.reports import sealing, services


class Command(BaseCommand):
    help = "Seal the keys of all reports anew with the first of ENTRYWISE_REPORT_KEYS. Can be run again."

    def handle(self, *args: Any, **options: Any) -> None:
        done = services.rotate()
        first = sealing.keys()[0].name
        self.stdout.write(f"{done} reports were sealed anew; all of them open with the key {first} now.")
