"""Works kept answers out again and tells where the engine now says otherwise."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.rulebook.queries import LoadedEdition, NoEditionError, current_edition, edition
from portal.selfcheck.kept import IN_A_READING
from portal.selfcheck.models import KeptAnswer, KeptAnswerQuerySet
from portal.selfcheck.replay import Replayed, replayed

LETTERS_SHOWN = 4
"""Of a code: enough to find the row, too few to open the answer."""


class Command(BaseCommand):
    help = (
        "Work out every kept answer again, on the edition that it was given under, and compare. Each "
        "difference is a line: the beginning of the code, the field, what only the answer then says and what "
        "only the answer now says. Ends with 1 if there is any. With --current the newest edition is asked "
        "instead; then a difference is news and no fault, and the command ends with 0."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--since", type=date.fromisoformat, help="only answers of this day or later")
        parser.add_argument("--edition", type=int, help="only answers that were given under this edition")
        parser.add_argument("--current", action="store_true", help="compare with the newest edition")

    def handle(self, *args: Any, **options: Any) -> None:
        asked, otherwise = 0, 0
        try:
            rows = _rows(options["since"], options["edition"])
            for number, again in _all(rows, current=options["current"]):
                asked += 1
                otherwise += bool(again.differences)
                for difference in again.differences:
                    self.stdout.write(f"{again.code[:LETTERS_SHOWN]}… edition {number}, {difference}")
        except NoEditionError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{asked} kept answers replayed, {otherwise} of them answered otherwise.")
        if otherwise and not options["current"]:
            sys.exit(1)


def _rows(since: date | None, number: int | None) -> KeptAnswerQuerySet:
    """The answers that were asked for; raises ``NoEditionError`` for an edition that never was."""
    rows = KeptAnswer.objects.order_by("pk")
    if since is not None:
        rows = rows.filter(asked_on__gte=since)
    return rows if number is None else rows.filter(edition_id=edition(number).number)


def _all(rows: KeptAnswerQuerySet, *, current: bool) -> Iterator[tuple[int, Replayed]]:
    """Edition by edition, so that each is made ready once, and a part of the rows at a time."""
    for number in rows.order_by("edition_id").values_list("edition_id", flat=True).distinct():
        asked: LoadedEdition = current_edition() if current else edition(number)
        of_edition = rows.filter(edition_id=number).iterator(chunk_size=IN_A_READING)
        yield from ((number, again) for again in replayed(of_edition, asked))
