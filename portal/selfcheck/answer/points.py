"""What to do, what to pay, what to look out for: the rulebook's words that go with a decision."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from portal.rulebook.wording import FIRST_LANGUAGE, day_words, written
from portal.rules.law import Citation, Rule, Source
from portal.rules.spans import Span
from portal.selfcheck.answer.reasons import NOT_VERIFIED, source_line
from portal.selfcheck.answer.verdict import Cited
from portal.selfcheck.determination import Determination

NO_FIGURE = "none"
BOXES = ("duty", "government_fee", "carrier", "seller")


@dataclass(frozen=True, slots=True)
class Step:
    title: str
    who: str
    by: str
    detail: str
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Charge:
    """One charge. ``amount`` is empty where none is on record; ``ask``: it is not firm."""

    title: str
    amount: str
    ask: bool
    detail: str
    paid_to: str
    note: str
    cites: tuple[Citation, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Box:
    title: str
    paid_to: str
    charges: tuple[Charge, ...]
    words: str

    @property
    def amount(self) -> str:
        """The one amount that can stand large at the head of a box."""
        firm = [charge.amount for charge in self.charges if charge.amount and not charge.ask]
        return firm[0] if len(self.charges) == 1 and firm else ""


@dataclass(frozen=True, slots=True)
class Warned:
    title: str
    detail: str
    window: str
    cites: tuple[Citation, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Side:
    says: str
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Note:
    title: str
    sides: tuple[Side, ...]


class Points:
    def __init__(self, determination: Determination, cited: Cited) -> None:
        self.determination = determination
        self.cited = cited
        self.say = determination.wording.say

    def rules(self, kind: str) -> list[Rule]:
        return sorted(self.determination.afterwards(kind), key=lambda rule: int(rule.details.get("order", 0)))

    def steps(self) -> tuple[Step, ...]:
        return tuple(
            Step(
                self.say(rule.words, "title"),
                self.say(rule.words, "who"),
                self.say(rule.words, "by"),
                self.say(rule.words, "detail"),
                self.cited.of(*rule.source.cites),
            )
            for rule in self.rules("step")
        )

    def boxes(self) -> tuple[Box, ...]:
        found: dict[str, list[Charge]] = {box: [] for box in BOXES}
        for rule in self.rules("charge"):
            found.setdefault(str(rule.details.get("box")), []).append(self.charge(rule))
        heads = {
            "duty": (_("Duty and tax"), _("To the government")),
            "government_fee": (_("Government fees"), _("To the government")),
            "carrier": (_("The carrier's own charge"), _("To the carrier, post or broker")),
            "seller": (_("Paid ahead to the seller"), _("To the seller or marketplace")),
        }
        empty = _("Our record names none for this answer")
        if len(self.determination.decision.entries) > 1:
            empty = _("It turns on the kind of entry")
        return tuple(Box(*heads[box], tuple(found[box]), "" if found[box] else empty) for box in BOXES)

    def charge(self, rule: Rule) -> Charge:
        key = str(rule.details.get("figure") or NO_FIGURE)
        figure = self.determination.law.figures.get(key)
        amount = figure.on(self.determination.day) if figure else None
        source: Source = amount.source if amount else rule.source
        missing = _("No figure on record for this day") if figure and amount is None else ""
        return Charge(
            title=self.say(rule.words, "title"),
            amount=written(figure, amount) if figure and amount else missing,
            ask=bool(missing) or source.confidence in NOT_VERIFIED,
            detail=self.say(rule.words, "detail"),
            paid_to=self.say(rule.words, "paid_to"),
            note=amount.note if amount and source.confidence in NOT_VERIFIED else "",
            cites=self.cited.of(*rule.source.cites, *(amount.source.cites if amount else ())),
            source=source_line(source),
        )

    def warnings(self) -> tuple[Warned, ...]:
        return tuple(
            Warned(
                self.say(rule.words, "title"),
                self.say(rule.words, "detail"),
                window(rule.span),
                self.cited.of(*rule.source.cites),
                source_line(rule.source),
            )
            for rule in self.rules("warning")
        )

    def notes(self) -> tuple[Note, ...]:
        return tuple(
            Note(
                self.say(rule.words, "title"),
                tuple(
                    Side(self.in_language(side["says"]), self.cited.of(*side["cites"]))
                    for side in rule.details.get("sides", ())
                ),
            )
            for rule in self.determination.open_notes
        )

    def in_language(self, words: dict[str, str]) -> str:
        wording = self.determination.wording
        return wording.fill(words.get(wording.language) or words[FIRST_LANGUAGE])


def window(span: Span) -> str:
    """The arrival dates of a span in words; the last day is inside, as law writes it."""
    if span.start and span.last:
        words = {"first": day_words(span.start), "last": day_words(span.last)}
        return _("Arrivals from %(first)s through %(last)s") % words
    if span.start:
        return _("Arrivals from %(first)s; no end on record") % {"first": day_words(span.start)}
    if span.last:
        return _("Arrivals through %(last)s") % {"last": day_words(span.last)}
    return _("At every date on our record")
