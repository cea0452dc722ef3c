"""Conditions as clauses of an English sentence, and as lines of a list.

Inside a sentence clauses are parted by semicolons and what belongs together stands in parentheses, so that
"and" and "or" never meet unclear. A "not" is told by the clause itself wherever it can be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.rulebook.telling.names import Names
from portal.rulebook.wording import day_words, one_of, through
from portal.rules.answers import CATEGORIES, CODES, DAY
from portal.rules.conditions import (
    AllOf,
    AnyOf,
    AtMost,
    Binds,
    From,
    Held,
    Leaf,
    Not,
    OneOf,
    Test,
    Unsettled,
    Yes,
)
from portal.rules.spans import ALWAYS, Span


class Join(Enum):
    """How many of some clauses have to be true."""

    ALL = "all"
    ANY = "any"
    NONE = "none"
    NOT_ALL = "not all"


@dataclass(frozen=True, slots=True)
class Tested:
    """A leaf of a condition, or its opposite."""

    leaf: Leaf
    negated: bool


@dataclass(frozen=True, slots=True)
class Joined:
    join: Join
    parts: tuple[Tested | Joined, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list with the lines under it. ``plain``: all of it as a clause inside a sentence."""

    text: str
    plain: str
    parts: tuple[Line, ...] = ()
    join: Join | None = None


def read(test: Test, *, negated: bool = False) -> Tested | Joined:
    """A condition as it is read aloud: joins in joins of one kind and doubled negations are resolved."""
    match test:
        case Not(part):
            return read(part, negated=not negated)
        case AllOf(parts) | AnyOf(parts):
            is_all = isinstance(test, AllOf)
            if len(parts) == 1:
                return read(parts[0], negated=negated)
            if negated and parts and not all(isinstance(part, Not) for part in parts):
                join = Join.NOT_ALL if is_all else Join.NONE
                return Joined(join, tuple(read(part) for part in parts))
            join = Join.ALL if is_all != negated else Join.ANY
            return _joined(join, [read(part, negated=negated) for part in parts])
    return Tested(test, negated)


def _joined(join: Join, parts: Iterable[Tested | Joined]) -> Tested | Joined:
    flat: dict[Tested | Joined, None] = {}
    for part in parts:
        same = isinstance(part, Joined) and part.join == join
        flat |= dict.fromkeys(part.parts if isinstance(part, Joined) and same else (part,))
    found = tuple(flat)
    return found[0] if len(found) == 1 else Joined(join, found)


class Clauses:
    """Says conditions in the names of one rulebook. ``span``: the days for which a condition is read."""

    def __init__(self, names: Names) -> None:
        self.names = names

    def lines(self, test: Test, span: Span = ALWAYS) -> tuple[Line, ...]:
        """The lines that must all be true; none where a condition always holds."""
        return self.of(read(test), span)

    def of(self, found: Tested | Joined, span: Span) -> tuple[Line, ...]:
        parts = found.parts if isinstance(found, Joined) and found.join == Join.ALL else (found,)
        return tuple(self.line(part, span) for part in parts)

    def line(self, found: Tested | Joined, span: Span) -> Line:
        if isinstance(found, Tested):
            plain = self.leaf(found.leaf, span, negated=found.negated)
            return Line(capfirst(plain), plain)
        if not found.parts:
            plain = _("always") if found.join == Join.ALL else _("never")
            return Line(capfirst(plain), plain)
        lines = tuple(self.line(part, span) for part in found.parts)
        return joined_line(found.join, lines)

    def leaf(self, leaf: Leaf, span: Span, *, negated: bool) -> str:
        match leaf:
            case Yes(fact):
                return self.statement(fact, negated=negated)
            case OneOf(fact, members):
                return self.one_of(fact, members, negated=negated)
            case AtMost(fact, figure):
                return self.amount(fact, figure, span, negated=negated)
            case From(fact, _day):
                return self.day(leaf, negated=negated)
            case Held(verdict):
                return self.found(verdict, negated=negated)
            case Binds(rule):
                text = _("the rule %(rule)s does not bind") if negated else _("the rule %(rule)s binds")
                return text % {"rule": self.names.rule(rule)}
            case Unsettled(note):
                text = _("the open point %(point)s is met, which nobody has decided")
                if negated:
                    text = _("the open point %(point)s is not met, which nobody has decided")
                return text % {"point": self.names.rule(note)}

    def statement(self, fact: str, *, negated: bool) -> str:
        told = {"statement": self.names.statement(fact)}
        if fact in self.names.derived:
            told = {"statement": _("%(statement)s (as told, or as other rules find)") % told}
        return _("it is not true that %(statement)s") % told if negated else told["statement"]

    def one_of(self, fact: str, members: frozenset[str], *, negated: bool) -> str:
        if fact == CATEGORIES:
            return kinds_clause(self._answers(fact, members), met=not negated)
        if fact == CODES:
            return codes_clause(self._answers(fact, members), met=not negated)
        return answers_clause(self.names.subject(fact), self.names.places(fact, members), outside=negated)

    def _answers(self, fact: str, members: Iterable[str]) -> list[str]:
        answers = [self.names.answer(fact, member) for member in self.names.in_order(fact, members)]
        return answers or [_("nothing at all")]

    def amount(self, fact: str, figure: str, span: Span, *, negated: bool) -> str:
        known = self.names.wording.law.figures.get(figure)
        told = {
            "subject": self.names.subject(fact),
            "amount": through(known, span) if known else _("an amount that does not exist"),
            "figure": self.names.figure(figure),
        }
        if negated:
            return _("%(subject)s is over %(amount)s (%(figure)s)") % told
        return _("%(subject)s is at most %(amount)s (%(figure)s)") % told

    def day(self, test: From, *, negated: bool) -> str:
        told = {"subject": self.names.subject(test.fact), "day": day_words(test.day)}
        if test.fact == DAY:
            text = _("it arrives before %(day)s") if negated else _("it arrives on %(day)s or later")
        else:
            text = _("%(subject)s is before %(day)s") if negated else _("%(subject)s is %(day)s or later")
        return text % told

    def found(self, verdict: str, *, negated: bool) -> str:
        """What other rules find. An agency's rule finds itself: by being met, softened or not."""
        if verdict not in self.names.findings and verdict in self.names.rules:
            text = _("the rule %(rule)s binds or has to be checked")
            if negated:
                text = _("the rule %(rule)s neither binds nor has to be checked")
            return text % {"rule": self.names.rule(verdict)}
        text = _("no rule finds that %(finding)s") if negated else _("a rule finds that %(finding)s")
        return text % {"finding": self.names.finding(verdict)}


