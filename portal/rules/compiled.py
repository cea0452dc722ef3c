"""A rulebook made ready to decide: every goal and agency rule as diagrams, slice of time by slice of time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date

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
    leaves,
)
from portal.rules.diagram import Diagram, Diagrams
from portal.rules.in_force import Stretches, spans_of
from portal.rules.law import AFTERWARDS, Goal, Rule, Rulebook, is_entry_rule
from portal.rules.spans import Breaks
from portal.rules.variables import DERIVE, YES, Grouped, Ranges, Variables

APPLIES, CHECK, NONE = "applies", "check", "none"


class CompiledLaw:
    """Every question, rule and goal of one rulebook, indexed; its diagrams are built when first needed.

    Two laws that are compared share their ``variables`` and their store of ``diagrams``.
    """

    def __init__(
        self, book: Rulebook, variables: Variables | None = None, diagrams: Diagrams | None = None
    ) -> None:
        self.book = book
        self.facts = {fact.key: fact for fact in book.facts}
        self.order = {fact.key: number for number, fact in enumerate(book.facts)}
        self.figures = {figure.key: figure for figure in book.figures}
        self.categories = {category.slug: category for category in book.categories}
        self.goals = {goal.key: goal for goal in book.goals}
        self.rules = {rule.id: rule for rule in book.rules}
        self.finders: dict[str, list[Rule]] = defaultdict(list)
        for rule in book.rules:
            self.finders[rule.finds].append(rule)
        self.stretches = Stretches(book.rules, book.figures)
        self.variables = variables or Variables(leaves_of(book), book.facts, self.figures)
        self.diagrams = Diagrams() if diagrams is None else diagrams
        self.entry_rules = [rule for rule in book.rules if is_entry_rule(rule)]
        self.afterwards = {kind: [rule for rule in book.rules if rule.kind == kind] for kind in AFTERWARDS}
        self.derived_facts = [fact for fact in book.facts if fact.derived_from]
        self.open_points = {fact.open_point: fact.key for fact in book.facts if fact.open_point}
        self._goals: dict[str, Timed] = {}
        self._agency_rules: dict[str, Timed] = {}

    def goal(self, key: str) -> Timed:
        """The diagrams of a goal; they end in the keys of its outcomes."""
        if key not in self._goals:
            goal = self.goals[key]
            days = dates_of(self, [outcome.when for outcome in goal.outcomes])
            self._goals[key] = Timed(days, lambda day: Builder(self, day).goal(goal))
        return self._goals[key]

    def both_goals(self, first: str, second: str) -> Timed:
        """The diagrams of two goals at once; they end in the outcomes of both (``diagram.JOINED_BY``)."""
        one, other = self.goal(first), self.goal(second)
        days = (*one.breaks.days, *other.breaks.days)
        return Timed(days, lambda day: self.diagrams.joined(one.on(day), other.on(day)))

    def agency_rule(self, rule_id: str) -> Timed:
        """The diagrams of an agency rule; they end in "applies", "check" or "none"."""
        if rule_id not in self._agency_rules:
            rule = self.rules[rule_id]
            days = dates_of(self, [Binds(rule_id)])
            self._agency_rules[rule_id] = Timed(days, lambda day: Builder(self, day).state(rule))
        return self._agency_rules[rule_id]


class Timed:
    """Diagrams for all time: one for each stretch in which the law stands still, built when first needed."""

    def __init__(self, days: Iterable[date], build: Callable[[date], Diagram]) -> None:
        self.breaks = Breaks(days)
        self._build = build
        self._built: list[Diagram | None] = [None] * (len(self.breaks.days) + 1)
        self._changes: dict[int, tuple[tuple[date, Diagram], ...]] = {}

    def on(self, day: date) -> Diagram:
        index = self.breaks.index(day)
        found = self._built[index]
        if found is None:
            found = self._built[index] = self._build(day)
        return found

    def changes(self, day: date) -> tuple[tuple[date, Diagram], ...]:
        """The later days on which the diagram is another one: stretches that say the same share one."""
        index = self.breaks.index(day)
        if index not in self._changes:
            found: list[tuple[date, Diagram]] = []
            before = self.on(day)
            for later in self.breaks.days[index:]:
                diagram = self.on(later)
                if diagram is not before:
                    found.append((later, diagram))
                    before = diagram
            self._changes[index] = tuple(found)
        return self._changes[index]


class Builder:
    """Builds the diagrams of one day; verdicts that several rules read are built once."""

    def __init__(self, law: CompiledLaw, day: date) -> None:
        self.law = law
        self.day = day
        self.store = law.diagrams
        self._verdicts: dict[str, Diagram] = {}

    def goal(self, goal: Goal) -> Diagram:
        """The first outcome that holds. The last one is the answer when none of the others holds."""
        result: Diagram = goal.outcomes[-1].key
        for outcome in reversed(goal.outcomes[:-1]):
            result = self.store.choose(self.test(outcome.when), outcome.key, result)
        return result

    def state(self, rule: Rule) -> Diagram:
        firm = self.store.choose(self.softened(rule), CHECK, APPLIES)
        return self.store.choose(self.rule(rule), firm, NONE)

    def rule(self, rule: Rule) -> Diagram:
        if rule.status == "proposed" or not rule.span.covers(self.day):
            return False
        exceptions = [self.test(unless.when) for unless in rule.unless if unless.span.covers(self.day)]
        return self.store.choose(self.store.any_of(exceptions), False, self.test(rule.when))

    def softened(self, rule: Rule) -> Diagram:
        return self.store.any_of(self.test(softener.when) for softener in rule.softeners)

    def verdict(self, key: str) -> Diagram:
        if key not in self._verdicts:
            self._verdicts[key] = self.store.any_of(self.rule(rule) for rule in self.law.finders.get(key, ()))
        return self._verdicts[key]

    def test(self, test: Test) -> Diagram:
        match test:
            case AllOf(parts):
                return self.store.all_of(self.test(part) for part in parts)
            case AnyOf(parts):
                return self.store.any_of(self.test(part) for part in parts)
            case Not(part):
                return self.store.negation(self.test(part))
            case _:
                return self.leaf(test)

    def leaf(self, leaf: Leaf) -> Diagram:
        match leaf:
            case Yes(fact):
                return self.yes(fact)
            case OneOf(fact, members):
                return self.one_of(leaf, fact, members)
            case AtMost(fact, figure):
                amount = self.law.figures[figure].on(self.day)
                if amount is None:
                    raise LookupError(f"the figure {figure} has no value on {self.day}")
                variable = self.law.variables.index[fact]
                ranges = self.law.variables.all[variable]
                if not isinstance(ranges, Ranges):
                    raise TypeError(f"{fact} is no amount")
                within = (cut <= amount.amount for cut in ranges.cuts)
                return self.store.node(variable, (*within, False))
            case From(_, day):
                return self.day >= day
            case Held(verdict):
                return self.verdict(verdict)
            case Binds(rule):
                firm = self.store.negation(self.softened(self.law.rules[rule]))
                return self.store.all_of((self.rule(self.law.rules[rule]), firm))
            case Unsettled():
                return self.store.node(self.law.variables.index[leaf], (False, True))

    def yes(self, fact: str) -> Diagram:
        variable = self.law.variables.index[fact]
        derives = self.law.variables.all[variable].width > DERIVE
        if not derives:
            return self.store.node(variable, (False, True))
        derive = self.store.node(variable, tuple(cell == DERIVE for cell in range(3)))
        told = self.store.node(variable, tuple(cell == YES for cell in range(3)))
        return self.store.choose(derive, self._not_asked(fact), told)

    def _not_asked(self, fact: str) -> Diagram:
        """What a question is while nobody was asked: what other rules find, or open where none does."""
        if found := self.law.facts[fact].derived_from:
            return self.verdict(found)
        return self.store.node(self.law.variables.index[Unsettled(fact)], (False, True))

    def one_of(self, leaf: Leaf, fact: str, members: frozenset[str]) -> Diagram:
        if leaf in self.law.variables.index:
            return self.store.node(self.law.variables.index[leaf], (False, True))
        variable = self.law.variables.index[fact]
        groups = self.law.variables.all[variable]
        if not isinstance(groups, Grouped):
            raise TypeError(f"{fact} is no choice")
        return self.store.node(variable, groups.members(members))


def leaves_of(book: Rulebook) -> Iterator[Leaf]:
    """Every leaf that decides something in a rulebook."""
    for rule in book.rules:
        if rule.kind not in AFTERWARDS:
            for test in tests_of(rule):
                yield from leaves(test)
    for goal in book.goals:
        for outcome in goal.outcomes:
            yield from leaves(outcome.when)


def tests_of(rule: Rule) -> Iterator[Test]:
    """Every condition that a rule holds."""
    yield rule.when
    for unless in rule.unless:
        yield unless.when
    for softener in rule.softeners:
        yield softener.when


def reached(law: CompiledLaw, tests: Iterable[Test]) -> tuple[list[Leaf], list[Rule]]:
    """Every leaf that conditions read, directly or through what other rules find, and those rules."""
    found: list[Leaf] = []
    rules: dict[str, Rule] = {}
    waiting = list(tests)
    while waiting:
        for leaf in leaves(waiting.pop()):
            found.append(leaf)
            for rule in _waited_for(law, leaf):
                if rule.id not in rules:
                    rules[rule.id] = rule
                    waiting.extend(tests_of(rule))
    return found, list(rules.values())


def _waited_for(law: CompiledLaw, leaf: Leaf) -> list[Rule]:
    """The rules whose finding a leaf reads."""
    match leaf:
        case Held(verdict):
            return law.finders.get(verdict, [])
        case Binds(rule):
            return [law.rules[rule]]
        case Yes(fact) if fact in law.facts and law.facts[fact].derived_from:
            return law.finders.get(law.facts[fact].derived_from, [])
    return []


def dates_of(law: CompiledLaw, tests: Iterable[Test]) -> set[date]:
    """Every day on which one of the conditions may begin to be read differently."""
    read, rules = reached(law, tests)
    days = {edge for rule in rules for span in spans_of(rule) for edge in span.edges()}
    for leaf in read:
        if isinstance(leaf, AtMost):
            days.update(edge for value in law.figures[leaf.figure].values for edge in value.span.edges())
        elif isinstance(leaf, From):
            days.add(leaf.day)
    return days
