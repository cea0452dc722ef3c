"""Scenarios are run on any law: what answers otherwise is told, and what nothing tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

import pytest

from portal.authoring.scenarios.models import Scenario
from portal.authoring.scenarios.running import Trial, Turned, answered_otherwise, untested
from portal.authoring.scenarios.standing import faults_now
from portal.rulebook.queries import current_edition
from portal.rules.conditions import AllOf, AnyOf, Not, Test, Unsettled, Yes
from portal.rules.law import Rule, Unless
from portal.rules.ready import Law
from portal.rules.spans import Span
from tests.authoring.people import figure

pytestmark = pytest.mark.django_db


def law_with(**changes: Callable[[Any], Any]) -> Law:
    """The newest edition with one part of its rulebook changed, as no edition has it."""
    book = current_edition().law.book
    return Law(replace(book, **{name: change(getattr(book, name)) for name, change in changes.items()}))


def with_limit(cents: int) -> Law:
    """The law as if informal entry always had this limit."""

    def lower(figures: Any) -> Any:
        return tuple(
            replace(each, values=tuple(replace(value, amount=cents) for value in each.values))
            if each.key == "informal-limit"
            else each
            for each in figures
        )

    return law_with(figures=lower)


def kept(key: str = "S1", **fields: Any) -> Scenario:
    """A scenario with the answers of a starter one, and expectations of its own."""
    like = Scenario.objects.get(key=fields.pop("like", "P001"))
    made = Scenario(key=key, title="A case of our own", shipment=like.shipment, **fields)
    made.full_clean()
    made.save()
    return made


def of_key(found: list[Turned], key: str) -> Turned:
    return next(each for each in found if each.key == key)


# What answers otherwise


def test_every_starter_scenario_gets_its_answer_from_the_starter() -> None:
    assert Scenario.objects.counting().count() == 211
    assert list(answered_otherwise(current_edition().law)) == []
    assert set(faults_now(Scenario.objects.all()).values()) == {()}


def test_a_law_that_is_no_edition_tells_in_sentences_what_it_answers_otherwise() -> None:
    found = list(answered_otherwise(with_limit(100_00)))
    turned = of_key(found, "A02")
    assert turned.faults[0] == "The kind of entry is formal; it has to be informal."
    assert turned.expected["entries"] == ["informal"]
    assert turned.now["entries"] == ["formal"]
    assert "de_minimis" not in turned.now
    assert 0 < len(found) < 211


@pytest.mark.parametrize(
    ("fields", "says", "now"),
    [
        (
            {"de_minimis": "eligible"},
            "The low-value exemption is suspended; it has to be open.",
            {"de_minimis": "suspended"},
        ),
        (
            {"must_cite": "19 USC 1321\n1 CFR 1.1", "entries": ["informal"]},
            "It does not cite 1 CFR 1.1.",
            {"must_cite": ""},
        ),
        (
            {"warns": ["section_301_china", "section_232"]},
            "It does not warn of section_232.",
            {"warns": ["section_301_china"]},
        ),
        (
            {"applies": ["fcc-rf", "fda-tobacco"]},
            "The rule fda-tobacco does not bind.",
            {"applies": ["fcc-rf"]},
        ),
        (
            {"checks": ["fcc-rf"], "entries": ["informal"]},
            "The rule fcc-rf is not among those to check.",
            {"checks": [], "applies": ["fcc-rf"]},
        ),
        (
            {"no_agencies": ["FDA", "FCC"]},
            "It names FCC, which has no part in it.",
            {"no_agencies": ["FDA"]},
        ),
    ],
)
def test_each_kind_of_expectation_is_compared(fields: Any, says: str, now: Any) -> None:
    scenario = kept(**fields)
    turned = of_key(list(answered_otherwise(current_edition().law)), "S1")
    assert says in turned.faults
    assert turned.now.items() >= now.items()
    assert turned.expected == {name: getattr(scenario, name) for name in turned.now}


def test_a_new_answer_always_leaves_something_to_expect() -> None:
    kept(applies=["fda-tobacco"])
    (turned,) = answered_otherwise(current_edition().law)
    assert turned.now["entries"]
    assert turned.now["de_minimis"]


def test_a_shipment_that_a_law_cannot_read_is_told_and_stops_nothing() -> None:
    without = law_with(categories=lambda found: [each for each in found if each.slug != "plush-toys-dolls"])
    (turned,) = Trial(without, Scenario.objects.filter(key__in=["A02", "P001"])).answered_otherwise()
    assert turned.key == "P001"
    assert turned.faults == ("The answer to categories cannot be read: We do not know this kind of goods.",)
    assert turned.now == {}


def test_a_scenario_for_a_draft_counts_for_that_draft_alone() -> None:
    kept(entries=["prohibited"], made_for="figure/informal-limit")
    law = current_edition().law
    assert list(answered_otherwise(law)) == []
    assert list(answered_otherwise(law, figure("gift-limit"))) == []
    assert [each.key for each in answered_otherwise(law, figure("informal-limit"))] == ["S1"]


# What nothing tests

A_LATER_DAY = date(2027, 8, 1)
"""After the day of every starter scenario."""


@lru_cache(maxsize=1)
def changed_law() -> Law:
    """One law with every kind of change; made once, because compiling a law takes a second."""
    law = current_edition().law
    model = replace(law.rules["fcc-rf"], unless=(), span=law.book.covers)
    radio, dog = Yes("has_radio"), Yes("is_dog")

    def new(rule_id: str, when: Test, **more: Any) -> Rule:
        return replace(model, id=rule_id, finds=rule_id, when=when, **more)

    added = [
        new("held-and-failed", radio),
        new("never-held", AllOf((radio, dog))),
        new("never-failed", AnyOf((radio, Not(radio)))),
        new("without-a-condition", AllOf(())),
        new("later", radio, span=Span(A_LATER_DAY)),
        new("proposed", AllOf((radio, dog)), status="proposed"),
        new("unsettled", AllOf((radio, Unsettled("some-point")))),
        new(
            "with-exceptions",
            radio,
            unless=(Unless("excepted", Yes("intended_for_children")), Unless("never-excepted", dog)),
        ),
    ]

    def change(rule: Rule) -> Rule:
        match rule.id:
            case "fcc-jammer":
                return replace(rule, words={"title": {"en": "Other words"}})
            case "fcc-rf":
                return replace(rule, when=AllOf((rule.when, radio)))
            case "fda-tobacco":
                return replace(rule, span=Span(A_LATER_DAY))
        return rule

    return law_with(rules=lambda rules: (*map(change, rules), *added))


def found_untested() -> dict[str, tuple[bool, bool]]:
    """Whether something is held, and whether it is failed, by its name."""
    found = untested(changed_law(), current_edition().law, figure())
    return {each.name: (each.holds, each.fails) for each in found}


def test_what_is_new_or_changed_and_not_both_held_and_failed_is_named_with_what_is_missing() -> None:
    assert found_untested() == {
        "never-held": (False, True),
        "never-failed": (True, False),
        "later": (False, False),
        "fda-tobacco": (False, False),
        "never-excepted": (False, True),
    }


def test_a_law_without_a_change_has_nothing_untested() -> None:
    law = current_edition().law
    assert list(untested(law, law, figure())) == []


def test_a_new_scenario_tests_what_none_tested_before() -> None:
    assert "never-excepted" in found_untested()
    made = kept(entries=["informal"])
    made.shipment |= {"is_dog": True}
    made.save()
    left = found_untested()
    assert "never-held" not in left
    assert "never-excepted" not in left


def test_a_scenario_for_another_draft_tests_nothing() -> None:
    made = kept(entries=["informal"], made_for="figure/gift-limit")
    made.shipment |= {"is_dog": True}
    made.save()
    assert "never-held" in found_untested()
