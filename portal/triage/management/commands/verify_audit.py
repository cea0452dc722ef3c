"""`manage.py verify_audit`: whether the audit is whole. It tells numbers only, and ends with 1 if not."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.triage import audit
from portal.triage.auditing import anchors
from portal.triage.retention import guards


class Command(BaseCommand):
    help = "Verify the chain of the audit, its triggers and, with --anchor, notes of where it stood."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--anchor", type=Path, help="a file of anchors, as the daily job writes and mails them"
        )

    def handle(self, *args: Any, anchor: Path | None, **options: Any) -> None:
        faults = [f"{each.number} {each.why}" for each in anchors.verify()]
        if anchor:
            try:
                faults += [f"{number} not as anchored" for number in anchors.not_in_the_chain(anchor)]
            except anchors.NoAnchorsError as why:
                raise CommandError(f"No file of anchors: {why}") from why
        faults += [f"trigger {name} is missing" for name in guards.missing()]
        for fault in faults:
            self.stdout.write(fault)
        if faults:
            raise CommandError(f"The audit is broken: {len(faults)} place(s).")
        self.stdout.write(f"The audit is whole: {audit.standing()[0]} entries.")
