"""What changed when, told by the rulebook: when its rules begin and end, and its dated events."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext as _

from content.law.telling import Teller
from portal.rulebook.queries import LoadedEdition
from portal.rulebook.wording import Wording, written
from portal.rules.law import AFTERWARDS, Citation, Rule, Source, Unless
from portal.rules.spans import ONE_DAY

Add = Callable[[date, str, str, Source], None]


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that begins, ends or happens."""

    title: str
    text: str
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, and everything that the rulebook knows of it."""

    day: date
    is_ahead: bool
    events: tuple[Event, ...]


def moments(law: Teller) -> tuple[Moment, ...]:
    """Newest first. Rules of agencies are told too; what was only checked again is not."""
    return _moments(law.edition, law.day, law.language)


@lru_cache(maxsize=4)
def _moments(edition: LoadedEdition, today: date, language: str) -> tuple[Moment, ...]:
    found: dict[date, list[Event]] = {}
    known = {citation.label: citation for citation in edition.law.book.citations}

    def add(day: date, title: str, text: str, source: Source) -> None:
        cites = tuple(known.get(label) or Citation(label, "") for label in source.cites[:3])
        event = Event(title, text, cites)
        if event.title not in {other.title for other in found.setdefault(day, [])}:
            found[day].append(event)

    _add_rules(edition, language, add)
    _add_figures(edition, language, add)
    return tuple(Moment(day, day > today, tuple(found[day])) for day in sorted(found, reverse=True))


def _add_rules(edition: LoadedEdition, language: str, add: Add) -> None:
    # What another rule goes on with on the very next day did not end.
    followed = {(rule.finds, rule.span.start) for rule in edition.law.book.rules}
    for rule in edition.law.book.rules:
        if rule.kind in AFTERWARDS or rule.status == "proposed":
            continue
        units: tuple[Rule | Unless, ...] = (rule, *rule.unless)
        for unit in units:
            start, last = unit.span.start, unit.span.last
            if start:
                wording = Wording(edition.law, start, language)
                add(start, wording.say(unit.words, "title"), "", unit.source)
            if last and (rule.finds, last + ONE_DAY) not in followed:
                wording = Wording(edition.law, last, language)
                title = _("Ended: %(title)s") % {"title": wording.say(unit.words, "title")}
                add(last + ONE_DAY, title, "", unit.source)


def _add_figures(edition: LoadedEdition, language: str, add: Add) -> None:
    for figure in edition.law.book.figures:
        for amount in figure.values:
            if figure.unit == "date":
                day = date.fromordinal(amount.amount)
                add(
                    day,
                    Wording(edition.law, day, language).say(figure.words, "title"),
                    amount.note,
                    amount.source,
                )
            elif amount.span.start:
                title = Wording(edition.law, amount.span.start, language).say(figure.words, "title")
                told = {"figure": title, "amount": written(figure, amount)}
                add(amount.span.start, _("%(figure)s: %(amount)s") % told, "", amount.source)
