"""The verdict in one sentence, the state of the low-value exemption, and how long both hold."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.rulebook.exemption import NOT_ELIGIBLE, verdicts_of
from portal.rulebook.wording import day_words, in_sentence
from portal.rules.answers import DAY
from portal.rules.decide import Decision
from portal.rules.evidence import Evidence
from portal.rules.law import Citation, Rule
from portal.rules.ready import DE_MINIMIS, ENTRY
from portal.rules.spans import ONE_DAY
from portal.selfcheck.answer.basics import open_basics
from portal.selfcheck.answer.told import Teller
from portal.selfcheck.determination import Determination, acceptable, because

BARRED = "prohibited"
TONES = {
    "section_321": "free",
    "gift_exemption": "free",
    "personal_exemption": "free",
    "exempt_1702b": "free",
    "postal_informal": "entry",
    "informal": "entry",
    "formal": "formal",
    BARRED: "barred",
}
TONE_ICONS = {
    "free": "check",
    "entry": "entry",
    "formal": "formal",
    "barred": "barred",
    "depends": "question",
}
ROUTE = "entry_route"
MOST_CHANGES = 3
MOST_REASONS = 2


@dataclass(frozen=True, slots=True)
class Way:
    """A kind of entry that remains possible, with the processes that lead there."""

    tone: str
    label: str
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """``ways`` are all that remain, the strictest first; one when it is decided."""

    tone: str
    title: str
    process: str
    also: tuple[str, ...]
    ways: tuple[Way, ...]
    cites: tuple[Citation, ...]

    @property
    def word(self) -> str:
        return tone_word(self.tone)

    @property
    def decided(self) -> bool:
        return len(self.ways) == 1


@dataclass(frozen=True, slots=True)
class Status:
    """What holds of the low-value exemption, in one line and one more."""

    title: str
    says: str
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Change:
    text: str
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Holds:
    """Until when the answer holds and what changes on the day after."""

    text: str
    then: str = ""
    changes: tuple[Change, ...] = ()


def tone_word(tone: str) -> str:
    """The word beside a tone's color and icon."""
    words = {
        "free": _("Exempt from duty"),
        "entry": _("Entry needed"),
        "formal": _("Formal entry needed"),
        "barred": _("Do not ship"),
        "depends": _("It depends"),
    }
    return words[tone]


class Cited:
    """The citations of one rulebook by their labels."""

    def __init__(self, citations: Iterable[Citation]) -> None:
        self._known = {citation.label: citation for citation in citations}

    def of(self, *labels: str) -> tuple[Citation, ...]:
        found = dict.fromkeys(labels)
        return tuple(self._known.get(label) or Citation(label, "") for label in found)


def title_of(determination: Determination, process: str) -> str:
    return determination.wording.say(determination.law.goals[ENTRY].outcome(process).words, "title")


def titles_of(determination: Determination, processes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(title_of(determination, process) for process in processes))


def verdict(determination: Determination, teller: Teller, cited: Cited) -> Verdict:
    decision, goal = determination.decision, determination.law.goals[ENTRY]
    ways = tuple(
        Way(TONES[entry], entry_words(teller, entry), _titles(determination, entry))
        for entry in decision.entries
    )
    outcomes = [goal.outcome(process) for process in decision.processes]
    also = outcomes[0].also if len(outcomes) == 1 else ()
    open_entries = acceptable(determination, also) if len(ways) == 1 else []
    title = _title(decision, ways)
    labels = [teller.name(ROUTE, entry) for entry in open_entries if entry not in decision.entries]
    return Verdict(
        tone=ways[0].tone if len(ways) == 1 else "depends",
        title=title,
        process=_process(determination, ways),
        also=tuple(in_sentence(label) for label in labels if not _words(label) <= _words(title)),
        ways=ways,
        cites=cited.of(*(label for outcome in outcomes for label in outcome.source.cites)),
    )


def entry_words(teller: Teller, entry: str) -> str:
    """A kind of entry among others that remain possible."""
    return _("A ban: the goods may not come in") if entry == BARRED else teller.name(ROUTE, entry)


def _process(determination: Determination, ways: tuple[Way, ...]) -> str:
    """How the entry is made, where the sentence of the verdict does not say all of it already."""
    processes = determination.decision.processes
    if len(processes) != 1:
        return ""
    text = determination.wording.say(determination.law.goals[ENTRY].outcome(processes[0]).words, "detail")
    return "" if _words(text) <= _words(ways[0].titles[0]) else text


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def _titles(determination: Determination, entry: str) -> tuple[str, ...]:
    law, processes = determination.law, determination.decision.processes
    return titles_of(determination, (key for key in processes if law.entry_of[key] == entry))


