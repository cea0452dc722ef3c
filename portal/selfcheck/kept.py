"""Answers that people asked us to keep: storing and finding one, and what a draft of the law would change."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import translation

from portal.rulebook.queries import LoadedEdition
from portal.rulebook.wording import FIRST_LANGUAGE
from portal.rules import ENGINE
from portal.rules.answers import Answers
from portal.rules.decide import Decision
from portal.rules.ready import Law
from portal.selfcheck.determination import Determination, decided, summary
from portal.selfcheck.models import CODE_LENGTH, KeptAnswer
from portal.selfcheck.replay import ENTRY_AND_AGENCIES, Again, Difference, Result, differences
from portal.selfcheck.shipment import told as written_out

LETTERS = "23456789bcdfghjkmnpqrstvwxyz"
"""No letter that could be a digit, and no vowel, so that no code is a word."""
CODE = re.compile(f"[{LETTERS}]{{{CODE_LENGTH}}}")
SPOKEN_TOGETHER = 4
RECENT_DAYS = 90
MOST_EXAMPLES = 10
IN_A_READING = 2_000
"""Rows that are held at once where many are read."""


class NotKeptError(LookupError):
    """No answer is kept under this code."""


# One answer


def keep(*, edition: LoadedEdition, answers: Answers, asked_on: date) -> KeptAnswer:
    """Store an answer as it is given on one day. It is written in English, whoever reads it later."""
    with translation.override(FIRST_LANGUAGE):
        result = summary(Determination(edition, answers, asked_on, FIRST_LANGUAGE))
    return KeptAnswer.objects.create(
        code="".join(secrets.choice(LETTERS) for _place in range(CODE_LENGTH)),
        edition_id=edition.number,
        engine=ENGINE,
        answers=written_out(answers),
        result=result,
        asked_on=asked_on,
    )


def kept_answer(code: str) -> KeptAnswer:
    """The answer under a code, however its letters are grouped or written; raises ``NotKeptError``."""
    plain = code.lower().replace("-", "")
    row = KeptAnswer.objects.filter(code=plain).first() if CODE.fullmatch(plain) else None
    if row is None:
        raise NotKeptError("No answer is kept under this code.")
    return row


def spoken(code: str) -> str:
    """A code in groups, as people read it out and write it down."""
    places = range(0, len(code), SPOKEN_TOGETHER)
    return "-".join(code[place : place + SPOKEN_TOGETHER] for place in places)


# Many answers


@dataclass(frozen=True, slots=True)
class Example:
    """An answer that would be otherwise: entry, exemption and agencies as given and as they would be."""

    code: str
    before: Result
    after: Result

    @property
    def differences(self) -> tuple[Difference, ...]:
        return differences(self.before, self.after, ENTRY_AND_AGENCIES)


@dataclass(frozen=True, slots=True)
class WouldChange:
    """Of so many ``asked`` again, so many are answered otherwise; a few of them as examples."""

    asked: int
    changed: int
    examples: tuple[Example, ...]


def recent(today: date, *, days: int = RECENT_DAYS) -> Iterator[KeptAnswer]:
    """What was kept in the last days, read a part at a time."""
    rows = KeptAnswer.objects.filter(asked_on__gt=today - timedelta(days=days)).order_by("pk")
    return rows.iterator(chunk_size=IN_A_READING)


def would_change(law: Law, rows: Iterable[KeptAnswer], *, examples: int = MOST_EXAMPLES) -> WouldChange:
    """How many kept answers have another entry, exemption or agency under a law, such as a draft of it."""
    again = Again(law)
    asked, changed = 0, 0
    shown: list[Example] = []
    for row in rows:
        asked += 1
        answers, _unread = again.read(row.answers)
        after = decided(Decision(law, answers, row.asked_on))
        if differences(row.result, after, ENTRY_AND_AGENCIES):
            changed += 1
            if len(shown) < examples:
                before = {field: row.result[field] for field in ENTRY_AND_AGENCIES}
                shown.append(Example(row.code, before, after))
    return WouldChange(asked, changed, tuple(shown))
