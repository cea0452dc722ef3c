"""Faults of a rulebook that no page may show: gaps, overlaps, loops and words without a meaning.

Each fault is a sentence that a rule writer can act on. A rulebook without faults can be decided on every day
that it covers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from portal.rules.compiled import tests_of
from portal.rules.conditions import AtMost, Binds, Held, OneOf, Yes, leaves
from portal.rules.law import AFTERWARDS, Figure, Rule, Rulebook, Source
from portal.rules.spans import Span


def faults(book: Rulebook) -> list[str]:
    """Everything that is wrong, as sentences; empty when the rulebook may be published."""
    found = [*_doubles(book), *_unsourced(book), *_overlaps(book), *_unknown_names(book), *_loops(book)]
    return found or list(_gaps(book))


def _doubles(book: Rulebook) -> Iterator[str]:
    named = {
        "rule": [rule.id for rule in book.rules],
        "question": [fact.key for fact in book.facts],
        "figure": [figure.key for figure in book.figures],
        "category": [category.slug for category in book.categories],
    }
    for kind, names in named.items():
        for name, times in Counter(names).items():
            if times > 1:
                yield f"The {kind} {name} is there {times} times."


def _unsourced(book: Rulebook) -> Iterator[str]:
    known = {citation.label for citation in book.citations}
    sources: list[tuple[str, Source]] = [(f"The rule {rule.id}", rule.source) for rule in book.rules]
    sources += [(f"The figure {f.key}", value.source) for f in book.figures for value in f.values]
    for name, source in sources:
        if not source.cites:
            yield f"{name} has no citation."
        if not source.checked:
            yield f"{name} does not say when its source was checked."
        for label in source.cites:
            if label not in known:
                yield f"{name} cites {label}, of which no address is known."


def _overlaps(book: Rulebook) -> Iterator[str]:
    for figure in book.figures:
        spans = sorted((value.span for value in figure.values), key=lambda span: str(span.start or ""))
        for before, after in pairwise(spans):
            if before.until is None or (after.start and after.start < before.until) or after.start is None:
                yield f"The figure {figure.key} has two values on {after.start or 'the first day'}."


def _unknown_names(book: Rulebook) -> Iterator[str]:
    facts = {fact.key for fact in book.facts}
    figures = {figure.key for figure in book.figures}
    verdicts = {rule.finds for rule in book.rules}
    categories = {category.slug for category in book.categories}
    deciding = [rule for rule in book.rules if rule.kind not in AFTERWARDS]
    tests = [(f"The rule {rule.id}", test) for rule in deciding for test in tests_of(rule)]
    tests += [(f"The outcome {o.key}", o.when) for goal in book.goals for o in goal.outcomes]
    for name, test in tests:
        for leaf in leaves(test):
            if isinstance(leaf, Yes | OneOf | AtMost) and leaf.fact not in facts:
                yield f"{name} asks for {leaf.fact}, which is no question."
            if isinstance(leaf, AtMost) and leaf.figure not in figures:
                yield f"{name} names the figure {leaf.figure}, which does not exist."
            if isinstance(leaf, Held) and leaf.verdict not in verdicts:
                yield f"{name} waits for {leaf.verdict}, which no rule finds."
            if isinstance(leaf, OneOf) and leaf.fact == "categories":
                for slug in sorted(leaf.members - categories):
                    yield f"{name} names the category {slug}, which does not exist."


def _loops(book: Rulebook) -> Iterator[str]:
    """Rules that wait for each other's verdicts can never be decided."""
    finders: dict[str, list[Rule]] = {}
    for rule in book.rules:
        finders.setdefault(rule.finds, []).append(rule)
    rules = {rule.id: rule for rule in book.rules}
    derived = {fact.key: fact.derived_from for fact in book.facts if fact.derived_from}
    done: set[str] = set()
    path: list[str] = []

    def follow(rule: Rule) -> str | None:
        if rule.id in path:
            return " -> ".join([*path[path.index(rule.id) :], rule.id])
        if rule.id in done:
            return None
        path.append(rule.id)
        for test in tests_of(rule):
            for leaf in leaves(test):
                waited = finders.get(leaf.verdict, []) if isinstance(leaf, Held) else []
                waited = [rules[leaf.rule]] if isinstance(leaf, Binds) else waited
                if isinstance(leaf, Yes) and leaf.fact in derived:
                    waited = finders.get(derived[leaf.fact], [])
                for other in waited:
                    if loop := follow(other):
                        return loop
        path.pop()
        done.add(rule.id)
        return None

    for rule in book.rules:
        path.clear()
        if loop := follow(rule):
            yield f"These rules wait for each other: {loop}."
            return


def _gaps(book: Rulebook) -> Iterator[str]:
    """A rule in force that reads a figure which has no value on one of its days."""
    figures = {figure.key: figure for figure in book.figures}
    for rule in book.rules:
        if rule.kind in AFTERWARDS or rule.status == "proposed":
            continue
        spans = [(rule.when, rule.span), *((unless.when, unless.span) for unless in rule.unless)]
        for test, span in spans:
            for leaf in leaves(test):
                if isinstance(leaf, AtMost) and (day := _first_gap(figures[leaf.figure], span, book.covers)):
                    yield f"The rule {rule.id} reads the figure {leaf.figure}, which has no value on {day}."


def _first_gap(figure: Figure, span: Span, covers: Span) -> object:
    """The first day inside ``span`` on which the figure has no value, if there is one."""
    days = {day for value in figure.values for day in value.span.edges()} | {span.start, covers.start}
    for day in sorted(day for day in days if day):
        if span.covers(day) and covers.covers(day) and figure.on(day) is None:
            return day
    return None
