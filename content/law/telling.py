"""Puts references to law into words, as of one day under one edition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from html import unescape

from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from content.law.tokens import TOKEN, Refers, Token, token_of, tokens_in
from content.snippets import Source
from portal.rulebook.citations import address_of
from portal.rulebook.queries import LoadedEdition, NoEditionError, current_edition
from portal.rulebook.telling.sources import FIRM, MIDDLING
from portal.rulebook.wording import Wording, day_words, written
from portal.rules.law import Amount, Citation, Figure, Rule
from portal.rules.spans import ONE_DAY, Span


@dataclass(frozen=True, slots=True)
class Note:
    """A figure on a page, for the table below it: its value, since when, and where it comes from."""

    key: str
    title: str
    value: str
    since: date | None
    cites: tuple[Citation, ...]
    note: str


class UnknownLawError(LookupError):
    """A page refers to something that the rulebook does not hold."""


@dataclass(frozen=True)
class Teller:
    """The law of one edition, as of a day, for the text of pages."""

    edition: LoadedEdition
    day: date
    language: str

    # Looking up

    @cached_property
    def sources(self) -> dict[str, str]:
        """Where sources that are no law can be read: one query, and only for a page that needs it."""
        return dict(Source.objects.values_list("label", "url"))

    def figure(self, key: str) -> Figure:
        figure = self.edition.law.figures.get(key)
        if figure is None:
            raise UnknownLawError(_("The rulebook has no figure “%(key)s”.") % {"key": key})
        return figure

    def amount(self, token: Token) -> Amount:
        """The value that a token means; raises ``UnknownLawError`` when there is none on that day."""
        figure, day = self.figure(token.key), self.day
        if token.when:
            day = self.day_of(token.day)
            day = day - ONE_DAY if token.when == "before" else day
        amount = figure.on(day)
        if amount is None:
            told = {"key": token.key, "day": day_words(day)}
            raise UnknownLawError(_("The figure “%(key)s” has no value on %(day)s.") % told)
        return amount

    def day_of(self, key: str) -> date:
        figure = self.figure(key)
        amount = figure.on(self.day)
        if figure.unit != "date" or amount is None:
            raise UnknownLawError(_("The figure “%(key)s” is not a day.") % {"key": key})
        return date.fromordinal(amount.amount)

    def span(self, key: str) -> Span:
        found = _spans(self.edition).get(key)
        if found is None:
            raise UnknownLawError(_("The rulebook has no rule “%(key)s”.") % {"key": key})
        return found

    def citation(self, label: str) -> Citation:
        found = _citations(self.edition).get(label)
        address = found.url if found else address_of(label) or self.sources.get(label)
        if not address:
            raise UnknownLawError(
                _("“%(label)s” is neither cited in the rulebook nor a source record.") % {"label": label}
            )
        return Citation(label, address)

    # Telling

    def words(self, token: Token) -> str:
        """A token as plain text."""
        match token.to:
            case Refers.CITE | Refers.EXAMPLE:
                return token.key
            case Refers.FIGURE:
                amount = self.amount(token)
                if not is_sure(amount):
                    return _("[an amount to ask about]")
                return written(self.figure(token.key), amount)
            case _:
                return day_words(self._day(token))

    def _day(self, token: Token) -> date:
        match token.to:
            case Refers.SINCE:
                found = self.amount(token).span.start
            case Refers.BEGINS:
                found = self.span(token.key).start
            case _:
                found = self.span(token.key).last
        if found is None:
            raise UnknownLawError(_("“%(key)s” has no such day on record.") % {"key": token.key})
        return found

    def html(self, token: Token) -> SafeString:
        """A token as a page shows it: machine-readable, and a citation as a link."""
        words = self.words(token)
        if token.to is Refers.CITE:
            return format_html('<a href="{}">{}</a>', self.citation(token.key).url, words)
        if token.to is Refers.FIGURE:
            figure, amount = self.figure(token.key), self.amount(token)
            if figure.unit == "date":
                day = date.fromordinal(amount.amount).isoformat()
                return format_html('<time datetime="{}">{}</time>', day, words)
            return format_html('<data class="law-figure" value="{}">{}</data>', plain(figure, amount), words)
        if token.to is Refers.EXAMPLE:
            return mark_safe(escape(words))  # noqa: S308 - escaped
        return format_html('<time datetime="{}">{}</time>', self._day(token).isoformat(), words)

    def text(self, text: str) -> str:
        """A plain text with its references put into words."""
        return TOKEN.sub(lambda found: self._or_said(found.group(0), found.group(1), html=False), text)

    def markup(self, html: str) -> SafeString:
        """The same for markup. References inside tags stay as they are: no attribute holds any."""
        told = TOKEN.sub(
            lambda found: self._or_said(found.group(0), unescape(found.group(1)), html=True), html
        )
        return mark_safe(told)  # noqa: S308 - the markup was safe, and what replaces tokens is escaped

    def _or_said(self, whole: str, inside: str, *, html: bool) -> str:
        """A reader never sees braces: what is not on record says so. Editors were told before publishing."""
        token = token_of(inside)
        if token is None:
            return whole
        try:
            return self.html(token) if html else self.words(token)
        except UnknownLawError:
            return _("[not on record]")

    # Below a page

    def notes(self, text: str) -> Iterator[Note]:
        """The figures that a text names, each once, as they are on the day."""
        seen = set()
        for _whole, token in tokens_in(text):
            if token and token.to in (Refers.FIGURE, Refers.SINCE) and token.key not in seen:
                seen.add(token.key)
                if note := self.note(token.key):
                    yield note

    def note(self, key: str) -> Note | None:
        figure = self.edition.law.figures.get(key)
        amount = figure.on(self.day) if figure else None
        if figure is None or amount is None:
            return None
        known = _citations(self.edition)
        wording = Wording(self.edition.law, self.day, self.language)
        return Note(
            key=key,
            title=wording.say(figure.words, "title"),
            value=self.words(Token(Refers.FIGURE, key)),
            since=amount.span.start,
            cites=tuple(known.get(label) or Citation(label, "") for label in amount.source.cites),
            note=amount.note,
        )


def is_sure(amount: Amount) -> bool:
    """A value that nobody has verified is shown nowhere: people are told to ask."""
    return not amount.source.confidence or amount.source.confidence in FIRM | MIDDLING


def plain(figure: Figure, amount: Amount) -> str:
    """A value for machines: dollars with cents, percent, or the count."""
    if figure.unit == "usd":
        return f"{amount.amount // 100}.{amount.amount % 100:02d}"
    if figure.unit == "percent":
        return f"{amount.amount / 10_000:g}"
    return str(amount.amount)


def teller(day: date | None = None) -> Teller | None:
    """The law of the newest edition as of today; ``None`` before any rulebook was loaded."""
    try:
        edition = current_edition()
    except NoEditionError:
        return None
    return Teller(edition, day or timezone.localdate(), get_language() or "en")


@lru_cache(maxsize=4)
def _citations(edition: LoadedEdition) -> dict[str, Citation]:
    return {citation.label: citation for citation in edition.law.book.citations}


@lru_cache(maxsize=4)
def _spans(edition: LoadedEdition) -> dict[str, Span]:
    """The days of each rule and exception by its id."""
    spans: dict[str, Span] = {}
    for rule in edition.law.book.rules:
        spans[rule.id] = rule.span
        spans.update((unless.id, unless.span) for unless in rule.unless)
    return spans


def rule_of(edition: LoadedEdition, key: str) -> Rule | None:
    return next((rule for rule in edition.law.book.rules if rule.id == key), None)
