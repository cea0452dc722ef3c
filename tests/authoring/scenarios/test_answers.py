"""A scenario's answers go into the form and come back as they were."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.authoring.scenarios.answers import in_one_form
from portal.authoring.scenarios.fields import AnswersField
from portal.authoring.scenarios.loading import starter_cases
from portal.authoring.scenarios.models import Scenario
from portal.rulebook.queries import current_edition
from portal.rules.law import Fact, Kind
from portal.selfcheck.shipment import ShipmentReader
from tests.authoring.scenarios.forms import filled_in

pytestmark = pytest.mark.django_db


def through_the_form(shipment: dict[str, Any]) -> dict[str, Any]:
    """What is kept of a shipment whose form is shown and sent without a change."""
    field = AnswersField()
    html = field.widget.render("shipment", field.prepare_value(shipment))
    sent = field.widget.value_from_datadict(filled_in(html), {}, "shipment")
    kept: dict[str, Any] = field.clean(sent)
    return kept


def typed_answers(shipment: dict[str, Any]) -> dict[str, Any]:
    """The typed answers; the order of kinds of goods and of codes says nothing."""
    read = ShipmentReader(current_edition().law).read(shipment)
    return {key: set(value) if isinstance(value, tuple) else value for key, value in read.items()}


def test_every_starter_scenario_goes_through_the_form_unchanged() -> None:
    found, field = list(Scenario.objects.all()), AnswersField()
    assert len(found) == 211
    for scenario in found:
        assert field.clean(field.prepare_value(scenario.shipment)) == scenario.shipment, scenario.key


@pytest.mark.parametrize("key", ["A02", "J04", "P001", "H015", "D027"])
def test_a_browser_sends_what_the_form_shows(key: str) -> None:
    shipment = Scenario.objects.get(key=key).shipment
    assert through_the_form(shipment) == shipment


def test_every_starter_scenario_has_the_answers_of_its_file() -> None:
    kept = dict(Scenario.objects.values_list("key", "shipment"))
    for case in starter_cases():
        assert typed_answers(kept[case["id"]]) == typed_answers(case["shipment"]), case["id"]


def some_value(fact: Fact, chance: Random) -> Any:
    law = current_edition().law
    match fact.kind:
        case Kind.YES_NO:
            return chance.random() < 0.5
        case Kind.MONEY:
            return f"{chance.randrange(10**6)}.{chance.randrange(100):02d}"
        case Kind.COUNT:
            return chance.randrange(10**6)
        case Kind.DAY:
            return (date(2016, 1, 1) + timedelta(days=chance.randrange(4_000))).isoformat()
        case Kind.CHOICE:
            return chance.choice(fact.options).key
        case Kind.COUNTRY:
            return chance.choice(law.book.countries).code
        case Kind.CATEGORIES:
            return sorted(chance.sample(sorted(law.categories), chance.randrange(4)))
        case Kind.CODES:
            return sorted({str(chance.randrange(10, 10**10)) for _number in range(chance.randrange(4))})


@settings(max_examples=10, deadline=None)
@given(chance=st.integers(0, 10**9).map(Random))
def test_any_shipment_goes_through_the_form_unchanged(chance: Random) -> None:
    facts = [fact for fact in current_edition().law.book.facts if fact.key != "day_total_usd"]
    asked = [fact for fact in facts if chance.random() < 0.6]
    shipment = {fact.key: None if chance.random() < 0.2 else some_value(fact, chance) for fact in asked}
    assert through_the_form(shipment) == shipment


def test_an_answer_that_is_no_question_is_shown_and_refused_and_not_lost_unseen() -> None:
    field = AnswersField()
    html = field.widget.render("shipment", field.prepare_value({"made_up": True}))
    sent = filled_in(html)
    assert sent.getlist("shipment-made_up") == ["yes"]
    with pytest.raises(ValidationError, match="not a question"):
        field.clean(field.widget.value_from_datadict(sent, {}, "shipment"))


@pytest.mark.parametrize(
    ("key", "texts", "says"),
    [
        ("value_usd", ["12,34"], "point before the cents"),
        ("value_usd", ["12.00", "unknown"], "cannot stand beside"),
        ("categories", ["none", "plush-toys-dolls"], "cannot stand beside"),
        ("arrival_date", ["1999-01-01"], "record of the law"),
        ("quantity", ["many"], "whole number"),
        ("hts", ["6"], "2 to 10 digits"),
    ],
)
def test_a_wrong_answer_is_told_beside_its_question(key: str, texts: list[str], says: str) -> None:
    field = AnswersField()
    data = filled_in("")
    data.setlist(f"shipment-{key}", texts)
    with pytest.raises(ValidationError, match=says) as caught:
        field.clean(field.widget.value_from_datadict(data, {}, "shipment"))
    assert [error.code for error in caught.value.error_list] == [key]


def test_amounts_and_codes_may_be_typed_as_people_write_them() -> None:
    law = current_edition().law
    told = {"value_usd": "$1,234.5", "hts": ["6911.10", "0901.21.00"], "categories": []}
    kept = in_one_form(told, law)
    assert kept == {"value_usd": "1234.50", "hts": ["09012100", "691110"], "categories": []}
