"""The state of the law on one day, in a few lines: worked out from the edition, never typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from portal.rulebook.exemption import Exemption, Standing, Stretch, ordinary, verdicts_of
from portal.rulebook.queries import LoadedEdition
from portal.rulebook.wording import Wording, listed, written
from portal.rules.conditions import AllOf, From, Not, Test
from portal.rules.law import Citation, Rule, Source
from portal.rules.ready import DE_MINIMIS, ENTRY, Law
from portal.rules.spans import ONE_DAY

EXEMPTION_LIMIT, GIFT_LIMIT, INFORMAL_LIMIT = "exemption-limit", "gift-limit", "informal-limit"
MOST_CITES = 4
MOST_COUNTRIES = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the strip; ``tone`` picks its color and icon."""

    tone: str
    label: str
    text: str
    cites: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class LawStatus:
    """How the law stands ``as_of`` a day, under an edition."""

    as_of: date | None = None
    edition: int | None = None
    items: tuple[Line, ...] = ()


NOTHING_KNOWN = LawStatus()


def law_status(edition: LoadedEdition, day: date) -> LawStatus:
    """The lines of a day. A day outside the record has none."""
    if not edition.law.book.covers.covers(day):
        return NOTHING_KNOWN
    return _status(edition, day, get_language() or "en")


@lru_cache(maxsize=32)
def _status(edition: LoadedEdition, day: date, language: str) -> LawStatus:
    teller = _Teller(edition.law, day, language)
    return LawStatus(day, edition.number, tuple(teller.lines()))


@lru_cache(maxsize=4)
def _exemption(law: Law) -> Exemption:
    return Exemption(law)


