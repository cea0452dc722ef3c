"""Questions and answers in words, each with the page that asks it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from portal.rulebook.telling.names import Names
from portal.rulebook.wording import Wording, day_words, dollars
from portal.rules.answers import NOT_ASKED, Bounds
from portal.rules.law import Kind
from portal.selfcheck.journey import Journey


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    url: str


class Teller:
    """Says questions and answers in words, and knows on which page each is asked."""

    def __init__(self, journey: Journey, wording: Wording) -> None:
        self.journey = journey
        self.law = journey.law
        self.wording = wording
        self.called = Names(self.law.book, wording)

    # Questions

    def label(self, fact: str) -> str:
        return self.called.label(fact)

    def url(self, fact: str) -> str:
        """The page that asks for a fact, with all answers kept; nothing for a fact that nobody is asked."""
        page = self.journey.page_of.get(fact)
        return self.journey.question_url(page) if page else ""

    def link(self, fact: str) -> Link:
        return Link(self.label(fact), self.url(fact))

    # Answers

    def value(self, fact: str, value: object) -> str:
        """A value of a fact as people say it."""
        if value is None or value is NOT_ASKED:
            return _("not known")
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        if isinstance(value, Bounds):
            return _("at least %(amount)s") % {"amount": dollars(value.low)}
        if isinstance(value, date):
            return day_words(value)
        if isinstance(value, int):
            is_money = self.law.facts[fact].kind == Kind.MONEY
            return dollars(value) if is_money else number_format(value, use_l10n=True)
        if isinstance(value, str):
            return self.name(fact, value)
        if isinstance(value, tuple | frozenset):
            return self.names(fact, value)
        return ""

    def name(self, fact: str, member: str) -> str:
        """One option, country, kind of goods or tariff code by its name."""
        return self.called.member(fact, member)

    def names(self, fact: str, members: Iterable[str]) -> str:
        """Several of them, sorted; a long list is cut short and says so."""
        return self.called.members(fact, members)
