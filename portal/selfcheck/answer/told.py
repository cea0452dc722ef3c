"""Questions and answers in words, each with the page that asks it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from portal.rulebook.wording import Wording, day_words, dollars
from portal.rules.answers import NOT_ASKED, Bounds
from portal.rules.law import Kind
from portal.selfcheck.journey import Journey

MOST_NAMES = 8


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    url: str


def in_sentence(text: str) -> str:
    """A label inside a sentence. A word that starts with two capitals (CBP) keeps them."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


class Teller:
    """Says questions and answers in words, and knows on which page each is asked."""

    def __init__(self, journey: Journey, wording: Wording) -> None:
        self.journey = journey
        self.law = journey.law
        self.wording = wording
        self._countries = {country.code: country.words for country in self.law.book.countries}

    # Questions

    def label(self, fact: str) -> str:
        return self.wording.say(self.law.facts[fact].words, "label")

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
        kind = self.law.facts[fact].kind
        if kind == Kind.COUNTRY:
            return self.wording.say({"name": self._countries.get(member, {"en": member})}, "name")
        if kind == Kind.CATEGORIES and member in self.law.categories:
            return self.wording.say(self.law.categories[member].words, "label")
        for option in self.law.facts[fact].options:
            if option.key == member:
                return self.wording.say(option.words, "label")
        return member

    def names(self, fact: str, members: Iterable[str], most: int = MOST_NAMES) -> str:
        """Several of them, sorted; a long list is cut short and says so."""
        named = sorted(self.name(fact, member) for member in members)
        if not named:
            return _("None of these")
        if len(named) > most:
            rest = len(named) - most + 1
            named = [*named[: most - 1], _("%(number)s more") % {"number": rest}]
        return ", ".join(named)
