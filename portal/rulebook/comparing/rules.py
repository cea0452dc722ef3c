"""What changed in a rule: when it holds, what spares from it, what it finds, and how it is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from portal.rulebook.comparing.fields import (
    Tally,
    field_change,
    plain_changes,
    source_change,
    words_change,
)
from portal.rulebook.comparing.pairing import pairs
from portal.rulebook.sentences import Sentences
from portal.rulebook.telling.clauses import all_true
from portal.rulebook.telling.situations import arrivals
from portal.rulebook.wording import quoted
from portal.rules.conditions import OneOf, Test, leaves
from portal.rules.law import Rule, Softener, Unless
from portal.rules.spans import ALWAYS, Span


@dataclass(frozen=True, slots=True)
class Reading:
    """One rulebook before and after, ready to be read, and what is summed up in the end."""

    before: Sentences
    after: Sentences
    tally: Tally

    def condition(self, before: Test, after: Test, subject: str, spans: tuple[Span, Span]) -> Iterator[str]:
        """How a condition changed, each told in the words of its own rulebook, for its own days."""
        old, new = self.before.condition(before, spans[0]), self.after.condition(after, spans[1])
        told = {"after": all_true(new), "before": all_true(old)}
        if set(old) != set(new):
            yield _("It now holds if %(after)s. Before, it held if %(before)s.") % told
        elif _differ_in_members(before, after):
            self.tally.by_lists.append(subject)
        else:
            yield _("The form of its condition changed. It still holds if %(after)s.") % told

    def title(self, part: Unless | Softener) -> str:
        return quoted(self.after.names.wording.say(part.words, "title") or part.id)


def _differ_in_members(before: Test, after: Test) -> bool:
    """Whether conditions differ in what a named list gives them, and in nothing else."""
    if [*leaves(before)] == [*leaves(after)]:
        return False
    return _without_members(before) == _without_members(after)


def _without_members(test: Test) -> list[object]:
    return [replace(leaf, members=frozenset()) if isinstance(leaf, OneOf) else leaf for leaf in leaves(test)]


def rule_changes(reading: Reading, before: Rule, after: Rule, subject: str) -> Iterator[str]:
    """Sentences on everything in which a rule differs."""
    if before.span != after.span:
        told = {"after": arrivals(after.span), "before": arrivals(before.span)}
        yield _("In force for %(after)s; before, for %(before)s.") % told
    if before.when != after.when:
        yield from reading.condition(before.when, after.when, subject, (before.span, after.span))
    if before.finds != after.finds:
        told = {
            "after": reading.after.names.finding(after.finds),
            "before": reading.before.names.finding(before.finds),
        }
        yield _("It finds that %(after)s; before, that %(before)s.") % told
    yield from _exceptions(reading, before, after, subject)
    yield from _checks(reading, before, after, subject)
    yield from _details(before.details, after.details)
    yield from words_change(before.words, after.words)
    yield from source_change(before.source, after.source, subject, reading.tally)
    told_of = ("span", "when", "finds", "unless", "softeners", "details", "words", "source")
    yield from plain_changes(before, after, told=told_of)


def _exceptions(reading: Reading, before: Rule, after: Rule, subject: str) -> Iterator[str]:
    found = pairs(before.unless, after.unless, lambda unless: unless.id)
    for unless in found.added:
        told = {"when": reading.after.rules.exception(unless, after).plain, "title": reading.title(unless)}
        yield _("New exception, %(title)s: it does not hold if %(when)s.") % told
    for unless in found.removed:
        told = {"when": reading.before.rules.exception(unless, before).plain, "title": reading.title(unless)}
        yield _("No longer an exception, %(title)s: before, it did not hold if %(when)s.") % told
    for old, new in found.both:
        if old != new:
            about = f"{subject}: {reading.title(new)}"
            for text in _exception_changes(reading, (old, before), (new, after), about):
                yield _("The exception %(title)s: %(change)s") % {"title": reading.title(new), "change": text}
    if found.moved:
        yield _("Its exceptions stand in another order.")


def _exception_changes(
    reading: Reading, before: tuple[Unless, Rule], after: tuple[Unless, Rule], about: str
) -> Iterator[str]:
    (old, old_rule), (new, new_rule) = before, after
    one = reading.before.rules.exception(old, old_rule).plain
    other = reading.after.rules.exception(new, new_rule).plain
    if one != other and (old.when, old.span) != (new.when, new.span):
        yield _("It now holds if %(after)s. Before, it held if %(before)s.") % {"after": other, "before": one}
    elif old.when != new.when:
        yield from reading.condition(old.when, new.when, about, (ALWAYS, ALWAYS))
    yield from words_change(old.words, new.words)
    yield from source_change(old.source, new.source, about, reading.tally)
    yield from plain_changes(old, new, told=("when", "span", "words", "source"))


def _checks(reading: Reading, before: Rule, after: Rule, subject: str) -> Iterator[str]:
    found = pairs(before.softeners, after.softeners, lambda softener: softener.id)
    for softener in found.added:
        when = reading.after.rules.check(softener, after).plain
        yield _("It now only asks to check if %(when)s.") % {"when": when}
    for softener in found.removed:
        when = reading.before.rules.check(softener, before).plain
        yield _("It asks for more than a check now if %(when)s.") % {"when": when}
    for old, new in found.both:
        about = f"{subject}: {reading.title(new)}"
        for text in _check_changes(reading, old, new, about) if old != new else ():
            yield _("The check %(title)s: %(change)s") % {"title": reading.title(new), "change": text}
    if found.moved:
        yield _("Its checks stand in another order.")


def _check_changes(reading: Reading, old: Softener, new: Softener, about: str) -> Iterator[str]:
    if old.when != new.when:
        yield from reading.condition(old.when, new.when, about, (ALWAYS, ALWAYS))
    yield from words_change(old.words, new.words)
    yield from plain_changes(old, new, told=("when", "words"))


def _details(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    """What a page shows and no rule reads: forms, who files, marks of filing systems …"""
    for key in dict.fromkeys([*before, *after]):
        old, new = _plain(before.get(key)), _plain(after.get(key))
        if old != new:
            yield field_change(key.replace("_", " "), old, new)


def _plain(value: Any) -> Any:
    """A list of texts as a tuple, which is told by what came and what went."""
    is_texts = isinstance(value, list) and all(isinstance(item, str) for item in value)
    return tuple(value) if is_texts else value
