"""What the form of a question page sent: read into answers, or told where it cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from zlib import crc32

from django.http import QueryDict
from django.utils.translation import gettext as _

from portal.rules.answers import CATEGORIES, CODES, DAY, Value
from portal.rules.ask import GOODS
from portal.rules.compiled import CompiledLaw
from portal.rules.law import Kind
from portal.selfcheck.journey import (
    ALL,
    DATE_PARTS,
    DONT_KNOW,
    FIND,
    LOOK,
    SEEN,
    TRUE,
    UNSURE,
    WERE,
    Asked,
    Journey,
)
from portal.selfcheck.query import UNKNOWN, read_values
from portal.selfcheck.shipment import FieldError, ShipmentReader

PAGE = ""
"""Stands for the page as a whole among the fields that have errors."""
NO = "no"
LONGEST_PART = 20
YEAR_DIGITS = 4
MOST_MONTHS, MOST_DAYS = 12, 31


@dataclass(frozen=True)
class Reply:
    """What was sent. ``ticked`` and ``unsure`` are kept as they came, so that an error loses no tick."""

    sent: bool = False
    answers: Mapping[str, Value | None] = field(default_factory=dict)
    replaced: tuple[str, ...] = ()
    errors: Mapping[str, str] = field(default_factory=dict)
    ticked: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()
    overall: frozenset[str] = frozenset()
    date_parts: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_complete(self) -> bool:
        return self.sent and not self.errors


def read_reply(query: QueryDict, journey: Journey, asked: Asked) -> Reply:
    """What the page's form sent, as answers to the facts of the page."""
    if asked.page.key == GOODS:
        return _goods(query, journey)
    if journey.law.facts[asked.page.facts[0]].kind == Kind.YES_NO:
        return _yes_no(query, journey, asked)
    fact = asked.facts[0]
    if DONT_KNOW in query:
        return Reply(sent=True, answers={fact: None}, replaced=(fact,))
    if fact == DAY and any(f"{DAY}-{part}" in query for part in DATE_PARTS):
        return _day(query, journey.law)
    return _told(journey, fact)


def _told(journey: Journey, fact: str) -> Reply:
    """A field that bears its fact's name has been read with the rest of the address."""
    told = journey.told
    if fact in told.errors:
        return Reply(sent=True, errors={fact: told.errors[fact]}, replaced=(fact,))
    if fact not in told.answers:
        return Reply(sent=True, errors={fact: missing(journey.law.facts[fact].kind)}, replaced=(fact,))
    return Reply(sent=True, answers={fact: told.answers[fact]}, replaced=(fact,))


def missing(kind: Kind) -> str:
    """What to say when nothing was answered."""
    return {
        Kind.CHOICE: _("Choose one of the answers, or “I don't know”."),
        Kind.COUNTRY: _("Choose a country, or press “I don't know”."),
        Kind.MONEY: _("Enter an amount in US dollars, or press “I don't know”."),
        Kind.COUNT: _("Enter a number, or press “I don't know”."),
        Kind.DAY: _("Enter a date, or press “I don't know”."),
    }[kind]


def _day(query: QueryDict, law: CompiledLaw) -> Reply:
    """A day from its three fields."""
    parts = {part: query.get(f"{DAY}-{part}", "").strip()[:LONGEST_PART] for part in DATE_PARTS}
    if error := _fault_of(parts):
        return Reply(sent=True, errors={DAY: error}, replaced=(DAY,), date_parts=parts)
    text = f"{parts['year']}-{parts['month']:0>2}-{parts['day']:0>2}"
    try:
        value = read_values(ShipmentReader(law), law, DAY, [text])
    except FieldError as fault:
        return Reply(sent=True, errors={DAY: fault.message}, replaced=(DAY,), date_parts=parts)
    return Reply(sent=True, answers={DAY: value}, replaced=(DAY,))


def _fault_of(parts: Mapping[str, str]) -> str:
    if not any(parts.values()):
        return missing(Kind.DAY)
    lacking = {
        "month": _("The date needs a month."),
        "day": _("The date needs a day."),
        "year": _("The date needs a year."),
    }
    for part, sentence in lacking.items():
        if not parts[part]:
            return sentence
    if not all(text.isascii() and text.isdigit() for text in parts.values()):
        return _("Write the date in numbers: month, day, year.")
    if len(parts["year"]) != YEAR_DIGITS:
        return _("Give the year with four digits.")
    if len(parts["month"]) > 2 or len(parts["day"]) > 2:
        return _("A month and a day have one or two digits.")
    if not 1 <= int(parts["month"]) <= MOST_MONTHS:
        return _("There is no such month. Give the month as a number from 1 to 12.")
    if not 1 <= int(parts["day"]) <= MOST_DAYS:
        return _("There is no such day. Give the day as a number from 1 to 31.")
    return ""


