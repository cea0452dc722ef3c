"""Two rulebooks compiled so that they can be compared: common variables, one store of diagrams."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from portal.rules.compiled import CompiledLaw, Timed, leaves_of
from portal.rules.diagram import Diagrams
from portal.rules.law import AFTERWARDS, Fact, Figure, Rulebook
from portal.rules.ready import DE_MINIMIS, ENTRY
from portal.rules.variables import Variables


class Pair:
    """Two laws in which equal diagrams are the same object, so that what is alike is seen at once."""

    def __init__(self, live: Rulebook, draft: Rulebook) -> None:
        leaves = chain(leaves_of(live), leaves_of(draft))
        half = _half_derived(live, draft)
        self.variables = Variables(leaves, _facts(live, draft), _figures(live, draft), half)
        self.store = Diagrams()
        self.live = CompiledLaw(live, self.variables, self.store)
        self.draft = CompiledLaw(draft, self.variables, self.store)

    @property
    def books(self) -> tuple[Rulebook, Rulebook]:
        return self.live.book, self.draft.book

    def subjects(self) -> Iterator[tuple[str, Timed | None, Timed | None]]:
        """What is decided, with its diagrams in each law; None where a law does not know it."""
        for goal in (ENTRY, DE_MINIMIS):
            yield goal, self.live.goal(goal), self.draft.goal(goal)
        for rule in dict.fromkeys(chain.from_iterable(map(_agency_rules, self.books))):
            yield rule, _agency_rule(self.live, rule), _agency_rule(self.draft, rule)


def _agency_rules(book: Rulebook) -> list[str]:
    return [rule.id for rule in book.rules if rule.agency and rule.kind not in AFTERWARDS]


def _agency_rule(law: CompiledLaw, rule: str) -> Timed | None:
    return law.agency_rule(rule) if rule in law.rules else None


def _facts(live: Rulebook, draft: Rulebook) -> list[Fact]:
    """The questions of both; a choice has the options of both, and is derived where either derives it."""
    known = {fact.key: fact for fact in live.facts}
    drafted = {fact.key for fact in draft.facts}
    merged: list[Fact] = []
    for fact in [*draft.facts, *(fact for fact in live.facts if fact.key not in drafted)]:
        other = known.get(fact.key, fact)
        have = {option.key for option in fact.options}
        options = (*fact.options, *(option for option in other.options if option.key not in have))
        derived_from = fact.derived_from or other.derived_from
        merged.append(replace(fact, order=len(merged), options=options, derived_from=derived_from))
    return merged


def _half_derived(live: Rulebook, draft: Rulebook) -> list[str]:
    """Questions that one of the books works out from other answers and the other one does not."""
    before = {fact.key: bool(fact.derived_from) for fact in live.facts}
    return [fact.key for fact in draft.facts if before.get(fact.key, False) != bool(fact.derived_from)]


def _figures(live: Rulebook, draft: Rulebook) -> dict[str, Figure]:
    """The figures of both, each with all values, so that every amount is a cut."""
    merged = {figure.key: figure for figure in live.figures}
    for figure in draft.figures:
        other = merged.get(figure.key)
        merged[figure.key] = replace(figure, values=(*figure.values, *other.values)) if other else figure
    return merged
