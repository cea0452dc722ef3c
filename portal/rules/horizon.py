"""How long an answer holds: the next day on which the same shipment would be answered otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portal.rules.compiled import CompiledLaw
from portal.rules.decide import Decision
from portal.rules.evidence import Evidence
from portal.rules.law import Rule
from portal.rules.spans import ONE_DAY


@dataclass(frozen=True, slots=True)
class Horizon:
    """``through`` is the last day of this answer; ``changed`` the rules that begin or end on the next."""

    through: date
    changed: tuple[Rule, ...]


def horizon(decision: Decision, now: Evidence | None = None) -> Horizon | None:
    """When the answer changes next; ``None`` when nothing on record changes it, or the day is unknown.

    ``now`` is the evidence of the decision's own day, where it is at hand already.
    """
    if len(decision.days) != 1:
        return None
    day = decision.days[0]
    law = decision.law
    by_route = [law.agency_rule(rule.id) for rule in decision.candidates if rule.id in law.route_readers]
    found = decision.next_entry_change(), decision.next_change(by_route), decision.goods_change
    changes = [change for change in found if change is not None]
    if not changes:
        return None
    was = now or Evidence(law, decision.evidence_facts, day)
    return Horizon(min(changes) - ONE_DAY, _changed_rules(decision, was, min(changes)))


def _changed_rules(decision: Decision, was: Evidence, after: date) -> tuple[Rule, ...]:
    """The entry rules that begin or end on a day, with their exceptions, and hold on one side of it."""
    law: CompiledLaw = decision.law
    will_be = Evidence(law, decision.evidence_facts, after)

    def changes(rule: Rule) -> bool:
        if not (was.is_about(rule) or will_be.is_about(rule)):
            return False
        if rule.span.start == after:
            return will_be.rule(rule) is not False
        if rule.span.until == after:
            return was.rule(rule) is not False
        return was.rule(rule) != will_be.rule(rule)

    return tuple(rule for rule in law.stretches.begin_or_end.get(after, ()) if changes(rule))
