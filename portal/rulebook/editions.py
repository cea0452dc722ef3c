"""What the public may read of editions: which there are, and the very text that each hash stands for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from portal.rulebook.models import Edition, EditionQuerySet
from portal.rulebook.queries import NoEditionError

SHOWN = ("number", "sha256", "previous_sha256", "made_at", "note", "changes")


@dataclass(frozen=True, slots=True)
class Published:
    """One edition as the list of editions tells it: why (``note``) and what changed in plain words.

    ``current``: no newer one exists.
    """

    number: int
    sha256: str
    previous_sha256: str
    made_at: datetime
    note: str
    changes: list[str]
    current: bool


def published_editions() -> list[Published]:
    """Every edition, the newest first."""
    rows = _editions().newest_first().values(*SHOWN)
    return [Published(**row, current=not place) for place, row in enumerate(rows)]


def published_edition(number: int) -> Published:
    """One edition; raises ``NoEditionError``."""
    row = _editions().filter(number=number).values(*SHOWN).first()
    if row is None:
        raise NoEditionError(_("There is no edition %(number)s.") % {"number": number})
    return Published(**row, current=not _editions().filter(number__gt=number).exists())


def canonical_text(number: int) -> str:
    """The text of an edition, of which its SHA-256 is the hash; raises ``NoEditionError``."""
    body: str | None = _editions().filter(number=number).values_list("body", flat=True).first()
    if body is None:
        raise NoEditionError(_("There is no edition %(number)s.") % {"number": number})
    return body


def _editions() -> EditionQuerySet:
    return Edition.objects.all()
