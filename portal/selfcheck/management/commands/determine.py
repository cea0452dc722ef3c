"""Determinations in bulk: one JSON object a line in, one a line out, in the same order."""

from __future__ import annotations

import io
import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.rulebook.queries import NoEditionError, current_edition, edition
from portal.selfcheck.bulk import Bulk, answer_all


class Command(BaseCommand):
    help = (
        "Determine shipments: reads lines {'id': ..., 'shipment': {...}} from standard input and writes one "
        "determination a line. A line that cannot be read gives an error that names its field; then the "
        "command ends with 1."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--edition", type=int, help="decide on this edition instead of the newest")
        parser.add_argument("--indent", type=int, help="indent each determination, for reading")
        parser.add_argument("--jobs", type=int, help="processes to use; one for each core unless told")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            number = options["edition"]
            loaded = edition(number) if number is not None else current_edition()
        except NoEditionError as error:
            raise CommandError(str(error)) from error
        if isinstance(sys.stdin, io.TextIOWrapper):
            sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # a stray byte spoils its line only
        all_read = True
        for text, is_read in answer_all(sys.stdin, Bulk(loaded, timezone.localdate()), jobs=options["jobs"]):
            all_read = all_read and is_read
            if options["indent"] is not None:
                text = json.dumps(json.loads(text), indent=options["indent"])
            sys.stdout.write(text + "\n")
        sys.stdout.flush()
        if not all_read:
            sys.exit(1)
