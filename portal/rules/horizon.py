"""How long an answer holds: the next day on which the same shipment would be answered otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portal.rules.compiled import CompiledLaw
from portal.rules.decide import Decision
from portal.rules.evidence import Evidence
from portal.rules.law import Rule
from portal.rules.ready import DE_MINIMIS, ENTRY
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
    law = decision.law
    by_route = [law.agency_rule(rule.id) for rule in decision.candidates if rule.id in law.route_readers]
    entry = decision.next_change([law.goal(ENTRY), law.goal(DE_MINIMIS), *by_route])
    changes = [change for change in (entry, decision.goods_change) if change is not None]
    if not changes:
        return None
    return Horizon(min(changes) - ONE_DAY, _changed_rules(decision, day, min(changes)))


def _changed_rules(decision: Decision, before: date, after: date) -> tuple[Rule, ...]:
    law: CompiledLaw = decision.law
    was, will_be = (
        Evidence(law, decision.evidence_facts, before),
        Evidence(law, decision.evidence_facts, after),
    )
    edged = law.stretches.begin_or_end.get(after, ())
    return tuple(rule for rule in edged if was.rule(rule) != will_be.rule(rule))
