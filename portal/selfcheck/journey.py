"""Where one person stands: the answers of an address, the law they are asked under, and where to go next.

Nothing is kept between two requests. All that leads on is written into the addresses that are made here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from urllib.parse import parse_qsl, urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from portal.rulebook.queries import LoadedEdition, current_edition
from portal.rulebook.wording import FIRST_LANGUAGE, Wording
from portal.rules.answers import CATEGORIES, Value
from portal.rules.ask import LIKELY, Interview, Page, interview, pages, unused
from portal.rules.law import Kind
from portal.rules.ready import Law
from portal.selfcheck.determination import Determination
from portal.selfcheck.query import Told, day_of, query_of, read_query

Answers = Mapping[str, Value | None]
Items = tuple[tuple[str, Value | None], ...]
Pairs = list[tuple[str, str]]

SENT = "go"
DONT_KNOW = "dont_know"
TRUE = "yes"
UNSURE = "unsure"
ALL = "all"
SEEN = "seen"
FIND = "find"
LOOK = "look"
WERE = "were"
"""The kinds of goods that were chosen when the goods page was opened."""
CHANGES = "changes"
"""Sent by a page that was opened when nothing was left to ask: it changes an answer."""
OPENED = "opened"
"""Leads on from such a page where the change opened new questions."""
DATE_PARTS = ("month", "day", "year")
OWN = frozenset(
    {SENT, DONT_KNOW, TRUE, UNSURE, ALL, SEEN, FIND, LOOK, WERE, CHANGES, OPENED}
    | {f"arrival_date-{part}" for part in DATE_PARTS}
)
"""What only a question page's own form sends. None of it is an answer, and no link carries it on."""


@lru_cache(maxsize=256)
def _standing(edition: LoadedEdition, told: Items, today: date) -> Interview:
    """Kept: the first pages, where all is still open, are the slowest and the most asked for."""
    return interview(edition.law, dict(told), today)


@lru_cache(maxsize=256)
def _unused(edition: LoadedEdition, told: Items, today: date) -> frozenset[str]:
    return unused(edition.law, dict(told), today)


@dataclass(frozen=True)
class Asked:
    """A page as it is put to this person: the facts it shows, and where they stand without its answers.

    ``assumed`` are facts that the chosen goods take as true; they are shown apart, for whoever knows better.
    ``matters`` is false for a page that the other answers made needless; it can be looked at all the same.
    """

    page: Page
    facts: tuple[str, ...]
    assumed: tuple[str, ...]
    matters: bool
    standing: Interview


@dataclass(frozen=True)
class Journey:
    """One address, read."""

    edition: LoadedEdition
    told: Told
    today: date

    @classmethod
    def read(cls, query: QueryDict) -> Journey:
        edition = current_edition()
        return cls(edition, read_query(query, edition.law, own=OWN), timezone.localdate())

    @property
    def law(self) -> Law:
        return self.edition.law

    @property
    def answers(self) -> dict[str, Value | None]:
        return self.told.answers

    @cached_property
    def wording(self) -> Wording:
        return Wording(self.law, day_of(self.answers, self.today))

    @property
    def as_read(self) -> dict[str, Value | None]:
        """The answers to decide on: what could not be read is taken as not known."""
        return {**self.answers, **dict.fromkeys(self.told.errors)}

    @cached_property
    def determination(self) -> Determination:
        return Determination(self.edition, self.as_read, self.today, get_language() or FIRST_LANGUAGE)

    def answered(self, answers: Answers, *, instead_of: Collection[str]) -> Journey:
        """The same journey after a page was answered; whatever was said of its facts before is replaced."""
        told = Told(
            answers={key: value for key, value in self.answers.items() if key not in instead_of}
            | dict(answers),
            errors={key: error for key, error in self.told.errors.items() if key not in instead_of},
            typed=self.told.typed,
        )
        return replace(self, told=told)

    # What is still to ask

    def standing(self, *, without: Collection[str] = ()) -> Interview:
        """The pages that still matter, as if nothing had been said of the facts in ``without``."""
        told = tuple(sorted(item for item in self.answers.items() if item[0] not in without))
        return _standing(self.edition, told, self.today)

    @cached_property
    def unused(self) -> frozenset[str]:
        """Answers that no longer matter; they are kept all the same."""
        return _unused(self.edition, tuple(sorted(self.answers.items())), self.today)

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Every page there is for these goods, whether it still matters or not."""
        return pages(self.law, self.answers)

    def page(self, key: str) -> Page | None:
        return next((page for page in self.pages if page.key == key), None)

    @cached_property
    def page_of(self) -> dict[str, str]:
        """The page on which each fact is asked."""
        return {fact: page.key for page in self.pages for fact in page.facts}

    def knows(self, key: str) -> bool:
        """Whether there is such a page, for whatever goods."""
        return key == LIKELY or any(page.key == key for page in pages(self.law, {}))

    def asked(self, key: str) -> Asked | None:
        """The page with the facts that it asks of this person; None where these goods have no such page."""
        page = self.page(key)
        if page is None:
            return None
        standing = self.standing(without=page.facts)
        wanted = next((open_page.facts for open_page in standing.pages if open_page.key == key), ())
        if self.law.facts[page.facts[0]].kind != Kind.YES_NO:
            return Asked(page, page.facts, (), bool(wanted), standing)
        assumed = tuple(fact for fact in page.facts if fact in self.assumed)
        told = self.answers.keys() | self.told.errors.keys()
        shown = tuple(f for f in page.facts if (f in wanted or f in told) and f not in assumed)
        if not shown and not assumed:
            shown = page.facts
        return Asked(page, shown, assumed, bool(wanted), standing)

    @cached_property
    def assumed(self) -> frozenset[str]:
        """What is true of the chosen goods unless the person says otherwise."""
        goods = self.answers.get(CATEGORIES)
        slugs = goods if isinstance(goods, tuple) else ()
        return frozenset(fact for slug in slugs for fact in self.law.categories[slug].assume)

    # Addresses

    def pairs(self, *, without: Collection[str] = ()) -> Pairs:
        """All that is carried on: the answers in canonical order, and as it was typed what cannot be read."""
        kept = parse_qsl(query_of({key: value for key, value in self.answers.items() if key not in without}))
        for key in sorted(self.told.errors):
            if key not in without:
                kept += [(key, typed) for typed in self.told.typed.get(key, ())]
        return kept

    def question_url(self, page: str, **more: str) -> str:
        return _address(reverse("selfcheck:question", args=[page]), [*self.pairs(), *more.items()])

    @property
    def answer_url(self) -> str:
        return _address(reverse("selfcheck:answer"), self.pairs())

    @property
    def start_url(self) -> str:
        return _address(reverse("selfcheck:start"), self.pairs())

    @property
    def next_url(self) -> str:
        """The next page that can still change the answer, or the answer."""
        return self.next_with()

    def next_with(self, **more: str) -> str:
        """The same; ``more`` goes along only where another question follows."""
        following = self.standing().next
        return self.question_url(following.key, **more) if following else self.answer_url

    def mistakes(self, *, apart_from: Collection[str] = ()) -> Iterator[tuple[str, str]]:
        """Each answer of the address that cannot be read, and what is wrong with it."""
        for key, error in self.told.errors.items():
            if key not in apart_from:
                yield key, error


def _address(path: str, pairs: Pairs) -> str:
    return f"{path}?{urlencode(pairs)}" if pairs else path
