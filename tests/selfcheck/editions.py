"""Other editions of the starter law, made by changing one thing of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from portal.rulebook.queries import LoadedEdition
from portal.rules.codec import encode, fingerprint
from portal.rules.law import Amount, Figure, Rule, Rulebook
from portal.rules.ready import Law
from portal.rules.spans import Span
from tests.law import starter_edition

Change = Callable[[Rulebook], Rulebook]


def edition_with(change: Change, number: int = 2) -> LoadedEdition:
    """The starter law with a change, as a later edition."""
    book = change(starter_edition().law.book)
    return LoadedEdition(number, fingerprint(encode(book)), Law(book))


def with_rule(rule_id: str, change: Callable[[Rule], Rule]) -> Change:
    """A change of one rule."""
    return lambda book: replace(
        book, rules=tuple(change(rule) if rule.id == rule_id else rule for rule in book.rules)
    )


def without_rule(rule_id: str) -> Change:
    return lambda book: replace(book, rules=tuple(rule for rule in book.rules if rule.id != rule_id))


def with_figure(key: str, amount: int) -> Change:
    """A figure has this amount on every day."""

    def raised(figure: Figure) -> Figure:
        return replace(figure, values=(Amount(Span(), amount, figure.values[0].source),))

    return lambda book: replace(
        book, figures=tuple(raised(figure) if figure.key == key else figure for figure in book.figures)
    )


def retitled(book: Rulebook) -> Rulebook:
    """The same law under another title."""
    return replace(book, title=f"{book.title}, again")


def one_after_another(*changes: Change) -> Change:
    """Several changes as one."""

    def changed(book: Rulebook) -> Rulebook:
        for change in changes:
            book = change(book)
        return book

    return changed
