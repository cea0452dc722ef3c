"""What a report is found by: words and marks of it, kept as keyed digests."""

from __future__ import annotations

from uuid import UUID

from portal.delivery.handlers import Payload


def index(payload: Payload, number: UUID) -> None:
    """Make the terms of a report's case anew."""
