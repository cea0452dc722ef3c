"""The questions and kinds of goods ask for what the law files know, without a figure of law in the words.

The law files lie beside the repository and are not part of it; where they are missing, comparing is skipped.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from portal.rulebook.citations import address_of

ROOT = Path(__file__).resolve().parents[2]
STARTER = ROOT / "portal" / "rulebook" / "starter"
CATALOGUE = ROOT.parent / "shared" / "law" / "pga-catalogue.json"

# The entry facts of the contract, by the kind of answer they take.
ENTRY_FACTS = {
    "date": {"arrival_date"},
    "choice": {"mode", "purpose", "entry_route"},
    "country": {"origin_country", "shipped_from"},
    "money": {"value_usd", "same_day_other_value_usd"},
    "count": {"quantity"},
    "list": {"categories", "hts"},
    "yes_no": {
        *("adcvd", "quota", "alcohol", "tobacco", "perfume_alcohol", "informational_material", "donation"),
        *("personal_communication", "counterfeit", "counterfeit_one_for_own_use", "forced_labor"),
        *("split_order", "formal_demanded", "household_effects", "resident_exemption"),
        "over_traveller_allowance",
        *("chapter_98_claim", "prohibited", "chapter_99_duty", "pga"),
    },
}
DERIVED = {"entry_route", "prohibited", "chapter_99_duty", "pga"}
FREE_TO_CHOOSE = {"arrival_date", "mode"}
CHOICES = {
    "mode": ["postal", "express", "air_cargo", "ocean", "truck", "rail", "accompanied", "ftz"],
    "purpose": ["resale", "personal", "gift", "sample", "research", "trade_show", "returning_us_goods"],
    "entry_route": [
        *("section_321", "gift_exemption", "personal_exemption", "exempt_1702b"),
        *("postal_informal", "informal", "formal", "prohibited"),
    ],
}
ORDER_OF_ASKING = [
    *("arrival_date", "mode", "purpose", "origin_country", "value_usd", "same_day_other_value_usd"),
    *("shipped_from", "categories", "hts"),
]
# Entry facts that a kind of goods settles or opens; the catalogue knows product facts only.
ADDED_TO_THE_CATALOGUE = {
    "alcohol": {"assume": ["alcohol"]},
    "tobacco-cigars": {"assume": ["tobacco"]},
    "perfume": {"ask": ["perfume_alcohol"]},
}


def read(name: str) -> Any:
    return YAML(typ="safe", pure=True).load((STARTER / name).read_text(encoding="utf-8"))


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in {"cites", "url", "checked", "hts"}:
                yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def keyed(questions: list[Any], **fields: str) -> set[str]:
    """The keys of the questions that hold the given values."""
    return {row["key"] for row in questions if all(row.get(name) == value for name, value in fields.items())}


@pytest.fixture(scope="module")
def catalogue() -> Any:
    if not CATALOGUE.exists():
        pytest.skip("The law files are not beside this repository, so there is nothing to compare with.")
    return json.loads(CATALOGUE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def goods() -> Any:
    return read("questions/goods.yaml")


@pytest.fixture(scope="module")
def shipment() -> Any:
    return read("questions/shipment.yaml")


@pytest.fixture(scope="module")
def kinds() -> Any:
    return read("categories.yaml")


def test_every_product_fact_of_the_catalogue_is_asked_once_and_no_other(catalogue: Any, goods: Any) -> None:
    asked = Counter(question["key"] for question in goods["questions"])
    assert asked == Counter(fact["key"] for fact in catalogue["facts"])


def test_every_entry_fact_of_the_contract_is_asked_with_the_right_kind_of_answer(shipment: Any) -> None:
    asked = {question["key"]: question["kind"] for question in shipment["questions"]}
    assert len(asked) == len(shipment["questions"])
    assert asked == {key: kind for kind, keys in ENTRY_FACTS.items() for key in keys}


def test_choices_offer_exactly_the_values_of_the_contract_each_with_a_hint(shipment: Any) -> None:
    for question in shipment["questions"]:
        if question["kind"] == "choice":
            assert [option["key"] for option in question["options"]] == CHOICES[question["key"]]
            assert all(option["label"] and option["hint"] for option in question["options"])
        else:
            assert "options" not in question


def test_the_order_of_asking_starts_with_the_date_and_the_way_of_shipping(shipment: Any) -> None:
    assert [question["key"] for question in shipment["questions"]][: len(ORDER_OF_ASKING)] == ORDER_OF_ASKING


def test_only_plans_can_be_chosen_and_only_worked_out_facts_are_derived(shipment: Any) -> None:
    questions = shipment["questions"]
    assert keyed(questions, can_choose="yes") == FREE_TO_CHOOSE
    assert len(keyed(questions, can_choose="no")) == len(questions) - len(FREE_TO_CHOOSE)
    assert keyed(questions, derived="yes") == DERIVED


def test_every_question_says_what_why_and_how_and_names_its_source(goods: Any, shipment: Any) -> None:
    for question in goods["questions"] + shipment["questions"]:
        key = question["key"]
        for field in ("ask", "label", "why", "how"):
            assert question[field].strip(), f"{key} has no {field}"
        assert question["ask"].rstrip().endswith("?"), key
        assert question["cites"], key
        assert all(isinstance(label, str) for label in question["cites"]), key
        assert question["url"].startswith("https://"), key
        assert question["confidence"] in {"C2", "C1", "high", "medium", "low"}, key
        assert question["checked"] >= date(2026, 11, 22), key


def test_yes_no_facts_stand_on_named_pages_and_no_page_is_empty(goods: Any, shipment: Any) -> None:
    for rooms in (goods, shipment):
        named = [group["key"] for group in rooms["groups"]]
        used = [question["group"] for question in rooms["questions"] if "group" in question]
        assert len(set(named)) == len(named)
        assert set(used) == set(named)
        assert all(group["title"] and group["lead"] for group in rooms["groups"])
        assert all("group" in question for question in rooms["questions"] if question["kind"] == "yes_no")


def test_no_amount_or_date_of_law_is_typed_into_the_words(goods: Any, shipment: Any, kinds: Any) -> None:
    known = {figure["key"] for path in STARTER.glob("figures*.yaml") for figure in read(path.name)["figures"]}
    typed = re.compile(r"\$\s?\d|(?<![-\w])(?:19|20)\d{2}\b")
    for text in texts([goods, shipment, kinds]):
        assert not typed.search(text), f"write a {{figure-key}} instead: {text}"
        assert set(re.findall(r"\{([^}]*)\}", text)) <= known, text
        assert "!" not in text, text


def test_every_citation_of_a_question_has_a_web_address(goods: Any, shipment: Any) -> None:
    addresses: dict[str, str] = {}
    for path in sorted((STARTER / "citations").glob("*.yaml")):
        addresses |= read(f"citations/{path.name}") or {}
    for question in goods["questions"] + shipment["questions"]:
        for label in question["cites"]:
            assert address_of(label) or label in addresses, f"{question['key']}: {label}"


def test_every_kind_of_goods_matches_the_catalogue(catalogue: Any, kinds: Any) -> None:
    ours = {kind["slug"]: kind for kind in kinds["categories"]}
    assert len(ours) == len(kinds["categories"])
    assert set(ours) == {category["slug"] for category in catalogue["categories"]}
    for category in catalogue["categories"]:
        kind, added = ours[category["slug"]], ADDED_TO_THE_CATALOGUE.get(category["slug"], {})
        assert kind["hts"] == [prefix.replace(".", "") for prefix in category["hts_prefixes"]], kind["slug"]
        assert kind["assume"] == category["assume_facts"] + added.get("assume", []), kind["slug"]
        assert kind["ask"] == category["ask_facts"] + added.get("ask", []), kind["slug"]
        assert set(category["examples"]) <= set(kind["examples"]), kind["slug"]


def test_kinds_of_goods_assume_and_ask_only_what_is_asked(goods: Any, shipment: Any, kinds: Any) -> None:
    known = {question["key"] for question in goods["questions"] + shipment["questions"]}
    for kind in [*kinds["categories"], kinds["none_fits"]]:
        assert set(kind.get("assume", [])) | set(kind["ask"]) <= known, kind
        assert not set(kind.get("assume", [])) & set(kind["ask"]), kind


def test_every_kind_of_goods_can_be_found_by_browsing_and_by_search(kinds: Any) -> None:
    aisles = [aisle["key"] for aisle in kinds["aisles"]]
    assert 8 <= len(aisles) <= 12
    assert {kind["aisle"] for kind in kinds["categories"]} == set(aisles)
    labels = [kind["label"] for kind in kinds["categories"]]
    assert len(set(labels)) == len(labels)
    for kind in kinds["categories"]:
        assert kind["examples"], kind["slug"]
        assert kind["also"], kind["slug"]
        assert all(re.fullmatch(r"\d{2,10}", prefix) for prefix in kind["hts"]), kind["slug"]
        words = kind["examples"] + kind["also"]
        assert all(isinstance(word, str) for word in words), kind["slug"]
        assert len({word.lower() for word in words}) == len(words), kind["slug"]


def test_goods_that_fit_no_kind_are_told_that_none_found_is_not_none_needed(kinds: Any) -> None:
    assert kinds["none_fits"]["categories"] == []
    assert 'does not mean "none needed"' in kinds["none_fits"]["says"]
