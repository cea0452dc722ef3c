"""An answer in so few words that they stand inside a picture."""

from __future__ import annotations

from django.utils.translation import gettext as _

from portal.rules.ready import ENTRY
from portal.selfcheck.answer.bands import Band
from portal.selfcheck.determination import Determination

MAIL = "postal_informal"
MOST_LETTERS = 36


def short_words(determination: Determination, band: Band, tone: str) -> tuple[str, ...]:
    """Words for one stretch of value, the best first and the shortest last."""
    words = {
        "free": _("Free"),
        "entry": _("Informal"),
        "formal": _("Formal"),
        "barred": _("Barred"),
        "depends": _("Depends"),
    }
    if band.entries != (MAIL,):
        return (words[tone],)
    # Mail goes by ways of its own: the short words of the process, where it has such.
    told = _("Mail entry")
    if len(band.processes) > 1:
        return (told,)
    outcome = determination.law.goals[ENTRY].outcome(band.processes[0])
    detail = determination.wording.say(outcome.words, "detail").split(" (")[0]
    return (detail, told) if len(detail) <= MOST_LETTERS else (told,)
