"""Two editions side by side: what the newest one tells otherwise about the same answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from portal.rules.compiled import CHECK
from portal.rules.decide import CONTEXT
from portal.selfcheck.answer.agencies import LOW
from portal.selfcheck.answer.points import Charge, Points, Step
from portal.selfcheck.answer.told import Teller
from portal.selfcheck.answer.verdict import Cited, holds, status, verdict
from portal.selfcheck.journey import Journey

MOST_RULES = 6
Words = tuple[str, ...]
Named = tuple[str, str]
"""A charge by its box and its title."""


@dataclass(frozen=True, slots=True)
class Differs:
    """One thing that is told otherwise, in words: on this page, and by the newest edition."""

    what: str
    here: Words
    there: Words


@dataclass(frozen=True, slots=True)
class Newer:
    """What the newest edition says of the same answers.

    ``decisive`` are differences in the kind of entry, the exemption or an agency; ``details`` those in steps,
    charges, warnings and time. ``rules_more``: so many more rules of agencies differ.
    """

    number: int
    url: str
    title: str
    same_entry: bool
    decisive: tuple[Differs, ...]
    details: tuple[Differs, ...]
    rules_more: int

    @property
    def rows(self) -> tuple[Differs, ...]:
        return self.decisive + self.details

    @property
    def tone(self) -> str:
        return "warning" if self.decisive else "info"


class Told:
    """One edition's answer, as far as two editions are compared."""

    def __init__(self, journey: Journey) -> None:
        determination = journey.determination
        cited = Cited(determination.law.book.citations)
        points = Points(determination, cited)
        self.determination = determination
        self.decision = determination.decision
        self.law = determination.law
        self.verdict = verdict(determination, Teller(journey, determination.wording), cited)
        self.exemption = status(determination, cited)
        self.holds = holds(determination, cited).text
        self.steps = {step.title: step for step in points.steps()}
        self.charges = {(box.title, one.title): one for box in points.boxes() for one in box.charges}
        self.warnings = tuple(
            _("%(title)s (may apply)") % {"title": warned.title} if warned.exception else warned.title
            for warned in points.warnings()
        )

    def entry(self) -> Words:
        """The kind of entry: the sentence, how it is made, what remains possible or may be chosen as well."""
        titles = self.verdict.ways[0].titles
        ways = titles if len(titles) > 1 else ()
        if not self.verdict.decided:
            ways = tuple(way.label for way in self.verdict.ways)
        also = _("You may also choose: %(ways)s.") % {"ways": "; ".join(self.verdict.also)}
        words = (self.verdict.title, self.verdict.process, *ways, also if self.verdict.also else "")
        return tuple(word for word in words if word)

    def status(self) -> Words:
        """What holds of the exemption; while that is open, all that remains possible."""
        is_open = len(self.decision.de_minimis) > 1
        return (self.exemption.title, self.exemption.says) if is_open else (self.exemption.title,)

    def rules(self) -> dict[str, str]:
        """The agency rules that bind or may bind, without what is only background."""
        states = self.decision.agencies.items()
        return {key: state for key, state in states if self.law.rules[key].kind != CONTEXT}

    def rule_title(self, key: str) -> str:
        rule = self.law.rules[key]
        words = {"agency": rule.agency, "rule": self.determination.wording.say(rule.words, "title")}
        return _("%(agency)s: %(rule)s") % words

    def rule_words(self, key: str) -> Words:
        """What becomes of an agency rule, in the words of its card."""
        state = self.rules().get(key)
        if state is None:
            return (_("Does not apply"),)
        if self.law.rules[key].source.confidence == LOW:
            return (_("Ask the agency"),)
        return (_("Check this"),) if state == CHECK else (_("Applies"),)


def newer(shown: Journey, newest: Journey) -> Newer:
    """The answer of the newest edition beside the one that a page shows."""
    here, there = Told(shown), Told(newest)
    rules = [
        _differs_in_rule(here, there, key)
        for key in {**here.rules(), **there.rules()}
        if here.rules().get(key) != there.rules().get(key)
    ]
    changed = [row for row in rules if row.here != row.there]
    entry = list(_entry(here, there))
    decisive = [*entry, *_exemption(here, there), *changed[:MOST_RULES]]
    details = [*_steps(here.steps, there.steps), *_charges(here.charges, there.charges)]
    details += [*_listed(_("Look out for"), here.warnings, there.warnings), *_time(here, there)]
    return Newer(
        newest.edition.number,
        newest.answer_url,
        there.verdict.title,
        not entry,
        tuple(decisive),
        tuple(details),
        len(changed[MOST_RULES:]),
    )


def _entry(here: Told, there: Told) -> Iterator[Differs]:
    """Another kind of entry, or another way to it. The same way in better words is no difference."""
    same = here.decision.processes == there.decision.processes and here.verdict.also == there.verdict.also
    if not same and here.entry() != there.entry():
        yield Differs(_("Kind of entry"), here.entry(), there.entry())


def _exemption(here: Told, there: Told) -> Iterator[Differs]:
    if here.decision.de_minimis != there.decision.de_minimis and here.status() != there.status():
        yield Differs(_("Low-value exemption"), here.status(), there.status())


def _differs_in_rule(here: Told, there: Told, key: str) -> Differs:
    title = (there if key in there.rules() else here).rule_title(key)
    return Differs(title, here.rule_words(key), there.rule_words(key))


def _steps(here: Mapping[str, Step], there: Mapping[str, Step]) -> Iterator[Differs]:
    """Steps that come or go, and those that are told otherwise."""
    yield from _listed(_("What to do next"), tuple(here), tuple(there))
    for title, step in here.items():
        was, now = _step_words(step), _step_words(there.get(title, step))
        if was != now:
            yield Differs(title, *_only_what_differs(was, now))


def _step_words(step: Step) -> Words:
    return step.who, step.by, step.detail


def _charges(here: Mapping[Named, Charge], there: Mapping[Named, Charge]) -> Iterator[Differs]:
    """Charges that come or go, and those of another amount or told otherwise."""
    not_named = (_("Not named"),)
    for name in {**here, **there}:
        _box, title = name
        if name not in there:
            yield Differs(title, _charge_words(here[name])[:2], not_named)
        elif name not in here:
            yield Differs(title, not_named, _charge_words(there[name])[:2])
        elif (was := _charge_words(here[name])) != (now := _charge_words(there[name])):
            yield Differs(title, *_only_what_differs(was, now))


def _charge_words(charge: Charge) -> Words:
    """Whether a charge is owed, how much it is, and what else is said of it."""
    return _("May apply") if charge.exception else _("Applies"), charge.amount, charge.detail


def _listed(what: str, here: Words, there: Words) -> Iterator[Differs]:
    """What only one of two lists names."""
    gone = tuple(one for one in here if one not in there)
    new = tuple(one for one in there if one not in here)
    if gone or new:
        yield Differs(what, gone or (_("Nothing more"),), new or (_("Nothing more"),))


def _only_what_differs(here: Words, there: Words) -> tuple[Words, Words]:
    """Two texts of the same parts, cut down to the parts that are not the same."""
    pairs = [(was, now) for was, now in zip(here, there, strict=True) if was != now]
    return tuple(was for was, _now in pairs if was), tuple(now for _was, now in pairs if now)


def _time(here: Told, there: Told) -> Iterator[Differs]:
    if here.determination.horizon != there.determination.horizon and here.holds != there.holds:
        yield Differs(_("How long it holds"), (here.holds,), (there.holds,))