def _title(decision: Decision, ways: tuple[Way, ...]) -> str:
    strictest = ways[0]
    if open_basics(decision):
        return _("We do not know enough yet")
    if len(ways) > 1:
        if decision.entries[0] == BARRED:
            return _("It depends, and a ban is possible. Do not ship before you know.")
        return _("It depends. Plan for the strictest: %(entry)s.") % {"entry": in_sentence(strictest.label)}
    if len(strictest.titles) > 1:
        return _("%(entry)s. Which process is still open.") % {"entry": strictest.label}
    return strictest.titles[0]


def status(determination: Determination, cited: Cited) -> Status:
    goal, wording = determination.law.goals[DE_MINIMIS], determination.wording
    found = [outcome for outcome in goal.outcomes if outcome.key in determination.decision.de_minimis]
    cites = cited.of(*(label for outcome in found for label in outcome.source.cites))
    if [outcome.key for outcome in found] == [NOT_ELIGIBLE] and (why := _kept_out(determination)):
        return Status(wording.say(found[0].words, "title"), why, cites)
    if len(found) == 1:
        return Status(wording.say(found[0].words, "title"), wording.say(found[0].words, "says"), cites)
    remain = "; ".join(in_sentence(wording.say(outcome.words, "title")) for outcome in found)
    return Status(
        _("Whether the low-value exemption helps is still open"),
        _("These remain possible: %(titles)s.") % {"titles": remain},
        cites,
    )


def _kept_out(determination: Determination) -> str:
    """What keeps the shipment out of the exemption: the reasons that hold, two at most."""
    read = verdicts_of(determination.law.goals[DE_MINIMIS].outcome(NOT_ELIGIBLE).when)
    held = [finding for finding in determination.findings if finding.held and finding.rule.finds in read]
    told = dict.fromkeys(because(finding, determination.wording) for finding in held)
    return " ".join(text if text.endswith(".") else f"{text}." for text in list(told)[:MOST_REASONS])


def holds(determination: Determination, cited: Cited) -> Holds:
    if len(determination.decision.days) != 1:
        text = _("You gave no arrival date, so this covers every day from %(day)s to the end of our record.")
        return Holds(text % {"day": day_words(determination.decision.as_of)})
    horizon = determination.horizon
    if horizon is None:
        return Holds(_("Our record holds no later date on which this answer would change."))
    day = horizon.through + ONE_DAY
    answers = {**determination.decision.answers, DAY: day}
    after = Decision(determination.law, answers, determination.decision.as_of)
    return Holds(
        _("This answer holds for arrivals through %(day)s.") % {"day": day_words(horizon.through)},
        _("From %(day)s: %(what)s.") % {"day": day_words(day), "what": _what(determination, after)},
        _changes(determination, after, day, cited),
    )


def _what(determination: Determination, after: Decision) -> str:
    """What a person would notice first of the answer on the next day."""
    now, goal = determination.decision, determination.law.goals[DE_MINIMIS]
    if after.processes != now.processes:
        return _joined(titles_of(determination, after.processes))
    if after.de_minimis != now.de_minimis:
        titles = (determination.wording.say(goal.outcome(key).words, "title") for key in after.de_minimis)
        return _("the same kind of entry. %(status)s") % {"status": _joined(titles)}
    changed = [
        key for key in {**now.agencies, **after.agencies} if now.agencies.get(key) != after.agencies.get(key)
    ]
    number = len(changed)
    return ngettext(
        "the same kind of entry; %(number)s rule of another agency begins, ends or changes",
        "the same kind of entry; %(number)s rules of other agencies begin, end or change",
        number,
    ) % {"number": number}


def _joined(titles: Iterable[str]) -> str:
    return _(" or ").join(titles)


def _changes(determination: Determination, after: Decision, day: date, cited: Cited) -> tuple[Change, ...]:
    """The rules behind the change: those that begin to hold, else those that end."""
    horizon, now = determination.horizon, determination.decision
    changed: tuple[Rule, ...] = horizon.changed if horizon else ()
    then = Evidence(determination.law, after.evidence_facts, day)
    begun = [rule for rule in changed if then.rule(rule) is not False]
    if not begun and after.processes == now.processes:
        begun = [determination.law.rules[key] for key in after.agencies if key not in now.agencies]
    found = []
    for rule in begun or changed:
        title = determination.wording.say(rule.words, "title")
        text = title if begun else _("No longer: %(rule)s") % {"rule": in_sentence(title)}
        found.append(Change(text, cited.of(*rule.source.cites)))
    return tuple(found[:MOST_CHANGES])