class _Teller:
    """Puts one day into words."""

    def __init__(self, law: Law, day: date, language: str) -> None:
        self.law = law
        self.day = day
        self.wording = Wording(law, day, language)
        self.exemption = _exemption(law)
        self.stretch = self.exemption.on(day)
        self.links = {citation.label: citation for citation in law.book.citations}

    def lines(self) -> Iterator[Line]:
        told_days = {self.stretch.span.start}
        yield self.standing()
        gone = self.exemption.gone_from()
        if gone and self.day < gone:
            told_days.add(gone)
            rules = self.exemption.rules_behind(self.exemption.on(gone), gone)
            text = self._on(gone, _titles(rules, self.wording))
            yield Line("warning", _("Repeal:"), text, self._cites(rules, 1))
        yield from self.limits()
        last, following = self._changes()
        if last and last not in told_days:
            yield self._change(_("Last change:"), last)
        if following and following not in told_days:
            yield self._change(_("Next change:"), following)

    # The exemption

    def standing(self) -> Line:
        stretch, since = self.stretch, self.stretch.span.start
        rules = self.exemption.rules_behind(stretch, self.day)
        cites = self._cites(rules, MOST_CITES)
        label = _("The low-value exemption:")
        match stretch.standing:
            case Standing.OPEN:
                source = self.law.goals[DE_MINIMIS].outcome("eligible").source.cites
                return Line("success", label, self._open(), self._linked(source, 2))
            case Standing.PARTLY:
                return Line("warning", label, self._partly(stretch), cites)
            case Standing.SUSPENDED:
                limit = self.wording.figure(EXEMPTION_LIMIT)
                label = _("The low-value exemption (up to %(limit)s):") % {"limit": limit}
                text = _("suspended since %(day)s, for goods of every country and every way of shipping.")
                return Line("warning", label, text % {"day": _written(since)}, cites)
            case Standing.GONE:
                text = _("gone since %(day)s") % {"day": self._on(since, _titles(rules, self.wording))}
                return Line("error", label, text, cites)

    def _open(self) -> str:
        text = _("open for goods worth up to %(limit)s that one person imports on one day.")
        return text % {"limit": self.wording.figure(EXEMPTION_LIMIT)}

    def _partly(self, stretch: Stretch) -> str:
        names = sorted(
            self.wording.say({"name": country.words}, "name")
            for country in self.law.book.countries
            if country.code in stretch.countries
        )
        told = {"day": _written(stretch.span.start), "limit": self.wording.figure(EXEMPTION_LIMIT)}
        if not names or len(names) > MOST_COUNTRIES:
            told["goods"] = _("some goods")
        else:
            told["goods"] = _("goods of %(countries)s") % {"countries": listed(names)}
        if stretch.open_question:
            text = _("whether it was suspended for %(goods)s from %(day)s is not settled.")
        else:
            text = _("suspended for %(goods)s since %(day)s.")
        return f"{text} {_('Open for other goods, up to %(limit)s.')}" % told

    # Limits

    def limits(self) -> Iterator[Line]:
        """The two limits that people ask for, each only while it opens what it says it opens."""
        gift, informal = self._amount(GIFT_LIMIT), self._amount(INFORMAL_LIMIT)
        way = self.exemption.ways[0]
        if gift is not None and self._entries({"mode": way, "purpose": "gift", "value_usd": gift}) == {
            "gift_exemption"
        }:
            text = _("free of duty up to %(limit)s, for all that one person receives on one day.")
            yield self._limit("success", _("A real gift:"), text, GIFT_LIMIT)
        if informal is not None and self._entries({"mode": way, "value_usd": informal + 1}) == {"formal"}:
            text = _("open up to %(limit)s. Above that, goods need a formal entry.")
            yield self._limit("info", _("The simpler, informal entry:"), text, INFORMAL_LIMIT)

    def _entries(self, told: dict[str, str | int]) -> set[str]:
        return set(ordinary(self.law, self.day, {"origin_country": self._home(), **told}).entries)

    def _home(self) -> str:
        """A country of origin about which the law says nothing of its own."""
        named = {member for listed in self.law.book.lists for member in listed.members}
        return next(country.code for country in self.law.book.countries if country.code not in named)

    def _amount(self, figure: str) -> int | None:
        found = self.law.figures.get(figure)
        amount = found.on(self.day) if found else None
        return amount.amount if amount else None

    def _limit(self, tone: str, label: str, text: str, figure: str) -> Line:
        amount = self.law.figures[figure].on(self.day)
        cites = amount.source.cites if amount else ()
        return Line(tone, label, text % {"limit": self.wording.figure(figure)}, self._linked(cites, 2))

    # Changes

    def _changes(self) -> tuple[date | None, date | None]:
        """The days on which the ways of entry changed last and will change next."""
        before: set[date] = set()
        after: set[date] = set()
        for key in (ENTRY, DE_MINIMIS):
            timed = self.law.goal(key)
            for start in timed.breaks.days:
                if timed.on(start) is not timed.on(start - ONE_DAY):
                    (before if start <= self.day else after).add(start)
        return max(before, default=None), min(after, default=None)

    def _change(self, label: str, day: date) -> Line:
        """What begins on a day: rules, else dated figures and outcomes, else what ends."""
        rules = [rule for rule in self.law.entry_rules if rule.span.start == day]
        rules.sort(key=lambda rule: rule.finds not in self._read)
        if rules:
            text = self._on(day, _titles(rules, self.wording))
            return Line("info", label, text, self._cites(rules, 1))
        told = [*self._figures_from(day), *self._outcomes_from(day)] or self._ended(day)
        cites = [citation for _title, source in told for citation in source.cites]
        return Line("info", label, self._on(day, [title for title, _source in told]), self._linked(cites, 1))

    @property
    def _read(self) -> set[str]:
        """The verdicts that a goal reads itself, not only through other rules."""
        outcomes = (outcome for goal in self.law.book.goals for outcome in goal.outcomes)
        return {verdict for outcome in outcomes for verdict in verdicts_of(outcome.when)}

    def _figures_from(self, day: date) -> Iterator[tuple[str, Source]]:
        for figure in self.law.book.figures:
            for amount in figure.values:
                if amount.span.start == day:
                    told = {
                        "figure": self.wording.say(figure.words, "title"),
                        "amount": written(figure, amount),
                    }
                    yield _("%(figure)s: %(amount)s") % told, amount.source

    def _outcomes_from(self, day: date) -> Iterator[tuple[str, Source]]:
        for outcome in self.law.goals[ENTRY].outcomes:
            if From("arrival_date", day) in _parts(outcome.when):
                yield self.wording.say(outcome.words, "title"), outcome.source

    def _ended(self, day: date) -> list[tuple[str, Source]]:
        rules = [rule for rule in self.law.entry_rules if rule.span.until == day]
        outcomes = [
            outcome
            for outcome in self.law.goals[ENTRY].outcomes
            if Not(From("arrival_date", day)) in _parts(outcome.when)
        ]
        ended = [(rule.words, rule.source) for rule in rules]
        ended += [(outcome.words, outcome.source) for outcome in outcomes]
        return [
            (_("No longer: %(title)s") % {"title": self.wording.say(words, "title")}, source)
            for words, source in ended
        ]

    # Words

    def _on(self, day: date | None, titles: list[str]) -> str:
        """A day, and what the first thing that begins then is called."""
        if not titles:
            return f"{_written(day)}."
        return f"{_written(day)}. {capfirst(titles[0]).rstrip('.')}." + self._more(len(titles) - 1)

    @staticmethod
    def _more(count: int) -> str:
        if count < 1:
            return ""
        text = ngettext("One more change that day.", "%(count)s more changes that day.", count)
        return " " + text % {"count": count}

    def _cites(self, rules: Iterable[Rule], most: int) -> tuple[Citation, ...]:
        """The first label of each rule that says more than the exemption itself."""
        known = {label for outcome in self.law.goals[DE_MINIMIS].outcomes for label in outcome.source.cites}
        first = [
            next((label for label in rule.source.cites if label not in known), rule.source.cites[0])
            for rule in rules
            if rule.source.cites
        ]
        return self._linked(dict.fromkeys(first), most)

    def _linked(self, labels: Iterable[str], most: int) -> tuple[Citation, ...]:
        return tuple(self.links.get(label) or Citation(label, "") for label in list(labels)[:most])


def _parts(test: Test) -> tuple[Test, ...]:
    return test.parts if isinstance(test, AllOf) else (test,)


def _titles(rules: Iterable[Rule], wording: Wording) -> list[str]:
    return [wording.say(rule.words, "title") for rule in rules]


def _written(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else _("the start of our record")
