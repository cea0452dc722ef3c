"""What a draft of the law changes is told exactly: every situation answered otherwise, and no other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.rules.answers import DAY, Answers, complete, day_total, lies_under
from portal.rules.compare import Limits, difference
from portal.rules.conditions import AllOf, AnyOf, Yes
from portal.rules.decide import Decision
from portal.rules.difference import (
    Among,
    Between,
    Box,
    Change,
    Difference,
    Headline,
    Meets,
    Part,
    Read,
    Told,
)
from portal.rules.law import Fact, Kind, Rule, Rulebook, Unless
from portal.rules.ready import DE_MINIMIS, ENTRY, Law
from portal.rules.spans import Span
from tests.law import starter_edition
from tests.rules.small_law import answers, rulebooks, small_book
from tests.rules.test_properties_of_any_law import by_hand

some = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
ALL_BOXES = Limits(boxes=10_000)
SUBJECTS = (ENTRY, DE_MINIMIS, "rule-5", "rule-6", "rule-7")


def is_in(part: Part, facts: dict[str, object]) -> bool:
    told = facts.get(part.fact) if not hasattr(part, "note") else None
    match part:
        case Told(_, allowed):
            return told in allowed
        case Among(_, members, outside):
            return (told in members) != outside
        case Between(_, ranges):
            assert isinstance(told, int)
            return any((o is None or told > o) and (m is None or told <= m) for o, m in ranges)
        case Meets(fact, members, met):
            goods = told if isinstance(told, tuple) else ()
            held = lies_under(goods, members) if fact == "hts" else not members.isdisjoint(goods)
            return held is met
    raise AssertionError(part)


def holds(box: Box, law: Law, shipment: Answers) -> bool:
    facts = {**complete(shipment, law.categories), "day_total_usd": day_total(shipment)}
    return all(is_in(part, facts) for part in box.parts)


def meeting(found: Difference, subject: str, law: Law, shipment: Answers) -> list[Change]:
    """The changes of a subject that a shipment lies in."""
    day = shipment[DAY]
    assert isinstance(day, date)
    return [
        change
        for change in found.changes
        if change.subject == subject
        and change.span.covers(day)
        and any(holds(box, law, shipment) for box in change.boxes)
    ]


def end(law: Law, subject: str, shipment: Answers) -> str:
    decision = Decision(law, shipment, date(2025, 1, 15))
    if subject == ENTRY:
        (process,) = decision.processes
        return process
    if subject == DE_MINIMIS:
        (status,) = decision.de_minimis
        return status
    return decision.agencies.get(subject, "none")


@some
@given(
    rulebooks(overlapping=True),
    rulebooks(overlapping=True),
    st.lists(answers(unknown=0), min_size=15, max_size=25),
)
def test_a_situation_is_told_exactly_when_the_two_laws_answer_it_otherwise(
    live: Rulebook, draft: Rulebook, shipments: list[Answers]
) -> None:
    found = difference(live, draft, ALL_BOXES)
    before, after = Law(live), Law(draft)
    assert all(change.left == 0 for change in found.changes)
    for shipment in shipments:
        ends = zip(SUBJECTS, by_hand(before, shipment), by_hand(after, shipment), strict=True)
        for subject, was, becomes in ends:
            told = [(change.before, change.after) for change in meeting(found, subject, before, shipment)]
            assert told == ([] if was == becomes else [(was, becomes)])


@some
@given(rulebooks(overlapping=True), rulebooks(overlapping=True))
def test_every_example_really_is_answered_so_by_both_laws(live: Rulebook, draft: Rulebook) -> None:
    before, after = Law(live), Law(draft)
    for change in difference(live, draft).changes:
        for box in (change.shared, *change.boxes):
            day = box.example[DAY]
            assert isinstance(day, date)
            assert change.span.covers(day)
            assert holds(box, before, box.example)
            assert holds(change.shared, before, box.example)
            assert end(before, change.subject, box.example) == change.before
            assert end(after, change.subject, box.example) == change.after


@settings(some, max_examples=12)
@given(rulebooks(), rulebooks())
def test_what_goes_there_comes_back(live: Rulebook, draft: Rulebook) -> None:
    """The other way round the same situations change, with their ends exchanged; nothing changes nothing."""
    there, back = difference(live, draft), difference(draft, live)
    assert {(c.subject, c.before, c.after, c.span, c.size) for c in there.changes} == {
        (c.subject, c.after, c.before, c.span, c.size) for c in back.changes
    }
    assert difference(live, live).headlines == ()


@settings(some, max_examples=12)
@given(rulebooks(), rulebooks())
def test_few_boxes_and_many_count_the_same_situations(live: Rulebook, draft: Rulebook) -> None:
    few, many = difference(live, draft, Limits(boxes=1)), difference(live, draft, ALL_BOXES)
    assert [(c.subject, c.size) for c in few.changes] == [(c.subject, c.size) for c in many.changes]
    for change in few.changes:
        assert change.boxes[0].size + change.left == change.size


@settings(some, max_examples=6)
@given(rulebooks(), rulebooks())
def test_a_law_too_large_to_be_exact_is_sampled_and_says_so(live: Rulebook, draft: Rulebook) -> None:
    exact, sampled = difference(live, draft), difference(live, draft, Limits(nodes=-1, samples=20))
    assert {c.subject for c in exact.changes} <= set(sampled.sampled)
    for change in sampled.changes:
        day = change.boxes[0].example[DAY]
        assert isinstance(day, date)
        assert change.span.covers(day)
        assert end(Law(live), change.subject, change.boxes[0].example) == change.before
        assert end(Law(draft), change.subject, change.boxes[0].example) == change.after


def asked(book: Rulebook, *rules: Rule) -> Rulebook:
    """A law that is decided by its agency rules only."""
    return replace(book, rules=rules)


def test_a_question_that_is_no_longer_worked_out_is_told() -> None:
    """Where nobody is asked, one law finds the answer and the other one leaves it open."""
    finder = Rule("finder", "topic", "derived", Yes("a"))
    reader = Rule("reader", "topic", "reader", Yes("told"), agency="FDA", kind="obligation")
    live = asked(small_book(), finder, reader)
    facts = tuple(replace(f, derived_from="") if f.key == "told" else f for f in live.facts)
    found = difference(live, replace(live, facts=facts))
    moves = {(change.before, change.after) for change in found.changes if change.subject == "reader"}
    assert moves == {("applies", "none"), ("none", "applies")}
    assert all(
        Read("told", after == "applies") in c.shared.parts for c in found.changes for after in [c.after]
    )


def test_a_law_that_would_take_for_ever_is_given_up_and_named() -> None:
    """A rule of many pairs of questions, asked in the worst order, has a diagram beyond all bounds."""
    keys = [f"q{number:02d}" for number in range(48)]
    book = small_book()
    facts = (*book.facts, *(Fact(key, Kind.YES_NO, 100 + place) for place, key in enumerate(keys)))
    pairs = tuple(AllOf((Yes(keys[n]), Yes(keys[n + 24]))) for n in range(24))
    live = replace(book, facts=facts)
    huge = Rule("huge", "topic", "huge", AnyOf(pairs), agency="FDA", kind="obligation")
    draft = replace(live, rules=(huge,))
    assert difference(live, draft, Limits(nodes=2_000, samples=0)).sampled == ("huge",)


# The real law


def starter() -> Rulebook:
    return starter_edition().law.book


def with_figure(book: Rulebook, key: str, day: date, amount: int) -> Rulebook:
    """The book with a figure that has another amount from a day on."""
    figures = []
    for figure in book.figures:
        if figure.key == key:
            last = figure.values[-1]
            older = replace(last, span=Span(last.span.start, day))
            newer = replace(last, span=Span(day, last.span.until), amount=amount)
            figure = replace(figure, values=(*figure.values[:-1], older, newer))
        figures.append(figure)
    return replace(book, figures=tuple(figures))


def with_rule(book: Rulebook, rule_id: str, **changes: object) -> Rulebook:
    rules = [replace(rule, **changes) if rule.id == rule_id else rule for rule in book.rules]  # type: ignore
    return replace(book, rules=tuple(rules))


def the_rule(book: Rulebook, rule_id: str) -> Rule:
    return next(rule for rule in book.rules if rule.id == rule_id)


def parts_about(parts: Iterable[Part], fact: str) -> list[Part]:
    return [part for part in parts if getattr(part, "fact", "") == fact]


@pytest.fixture(scope="module")
def raised() -> tuple[Headline, ...]:
    """The informal limit raised to $3,000 from January 1, 2027."""
    book = starter()
    found = difference(book, with_figure(book, "informal-limit", date(2027, 1, 1), 300_000))
    assert not found.sampled
    return found.headlines


def test_a_higher_limit_turns_formal_into_informal_entries_and_nothing_else(
    raised: tuple[Headline, ...],
) -> None:
    assert {(h.subject, h.before, h.after) for h in raised} == {
        ("entry", "formal", "informal"),
        ("entry", "formal", "postal_informal"),
    }


def test_a_higher_limit_changes_arrivals_from_its_first_day_only(raised: tuple[Headline, ...]) -> None:
    assert {headline.spans for headline in raised} == {(Span(date(2027, 1, 1)),)}


def test_a_higher_limit_changes_the_values_between_the_limits_only(raised: tuple[Headline, ...]) -> None:
    informal = next(h for h in raised if h.after == "informal")
    assert parts_about(informal.shared, "value_usd") == [Between("value_usd", ((250_000, 300_000),))]
    mail = next(h for h in raised if h.after == "postal_informal")
    assert parts_about(mail.shared, "value_usd") == [Between("value_usd", ((None, 300_000),))]
    assert parts_about(mail.shared, "day_total_usd") == [Between("day_total_usd", ((250_000, None),))]
    assert parts_about(mail.shared, "mode") == [Among("mode", frozenset({"postal"}))]


def test_a_rule_that_ends_a_day_later_changes_that_day_only() -> None:
    book = starter()
    rule = the_rule(book, "struck-from-the-statute")
    later = with_rule(book, rule.id, span=Span(date(2027, 7, 2), rule.span.until))
    found = difference(book, later)
    assert {span for headline in found.headlines for span in headline.spans} == {
        Span(date(2027, 7, 1), date(2027, 7, 2))
    }


def test_words_and_sources_change_no_situation() -> None:
    book = starter()
    reworded = with_rule(book, "over-exemption-limit", words={"title": {"en": "Too much"}})
    assert difference(book, reworded).headlines == ()


def test_an_exception_of_an_agency_frees_just_what_it_names() -> None:
    book = starter()
    rule = the_rule(book, "fda-prior-notice")
    exception = Unless("fda-prior-notice/new", the_rule(book, "accompanied-not-low-value").when)
    found = difference(book, with_rule(book, rule.id, unless=(*rule.unless, exception)))
    binding = [h for h in found.headlines if h.subject == rule.id]
    assert {(h.before, h.after) for h in binding} == {("applies", "none")}
    assert parts_about(binding[0].shared, "mode") == [Among("mode", frozenset({"accompanied"}))]
