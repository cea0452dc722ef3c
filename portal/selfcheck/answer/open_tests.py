"""What is still open of one rule: the tests that nobody can call met or not met yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from portal.rulebook.wording import in_sentence
from portal.rules.answers import CATEGORIES, DAY, OTHERS, TOTAL, VALUE, complete
from portal.rules.ask import usual_facts
from portal.rules.compiled import tests_of
from portal.rules.conditions import AllOf, AnyOf, Held, Leaf, Not, OneOf, Test, Unsettled, leaves
from portal.rules.decide import Decision
from portal.rules.law import Fact, Kind, Rule
from portal.rules.ready import DE_MINIMIS, PGA, ROUTE, Law
from portal.rules.truth import truth
from portal.selfcheck.answer.basics import open_basics
from portal.selfcheck.determination import Determination

OF_THE_DECISION = frozenset({PGA, ROUTE, "outcome", "process", DE_MINIMIS})
BY_VALUE = frozenset({VALUE, OTHERS})


@dataclass(frozen=True, slots=True)
class OpenFact:
    """A fact that a rule waits for. ``spares``: told "yes", it takes the goods out of the rule."""

    fact: str
    spares: bool


def open_facts(determination: Determination, rule: Rule) -> tuple[OpenFact, ...]:
    """The facts that a rule still waits for, in reading order."""
    found = dict.fromkeys(_waiting(determination, rule.when, spares=False))
    for unless in rule.unless:
        if unless.span.covers(determination.day):
            found |= dict.fromkeys(_waiting(determination, unless.when, spares=True))
    return tuple(found)


def _waiting(determination: Determination, test: Test, *, spares: bool) -> Iterator[OpenFact]:
    if isinstance(test, Not):
        yield from _waiting(determination, test.part, spares=not spares)
    elif isinstance(test, AllOf | AnyOf):
        for part in test.parts:
            yield from _waiting(determination, part, spares=spares)
    elif _is_open(determination, test) and (fact := getattr(test, "fact", "")):
        yield OpenFact(fact, spares)


def _is_open(determination: Determination, test: Test) -> bool:
    return truth(test, determination.evidence.facts, determination.evidence) is None


def may_concern(determination: Determination, rule: Rule) -> bool:
    """Whether a rule that is not certain is worth naming for these goods.

    A rule that waits for something that these goods are not usually (a shirt that is alcohol) is not.
    """
    if not determination.evidence.may(rule) or open_basics(determination.decision):
        return False
    asked = determination.law.facts
    waiting = [one.fact for one in open_facts(determination, rule) if not one.spares and one.fact in asked]
    return not waiting or any(is_likely(determination, fact) for fact in waiting)


def is_likely(determination: Determination, fact: str) -> bool:
    """Whether a fact can be expected of the goods; every one while nobody said what they are."""
    law, answers = determination.law, determination.decision.answers
    known = law.facts.get(fact)
    if known is None or known.kind != Kind.YES_NO or not answers.get(CATEGORIES):
        return True
    return fact in usual_facts(law, answers) or not _tells_goods_apart(law, known)


def _tells_goods_apart(law: Law, fact: Fact) -> bool:
    """Whether a question is about the goods: by its subject, or because some kind of goods answers it."""
    of_goods = {group.key for group in law.book.groups if group.product}
    return fact.group in of_goods or any(
        fact.key in kind.ask or fact.key in kind.assume for kind in law.categories.values()
    )


def of_these_goods(determination: Determination) -> Decision:
    """The decision as if nothing were true that these goods usually are not, or that plays no part now.

    So a change of one answer is told by what it changes itself, and not by what else could then be so.
    """
    law, decision = determination.law, determination.decision
    told = complete(decision.answers, law.categories)
    unlikely = [
        fact.key
        for fact in law.book.facts
        if fact.kind == Kind.YES_NO
        and told.get(fact.key) is None
        and not fact.derived
        and not (fact.key in decision.turns_on and is_likely(determination, fact.key))
    ]
    if not unlikely:
        return decision
    return Decision(law, {**decision.answers, **dict.fromkeys(unlikely, False)}, decision.as_of)


def exception_words(determination: Determination, rule: Rule) -> str:
    """In a few sentences, what decides whether a rule that may apply does."""
    spared: list[str] = []
    needed: list[str] = []
    told = list(_entry_words(determination, rule))
    for one in open_facts(determination, rule):
        if one.fact in determination.law.facts:
            words = determination.law.facts[one.fact].words
            (spared if one.spares else needed).append(determination.wording.say(words, "label"))
    if spared:
        told.append(_("Not if this is so: %(facts)s.") % {"facts": "; ".join(dict.fromkeys(spared))})
    if needed:
        told.append(_("Only if this is so: %(facts)s.") % {"facts": _(" or ").join(dict.fromkeys(needed))})
    return " ".join(told)


def _entry_words(determination: Determination, rule: Rule) -> Iterator[str]:
    """The kinds of entry that a rule goes with, where the kind is not certain."""
    labels = {option.key: option.words for option in determination.law.facts[ROUTE].options}
    for leaf in leaves(rule.when):
        if isinstance(leaf, OneOf) and leaf.fact == "outcome" and _is_open(determination, leaf):
            named = [
                determination.wording.say(labels[entry], "label")
                for entry in determination.decision.entries
                if entry in leaf.members
            ]
            if named:
                yield _("Only with: %(entries)s.") % {"entries": _(" or ").join(map(in_sentence, named))}


class StillMatters:
    """Whether a rule that cannot be known could still change the answer."""

    def __init__(self, determination: Determination) -> None:
        self.determination = determination
        self._seen: set[str] = set()

    def __call__(self, rule: Rule) -> bool:
        self._seen = set()
        return self.rule(rule)

    def rule(self, rule: Rule) -> bool:
        return any(
            self.leaf(leaf)
            for test in tests_of(rule)
            for leaf in leaves(test)
            if _is_open(self.determination, leaf)
        )

    def leaf(self, leaf: Leaf) -> bool:
        if isinstance(leaf, Unsettled):
            return True
        if isinstance(leaf, Held):
            return self.verdict(leaf.verdict)
        fact = getattr(leaf, "fact", "")
        decision = self.determination.decision
        if fact in decision.turns_on or (fact == TOTAL and decision.turns_on & BY_VALUE):
            return True
        if fact == DAY:
            return len(decision.days) > 1
        known = self.determination.law.facts.get(fact)
        if known is not None and known.derived_from:
            return self.verdict(known.derived_from)
        return fact in OF_THE_DECISION and len(decision.processes) > 1

    def verdict(self, verdict: str) -> bool:
        """Whether one of the rules that may find a verdict waits for something that matters."""
        if verdict in self._seen:
            return False
        self._seen.add(verdict)
        evidence = self.determination.evidence
        rules = self.determination.law.finders.get(verdict, ())
        return any(self.rule(rule) for rule in rules if evidence.rule(rule) is None)
