"""What is done in the background: everything told anew after a new edition, and when a day begins."""

from __future__ import annotations

from uuid import UUID

from content.sharing.keeping import follow_all, follow_if_due
from portal.delivery.handlers import Payload

__all__ = ["follow_all_again", "follow_if_due"]


def follow_all_again(payload: Payload, number: UUID) -> None:
    """Carry out what a new edition of the law asked for."""
    follow_all()
