"""What a comparison does with a subject that is too large to be worked out: it asks a sample, and says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from random import Random

from portal.rules.answers import DAY, Answers, Value
from portal.rules.compiled import NONE, CompiledLaw
from portal.rules.decide import Decision
from portal.rules.difference import Box, Change
from portal.rules.law import Fact, Kind, Rulebook
from portal.rules.pair import Pair
from portal.rules.ready import DE_MINIMIS, ENTRY, Law
from portal.rules.spans import Span
from portal.rules.specimen import ELSEWHERE

SEED = 20_251_124


def sampled_changes(pair: Pair, subject: str, how_many: int) -> list[Change]:
    """The changes that a fixed sample of shipments meets; the same books always give the same."""
    laws = [Law(book) for book in pair.books]
    found: dict[tuple[str, str], Change] = {}
    for answers in sample(pair.draft, how_many):
        day = answers[DAY]
        if not isinstance(day, date):
            continue
        before, after = (_end(law, answers, day, subject) for law in laws)
        if before == after:
            continue
        known = found.get((before, after))
        box = Box((), 1, answers)
        if known is None:
            found[before, after] = Change(subject, before, after, Span(day), 1, box, (box,))
        else:
            start = min(known.span.start or day, day)
            found[before, after] = replace(known, size=known.size + 1, span=Span(start))
    return list(found.values())


def _end(law: Law, answers: Answers, day: date, subject: str) -> str:
    decision = Decision(law, answers, day)
    if subject == ENTRY:
        return decision.processes[0]
    if subject == DE_MINIMIS:
        return min(decision.de_minimis)
    return decision.agencies.get(subject, NONE)


def sample(law: CompiledLaw, how_many: int) -> list[Answers]:
    """Shipments with every question answered, spread over all days, figures and lists of a law."""
    random = Random(SEED)  # noqa: S311 - a sample that can be repeated, no secret
    days = [law.book.covers.start or date.min, *law.goal(ENTRY).breaks.days]
    choices = {fact.key: _answers(fact, law.book) for fact in law.book.facts if not fact.derived}
    return [_one(random, days, choices) for _number in range(how_many)]


def _one(random: Random, days: list[date], choices: Mapping[str, list[Value]]) -> Answers:
    told: dict[str, Value | None] = {key: random.choice(values) for key, values in choices.items() if values}
    return told | {DAY: random.choice(days)}


def _answers(fact: Fact, book: Rulebook) -> list[Value]:
    match fact.kind:
        case Kind.YES_NO:
            return [False, False, False, True]
        case Kind.CHOICE:
            return [option.key for option in fact.options]
        case Kind.COUNTRY:
            return [country.code for country in book.countries] or [ELSEWHERE]
        case Kind.MONEY | Kind.COUNT:
            amounts = {value.amount for figure in book.figures for value in figure.values}
            return [*sorted(amounts), *(amount + 1 for amount in sorted(amounts))]
        case Kind.CATEGORIES:
            return [(category.slug,) for category in book.categories]
        case _:
            return []