def joined_line(join: Join, lines: tuple[Line, ...]) -> Line:
    """Lines under the words that say how many of them have to be true."""
    inside = {"clauses": parted(join, (line.plain for line in lines))}
    match join:
        case Join.ALL:
            text, plain = _("All of these are true:"), _("all of these are true (%(clauses)s)")
        case Join.ANY:
            text = _("At least one of these is true:")
            plain = _("at least one of these is true (%(clauses)s)")
        case Join.NONE:
            text, plain = _("None of these is true:"), _("none of these is true (%(clauses)s)")
        case Join.NOT_ALL:
            text, plain = _("Not all of these are true:"), _("not all of these are true (%(clauses)s)")
    return Line(text, plain % inside, lines, join)


def opened(lines: tuple[Line, ...]) -> tuple[Join, tuple[Line, ...]]:
    """Lines as the list under a heading: whether all of them must be true, or one."""
    if len(lines) == 1 and lines[0].join == Join.ANY:
        return Join.ANY, lines[0].parts
    return Join.ALL, lines


def parted(join: Join, clauses: Iterable[str]) -> str:
    """Clauses one after the other inside a sentence."""
    *before, last = clauses
    if not before:
        return last
    text = _("%(clauses)s; or %(last)s") if join in (Join.ANY, Join.NONE) else _("%(clauses)s; and %(last)s")
    return text % {"clauses": "; ".join(before), "last": last}


def kinds_clause(kinds: list[str], *, met: bool) -> str:
    """Whether some of the goods are of one of these kinds."""
    if len(kinds) == 1:
        text = _("the goods include %(kind)s") if met else _("the goods do not include %(kind)s")
        return text % {"kind": kinds[0]}
    text = _("the goods include at least one of these kinds: %(kinds)s")
    if not met:
        text = _("the goods include none of these kinds: %(kinds)s")
    return text % {"kinds": ", ".join(kinds)}


def codes_clause(codes: list[str], *, met: bool) -> str:
    """Whether the tariff code of some of the goods starts so."""
    text = _("a tariff code starts with %(codes)s") if met else _("no tariff code starts with %(codes)s")
    return text % {"codes": one_of(codes)}


def answers_clause(subject: str, answers: list[str], *, outside: bool) -> str:
    """Whether an answer is one of these or, ``outside``, none of them."""
    told = {"subject": subject, "answers": one_of(answers)}
    if not outside:
        return _("%(subject)s is %(answers)s") % told
    if len(answers) == 1:
        return _("%(subject)s is not %(answers)s") % told
    *before, last = answers
    told = {"subject": subject, "answers": ", ".join(before), "last": last}
    return _("%(subject)s is neither %(answers)s nor %(last)s") % told


def all_true(lines: Iterable[Line]) -> str:
    """Lines that must all be true, as one clause."""
    return parted(Join.ALL, [line.plain for line in lines] or [_("always")])


def walk(lines: Iterable[Line]) -> Iterator[Line]:
    """Every line of a list and of the lists under it."""
    for line in lines:
        yield line
        yield from walk(line.parts)
