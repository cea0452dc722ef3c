"""Why: every rule that bears on the shipment, what became of it, and each of its tests in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from portal.rulebook.wording import day_words, written
from portal.rules.answers import TOTAL
from portal.rules.conditions import AllOf, AnyOf, AtMost, Binds, From, Held, Not, OneOf, Test, Unsettled, Yes
from portal.rules.explain import Finding, Step
from portal.rules.law import Citation, Source
from portal.rules.truth import Truth
from portal.selfcheck.answer.open_tests import StillMatters
from portal.selfcheck.answer.told import Teller
from portal.selfcheck.answer.verdict import Cited
from portal.selfcheck.determination import Determination, because

RESULTS = {True: "passed", False: "failed", None: "unknown"}
ONE_SOURCE = {"C1", "medium"}
MOST_UNKNOWN = 6
NOT_VERIFIED = {"M", "L", "low", "computed"}


@dataclass(frozen=True, slots=True)
class Check:
    """One test of a rule: what it asks, what was told, and whether it is met."""

    text: str
    told: str
    result: str
    parts: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class Why:
    """One rule and what became of it; ``review_due``: it is past the day of its next review."""

    title: str
    says: str
    result: str
    word: str
    cites: tuple[Citation, ...]
    checks: tuple[Check, ...]
    source: str
    review_due: bool
    url: str


@dataclass(frozen=True, slots=True)
class Subject:
    key: str
    title: str
    place: int
    rules: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Reasons:
    """Rules by subject: those that hold, those that cannot be known, and those that do not hold.

    ``fold``: so many cannot be known that they are opened on demand.
    """

    held: tuple[Subject, ...]
    unknown: tuple[Subject, ...]
    not_held: tuple[Subject, ...]

    @property
    def shown(self) -> tuple[Subject, ...]:
        """What stands open on the page: under each subject what holds, then what cannot be known."""
        if self.fold:
            return self.held
        joined: dict[str, Subject] = {}
        for subject in sorted((*self.held, *self.unknown), key=lambda one: one.place):
            before = joined[subject.key].rules if subject.key in joined else ()
            joined[subject.key] = replace(subject, rules=(*before, *subject.rules))
        return tuple(joined.values())

    @property
    def fold(self) -> bool:
        return self.unknown_count > MOST_UNKNOWN

    @property
    def unknown_count(self) -> int:
        return sum(len(subject.rules) for subject in self.unknown)

    @property
    def not_held_count(self) -> int:
        return sum(len(subject.rules) for subject in self.not_held)


def source_line(source: Source) -> str:
    """How sure a rule is and when somebody last looked, in one short line."""
    sure = _("Two or more sources read.")
    if source.confidence in ONE_SOURCE:
        sure = _("One source read.")
    elif source.confidence in NOT_VERIFIED:
        sure = _("Not fully verified: ask CBP or a broker.")
    if source.checked is None:
        return sure
    return _("%(sure)s Checked on %(day)s.") % {"sure": sure, "day": day_words(source.checked)}


def reasons(determination: Determination, teller: Teller, cited: Cited) -> Reasons:
    """Every rule that bears on the shipment, by what became of it and by subject."""
    tests = Tests(determination, teller)
    found: dict[Truth, dict[str, list[Why]]] = {True: {}, None: {}, False: {}}
    still_matters = StillMatters(determination)
    for finding in determination.findings:
        if finding.held is None and not still_matters(finding.rule):
            continue
        why = _why(determination, finding, tests, cited)
        found[finding.held].setdefault(finding.rule.topic, []).append(why)
    return Reasons(*(_by_subject(determination, found[held]) for held in (True, None, False)))


def _by_subject(determination: Determination, rules: dict[str, list[Why]]) -> tuple[Subject, ...]:
    return tuple(
        Subject(topic.key, determination.wording.say(topic.words, "title"), place, tuple(rules[topic.key]))
        for place, topic in enumerate(determination.law.book.topics)
        if topic.key in rules
    )


def _why(determination: Determination, finding: Finding, tests: Tests, cited: Cited) -> Why:
    rule = finding.rule
    return Why(
        title=determination.wording.say(rule.words, "title"),
        says=because(finding, determination.wording),
        result=RESULTS[finding.held],
        word={True: _("Applies"), False: _("Does not apply"), None: _("Not known")}[finding.held],
        cites=cited.of(*finding.cites),
        checks=tuple(tests.of(finding)),
        source=source_line(rule.source),
        review_due=rule.source.review_is_due(determination.decision.as_of),
        url=rule.source.url,
    )


class Tests:
    """Tests in words. ``flipped`` reads a test that stands behind a "not"."""

    def __init__(self, determination: Determination, teller: Teller) -> None:
        self.determination = determination
        self.teller = teller

    def of(self, finding: Finding) -> Iterator[Check]:
        yield from self.steps(finding.step, finding.step.held, flipped=False)
        for unless, step in finding.exceptions:
            title = self.determination.wording.say(unless.words, "title")
            yield Check(
                _("Unless: %(exception)s") % {"exception": title},
                "",
                RESULTS[step.held],
                tuple(self.steps(step, step.held, flipped=False)),
            )

    def steps(self, step: Step, held: Truth, *, flipped: bool) -> Iterator[Check]:
        match step.test:
            case Not():
                inner = step.parts[0]
                yield from self.steps(inner, held, flipped=not flipped)
            case AllOf() if not flipped:
                for part in step.parts:
                    yield from self.steps(part, part.held, flipped=False)
            case AllOf() | AnyOf():
                yield self.joined(step, held, flipped=flipped)
            case _:
                yield from self.leaf(step, held, flipped=flipped)

    def joined(self, step: Step, held: Truth, *, flipped: bool) -> Check:
        text = _("At least one of these")
        if flipped:
            text = _("None of these") if isinstance(step.test, AnyOf) else _("Not all of these")
        parts = tuple(check for part in step.parts for check in self.steps(part, part.held, flipped=False))
        return Check(text, "", RESULTS[held], parts)

    def leaf(self, step: Step, held: Truth, *, flipped: bool) -> Iterator[Check]:
        test = step.test
        if isinstance(test, Held):
            yield from self.found(test, held, flipped=flipped)
            return
        text = self.words(test, flipped=flipped)
        fact = getattr(test, "fact", "")
        if text:
            yield Check(text, self.told(fact) if fact else "", RESULTS[held])

    def told(self, fact: str) -> str:
        """What was told, as against what follows from other answers."""
        answers = self.determination.decision.answers
        known = self.determination.evidence.facts.get(fact)
        if fact in answers and answers[fact] is None:
            return _("You do not know.")
        if known is None:
            return _("Not told yet.")
        words = {"answer": self.teller.value(fact, known)}
        return (
            _("You told us: %(answer)s.") % words if fact in answers else _("Worked out: %(answer)s.") % words
        )

    def found(self, test: Held, held: Truth, *, flipped: bool) -> Iterator[Check]:
        """What other rules found: told by their titles, so that no inner name is shown."""
        evidence = self.determination.evidence
        rules = self.determination.law.finders.get(test.verdict, ())
        titles = [
            self.determination.wording.say(rule.words, "title")
            for rule in rules
            if evidence.rule(rule) is not False
        ]
        text = _("One of these rules applies: %(rules)s") if titles else _("Another rule has to apply first")
        if flipped:
            text = _("None of these rules applies: %(rules)s") if titles else _("No rule stands against it")
        yield Check(text % {"rules": "; ".join(titles)}, "", RESULTS[held])

    def words(self, test: Test, *, flipped: bool) -> str:
        match test:
            case Yes(fact):
                words = {"label": self.teller.label(fact)}
                return _("Not so: %(label)s") % words if flipped else words["label"]
            case OneOf(fact, members):
                words = {"label": self.teller.label(fact), "names": self.teller.names(fact, members)}
                return _("%(label)s: not %(names)s") % words if flipped else _("%(label)s: %(names)s") % words
            case AtMost(fact, figure):
                return self.amount(fact, figure, flipped=flipped)
            case From(fact, day):
                words = {"label": self.teller.label(fact), "day": day_words(day)}
                text = _("%(label)s: before %(day)s") if flipped else _("%(label)s: from %(day)s")
                return text % words
            case Binds(rule):
                return self.determination.wording.say(self.determination.law.rules[rule].words, "title")
            case Unsettled(note):
                rule_words = self.determination.law.rules[note].words
                title = self.determination.wording.say(rule_words, "title")
                return _("Not settled in law: %(point)s") % {"point": title}
        return ""

    def amount(self, fact: str, figure: str, *, flipped: bool) -> str:
        known = self.determination.law.figures[figure]
        amount = known.on(self.determination.day)
        words = {
            "label": self.teller.label(fact) if fact != TOTAL else _("The day's total"),
            "amount": written(known, amount) if amount else _("a figure that is not on record for this day"),
        }
        text = _("%(label)s: over %(amount)s") if flipped else _("%(label)s: at most %(amount)s")
        return text % words
