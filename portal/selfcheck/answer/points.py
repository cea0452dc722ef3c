"""What to do, what to pay, what to look out for: the rulebook's words that go with a decision."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from portal.rulebook.wording import FIRST_LANGUAGE, day_words, written
from portal.rules.law import Citation, Rule, Source
from portal.rules.spans import Span
from portal.selfcheck.answer.open_tests import exception_words, may_concern
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
    """One charge. ``amount`` is empty where none is on record; ``ask``: it is not firm.

    ``review_due``: it, or its amount, is past the day of its next review. ``exception`` says what decides
    where the charge only may apply; it is empty where it is certain.
    """

    title: str
    amount: str
    ask: bool
    detail: str
    paid_to: str
    note: str
    cites: tuple[Citation, ...]
    source: str
    review_due: bool
    exception: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    title: str
    paid_to: str
    charges: tuple[Charge, ...]
    words: str

    @property
    def amount(self) -> str:
        """The one amount that can stand large at the head of a box."""
        firm = [
            charge.amount
            for charge in self.charges
            if charge.amount and not charge.ask and not charge.exception
        ]
        return firm[0] if len(self.charges) == 1 and firm else ""


@dataclass(frozen=True, slots=True)
class Warned:
    """A programme that adds duty. ``exception`` says what decides where it only may apply."""

    title: str
    detail: str
    window: str
    cites: tuple[Citation, ...]
    source: str
    review_due: bool
    exception: str = ""


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
        self.today = determination.decision.as_of

    def rules(self, kind: str) -> list[Rule]:
        return sorted(self.determination.afterwards(kind), key=lambda rule: int(rule.details.get("order", 0)))

    def is_certain(self, rule: Rule) -> bool:
        return self.determination.evidence.rule(rule) is True

    def exception(self, rule: Rule) -> str:
        """What decides whether a rule applies, where that is not certain."""
        if self.is_certain(rule):
            return ""
        return exception_words(self.determination, rule) or _("It turns on what you have not told us.")

    def steps(self) -> tuple[Step, ...]:
        """What is left to do: nothing that belongs before shipping, once the day of arrival is past."""
        past = is_past(self.determination)
        return tuple(
            Step(
                self.say(rule.words, "title"),
                self.say(rule.words, "who"),
                self.say(rule.words, "by"),
                self.say(rule.words, "detail"),
                self.cited.of(*rule.source.cites),
            )
            for rule in self.rules("step")
            if not (past and rule.details.get("before") == "yes")
        )

    def boxes(self) -> tuple[Box, ...]:
        found: dict[str, list[Charge]] = {box: [] for box in BOXES}
        unsure: set[str] = set()
        for rule in self.determination.law.afterwards["charge"]:
            box = str(rule.details.get("box"))
            if self.is_certain(rule) or may_concern(self.determination, rule):
                found.setdefault(box, []).append(self.charge(rule))
            elif self.determination.evidence.rule(rule) is None:
                unsure.add(box)
        heads = {
            "duty": (_("Duty and tax"), _("To the government")),
            "government_fee": (_("Government fees"), _("To the government")),
            "carrier": (_("The carrier's own charge"), _("To the carrier, post or broker")),
            "seller": (_("Paid ahead to the seller"), _("To the seller or marketplace")),
        }
        none, by_entry = _("Our record names none for this answer"), _("It turns on the kind of entry")
        if len(self.determination.decision.entries) == 1:
            by_entry = _("It turns on what you have not told us")
        return tuple(
            Box(
                *heads[box],
                tuple(found[box]),
                "" if found[box] else by_entry if box in unsure else none,
            )
            for box in BOXES
        )

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
            review_due=source.review_is_due(self.today) or rule.source.review_is_due(self.today),
            exception=self.exception(rule),
        )

    def warnings(self) -> tuple[Warned, ...]:
        return tuple(
            Warned(
                self.say(rule.words, "title"),
                self.say(rule.words, "detail"),
                window(rule.span),
                self.cited.of(*rule.source.cites),
                source_line(rule.source),
                rule.source.review_is_due(self.today),
                self.exception(rule),
            )
            for rule in self.determination.warnings
            if self.is_certain(rule) or may_concern(self.determination, rule)
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


def is_past(determination: Determination) -> bool:
    """Whether the goods arrived before the day of asking."""
    return determination.day < determination.decision.as_of


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