# Facts that are ticked when they are true


def fingerprint(facts: tuple[str, ...]) -> str:
    """Names the facts that a page showed, so that nobody says no to what they never saw."""
    return f"{crc32(' '.join(facts).encode()):08x}"


def _yes_no(query: QueryDict, journey: Journey, asked: Asked) -> Reply:
    """Ticked is yes, a tick at "I don't know" is that, and what was shown and not ticked is no."""
    facts = asked.facts
    overall = frozenset(query.getlist(ALL)) & {NO, UNKNOWN}
    ticked = frozenset(query.getlist(TRUE)) & set(facts)
    unsure = frozenset(query.getlist(UNSURE)) & set(facts)
    errors = {fact: journey.told.errors[fact] for fact in asked.assumed if fact in journey.told.errors}
    errors |= _contradictions(overall, ticked, unsure)
    if query.get(SEEN) != fingerprint(facts):
        errors[PAGE] = _(
            "The questions on this page have changed since you opened it. Look at them once more."
        )
    elif facts and not (overall or ticked or unsure):
        errors[PAGE] = _(
            "Tick what is true. If nothing is, tick “None of these”. If you are not sure, “I don't know”."
        )
    answers: dict[str, Value | None] = {
        fact: True if fact in ticked else None if fact in unsure or UNKNOWN in overall else False
        for fact in facts
    }
    # What was taken as true and is left so stays out of the address.
    corrected = {fact: journey.answers.get(fact, True) for fact in asked.assumed}
    answers |= {fact: value for fact, value in corrected.items() if value is not True}
    replaced = (*facts, *asked.assumed)
    return Reply(True, answers, replaced, errors, ticked=ticked, unsure=unsure, overall=overall)


def _contradictions(
    overall: frozenset[str], ticked: frozenset[str], unsure: frozenset[str]
) -> dict[str, str]:
    both = _("You ticked this both as true and as “I don't know”. Untick one of the two.")
    errors = dict.fromkeys(ticked & unsure, both)
    if len(overall) > 1:
        errors[PAGE] = _("You ticked “None of these” and “I don't know”. Untick one of the two.")
    elif NO in overall and (ticked or unsure):
        errors[PAGE] = _("You ticked “None of these” and something else as well. Untick one of the two.")
    elif UNKNOWN in overall and (ticked or unsure):
        errors[PAGE] = _(
            "You ticked “I don't know about any of these” and something else as well. Untick one of the two."
        )
    return errors


# Goods


def _goods(query: QueryDict, journey: Journey) -> Reply:
    """Kinds of goods, tariff codes, or both. Who has neither says so, and is not asked again."""
    if LOOK in query and query.get(FIND, "").strip():
        return Reply()
    told, replaced = journey.told, (CATEGORIES, CODES)
    errors = {key: told.errors[key] for key in replaced if key in told.errors}
    if not errors and not any(key in told.answers for key in replaced):
        errors[CATEGORIES] = _(
            "Choose a kind of goods, enter a tariff code, or tick one of the last two lines."
        )
    kinds, codes = told.answers.get(CATEGORIES), told.answers.get(CODES)
    answers: dict[str, Value | None] = {CATEGORIES: kinds}
    if codes or not kinds:
        answers[CODES] = codes or None
    stale = told_of_other_goods(journey.law, kinds, query.get(WERE, ""))
    return Reply(True, answers, (*replaced, *sorted(stale)), errors)


def told_of_other_goods(law: CompiledLaw, kinds: Value | None, were: str) -> frozenset[str]:
    """What was said of the goods before, and each newly chosen kind settles or asks for itself."""
    before = set(were.split())
    new = [slug for slug in kinds if slug not in before] if isinstance(kinds, tuple) else []
    chosen = [law.categories[slug] for slug in new]
    return frozenset(fact for category in chosen for fact in (*category.assume, *category.ask))
