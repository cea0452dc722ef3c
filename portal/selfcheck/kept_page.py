"""A kept answer as it is shown later: on its own edition, as of the day on which it was given."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from portal.rulebook.queries import LoadedEdition, current_edition, edition
from portal.rulebook.wording import day_words
from portal.selfcheck.answer.page import Answer, answer_page
from portal.selfcheck.answer.told import Teller
from portal.selfcheck.answer.verdict import entry_words
from portal.selfcheck.determination import summary
from portal.selfcheck.journey import Journey
from portal.selfcheck.kept import spoken
from portal.selfcheck.models import KeptAnswer
from portal.selfcheck.query import Told
from portal.selfcheck.replay import DECISIONS, differences
from portal.selfcheck.shipment import ShipmentReader


@dataclass(frozen=True, slots=True)
class Kept:
    """What a kept answer says of itself. ``was``: the kind of entry as it was given, where we were wrong."""

    code: str
    day: str
    was: str


def kept_page(row: KeptAnswer) -> tuple[Answer, Kept]:
    """The page of a kept answer; the newest edition is asked too, as of the same day."""
    own, newest = edition(row.edition_id), current_edition()
    journey = _journey(row, own)
    later = _journey(row, newest) if newest.number > own.number else None
    return answer_page(journey, later), Kept(spoken(row.code), day_words(row.asked_on), _was(row, journey))


def _journey(row: KeptAnswer, asked: LoadedEdition) -> Journey:
    """The kept answers under one edition; what that edition cannot read is not known."""
    answers, unread = ShipmentReader(asked.law).read_all(row.answers)
    errors = {fault.field: fault.message for fault in unread if fault.field in asked.law.facts}
    return Journey(asked, Told(answers, errors), row.asked_on)


def _was(row: KeptAnswer, journey: Journey) -> str:
    """The engine may have been corrected since: then the answer that was given is told as well."""
    if not differences(row.result, summary(journey.determination), DECISIONS):
        return ""
    teller = Teller(journey, journey.wording)
    return _(" or ").join(entry_words(teller, entry) for entry in row.result["possible_entries"])
