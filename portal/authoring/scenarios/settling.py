"""After a publication: accepted answers become what scenarios expect."""

from __future__ import annotations

from collections.abc import Iterable

from portal.authoring.objects.base import LawObject
from portal.authoring.records import Approval
from portal.authoring.scenarios.running import Turned


def settle(proposed: LawObject, turned: Iterable[Turned], approval: Approval) -> None:
    """Take the new answers of accepted scenarios over, and let the draft's own scenarios count for all."""
