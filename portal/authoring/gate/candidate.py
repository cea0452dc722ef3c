"""The law as it would be: everything that is published, with one object as its draft says."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from portal.authoring import law
from portal.authoring.objects.base import LawObject
from portal.rulebook.conditions_format import StarterError
from portal.rules.check import faults
from portal.rules.codec import encode, fingerprint
from portal.rules.law import Rulebook
from portal.rules.ready import Law


@dataclass(frozen=True, slots=True)
class Candidate:
    """A rulebook that a draft would make. With faults there is no law to decide with."""

    book: Rulebook | None
    faults: tuple[str, ...]

    def law(self) -> Law | None:
        return Law(self.book) if self.book is not None and not self.faults else None

    @property
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
