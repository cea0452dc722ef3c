"""Other agencies: what binds, what has to be checked, and what is only background."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from portal.rulebook.wording import day_words
from portal.rules.compiled import APPLIES, CHECK, tests_of
from portal.rules.conditions import leaves
from portal.rules.decide import CONTEXT, RELIEF
from portal.rules.law import Citation, Rule
from portal.rules.truth import truth
from portal.selfcheck.answer.reasons import source_line
from portal.selfcheck.answer.told import Link, Teller
from portal.selfcheck.answer.verdict import Cited
from portal.selfcheck.determination import Determination

PROHIBITION = "prohibition"
LOW = "low"
MOST_CARDS = 6
"""So many requirements to check are shown as cards; more are gathered by agency and opened on demand."""


@dataclass(frozen=True, slots=True)
class Card:
    """One requirement of one agency; ``review_due``: it is past the day of its next review."""

    agency: str
    name: str
    title: str
    status: str
    tag: str
    tone: str
    icon: str
    why: str
    what: str
    who: str
    by: str
    forms: str
    relief: str
    otherwise: str
    note: str
    find_out: str
    softened: tuple[str, ...]
    questions: tuple[Link, ...]
    url: str
    cites: tuple[Citation, ...]
    since: str
    source: str
    review_due: bool
    ask: bool


@dataclass(frozen=True, slots=True)
class Group:
    agency: str
    name: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Agencies:
    """``found`` is false where nothing at all was found, which never means that nothing is needed."""

    firm: tuple[Card, ...]
    check: tuple[Card, ...]
    context: tuple[Card, ...]
    groups: tuple[Group, ...]
    not_on_record: str
    on_record: int

    @property
    def found(self) -> bool:
        return bool(self.firm or self.check)


def agencies(determination: Determination, teller: Teller, cited: Cited) -> Agencies:
    maker = Cards(determination, teller, cited)
    firm, check, context = [], [], []
    for rule_id, state in determination.decision.agencies.items():
        rule = determination.law.rules[rule_id]
        if rule.kind == RELIEF or (rule.kind == CONTEXT and state == APPLIES):
            context.append(maker.card(rule, state))
        elif rule.kind == CONTEXT:
            continue
        elif state == CHECK or rule.source.confidence == LOW:
            check.append(maker.card(rule, CHECK if state == CHECK else LOW))
        else:
            firm.append(maker.card(rule, state))
    firm.sort(key=lambda card: (card.tone != "barred", card.tone == "free"))
    return Agencies(
        tuple(firm),
        tuple(check),
        tuple(context),
        _grouped(check) if len(check) > MOST_CARDS else (),
        _not_on_record(determination),
        len(determination.law.book.agencies),
    )


def _grouped(cards: Iterable[Card]) -> tuple[Group, ...]:
    found: dict[str, list[Card]] = {}
    for card in cards:
        found.setdefault(card.agency, []).append(card)
    return tuple(Group(agency, cards[0].name, tuple(cards)) for agency, cards in sorted(found.items()))


def _not_on_record(determination: Determination) -> str:
    """The record of agency rules starts later than that of entry law."""
    first = determination.law.book.agencies_from
    if first is None or determination.day >= first:
        return ""
    return _(
        "Our record of other agencies' rules starts on %(day)s, after this arrival date. Rules that applied "
        "before are not listed here. Ask the agencies."
    ) % {"day": day_words(first)}


class Cards:
    def __init__(self, determination: Determination, teller: Teller, cited: Cited) -> None:
        self.determination = determination
        self.teller = teller
        self.cited = cited
        self.say = determination.wording.say
        self.headings = {heading.key: heading for heading in determination.law.book.agencies}

    def card(self, rule: Rule, state: str) -> Card:
        heading = self.headings.get(rule.agency)
        tag, tone, icon = _mark(rule, state)
        words = rule.words
        return Card(
            agency=rule.agency,
            name=self.say(heading.words, "title") if heading else rule.agency,
            title=self.say(words, "title"),
            status="firm" if state == APPLIES else "check",
            tag=tag,
            tone=tone,
            icon=icon,
            why=self.say(words, "held") if state in (APPLIES, LOW) else "",
            what=self.say(words, "do"),
            who=self.say(words, "who"),
            by=self.say(words, "by"),
            forms="; ".join(str(form) for form in rule.details.get("forms", ())),
            relief=self.say(words, "relief"),
            otherwise=self.say(words, "otherwise"),
            note=self.say(words, "note for people"),
            find_out=self.find_out(rule) if state == CHECK else "",
            softened=self.softened(rule) if state == CHECK else (),
            questions=self.questions(rule) if state == CHECK else (),
            url=rule.source.url,
            cites=self.cited.of(*rule.source.cites),
            since=day_words(rule.span.start) if rule.span.start else "",
            source=source_line(rule.source),
            review_due=rule.source.review_is_due(self.determination.decision.as_of),
            ask=rule.source.confidence == LOW,
        )

    def find_out(self, rule: Rule) -> str:
        """What is not known; nothing where the rule itself certainly holds."""
        return "" if self.determination.evidence.rule(rule) is True else self.say(rule.words, "unknown")

    def softened(self, rule: Rule) -> tuple[str, ...]:
        """The circumstances that make a rule no more than "check this"."""
        evidence = self.determination.evidence
        return tuple(
            self.say(softener.words, "title")
            for softener in rule.softeners
            if softener.words and truth(softener.when, evidence.facts, evidence) is True
        )

    def questions(self, rule: Rule) -> tuple[Link, ...]:
        """The unanswered questions that this rule turns on."""
        turning = self.determination.decision.turns_on
        facts = dict.fromkeys(
            fact
            for test in tests_of(rule)
            for leaf in leaves(test)
            if (fact := getattr(leaf, "fact", "")) in turning
        )
        links = (self.teller.link(fact) for fact in facts)
        return tuple(link for link in links if link.url)


def _mark(rule: Rule, state: str) -> tuple[str, str, str]:
    """A word, a tone and an icon for the head of a card."""
    if rule.source.confidence == LOW:
        return _("Ask the agency"), "depends", "unknown"
    if state == CHECK:
        return _("Check this"), "depends", "unknown"
    if rule.kind == PROHIBITION:
        return _("Not allowed"), "barred", "barred"
    if rule.kind == RELIEF:
        return _("Relief"), "free", "success"
    if rule.kind == CONTEXT:
        return _("Background"), "plain", "info"
    return _("Needed"), "entry", "entry"
