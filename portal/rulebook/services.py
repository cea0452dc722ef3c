"""What may happen to the law: an edition is made of a rulebook."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction

from portal.rulebook import queries
from portal.rulebook.models import Edition
from portal.rulebook.starter_reader import read_rulebook
from portal.rules.check import faults
from portal.rules.codec import encode, fingerprint
from portal.rules.law import Rulebook

STARTER = Path(__file__).parent / "starter"


class FaultyRulebookError(ValueError):
    """A rulebook with faults is never published; the message lists them, one a line."""


@transaction.atomic
def mint_edition(*, book: Rulebook, note: str) -> tuple[Edition, bool]:
    """Keep a rulebook as the newest edition.

    Returns the edition and whether it is new: the same law as the newest edition makes no other.
    Raises ``FaultyRulebookError`` when its rules cannot be read together without a gap or a loop.
    """
    if found := faults(book):
        raise FaultyRulebookError("\n".join(found))
    body = encode(book)
    sha256 = fingerprint(body)
    newest = Edition.objects.newest_first().first()
    if newest and newest.sha256 == sha256:
        return newest, False
    edition = Edition.objects.create(
        number=newest.number + 1 if newest else 1,
        sha256=sha256,
        previous_sha256=newest.sha256 if newest else "",
        body=body,
        note=note,
    )
    transaction.on_commit(queries.forget_current_edition)
    return edition, True


def load_starter(folder: Path = STARTER) -> tuple[Edition, bool]:
    """Make an edition of the starter files. Loading the same files again changes nothing."""
    return mint_edition(book=read_rulebook(folder), note="The starter rulebook")
