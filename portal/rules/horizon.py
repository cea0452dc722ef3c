"""How long an answer holds: the next day on which the same shipment would be answered otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portal.rules.compiled import CompiledLaw, Timed
from portal.rules.decide import DE_MINIMIS, ENTRY, Decision, ends
from portal.rules.diagram import given
from portal.rules.evidence import Evidence
from portal.rules.law import Rule
from portal.rules.spans import ONE_DAY


@dataclass(frozen=True, slots=True)
class Horizon:
    """``through`` is the last day of this answer; ``changed`` the rules that begin or end on the next."""

    through: date
    changed: tuple[Rule, ...]


def horizon(decision: Decision) -> Horizon | None:
    """When the answer changes next; ``None`` when nothing on record changes it, or the day is unknown."""
    if len(decision.days) != 1:
        return None
    day = decision.days[0]
    change = _next_change(decision, day)
    if change is None:
        return None
    return Horizon(change - ONE_DAY, _changed_rules(decision, day, change))


def _next_change(decision: Decision, day: date) -> date | None:
    """Only diagrams that differ are walked: a stretch of law that says the same *is* the same diagram."""
    soonest: date | None = None
    for timed in _timed(decision):
        now = timed.on(day)
        then = None
        for later in timed.breaks.after(day):
            if soonest is not None and later >= soonest:
                break
            diagram = timed.on(later)
            if diagram is now:
                continue
            then = then if then is not None else ends((given(now, decision),))
            if ends((given(diagram, decision),)) != then:
                soonest = later
                break
    return soonest


def _timed(decision: Decision) -> list[Timed]:
    law = decision.law
    agency_rules = [law.agency_rule(rule.id) for rule in decision.candidates]
    return [law.goal(ENTRY), law.goal(DE_MINIMIS), *agency_rules]


def _changed_rules(decision: Decision, before: date, after: date) -> tuple[Rule, ...]:
    law: CompiledLaw = decision.law
    was, will_be = (
        Evidence(law, decision.evidence_facts, before),
        Evidence(law, decision.evidence_facts, after),
    )
    edged = (rule for rule in law.entry_rules if after in rule.span.edges() or _exception_edges(rule, after))
    return tuple(rule for rule in edged if was.rule(rule) != will_be.rule(rule))


def _exception_edges(rule: Rule, day: date) -> bool:
    return any(day in unless.span.edges() for unless in rule.unless)
