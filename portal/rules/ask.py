"""What is worth asking: exactly the questions whose answers can still change the outcome, in authored order.

A question that was answered "I don't know" is not asked again; it stays open in the decision, so that what is
said of the outcome stays honest. Yes/no questions that are open together are asked together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portal.rules.answers import CATEGORIES, CODES, DAY, MODE, ORIGIN, VALUE, Answers, complete
from portal.rules.compiled import CompiledLaw, tests_of
from portal.rules.conditions import leaves
from portal.rules.decide import Decision
from portal.rules.law import Fact, Kind, Rule
from portal.rules.ready import Law

GOODS = "goods"
LIKELY = "about-the-goods"
OTHERS = "anything-else"
PURPOSE = "purpose"

ALWAYS_USED = frozenset({DAY, MODE, PURPOSE, ORIGIN, VALUE})
"""Facts that duties, fees and their year turn on, even where the kind of entry does not."""


@dataclass(frozen=True, slots=True)
class Page:
    """Questions that are asked together, on one page. ``facts`` are all that it may ask."""

    key: str
    facts: tuple[str, ...]


def pages(law: CompiledLaw, answers: Answers) -> tuple[Page, ...]:
    """Every page in the order of asking, for these goods.

    The goods' own questions come on one page: those that are usual for the chosen kinds of goods. All other
    questions about goods stand on one page after it, gathered by subject.
    """
    product = {group.key for group in law.book.groups if group.product}
    found: dict[str, list[str]] = {}
    likely = usual_facts(law, answers)
    for fact in law.book.facts:
        if not fact.derived or fact.open_point:
            found.setdefault(_page_of(fact, likely, product), []).append(fact.key)
    ordered = [Page(key, tuple(facts)) for key, facts in found.items()]
    return tuple(sorted(ordered, key=lambda page: page.key == OTHERS))


def usual_facts(law: CompiledLaw, answers: Answers) -> frozenset[str]:
    """What is usual for the chosen categories: their own questions, and what they take as true."""
    goods = answers.get(CATEGORIES)
    slugs = goods if isinstance(goods, tuple) else ()
    chosen = [law.categories[slug] for slug in slugs if slug in law.categories]
    return frozenset(fact for category in chosen for fact in (*category.ask, *category.assume))


def _page_of(fact: Fact, likely: frozenset[str], product: set[str]) -> str:
    if fact.key in (CATEGORIES, CODES):
        return GOODS
    if fact.kind != Kind.YES_NO:
        return fact.key
    if fact.group in product:
        return LIKELY if fact.key in likely else OTHERS
    return fact.group


@dataclass(frozen=True, slots=True)
class Interview:
    """Where a person stands: the pages that still matter and what the answers so far lead to."""

    decision: Decision
    pages: tuple[Page, ...]

    @property
    def next(self) -> Page | None:
        return self.pages[0] if self.pages else None


def interview(law: Law, answers: Answers, as_of: date) -> Interview:
    """The pages that still hold a question worth asking, each cut down to those questions."""
    decision = Decision(law, answers, as_of, interview=True)
    wanted = {fact for fact in decision.turns_on if fact not in answers}
    if CATEGORIES not in answers and CODES not in answers and wanted & {CATEGORIES, CODES}:
        wanted |= {CATEGORIES, CODES}
    left = []
    for page in pages(law, answers):
        facts = tuple(fact for fact in page.facts if fact in wanted)
        if facts:
            left.append(Page(page.key, facts))
    return Interview(decision, tuple(left))


def asked_for(decision: Decision, fact: str) -> list[Rule]:
    """The rules in force that turn on a question: why it is asked."""
    law, day = decision.law, decision.days[0]
    concerned = [*law.entry_rules, *decision.candidates]
    return [
        rule
        for rule in concerned
        if rule.span.covers(day)
        and any(getattr(leaf, "fact", None) == fact for test in tests_of(rule) for leaf in leaves(test))
    ]


def asked_by(decision: Decision) -> dict[str, list[Rule]]:
    """The same for every question at once."""
    found: dict[str, list[Rule]] = {}
    day = decision.days[0]
    for rule in [*decision.law.entry_rules, *decision.candidates]:
        if rule.span.covers(day):
            read = {getattr(leaf, "fact", "") for test in tests_of(rule) for leaf in leaves(test)}
            for fact in read - {""}:
                found.setdefault(fact, []).append(rule)
    return found


def unused(law: Law, answers: Answers, as_of: date) -> frozenset[str]:
    """Answers that no longer matter: taking them away leaves the same answer and raises no question."""
    full = Decision(law, answers, as_of)
    said = full.signature()
    idle = set()
    for key in answers.keys() - ALWAYS_USED:
        without = {other: value for other, value in answers.items() if other != key}
        if answers[key] is None and complete(without, law.categories).get(key) is None:
            # To the logic an "I don't know" is the same as no answer: the decision need not be made again.
            if key not in full.turns_on:
                idle.add(key)
            continue
        decision = Decision(law, without, as_of)
        if decision.signature() == said and key not in decision.turns_on:
            idle.add(key)
    return frozenset(idle)
