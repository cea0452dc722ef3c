"""What may happen to the law: an edition is made of a rulebook."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import override

from portal.rulebook import queries
from portal.rulebook.changes import changes
from portal.rulebook.models import Edition
from portal.rulebook.wording import FIRST_LANGUAGE
from portal.rules.check import faults
from portal.rules.codec import decode, encode, fingerprint
from portal.rules.law import Rulebook


class FaultyRulebookError(ValueError):
    """A rulebook with faults is never published; the message lists them, one a line."""


@transaction.atomic
def mint_edition(
    *, book: Rulebook, note: str, made_by: Any = None, approved_by: Any = None
) -> tuple[Edition, bool]:
    """Keep a rulebook as the newest edition, with what changed since the one before in plain words.

    Returns the edition and whether it is new: the same law as the newest edition makes no other.
    Raises ``FaultyRulebookError`` when its rules cannot be read together without a gap or a loop.
    """
    if found := faults(book):
        raise FaultyRulebookError("\n".join(found))
    body = encode(book)
    sha256 = fingerprint(body)
    # Whoever else mints waits here, and then sees this edition.
    Edition.objects.select_for_update().order_by("number").first()
    newest = Edition.objects.newest_first().first()
    if newest and newest.sha256 == sha256:
        return newest, False
    edition = Edition.objects.create(
        number=newest.number + 1 if newest else 1,
        sha256=sha256,
        previous_sha256=newest.sha256 if newest else "",
        body=body,
        note=note,
        changes=_change_list(newest, book),
        made_by=made_by,
        approved_by=approved_by,
    )
    transaction.on_commit(queries.forget_current_edition)
    return edition, True


def _change_list(newest: Edition | None, book: Rulebook) -> list[str]:
    """What changed since an edition, in plain words, a sentence each."""
    with override(FIRST_LANGUAGE):
        found = changes(decode(newest.body) if newest else None, book)
    return [" ".join([change.sentence, *change.lines]) for change in found]
