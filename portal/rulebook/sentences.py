"""The law read back as plain sentences: what a rule, an outcome or a set of situations says.

``Sentences`` needs the words of a rulebook only, no compiled law, so that a draft can be read back too. What
is named and is nowhere in the rulebook stands by its key.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from portal.rulebook.telling.clauses import Clauses, Line, all_true
from portal.rulebook.telling.names import Names
from portal.rulebook.telling.rules import RuleSentences, RuleText
from portal.rulebook.telling.situations import ChangeText, Situations
from portal.rulebook.telling.sources import source_words
from portal.rulebook.wording import DatedFigures, Throughout, quoted
from portal.rules.conditions import Test
from portal.rules.difference import Box, Change, Difference, Part
from portal.rules.law import Goal, Rule, Rulebook
from portal.rules.spans import ALWAYS, Span


@dataclass(frozen=True, slots=True)
class OutcomeText:
    """An outcome with its place in its goal: the answer if its lines are true and no outcome before it is."""

    number: int
    title: str
    intro: str
    lines: tuple[Line, ...]
    sources: str
    plain: str


class Sentences:
    """Reads one rulebook back, in the language that is active."""

    def __init__(self, book: Rulebook, language: str | None = None) -> None:
        self.book = book
        figures = DatedFigures({figure.key: figure for figure in book.figures})
        self.names = Names(book, Throughout(figures, ALWAYS, language))
        self.clauses = Clauses(self.names)
        self.rules = RuleSentences(self.clauses)
        self.situations = Situations(self.names)

    def condition(self, test: Test, span: Span = ALWAYS) -> tuple[Line, ...]:
        """A condition as lines that must all be true; none where it always holds."""
        return self.clauses.lines(test, span)

    def clause(self, test: Test, span: Span = ALWAYS) -> str:
        """The same as one clause inside a sentence."""
        return all_true(self.clauses.lines(test, span))

    def rule(self, rule: Rule) -> RuleText:
        return self.rules.rule(rule)

    def goal(self, goal: Goal) -> tuple[OutcomeText, ...]:
        """The outcomes of a goal in their order."""
        return tuple(self._outcome(goal, number) for number in range(1, len(goal.outcomes) + 1))

    def _outcome(self, goal: Goal, number: int) -> OutcomeText:
        outcome = goal.outcomes[number - 1]
        lines = self.clauses.lines(outcome.when)
        title = self.names.wording.say(outcome.words, "title") or outcome.key
        told = {"number": number, "outcome": quoted(title), "when": all_true(lines)}
        if number == 1:
            intro = _("The answer is %(outcome)s if all of these are true:") % told
            plain = _("%(number)s. %(outcome)s if %(when)s.") % told
        elif lines:
            intro = _("Otherwise the answer is %(outcome)s if all of these are true:") % told
            plain = _("%(number)s. Otherwise %(outcome)s if %(when)s.") % told
        else:
            intro = _("In every other case the answer is %(outcome)s.") % told
            plain = _("%(number)s. %(outcome)s in every other case.") % told
        return OutcomeText(number, title, intro, lines, source_words(outcome.source), plain)

    def part(self, part: Part) -> str:
        return self.situations.part(part)

    def box(self, box: Box) -> Line:
        return self.situations.box(box)

    def change(self, change: Change) -> ChangeText:
        return self.situations.change(change)

    def sampled(self, difference: Difference) -> str:
        return self.situations.sampled(difference)
