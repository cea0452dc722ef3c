"""What changed in the terms of the law: figures, lists, questions, kinds of goods, outcomes and names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.rulebook.comparing.fields import field_change, plain_changes, source_change, words_change
from portal.rulebook.comparing.pairing import pairs
from portal.rulebook.comparing.rules import Reading
from portal.rulebook.telling.names import OUTCOME
from portal.rulebook.telling.situations import arrivals
from portal.rulebook.wording import dotted, listed, quoted, written
from portal.rules.law import (
    Amount,
    Category,
    Citation,
    Country,
    Fact,
    Figure,
    Group,
    Heading,
    NamedList,
    Option,
    Outcome,
)
from portal.rules.spans import ALWAYS, ONE_DAY, Breaks, Span


def figure_changes(reading: Reading, before: Figure, after: Figure, subject: str) -> Iterator[str]:
    """The amounts that are others, stretch by stretch; then where they come from and what is said of them."""
    amounts = list(_amounts(before, after))
    yield from amounts
    found = pairs(before.values, after.values, lambda value: value.span)
    if before.values != after.values and not amounts and (found.added or found.removed or found.moved):
        yield _("The same amounts, written in other stretches of time.")
    for old, new in found.both:
        if old != new:
            yield from _amount_changes(
                reading, old, new, f"{subject}: {arrivals(new.span)}", told=bool(amounts)
            )
    yield from words_change(before.words, after.words)
    yield from plain_changes(before, after, told=("values", "words"))


def _amounts(before: Figure, after: Figure) -> Iterator[str]:
    edges = [day for figure in (before, after) for value in figure.values for day in value.span.edges()]
    breaks = Breaks(edges)
    joined: list[tuple[Span, Amount | None, Amount | None]] = []
    for number in range(len(breaks.days) + 1):
        span = breaks.span(number)
        day = span.start or (span.until - ONE_DAY if span.until else date.min)
        old, new = before.on(day), after.on(day)
        last = joined[-1] if joined else None
        if last and (last[1], last[2]) == (old, new):
            joined[-1] = (Span(last[0].start, span.until), old, new)
        else:
            joined.append((span, old, new))
    for span, old, new in joined:
        if (old and written(before, old)) != (new and written(after, new)):
            yield _amount(span, before, old, after, new)


def _amount(span: Span, before: Figure, old: Amount | None, after: Figure, new: Amount | None) -> str:
    told = {
        "before": written(before, old) if old else "",
        "after": written(after, new) if new else "",
        "cites": ", ".join(new.source.cites if new else ()),
    }
    if new is None:
        return _at(span, _("no amount any more; it was %(before)s.") % told)
    if old is None:
        return _at(span, _("%(after)s, where there was no amount (%(cites)s).") % told)
    return _at(span, _("%(after)s instead of %(before)s (%(cites)s).") % told)


def _at(span: Span, text: str) -> str:
    """A sentence on one stretch of a figure's days."""
    if span == ALWAYS:
        return capfirst(text)
    return _("%(arrivals)s: %(text)s") % {"arrivals": capfirst(arrivals(span)), "text": text}


def _amount_changes(
    reading: Reading, before: Amount, after: Amount, subject: str, *, told: bool
) -> Iterator[str]:
    """An amount in the same stretch of time; ``told``: that it is another one was said already."""
    for text in source_change(before.source, after.source, subject, reading.tally):
        yield _at(after.span, text)
    for text in plain_changes(before, after, told=("span", "amount", "source")):
        yield _at(after.span, text)
    if before.amount != after.amount and not told:
        yield _at(after.span, _("another amount, which a second one of the same days hides."))


def list_changes(reading: Reading, before: NamedList, after: NamedList, subject: str) -> Iterator[str]:
    known = {**reading.before.names.countries, **reading.after.names.countries}
    added = [known.get(member, member) for member in after.members if member not in before.members]
    removed = [known.get(member, member) for member in before.members if member not in after.members]
    if added:
        yield _("Added to the list: %(members)s.") % {"members": listed(added)}
    if removed:
        yield _("Taken off the list: %(members)s.") % {"members": listed(removed)}
    if before.members != after.members and not added and not removed:
        yield _("The same members, in another order.")
    yield from words_change(before.words, after.words)
    yield from source_change(before.source, after.source, subject, reading.tally)
    yield from plain_changes(before, after, told=("members", "words", "source"))


def fact_changes(reading: Reading, before: Fact, after: Fact, subject: str) -> Iterator[str]:
    """A question. That its number moved with its neighbors is told once, for all questions."""
    yield from words_change(before.words, after.words)
    found = pairs(before.options, after.options, lambda option: option.key)
    for option in found.added:
        yield _("New answer: %(answer)s.") % {"answer": _option(reading, option)}
    for option in found.removed:
        yield _("No answer any more: %(answer)s.") % {"answer": _option(reading, option)}
    for old, new in found.both:
        for text in words_change(old.words, new.words):
            yield _("The answer %(answer)s: %(change)s") % {"answer": _option(reading, new), "change": text}
        yield from plain_changes(old, new, told=("words",))
    if found.moved:
        yield _("Its answers stand in another order.")
    yield from source_change(before.source, after.source, subject, reading.tally)
    yield from plain_changes(before, after, told=("words", "options", "source", "order"))


def _option(reading: Reading, option: Option) -> str:
    return quoted(reading.after.names.wording.say(option.words, "label") or option.key)


def kind_changes(reading: Reading, before: Category, after: Category, subject: str) -> Iterator[str]:
    """A kind of goods."""

    def question(key: str) -> str:
        return quoted(reading.after.names.labels.get(key) or reading.before.names.label(key))

    yield from words_change(before.words, after.words)
    if before.also != after.also:
        yield field_change("found by", before.also, after.also)
    yield from plain_changes(
        before, after, told=("words", "also"), codes=dotted, ask=question, assume=question
    )


def outcome_changes(reading: Reading, before: Outcome, after: Outcome, subject: str) -> Iterator[str]:
    def entry(key: str) -> str:
        return quoted(reading.after.names.member(OUTCOME, key))

    if before.when != after.when:
        yield from reading.condition(before.when, after.when, subject, (ALWAYS, ALWAYS))
    yield from words_change(before.words, after.words)
    yield from source_change(before.source, after.source, subject, reading.tally)
    yield from plain_changes(before, after, told=("when", "words", "source"), entry=entry, also=entry)


def heading_changes(reading: Reading, before: Heading, after: Heading, subject: str) -> Iterator[str]:
    yield from words_change(before.words, after.words)
    yield from plain_changes(before, after, told=("words",))


def group_changes(reading: Reading, before: Group, after: Group, subject: str) -> Iterator[str]:
    yield from words_change(before.words, after.words)
    yield from plain_changes(before, after, told=("words", "order"))


def country_changes(reading: Reading, before: Country, after: Country, subject: str) -> Iterator[str]:
    yield from words_change({"name": before.words}, {"name": after.words})
    yield from plain_changes(before, after, told=("words",))


def citation_changes(reading: Reading, before: Citation, after: Citation, subject: str) -> Iterator[str]:
    yield from plain_changes(before, after)
