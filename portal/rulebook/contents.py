"""What an edition holds, told so that a person can read it: topics, rules, figures and questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import urlsplit

from portal.rulebook.queries import LoadedEdition
from portal.rulebook.sentences import Sentences
from portal.rulebook.telling.names import remark_headings
from portal.rulebook.telling.rules import Listed, status_words
from portal.rulebook.telling.sources import confidence_words
from portal.rulebook.wording import PLACEHOLDER, Wording, written
from portal.rules.law import Citation, Heading, Rule, Source, Words
from portal.rules.ready import Law
from portal.rules.spans import Span

TEXTS = ("do", "held", "detail", "says")
"""Where the plain words of a rule stand: what to do, or why it holds, or what it says."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a line rests on: its citations, the page that was read, how sure we are and when we looked.

    ``url`` is empty where one of the citations leads to the same page. ``review`` is the day on which to look
    again; ``due``: it is past.
    """

    cites: tuple[Citation, ...]
    url: str
    confidence: str
    checked: date | None
    review: date | None
    due: bool

    @property
    def site(self) -> str:
        return urlsplit(self.url).netloc.removeprefix("www.")


@dataclass(frozen=True, slots=True)
class ExceptionLine:
    title: str
    span: Span
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule, as one line of the law. ``status`` is told only when it is not simply in force; ``form`` is
    the rule read back from what the program evaluates.
    """

    id: str
    title: str
    text: str
    span: Span
    status: str
    basis: Basis
    form: tuple[Listed, ...]
    exceptions: tuple[ExceptionLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    title: str
    about: str
    url: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A dated figure with its amounts through time, each with its days and basis."""

    key: str
    title: str
    amounts: tuple[tuple[str, Span, Basis], ...]


@dataclass(frozen=True, slots=True)
class Question:
    key: str
    ask: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Contents:
    covers: Span
    agencies_from: date | None
    entry: tuple[Section, ...]
    agencies: tuple[Section, ...]
    figures: tuple[FigureLine, ...]
    questions: tuple[Question, ...]
    rules: int


@lru_cache(maxsize=4)
def contents(edition: LoadedEdition, today: date, language: str) -> Contents:
    """The contents of an edition, worded with the figures of ``today`` or of a rule's own last day."""
    return _Reader(edition.law, today, language).contents()


class _Reader:
    def __init__(self, law: Law, today: date, language: str) -> None:
        self.law = law
        self.today = today
        self.language = language
        self.sentences = Sentences(law.book, language)
        self.links = {citation.label: citation for citation in law.book.citations}
        self._wordings: dict[date, Wording] = {}

    def sections(self, headings: Iterable[Heading], rules: Iterable[Rule]) -> Iterator[Section]:
        by_topic: dict[str, list[Rule]] = {}
        for rule in rules:
            by_topic.setdefault(rule.topic, []).append(rule)
        for heading in headings:
            yield Section(
                heading.key,
                self._say(heading.words, "title", self.today),
                self._say(heading.words, "about", self.today),
                heading.url,
                tuple(self.entry(rule) for rule in by_topic.get(heading.key, ())),
            )

    def entry(self, rule: Rule) -> Entry:
        day = self._worded_on(rule)
        text = next((text for key in TEXTS if (text := self._say(rule.words, key, day))), "")
        exceptions = tuple(
            ExceptionLine(self._say(unless.words, "title", day), unless.span, self.cites(unless.source))
            for unless in rule.unless
        )
        title = self._say(rule.words, "title", day)
        return Entry(
            id=rule.id,
            title=title,
            text=text,
            span=rule.span,
            status=status_words(rule),
            basis=self.basis(rule.source, rule),
            form=self.sentences.rule(rule).lists,
            exceptions=exceptions,
        )

    def basis(self, source: Source, rule: Rule | None = None) -> Basis:
        sides = rule.details.get("sides", ()) if rule else ()
        labels = dict.fromkeys([label for side in sides for label in side["cites"]])
        cites = tuple(self._linked([*labels, *(label for label in source.cites if label not in labels)]))
        url = "" if any(cite.url == source.url for cite in cites) else source.url
        due = source.review_is_due(self.today)
        return Basis(cites, url, confidence_words(source.confidence), source.checked, source.review, due)

    def cites(self, source: Source) -> tuple[Citation, ...]:
        return tuple(self._linked(source.cites))

    def _linked(self, labels: Iterable[str]) -> Iterator[Citation]:
        return (self.links.get(label) or Citation(label, "") for label in labels)

    def _worded_on(self, rule: Rule) -> date:
        """Today while the rule and the figures in its words are in force, else a day on which they were."""
        day = self._nearest(rule.span)
        texts = " ".join(text for words in rule.words.values() for text in words.values())
        for key in PLACEHOLDER.findall(texts):
            figure = self.law.figures.get(key)
            if figure and figure.values and figure.on(day) is None:
                day = self._nearest(figure.values[-1].span)
        return day

    def _nearest(self, span: Span) -> date:
        if span.start and self.today < span.start:
            return span.start
        return min(self.today, span.last) if span.last else self.today

    def _say(self, words: Mapping[str, Words], key: str, day: date) -> str:
        if day not in self._wordings:
            self._wordings[day] = Wording(self.law, day, self.language)
        return self._wordings[day].say(words, key)

    def figures(self) -> Iterator[FigureLine]:
        for figure in self.law.book.figures:
            amounts = tuple(
                (written(figure, amount), amount.span, self.basis(amount.source)) for amount in figure.values
            )
            yield FigureLine(figure.key, self._say(figure.words, "title", self.today), amounts)

    def questions(self) -> Iterator[Question]:
        for fact in self.law.book.facts:
            if not fact.derived:
                yield Question(fact.key, self._say(fact.words, "ask", self.today), self.basis(fact.source))

    def contents(self) -> Contents:
        book = self.law.book
        afterwards = [
            Heading(kind, {"title": {self.language: title}}) for kind, title in remark_headings().items()
        ]
        entry_rules = [rule for rule in book.rules if not rule.agency]
        return Contents(
            covers=book.covers,
            agencies_from=book.agencies_from,
            entry=tuple(self.sections([*book.topics, *afterwards], entry_rules)),
            agencies=tuple(self.sections(book.agencies, (rule for rule in book.rules if rule.agency))),
            figures=tuple(self.figures()),
            questions=tuple(self.questions()),
            rules=len(book.rules),
        )
