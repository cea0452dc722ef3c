"""Why a question is asked: the rules that still turn on it, each with where it can be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from portal.rulebook.wording import Wording
from portal.rules.answers import OTHERS, TOTAL, VALUE
from portal.rules.ask import asked_by
from portal.rules.compiled import CompiledLaw
from portal.rules.decide import Decision
from portal.rules.evidence import Evidence
from portal.rules.law import Rule, Source

MOST_CITES = 2


@dataclass(frozen=True)
class Link:
    """A citation and where it can be read."""

    label: str
    url: str


@dataclass(frozen=True)
class Reason:
    """A rule that turns on a question. An agency's rule carries the agency's short name."""

    title: str
    agency: str
    cites: tuple[Link, ...]


@dataclass(frozen=True)
class Reasons:
    """The first few rules that turn on a question, and how many others do."""

    shown: tuple[Reason, ...]
    more: int


def reasons(decision: Decision, wording: Wording, facts: Iterable[str], *, most: int) -> dict[str, Reasons]:
    """For each fact the rules in force that may still turn on it, given the other answers."""
    by_fact = asked_by(decision)
    evidence = Evidence(decision.law, decision.evidence_facts, decision.days[0])
    found = {}
    for fact in facts:
        keys = (fact, TOTAL) if fact in (VALUE, OTHERS) else (fact,)
        rules = {rule.id: rule for key in keys for rule in by_fact.get(key, ())}
        still = [rule for rule in rules.values() if _is_open(rule, decision, evidence)]
        shown = tuple(_reason(rule, decision.law, wording) for rule in still[:most])
        found[fact] = Reasons(shown, len(still) - len(shown))
    return found


def _is_open(rule: Rule, decision: Decision, evidence: Evidence) -> bool:
    return rule.id in decision.agencies if rule.agency else evidence.rule(rule) is None


def _reason(rule: Rule, law: CompiledLaw, wording: Wording) -> Reason:
    return Reason(wording.say(rule.words, "title"), rule.agency, links(law, rule.source)[:MOST_CITES])


def links(law: CompiledLaw, source: Source) -> tuple[Link, ...]:
    """What a source cites, with addresses."""
    addresses = _addresses(law)
    return tuple(Link(label, addresses.get(label, source.url)) for label in source.cites)


@lru_cache(maxsize=4)
def _addresses(law: CompiledLaw) -> dict[str, str]:
    return {citation.label: citation.url for citation in law.book.citations}
