"""One rule in words: for which arrivals, when it holds, what spares from it, and what it finds or asks."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.rulebook.telling.clauses import Clauses, Join, Line, all_true, opened
from portal.rulebook.telling.situations import arrivals
from portal.rulebook.telling.sources import source_words
from portal.rulebook.wording import one_of, quoted
from portal.rules.answers import CATEGORIES, CODES
from portal.rules.conditions import ALWAYS_TRUE, AllOf, AnyOf, Held, OneOf, Test, Unsettled, Yes
from portal.rules.decide import CONTEXT, RELIEF
from portal.rules.law import Rule, Softener, Unless
from portal.rules.spans import ALWAYS, Span

Listed = tuple[str, tuple[str, ...]]
"""A heading and the sentences under it."""


@dataclass(frozen=True, slots=True)
class RuleText:
    """A rule in words. ``plain`` is all of it in one sentence; the rest tells the same as lists.

    ``days``: for which arrivals. ``about`` and ``concerns``: what an agency's rule looks at at all.
    ``intro``: what the rule finds, if ``lines`` are true and none of ``exceptions`` is. ``checks``: when it
    only asks to check. ``status`` is told only when the rule is not simply in force.
    """

    plain: str
    days: str
    status: str
    about: str
    concerns: tuple[Line, ...]
    intro: str
    lines: tuple[Line, ...]
    exceptions: tuple[Line, ...]
    checks: tuple[Line, ...]
    asks: str
    sources: str

    @property
    def lists(self) -> tuple[Listed, ...]:
        """When it holds, as lists of one level: what stands under a line is told inside it."""
        found = [(self.about, self.concerns), (self.intro, self.lines)]
        found += [(line.text, line.parts) for line in (*self.exceptions, *self.checks)]
        return tuple((head, tuple(capfirst(line.plain) for line in lines)) for head, lines in found if head)


def status_words(rule: Rule) -> str:
    """What is said of a rule that is not simply in force."""
    if rule.status == "proposed":
        return _("Proposed. Never used for an answer.")
    if rule.status == "ended":
        return _("Ended")
    return _("Background, not a requirement of its own") if rule.kind == CONTEXT else ""


def parts_of(rule: Rule) -> tuple[Test, Test]:
    """What an agency's rule concerns, and what must also be true. Other rules concern everything."""
    when = rule.when
    if rule.agency and isinstance(when, AllOf) and len(when.parts) == 2 and _is_concern(when.parts[0]):
        return when.parts
    return ALWAYS_TRUE, when


def _is_concern(test: Test) -> bool:
    parts = test.parts if isinstance(test, AnyOf) else (test,)
    return all(
        isinstance(part, Yes | Held) or (isinstance(part, OneOf) and part.fact in (CATEGORIES, CODES))
        for part in parts
    )


def either(lines: tuple[Line, ...]) -> str:
    """One of several sets of clauses; parentheses hold together what belongs together."""
    if len(lines) == 1 and len(lines[0].parts) < 2:
        return lines[0].plain
    return one_of([f"({line.plain})" for line in lines])


def _about(join: Join, lines: tuple[Line, ...]) -> str:
    """The heading of what an agency's rule concerns: one thing, or any of several."""
    if join == Join.ANY:
        return _("It looks only at shipments of which at least one of these is true:")
    return _("It looks only at shipments of which this is true:") if lines else ""


def _intro(result: str, join: Join, lines: tuple[Line, ...], *, concerns: bool) -> str:
    """What a rule finds, before the list of what must be true."""
    if join == Join.ANY:
        text = _("%(result)s if at least one of these is true:")
    elif len(lines) > 1:
        text = _("%(result)s if all of these are true:")
    elif lines:
        text = _("%(result)s if this is true:")
    else:
        text = _("%(result)s for all of these.") if concerns else _("in every case %(result)s.")
    return text % {"result": result}


def _whole(result: str, lines: tuple[Line, ...]) -> str:
    text = _("%(result)s if %(when)s") if lines else _("in every case %(result)s")
    return text % {"result": result, "when": all_true(lines)}


def _with_limits(sentence: str, exceptions: tuple[Line, ...], checks: tuple[Line, ...]) -> str:
    """A sentence with the exceptions, and with when the rule only asks to check."""
    if exceptions:
        told = {"sentence": sentence, "exceptions": either(exceptions)}
        sentence = _("%(sentence)s; unless %(exceptions)s") % told
    if any(not line.parts for line in checks):
        return _("%(sentence)s; always only to be checked") % {"sentence": sentence}
    if checks:
        told = {"sentence": sentence, "checks": either(checks)}
        sentence = _("%(sentence)s; only to be checked if %(checks)s") % told
    return sentence


