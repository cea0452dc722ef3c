"""The law as it would be: everything that is published, with one object as its draft says."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from portal.authoring import law
from portal.authoring.objects.base import LawObject
from portal.rulebook.conditions_format import StarterError
from portal.rules.check import faults
from portal.rules.codec import encode, fingerprint
from portal.rules.law import Rulebook
from portal.rules.ready import Law

MOST_COMPILED = 2
MOST_NODES = 500_000
"""Room for the diagrams of a draft; the starter law needs 13,000. What needs more is no law to publish."""
_compiled: dict[str, Law] = {}


@dataclass(frozen=True)
class Candidate:
    """A rulebook that a draft would make. With faults there is no law to decide with."""

    book: Rulebook | None
    faults: tuple[str, ...]

    def law(self) -> Law | None:
        """The same law is compiled once: to look at it, to approve it and to publish it."""
        if self.book is None or self.faults:
            return None
        sha256 = self.sha256
        if sha256 not in _compiled:
            if len(_compiled) >= MOST_COMPILED:
                _compiled.clear()
            _compiled[sha256] = Law(self.book)
            _compiled[sha256].diagrams.room = MOST_NODES
        return _compiled[sha256]

    @cached_property
    def sha256(self) -> str:
        return fingerprint(encode(self.book)) if self.book is not None else ""


def candidate(proposed: LawObject) -> Candidate:
    """The law with this draft; what cannot be read or decided is told as sentences."""
    try:
        book = law.rulebook(law.with_draft(law.live(), proposed))
    except StarterError as error:
        return Candidate(None, (str(error),))
    except KeyError as error:
        return Candidate(None, (_("%(key)s is missing.") % {"key": error},))
    return Candidate(book, tuple(faults(book)))
