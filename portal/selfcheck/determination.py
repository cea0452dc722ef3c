"""A determination as the contract writes it: one document for the page, the API and the bulk file."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from portal.rulebook.queries import LoadedEdition
from portal.rulebook.wording import Wording
from portal.rules.answers import Answers
from portal.rules.compiled import APPLIES, CHECK
from portal.rules.decide import CONTEXT, Decision
from portal.rules.evidence import Evidence
from portal.rules.explain import Finding
from portal.rules.horizon import Horizon, horizon
from portal.rules.law import Rule
from portal.rules.lazy import lazy
from portal.rules.ready import DE_MINIMIS, ENTRY

DEPENDS = "depends"
STANDARD = frozenset({"formal"})
SAYS = {True: "held", False: "failed", None: "unknown"}


class Determination:
    """One answered shipment: the decision, its reasons, how long it holds and what is said about it."""

    def __init__(
        self,
        edition: LoadedEdition,
        answers: Answers,
        as_of: date,
        language: str = "en",
        deciding: type[Decision] = Decision,
    ) -> None:
        self.edition = edition
        self.law = edition.law
        self.decision = deciding(self.law, answers, as_of)
        self.day = self.decision.days[0]
        self.wording = Wording(self.law, self.day, language)

    @lazy
    def evidence(self) -> Evidence:
        """The law of the day, rule by rule."""
        return Evidence(self.law, self.decision.evidence_facts, self.day)

    @lazy
    def horizon(self) -> Horizon | None:
        """How long the answer holds."""
        return horizon(self.decision, self.evidence)

    @lazy
    def findings(self) -> tuple[Finding, ...]:
        """The entry rules that bear on this shipment: those that hold or may hold, and near misses.

        A rule that fails is told only when it is about this mode, purpose and origin.
        """
        return self.evidence.findings()

    def citations(self) -> list[str]:
        """What the answer rests on: its outcomes, every rule that holds or may hold, what changes next."""
        found = dict.fromkeys(self.grounds())
        for rule in self.horizon.changed if self.horizon else ():
            found.update(dict.fromkeys(rule.source.cites))
        return list(found)

    def grounds(self) -> list[str]:
        """The same without what changes next, which takes the longest to find."""
        found: dict[str, None] = {}
        for goal, keys in ((ENTRY, self.decision.processes), (DE_MINIMIS, self.decision.de_minimis)):
            for key in keys:
                found.update(dict.fromkeys(self.law.goals[goal].outcome(key).source.cites))
        for finding in self.findings:
            if finding.bears:
                found.update(finding.cites)
        return list(found)

    def afterwards(self, kind: str) -> Iterator[Rule]:
        """The steps, charges, warnings or notes that go with this decision."""
        for rule in self.law.afterwards[kind]:
            if self.evidence.rule(rule) is True:
                yield rule

    @lazy
    def _remarks(self) -> list[Rule]:
        return self.evidence.remarks()

    @property
    def warnings(self) -> list[Rule]:
        """The programmes that may add duty, each within its window."""
        return [rule for rule in self._remarks if rule.kind == "warning"]

    @lazy
    def open_notes(self) -> list[Rule]:
        """Unsettled points: those that this shipment meets and those that its answer turns on."""
        turning = self.decision.open[1]
        met = [rule for rule in self._remarks if rule.kind == "note"]
        if not turning:
            return met
        return [rule for rule in self.law.afterwards["note"] if rule in met or rule.id in turning]


def document(determination: Determination) -> dict[str, Any]:
    """The JSON of the contract."""
    wording = determination.wording
    return summary(determination) | {
        "reasons": [reason(finding, wording) for finding in determination.findings]
    }


def summary(determination: Determination) -> dict[str, Any]:
    """The same without the reasons, which many shipments share."""
    decision, law, wording = determination.decision, determination.law, determination.wording
    goal = law.goals[ENTRY]
    outcome = goal.outcome(decision.processes[0]) if len(decision.processes) == 1 else None
    horizon = determination.horizon
    return {
        "edition": {"number": determination.edition.number, "sha256": determination.edition.sha256},
        "as_of": determination.day.isoformat(),
        "holds_through": horizon.through.isoformat() if horizon else None,
        "de_minimis": one_or_depends(decision.de_minimis),
        "entry": one_or_depends(decision.entries),
        "entry_detail": detail(determination),
        "possible_entries": list(decision.entries),
        "acceptable_entries": acceptable(determination, outcome.also if outcome else ()),
        "citations": determination.citations(),
        "agencies": agencies(decision),
        "turns_on": sorted(decision.turns_on, key=law.order.__getitem__),
        "warnings": [str(rule.details["warns"]) for rule in determination.warnings],
        "unsettled": [_note(rule, wording) for rule in determination.open_notes],
    }


def decided(decision: Decision) -> dict[str, Any]:
    """What the same document says of the entry, the exemption and the agencies, without more work."""
    return {
        "de_minimis": one_or_depends(decision.de_minimis),
        "entry": one_or_depends(decision.entries),
        "possible_entries": list(decision.entries),
        "agencies": agencies(decision),
    }


def one_or_depends(possible: Collection[str]) -> str:
    return next(iter(possible)) if len(possible) == 1 else DEPENDS


def detail(determination: Determination) -> str:
    """Which process, in words; every one that remains possible when it still depends."""
    goal = determination.law.goals[ENTRY]
    told = (
        determination.wording.say(goal.outcome(process).words, "detail")
        for process in determination.decision.processes
    )
    return "; ".join(dict.fromkeys(text for text in told if text))


def acceptable(determination: Determination, also: tuple[str, ...]) -> list[str]:
    """What the importer may choose: the answer itself and what it leaves open. Formal entry always is."""
    entries = determination.decision.entries
    if len(entries) != 1:
        return list(entries)
    if entries == ("prohibited",):
        return ["prohibited"]
    return list(dict.fromkeys((*entries, *also, *STANDARD)))


def agencies(decision: Decision) -> dict[str, dict[str, list[str]]]:
    """Rule ids by agency: those that bind and those that may. Context rules are shown apart."""
    found: dict[str, dict[str, list[str]]] = {APPLIES: {}, "check": {}}
    rules = decision.law.rules
    for rule_id, state in decision.agencies.items():
        rule = rules[rule_id]
        if rule.kind != CONTEXT:
            found[APPLIES if state == APPLIES else CHECK].setdefault(rule.agency, []).append(rule_id)
    return found


def reason(finding: Finding, wording: Wording) -> dict[str, Any]:
    """One entry rule: whether it holds, why in words, and by which provisions."""
    return {
        "rule": finding.rule.id,
        "held": finding.held,
        "because": because(finding, wording),
        "citations": list(finding.cites),
    }


def because(finding: Finding, wording: Wording) -> str:
    """Why, in the rule's own words; the exception that set a rule aside comes first."""
    if finding.spared_by is not None:
        return wording.say(finding.spared_by.words, "title")
    words = finding.rule.words
    return wording.say(words, SAYS[finding.held]) or wording.say(words, "title")


def _note(rule: Rule, wording: Wording) -> dict[str, Any]:
    sides = rule.details.get("sides", ())
    cites = [label for side in sides for label in side["cites"]]
    return {
        "note": wording.say(rule.words, "title"),
        "citations": list(dict.fromkeys([*cites, *rule.source.cites])),
    }
