"""What is done in the background: the whole index again, and old searches without results forgotten."""

from __future__ import annotations

from uuid import UUID

from content.finding.engines import mirror
from content.finding.keeping import index_all
from content.finding.misses import forget_old_misses
from portal.delivery.handlers import Payload

__all__ = ["forget_old_misses", "index_all", "index_all_again", "mirror_again"]


def index_all_again(payload: Payload, number: UUID) -> None:
    """Carry out what a new edition of the law asked for."""
    index_all()


def mirror_again(payload: Payload, number: UUID) -> None:
    """Bring OpenSearch in step after entries changed. It is tried again while the server does not answer."""
    mirror()
