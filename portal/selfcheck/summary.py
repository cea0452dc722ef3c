"""The answers so far, a line for each page, each with the way to change it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.rulebook.wording import Wording, dollars, dotted
from portal.rules.answers import Value
from portal.rules.ask import LIKELY, OTHERS, Page
from portal.rules.compiled import CompiledLaw
from portal.rules.law import Fact, Kind
from portal.selfcheck.journey import Journey

MOST_LINES = 6


@dataclass(frozen=True)
class Line:
    """One thing that was said; ``unused`` when it no longer matters."""

    text: str
    unused: bool = False


@dataclass(frozen=True)
class Row:
    """What was said on one page. ``unused``: nothing of it matters any more."""

    key: str
    question: str
    lines: tuple[Line, ...]
    change_url: str
    unused: bool = False


def rows(journey: Journey) -> list[Row]:
    """What the address says, in the order of asking. Answers that no longer matter are marked, never lost."""
    idle = journey.unused
    found = []
    for page in journey.pages:
        told = [fact for fact in page.facts if fact in journey.answers]
        if told:
            lines = _lines(journey, page, told, idle)
        elif assumed := [fact for fact in page.facts if fact in journey.assumed]:
            lines = _assumed(journey, assumed)
        else:
            continue
        found.append(
            Row(
                page.key,
                page_title(journey, page.key, short=True),
                tuple(lines),
                journey.question_url(page.key),
                bool(told) and idle.issuperset(told),
            )
        )
    return found


def page_title(journey: Journey, key: str, *, short: bool = False) -> str:
    """What a page is about: its question, the subject of its questions, or in short its label."""
    if key == LIKELY:
        return _("About the goods you chose")
    if key == OTHERS:
        return _("Is any of this true of the goods?") if not short else _("Anything else about the goods")
    group = next((group for group in journey.law.book.groups if group.key == key), None)
    if group is not None:
        return journey.wording.say(group.words, "title")
    page = journey.page(key)
    fact = journey.law.facts[page.facts[0] if page else key]
    return journey.wording.say(fact.words, "label" if short else "ask")


def _lines(journey: Journey, page: Page, told: list[str], idle: frozenset[str]) -> list[Line]:
    facts, answers, wording = journey.law.facts, journey.answers, journey.wording
    if facts[told[0]].kind == Kind.YES_NO:
        return _ticked(journey, told, idle) + _assumed(
            journey, [fact for fact in page.facts if fact in journey.assumed and fact not in answers]
        )
    lines = [
        Line(text, fact in idle)
        for fact in told
        for text in told_lines(journey.law, facts[fact], answers[fact], wording)
    ]
    return list(dict.fromkeys(lines))


def _ticked(journey: Journey, told: list[str], idle: frozenset[str]) -> list[Line]:
    """Of facts that are ticked when true: what is true, what is not known, and that the rest is not so."""
    answers = journey.answers
    lines = [Line(_label(journey, fact), fact in idle) for fact in told if answers[fact] is True]
    unknown = [fact for fact in told if answers[fact] is None]
    if len(unknown) > MOST_LINES or len(unknown) == len(told) > 1:
        count = len(unknown)
        text = ngettext("I don't know (%(count)s question)", "I don't know (%(count)s questions)", count)
        lines.append(Line(text % {"count": count}, idle.issuperset(unknown)))
    else:
        text = _("I don't know: %(statement)s")
        lines += [Line(text % {"statement": _label(journey, fact)}, fact in idle) for fact in unknown]
    corrected = [fact for fact in told if answers[fact] is False and fact in journey.assumed]
    text = _("Not so: %(statement)s")
    lines += [Line(text % {"statement": _label(journey, fact)}, fact in idle) for fact in corrected]
    denied = [fact for fact in told if answers[fact] is False and fact not in corrected]
    if denied:
        rest = _("None of the others") if lines else _("None of these")
        lines.append(Line(rest, idle.issuperset(denied)))
    return lines


def _assumed(journey: Journey, facts: list[str]) -> list[Line]:
    text = _("Taken as true: %(statement)s")
    return [Line(text % {"statement": _label(journey, fact)}) for fact in facts]


def _label(journey: Journey, fact: str) -> str:
    return journey.wording.say(journey.law.facts[fact].words, "label")


def told_lines(law: CompiledLaw, fact: Fact, value: Value | None, wording: Wording) -> list[str]:
    """One answer in words."""
    if value is None:
        return [_("I don't know")]
    if isinstance(value, bool):
        return [_("Yes") if value else _("No")]
    if isinstance(value, date):
        return [date_format(value, "DATE_FORMAT")]
    if isinstance(value, tuple):
        if fact.kind == Kind.CODES:
            return [_("Tariff code %(code)s") % {"code": dotted(code)} for code in value]
        labels = [wording.say(law.categories[slug].words, "label") for slug in value]
        return labels or [_("None of the kinds fits")]
    if isinstance(value, int):
        return [dollars(value) if fact.kind == Kind.MONEY else f"{value:,}"]
    if fact.kind == Kind.COUNTRY:
        country = next(country for country in law.book.countries if country.code == value)
        return [wording.say({"name": country.words}, "name")]
    return [wording.say(option.words, "label") for option in fact.options if option.key == value]