def _with_days(sentence: str, span: Span) -> str:
    if span != ALWAYS:
        told = {"arrivals": arrivals(span), "sentence": sentence}
        sentence = _("for %(arrivals)s: %(sentence)s") % told
    return capfirst(f"{sentence}.")


class RuleSentences:
    """Says rules in the clauses of one rulebook."""

    def __init__(self, clauses: Clauses) -> None:
        self.clauses = clauses
        self.names = clauses.names

    def rule(self, rule: Rule) -> RuleText:
        first, then = parts_of(rule)
        concerns = self.clauses.lines(first, rule.span)
        lines = tuple(line for line in self.clauses.lines(then, rule.span) if line not in concerns)
        exceptions = tuple(self.exception(unless, rule) for unless in rule.unless)
        checks = tuple(self.check(softener, rule) for softener in rule.softeners)
        result, status = self.result(rule), status_words(rule)
        sentence = _whole(result, (*concerns, *lines))
        about, looked_at = opened(concerns)
        join, shown = opened(lines)
        intro = _intro(result, join, shown, concerns=bool(concerns))
        if rule.when == Unsettled(rule.id):
            sentence = _("%(result)s wherever an answer turns on it") % {"result": result}
            intro, shown = f"{sentence}.", ()
        plain = _with_days(_with_limits(sentence, exceptions, checks), rule.span)
        return RuleText(
            plain=f"{plain} {status}".strip(),
            days=_("For %(arrivals)s.") % {"arrivals": arrivals(rule.span)},
            status=status,
            about=_about(about, looked_at),
            concerns=looked_at,
            intro=capfirst(intro),
            lines=shown,
            exceptions=exceptions,
            checks=checks,
            asks=self._asks(rule),
            sources=source_words(rule.source),
        )

    # What it finds

    def result(self, rule: Rule) -> str:
        """What is so when the rule holds, as a clause."""
        told = {"rule": quoted(self._say(rule, "title", rule.span) or rule.id), "agency": rule.agency}
        if rule.agency:
            if rule.kind == RELIEF:
                return _("the relief %(rule)s of %(agency)s applies") % told
            if rule.kind == CONTEXT:
                return _("the background note %(rule)s of %(agency)s is shown") % told
            return _("the rule %(rule)s of %(agency)s binds") % told
        match rule.kind:
            case "step":
                return _("the next step %(rule)s is shown") % told
            case "charge":
                return _("the charge %(rule)s is shown") % told
            case "warning":
                return _("the warning %(rule)s is shown") % told
            case "note":
                return _("the open point %(rule)s is shown") % told
        return self.names.finding(rule.finds)

    def _asks(self, rule: Rule) -> str:
        texts = (self._say(rule, key, rule.span) for key in ("do", "detail"))
        return next((text for text in texts if text), "")

    # What spares from it, and what softens it

    def exception(self, unless: Unless, rule: Rule) -> Line:
        """An exception with its name and its days, and what must be true for it under them."""
        days = rule.span.shared_with(unless.span) or unless.span
        lines = self.clauses.lines(unless.when, days) or (Line(_("Always"), _("always")),)
        told = {
            "title": self.names.wording.through(rule.span).say(unless.words, "title") or unless.id,
            "arrivals": arrivals(unless.span),
        }
        if unless.span == ALWAYS:
            text = _("Unless this is true (%(title)s):")
            if len(lines) > 1:
                text = _("Unless all of these are true (%(title)s):")
            return Line(text % told, all_true(lines), lines)
        text = _("Unless, for %(arrivals)s, this is true (%(title)s):")
        if len(lines) > 1:
            text = _("Unless, for %(arrivals)s, all of these are true (%(title)s):")
        plain = _("for %(arrivals)s: %(clauses)s") % {**told, "clauses": all_true(lines)}
        return Line(text % told, plain, lines)

    def check(self, softener: Softener, rule: Rule) -> Line:
        """A circumstance in which the rule only asks to check; it need not have a name."""
        lines = self.clauses.lines(softener.when, rule.span)
        title = self.names.wording.through(rule.span).say(softener.words, "title")
        if not lines:
            text = _("Always only to be checked (%(title)s)") if title else _("Always only to be checked")
        elif len(lines) == 1:
            text = _("Only to be checked if this is true:")
            if title:
                text = _("Only to be checked if this is true (%(title)s):")
        else:
            text = _("Only to be checked if all of these are true:")
            if title:
                text = _("Only to be checked if all of these are true (%(title)s):")
        return Line(text % {"title": title}, all_true(lines), lines)

    def _say(self, rule: Rule, key: str, span: Span) -> str:
        return self.names.wording.through(span).say(rule.words, key)
