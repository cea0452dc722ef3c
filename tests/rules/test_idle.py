"""What can do nothing is named: rules that never hold, exceptions that spare nothing, idle questions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from portal.rules.compiled import CompiledLaw
from portal.rules.conditions import AllOf, AtMost, Not, OneOf, Test, Yes
from portal.rules.idle import Idle, idle
from portal.rules.law import Rule, Unless
from portal.rules.spans import Span
from tests.law import starter_edition
from tests.rules.small_law import small_book

SINCE = date(2025, 1, 1)


def rule(name: str, when: Test, **more: object) -> Rule:
    made = Rule(id=name, topic="topic", finds=name, when=when, agency="FDA", kind="obligation")
    return replace(made, **more)  # type: ignore[arg-type]


def of(*rules: Rule) -> Idle:
    return idle(CompiledLaw(replace(small_book(), rules=rules)), SINCE)


def test_a_rule_that_contradicts_itself_never_holds() -> None:
    assert of(rule("never", AllOf((Yes("a"), Not(Yes("a"))))), rule("fine", Yes("a"))).rules == ("never",)


def test_a_rule_outside_the_days_on_record_never_holds() -> None:
    assert of(rule("early", Yes("a"), span=Span(None, date(2019, 1, 1)))).rules == ("early",)


def test_a_total_below_the_value_never_is() -> None:
    impossible = AllOf((AtMost("day_total_usd", "low"), Not(AtMost("value_usd", "high"))))
    assert of(rule("impossible", impossible)).rules == ("impossible",)


def test_goods_in_a_list_are_in_the_larger_list_too() -> None:
    small, large = (OneOf("categories", frozenset(slugs)) for slugs in (("toys",), ("toys", "food")))
    assert of(rule("impossible", AllOf((small, Not(large))))).rules == ("impossible",)


def test_an_exception_that_spares_nothing_is_named() -> None:
    idle_one, useful = Unless("idle", Not(Yes("a"))), Unless("useful", Yes("b"))
    assert of(rule("ruled", Yes("a"), unless=(idle_one, useful))).exceptions == ("idle",)


def test_questions_that_nothing_asks_any_more_are_named() -> None:
    past = rule("past", Yes("b"), span=Span(None, SINCE))
    found = of(past, rule("present", Yes("a")))
    assert "b" in found.questions
    assert "a" not in found.questions


def test_a_starter_without_idle_rules_or_outcomes() -> None:
    found = idle(CompiledLaw(starter_edition().law.book), date(2026, 11, 24))
    assert (found.rules, found.exceptions, found.outcomes) == ((), (), ())
