"""The law read back: every form says what it means, once, and two forms that differ read differently."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rulebook.sentences import Sentences
from portal.rulebook.telling.clauses import Line, walk
from portal.rules import compiled
from portal.rules.conditions import (
    ALWAYS_TRUE,
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
from portal.rules.law import Rule, Rulebook
from portal.rules.spans import Span
from portal.rules.truth import Truth, both, either, negation
from tests.law import TODAY, starter_edition

MARKS = "abcdefgh"


@lru_cache(maxsize=1)
def starter() -> Sentences:
    return Sentences(starter_edition().law.book)


def book() -> Rulebook:
    return starter_edition().law.book


def rule(rule_id: str) -> Rule:
    return next(rule for rule in book().rules if rule.id == rule_id)


def conditions() -> list[Test]:
    """Every different condition of the starter."""
    found = [test for rule in book().rules for test in compiled.tests_of(rule)]
    found += [outcome.when for goal in book().goals for outcome in goal.outcomes]
    return list(dict.fromkeys(found))


# Every rule of the starter


def test_every_rule_reads_as_one_sentence_without_names_of_the_form() -> None:
    keys = {fact.key for fact in book().facts if "_" in fact.key} | {figure.key for figure in book().figures}
    for rule in book().rules:
        text = starter().rule(rule)
        assert text.plain.removesuffix(text.status).strip().endswith("."), text.plain
        assert not re.search(
            r"[{}%]\(|\bNone\b(?! of|, because)|  |\.\.|; ;|not true that it is not true", text.plain
        )
        assert not keys & set(re.findall(r"[\w-]+", text.plain)), text.plain
        assert text.plain.count("(") == text.plain.count(")")


def test_two_conditions_that_differ_read_differently() -> None:
    read: dict[str, Test] = {}
    for test in conditions():
        clause = starter().clause(test)
        same = read.setdefault(clause, test)
        assert same == test or _flat(same) == _flat(test), clause


def _flat(test: Test) -> object:
    """A condition without what makes no difference: joins in joins of one kind, and repetitions."""
    if isinstance(test, AllOf | AnyOf):
        parts: dict[object, None] = {}
        for part in map(_flat, test.parts):
            same = isinstance(part, tuple) and part[0] is type(test)
            parts |= dict.fromkeys(part[1] if same else (part,))  # type: ignore[index]
        return next(iter(parts)) if len(parts) == 1 else (type(test), tuple(parts))
    return ("not", _flat(test.part)) if isinstance(test, Not) else test


def test_a_condition_and_its_opposite_read_differently_and_twice_not_is_nothing() -> None:
    for test in conditions():
        assert starter().clause(Not(test)) != starter().clause(test)
        assert starter().clause(Not(Not(test))) == starter().clause(test)


def test_every_test_of_a_rule_is_mentioned_as_often_as_it_stands_in_the_form() -> None:
    for test in conditions():
        names = {starter().clause(said): leaf for leaf in leaves(test) for said in (leaf, Not(leaf))}
        told = Counter(names[line.plain] for line in walk(starter().condition(test)) if line.plain in names)
        assert told == Counter(_leaves(_flat(test)))


def _leaves(flat: object) -> Iterator[Leaf]:
    if not isinstance(flat, tuple):
        yield flat  # type: ignore[misc]
        return
    for part in (flat[1],) if flat[0] == "not" else flat[1]:
        yield from _leaves(part)


# Any condition whatever


def small() -> Sentences:
    """A law of eight yes/no questions, whose labels tell them apart."""
    facts = [fact for fact in book().facts if fact.key == "alcohol"]
    marked = [replace(facts[0], key=mark, words={"label": {"en": f"It has mark {mark}"}}) for mark in MARKS]
    return Sentences(replace(book(), facts=tuple(marked)))


SMALL = lru_cache(maxsize=1)(small)
yes = st.sampled_from(MARKS).map(Yes)
trees = st.recursive(
    yes,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda parts: AllOf(tuple(parts)))
        | st.lists(inner, max_size=3).map(lambda parts: AnyOf(tuple(parts)))
        | inner.map(Not)
    ),
    max_leaves=8,
)
truths = st.fixed_dictionaries({mark: st.sampled_from([True, False, None]) for mark in MARKS})


@given(trees, truths)
def test_a_sentence_can_be_understood_in_one_way_only_and_that_is_what_the_form_says(
    test: Test, known: dict[str, Truth]
) -> None:
    """The sentence is taken apart again by its semicolons and parentheses, and weighed."""
    assert understood(SMALL().clause(test), known) == weighed(test, known)


def weighed(test: Test, known: dict[str, Truth]) -> Truth:
    match test:
        case AllOf(parts):
            return _joined([weighed(part, known) for part in parts], every=True)
        case AnyOf(parts):
            return _joined([weighed(part, known) for part in parts], every=False)
        case Not(part):
            return negation(weighed(part, known))
        case Yes(fact):
            return known[fact]
    raise AssertionError(test)


def understood(text: str, known: dict[str, Truth]) -> Truth:
    clauses = _parted(text)
    if len(clauses) > 1:
        return _joined([understood(clause, known) for clause in clauses], every=True)
    if text in ("always", "never"):
        return text == "always"
    if found := re.fullmatch(r"(it is not true that )?it has mark (\w)", text):
        return negation(known[found.group(2)]) if found.group(1) else known[found.group(2)]
    found = re.fullmatch(r"(at least one|none|all|not all) of these (?:is|are) true \((.*)\)", text)
    assert found, text
    inside = [understood(clause, known) for clause in _parted(found.group(2))]
    held = _joined(inside, every=found.group(1) in ("all", "not all"))
    return negation(held) if found.group(1) in ("none", "not all") else held


def _joined(truths: list[Truth], *, every: bool) -> Truth:
    held: Truth = every
    for truth in truths:
        held = both(held, truth) if every else either(held, truth)
    return held


def _parted(text: str) -> list[str]:
    """Clauses between semicolons, what stands in parentheses kept whole, without the last "and" or "or"."""
    depth, clauses, start = 0, [], 0
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if letter == ";" and not depth:
            clauses.append(text[start:place])
            start = place + 2
    clauses.append(text[start:])
    return [re.sub(r"^(and|or) ", "", clause) for clause in clauses]


@given(trees)
def test_lists_say_the_same_as_the_sentence(test: Test) -> None:
    def again(line: Line) -> str:
        if not line.parts:
            return line.text[:1].lower() + line.text[1:]
        word = " or " if line.text.startswith(("At least", "None")) else " and "
        *before, last = map(again, line.parts)
        head = line.text[:1].lower() + line.text[1:-1]
        return f"{head} ({'; '.join(before)};{word}{last})"

    lines = SMALL().condition(test)
    assert [again(line) for line in lines] == [line.plain for line in lines]


# Leaves


@pytest.mark.parametrize(
    ("test", "says", "says_not"),
    [
        (Yes("alcohol"), "it holds alcoholic drinks", "it is not true that it holds alcoholic drinks"),
        (
            OneOf("mode", frozenset(["postal", "express"])),
            "the way of shipping is “By mail” or “By courier”",
            "the way of shipping is neither “By mail” nor “By courier”",
        ),
        (
            OneOf("origin_country", frozenset(["US"])),
            "the country of origin is the United States",
            "the country of origin is not the United States",
        ),
        (
            OneOf("origin_country", frozenset(["CN", "HK"])),
            "the country of origin is on the list “China and Hong Kong (Macau is not in it)”",
            "the country of origin is not on the list “China and Hong Kong (Macau is not in it)”",
        ),
        (
            OneOf("categories", frozenset(["seafood"])),
            "the goods include “Fish and seafood (incl. tuna, shrimp)”",
            "the goods do not include “Fish and seafood (incl. tuna, shrimp)”",
        ),
        (
            OneOf("hts", frozenset(["871150", "0302"])),
            "a tariff code starts with 0302 or 8711.50",
            "no tariff code starts with 0302 or 8711.50",
        ),
        (
            AtMost("value_usd", "traveller-limit"),
            "the value of this shipment is at most $200 (limit of the traveler's exemption)",
            "the value of this shipment is over $200 (limit of the traveler's exemption)",
        ),
        (
            From("arrival_date", TODAY),
            "it arrives on November 22, 2026 or later",
            "it arrives before November 22, 2026",
        ),
        (
            Held("formal"),
            "a rule finds that a formal entry is needed",
            "no rule finds that a formal entry is needed",
        ),
        (
            Binds("cdc-dogs"),
            "the rule “Dogs: CDC form and microchip” binds",
            "the rule “Dogs: CDC form and microchip” does not bind",
        ),
        (ALWAYS_TRUE, "always", "never"),
    ],
)
def test_a_line_of_the_form_reads_so(test: Test, says: str, says_not: str) -> None:
    assert starter().clause(test) == says
    assert starter().clause(Not(test)) == says_not


def test_a_list_with_more_than_its_members_is_named_with_what_is_beside_it() -> None:
    europe = next(named for named in book().lists if named.key == "european-union")
    test = OneOf("origin_country", frozenset(europe.members) | {"US", "CU"})
    on_list = "on the list “The member states of the European Union”"
    assert starter().clause(test) == f"the country of origin is Cuba, the United States or {on_list}"


def test_an_open_point_is_told_as_one_that_nobody_has_decided() -> None:
    clause = starter().clause(Unsettled("perfume-before-2016"))
    assert (
        clause
        == "the open point “Perfume with alcohol before August 26, 2016” is met, which nobody has decided"
    )


def test_a_figure_is_told_with_its_days_as_far_as_they_lie_within_the_rule() -> None:
    limit = AtMost("day_total_usd", "exemption-limit")
    turn = next(value.span.until for value in starter_edition().law.figures["exemption-limit"].values)
    assert turn
    assert "at most $200 through March 9, 2016, then $800 (" in starter().clause(limit, Span(until=TODAY))
    assert "at most $800 (" in starter().clause(limit, Span(turn, TODAY))
    assert "at most $200 (" in starter().clause(limit, Span(until=turn))
    assert "then $800 through June 30, 2027 (" in starter().clause(limit)
    assert "not on record" in starter().clause(limit, Span(start=TODAY.replace(year=2030)))


@pytest.mark.parametrize(
    "leaf",
    [
        Yes("gone"),
        OneOf("gone", frozenset("xy")),
        OneOf("mode", frozenset(["gone"])),
        OneOf("mode", frozenset()),
        AtMost("gone", "gone"),
        From("gone", TODAY),
        Held("gone"),
        Binds("gone"),
        Unsettled("gone"),
    ],
)
def test_a_draft_that_names_what_does_not_exist_can_still_be_read(leaf: Leaf) -> None:
    assert starter().clause(leaf) != starter().clause(Not(leaf))


def test_things_with_the_same_name_are_told_apart() -> None:
    rules = [rule("cdc-dogs"), replace(rule("cdc-dogs"), id="cdc-other-dogs")]
    twice = Sentences(replace(book(), rules=tuple(rules)))
    assert twice.clause(Binds("cdc-dogs")) != twice.clause(Binds("cdc-other-dogs"))
    processes = [outcome.key for goal in book().goals if goal.key == "entry" for outcome in goal.outcomes]
    read = {starter().clause(OneOf("process", frozenset(pair))) for pair in combinations(processes, 2)}
    assert len(read) == len(processes) * (len(processes) - 1) / 2


# Whole rules and goals


def test_a_rule_of_entry_tells_its_days_its_finding_and_its_exceptions() -> None:
    text = starter().rule(rule("embargo-syria"))
    assert text.plain == (
        "For arrivals through June 30, 2025: the goods are of a barred kind if the country of origin is "
        "Syria; unless it is all books, films, artworks or other informational material."
    )
    assert text.intro == "The goods are of a barred kind if this is true:"
    assert [line.text for line in text.lines] == ["The country of origin is Syria"]
    (exception,) = text.exceptions
    assert exception.text == "Unless this is true (Books, films and other informational materials):"
    assert "EO 14312" in text.sources
    assert "checked on November 22, 2026" in text.sources


def test_a_rule_that_always_holds_says_in_every_case() -> None:
    text = starter().rule(rule("struck-from-the-statute"))
    assert "in every case the low-value exemption is not open" in text.plain


def test_an_agencys_rule_tells_what_it_looks_at_what_it_asks_and_when_it_only_asks_to_check() -> None:
    text = starter().rule(rule("cpsc-toys"))
    assert text.about == "It looks only at shipments of which at least one of these is true:"
    assert len(text.concerns) == 2
    assert text.intro.endswith("of CPSC binds if this is true:")
    assert [line.text for line in text.lines] == ["It is made mainly for children aged 12 or under"]
    assert [line.text for line in text.checks] == [
        "Only to be checked if this is true (The toys are not for resale):"
    ]
    assert text.asks.startswith("Have the toy tested")
    assert text.plain.endswith(
        "; only to be checked if the purpose is not “To sell, or for use in a business”."
    )
    always = starter().rule(rule("aphis-live-animals"))
    assert always.plain.endswith("; always only to be checked.")


def test_an_exception_with_days_of_its_own_tells_them() -> None:
    syria = rule("embargo-syria")
    (unless,) = syria.unless
    dated = replace(syria, unless=(replace(unless, span=Span(start=TODAY)),))
    assert "unless for arrivals from November 22, 2026: it is all books" in starter().rule(dated).plain


def test_a_proposed_rule_says_that_it_is_never_used() -> None:
    text = starter().rule(rule("cpsc-micromobility-battery"))
    assert text.plain.endswith("Proposed. Never used for an answer.")


def test_a_note_on_an_open_point_does_not_name_itself_as_its_condition() -> None:
    text = starter().rule(rule("perfume-before-2016"))
    assert text.plain.endswith("is shown wherever an answer turns on it.")
    assert not text.lines


def test_the_outcomes_of_a_goal_are_numbered_and_the_last_is_for_every_other_case() -> None:
    (goal,) = (goal for goal in book().goals if goal.key == "de_minimis")
    texts = [outcome.plain for outcome in starter().goal(goal)]
    assert texts[0].startswith("1. “The low-value exemption is not open to this shipment” if a rule finds")
    assert texts[1].startswith("2. Otherwise “")
    assert texts[2] == "3. “The low-value exemption is open to this shipment” in every other case."
