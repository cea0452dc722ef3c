"""Sets of situations in words, and which of them a draft answers otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.rulebook.telling.clauses import Join, Line, answers_clause, codes_clause, kinds_clause, parted
from portal.rulebook.telling.names import Names, cut
from portal.rulebook.wording import day_words, dollars, listed, one_of, quoted
from portal.rules.answers import CODES
from portal.rules.compiled import APPLIES, CHECK, NONE
from portal.rules.difference import Among, Between, Box, Change, Difference, Meets, Part, Read, Told
from portal.rules.law import Kind
from portal.rules.ready import DE_MINIMIS, ENTRY
from portal.rules.spans import ONE_DAY, Span


@dataclass(frozen=True, slots=True)
class ChangeText:
    """A change in words. ``lines``: the sets of situations that it is made of, where there are several."""

    subject: str
    move: str
    where: str
    lines: tuple[Line, ...]
    left: str
    plain: str


class Situations:
    """Says sets of situations in the names of one rulebook."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self._said: dict[Part, str] = {}

    # One part

    def part(self, part: Part) -> str:
        """One part as a clause inside a sentence. Many sets of a difference share their parts."""
        if part not in self._said:
            self._said[part] = self._part(part)
        return self._said[part]

    def _part(self, part: Part) -> str:
        match part:
            case Told(fact, answers):
                return self._told(fact, answers)
            case Among(fact, members, outside):
                return self._among(fact, members, outside=outside)
            case Between(fact, ranges):
                return _("%(subject)s is %(ranges)s") % {
                    "subject": self.names.subject(fact),
                    "ranges": one_of([self._range(fact, over, most) for over, most in ranges]),
                }
            case Meets(fact, members, met):
                named = cut([self.names.answer(fact, one) for one in self.names.in_order(fact, members)])
                return (codes_clause if fact == CODES else kinds_clause)(named, met=met)
            case Read(note, holds):
                text = _("the open point %(point)s is taken as met")
                if not holds:
                    text = _("the open point %(point)s is taken as not met")
                return text % {"point": self.names.rule(note)}

    def _told(self, fact: str, answers: frozenset[bool | None]) -> str:
        statement = self.names.statement(fact)
        match (True in answers, False in answers, None in answers):
            case (True, False, False):
                return statement
            case (False, True, False):
                text = _("it is not true that %(statement)s")
            case (False, False, True):
                text = _("nobody says whether this is true: %(statement)s")
            case (True, False, True):
                text = _("this is true, or nobody says whether it is: %(statement)s")
            case (False, True, True):
                text = _("this is not true, or nobody says whether it is: %(statement)s")
            case (True, True, False):
                text = _("somebody says whether this is true: %(statement)s")
            case _:
                text = _("it does not matter whether this is true: %(statement)s")
        return text % {"statement": statement}

    def _among(self, fact: str, members: frozenset[str], *, outside: bool) -> str:
        """By the shorter side: "any country of origin but Canada"."""
        everything = self._everything(fact)
        others = everything - members
        if members <= everything and len(others) < len(members):
            members, outside = others, not outside
        subject = self.names.subject(fact)
        if not members:
            return _("%(subject)s is any") % {"subject": subject}
        names = self.names.places(fact, members)
        if outside:
            return _("%(subject)s is any but %(answers)s") % {
                "subject": subject,
                "answers": listed(cut(names)),
            }
        return answers_clause(subject, cut(names), outside=False)

    def _everything(self, fact: str) -> frozenset[str]:
        if self.names.kind(fact) == Kind.COUNTRY:
            return frozenset(self.names.countries)
        known = self.names.facts.get(fact)
        return frozenset(option.key for option in known.options) if known else frozenset()

    def _range(self, fact: str, over: int | None, most: int | None) -> str:
        is_money = self.names.kind(fact) == Kind.MONEY
        told = {
            "over": "" if over is None else dollars(over) if is_money else f"{over:,}",
            "most": "" if most is None else dollars(most) if is_money else f"{most:,}",
        }
        if over is None:
            return _("at most %(most)s") % told if most is not None else _("any amount")
        return _("over %(over)s, up to %(most)s") % told if most is not None else _("over %(over)s") % told

    # Several

    def box(self, box: Box, without: tuple[Part, ...] = ()) -> Line:
        """A set of situations as one line, its parts under it; ``without`` what was said before."""
        clauses = [self.part(part) for part in box.parts if part not in without]
        if not clauses:
            return Line(_("Every situation"), _("in every situation"))
        plain = parted(Join.ALL, clauses)
        lines = tuple(Line(capfirst(clause), clause) for clause in clauses)
        return Line(capfirst(plain), plain, lines if len(lines) > 1 else ())

    def change(self, change: Change) -> ChangeText:
        told = {"arrivals": capfirst(arrivals(change.span)), "situations": self.box(change.shared).plain}
        where = _("%(arrivals)s: %(situations)s.") % told
        boxes = [box for box in change.boxes if set(box.parts) - set(change.shared.parts)]
        lines = tuple(self.box(box, without=change.shared.parts) for box in boxes)
        left = ""
        if change.left:
            text = ngettext("And %(number)s more situation.", "And %(number)s more situations.", change.left)
            left = text % {"number": f"{change.left:,}"}
        subject, move = self.subject(change.subject), self.move(change)
        parts = [move, where]
        if lines:
            told = {"sets": parted(Join.ANY, [f"({line.plain})" for line in lines])}
            parts.append(_("That is where one of these is true: %(sets)s.") % told)
        return ChangeText(subject, move, where, lines, left, " ".join([*parts, left]).strip())

    def subject(self, key: str) -> str:
        """What a change is about."""
        known = {ENTRY: _("The kind of entry"), DE_MINIMIS: _("The low-value exemption")}
        return known.get(key) or self.names.rules.get(key, key)

    def move(self, change: Change) -> str:
        """From which end to which, as a sentence."""
        ends = {
            APPLIES: _("it binds"),
            CHECK: _("it has to be checked"),
            NONE: _("it does not bind"),
        }
        before, after = (
            ends.get(end) or quoted(self.names.outcome(change.subject, end))
            for end in (change.before, change.after)
        )
        return _("%(subject)s: %(before)s → %(after)s.") % {
            "subject": self.subject(change.subject),
            "before": before,
            "after": after,
        }

    def sampled(self, difference: Difference) -> str:
        """What was too much to look at situation by situation; nothing where all of it was."""
        if not difference.sampled:
            return ""
        subjects = "; ".join(self.subject(key) for key in difference.sampled)
        return _("Only a sample of the situations was looked at for: %(subjects)s.") % {"subjects": subjects}


def arrivals(span: Span) -> str:
    """The days of a span as the arrivals that they are about."""
    told = {
        "first": day_words(span.start) if span.start else "",
        "last": day_words(span.last) if span.last else "",
    }
    if span.start and span.until and span.until - span.start == ONE_DAY:
        return _("arrivals on %(first)s") % told
    if span.start and span.last:
        return _("arrivals from %(first)s through %(last)s") % told
    if span.start:
        return _("arrivals from %(first)s") % told
    return _("arrivals through %(last)s") % told if span.last else _("arrivals on every day of our record")
