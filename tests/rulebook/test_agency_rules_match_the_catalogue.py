"""The agency rules of the starter say, in our words, what the catalogue of agency rules says in its own.

The words are ours to improve. Triggers, dates, citations and marks of confidence are not: each is turned back
into the catalogue's form here and compared. A copy of the catalogue stands beside the project, not in it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]
STARTER = ROOT / "portal" / "rulebook" / "starter"
CATALOGUE = ROOT.parent / "shared" / "law" / "pga-catalogue.json"

MODES = {"mail": "postal", "air": "air_cargo"}
LEAVES = {
    "purpose_in": "purpose",
    "purpose_not_in": "purpose not",
    "mode_in": "mode",
    "mode_not_in": "mode not",
    "route_in": "entry_route",
    "origin_in": "origin_country",
    "origin_not_in": "origin_country not",
    "category_in": "categories",
    "hts_in": "hts",
}
LIMITS = {"value_usd at most": "value_lte", "quantity at most": "qty_lte"}
DAYS = {"date_lt": "arrival_date before", "date_gte": "arrival_date from"}

Row = Mapping[str, Any]


def load(path: Path) -> Any:
    return YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def catalogue() -> dict[str, Row]:
    if not CATALOGUE.exists():
        pytest.skip("No copy of the agency catalogue stands beside the project to compare with.")
    return {rule["id"]: rule for rule in json.loads(CATALOGUE.read_text(encoding="utf-8"))["rules"]}


@pytest.fixture(scope="module")
def agencies() -> list[Row]:
    return [load(path) for path in sorted((STARTER / "topics" / "agencies").glob("*.yaml"))]


@pytest.fixture(scope="module")
def rules(agencies: list[Row]) -> dict[str, Row]:
    return {rule["id"]: rule for agency in agencies for rule in agency["rules"]}


@pytest.fixture(scope="module")
def figures() -> dict[str, float]:
    """The amount of each figure that agency rules name."""
    rows = load(STARTER / "figures-agencies.yaml")["figures"]
    return {row["key"]: float(row["values"][0]["amount"]) for row in rows}


def plain_code(code: str) -> str:
    return code.replace(".", "")


def of_catalogue(predicate: Row) -> tuple[Any, ...]:
    """One predicate of the catalogue as (test, value), in the words of the starter files."""
    if "fact" in predicate:
        return (predicate["fact"], "yes" if predicate["is"] else "no")
    ((key, value),) = predicate.items()
    if key == "any":
        return ("any of", *(of_catalogue(part) for part in value))
    if key == "always":
        return ("always", "yes")
    if key in LIMITS.values():
        return (key, float(value))
    if key in DAYS:
        return (DAYS[key], date.fromisoformat(value))
    if key.startswith("mode"):
        value = [MODES.get(mode, mode) for mode in value]
    if key == "hts_in":
        value = [plain_code(code) for code in value]
    return (LEAVES[key], tuple(value))


def of_starter(line: Row, figures: Mapping[str, float]) -> tuple[Any, ...]:
    """One line of the starter files in the same form."""
    ((key, value),) = line.items()
    if key == "any of":
        return ("any of", *(of_starter(part, figures) for part in value))
    if key in LIMITS:
        return (LIMITS[key], figures[value])
    return (key, tuple(value) if isinstance(value, list) else value)


def looked_at(rule: Row) -> dict[str, Any]:
    """Which goods the catalogue's rule looks at, as the starter says it."""
    trigger = rule["trigger"]
    listed = {
        "categories": rule["applies_to_categories"],
        "hts": [plain_code(code) for code in rule["hts_prefixes"]],
    }
    kept = {key: value for key, value in listed.items() if value}
    facts = {"facts": trigger["facts_any"]} if trigger["facts_any"] else {}
    match trigger["match"]:
        case "any":
            return {"concerns": kept | facts}
        case "rules":
            return {"concerns": {"rules": trigger["rules_any"]}}
        case "facts" if facts:
            return {"concerns": facts} | ({"related": kept} if kept else {})
    return {"concerns": "everything"} | ({"related": kept} if kept else {})


def span_of(first: date | None, last: date | None) -> tuple[str | None, str | None]:
    return (first.isoformat() if first else None, last.isoformat() if last else None)


def differing(catalogue: Mapping[str, Row], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> list[str]:
    return [f"{key}: {mine[key]!r} is not {theirs[key]!r}" for key in catalogue if mine[key] != theirs[key]]


def test_every_rule_of_the_catalogue_stands_once_under_its_agency(
    catalogue: dict[str, Row], agencies: list[Row]
) -> None:
    found = Counter((agency["agency"], rule["id"]) for agency in agencies for rule in agency["rules"])
    assert found == Counter((rule["agency"], rule["id"]) for rule in catalogue.values())


def test_a_rule_looks_at_the_same_goods_as_in_the_catalogue(
    catalogue: dict[str, Row], rules: dict[str, Row]
) -> None:
    mine = {
        key: {name: rules[key][name] for name in ("concerns", "related") if name in rules[key]}
        for key in catalogue
    }
    theirs = {key: looked_at(rule) for key, rule in catalogue.items()}
    assert differing(catalogue, mine, theirs) == []


def test_a_rule_holds_under_the_same_conditions_as_in_the_catalogue(
    catalogue: dict[str, Row], rules: dict[str, Row], figures: dict[str, float]
) -> None:
    mine = {key: [of_starter(line, figures) for line in rules[key].get("when", [])] for key in catalogue}
    theirs = {
        key: [of_catalogue(predicate) for predicate in rule["trigger"]["require"]]
        for key, rule in catalogue.items()
    }
    assert differing(catalogue, mine, theirs) == []


@pytest.mark.parametrize(
    ("starter_key", "catalogue_key"), [("unless", "exclude"), ("check when", "maybe_if")]
)
def test_a_rule_has_the_same_exceptions_and_doubts_as_in_the_catalogue(
    catalogue: dict[str, Row],
    rules: dict[str, Row],
    figures: dict[str, float],
    starter_key: str,
    catalogue_key: str,
) -> None:
    mine = {
        key: [
            [of_starter(line, figures) for line in group["when"]] for group in rules[key].get(starter_key, [])
        ]
        for key in catalogue
    }
    theirs = {
        key: [[of_catalogue(predicate) for predicate in group] for group in rule["trigger"][catalogue_key]]
        for key, rule in catalogue.items()
    }
    assert differing(catalogue, mine, theirs) == []


def test_a_rule_has_the_dates_of_the_catalogue(catalogue: dict[str, Row], rules: dict[str, Row]) -> None:
    mine = {key: span_of(rules[key].get("from"), rules[key].get("through")) for key in catalogue}
    theirs = {key: (rule["effective_from"], rule["effective_to"]) for key, rule in catalogue.items()}
    assert differing(catalogue, mine, theirs) == []


@pytest.mark.parametrize(
    ("starter_key", "catalogue_key"),
    [
        ("cites", "citations"),
        ("url", "url"),
        ("confidence", "confidence"),
        ("status", "status"),
        ("kind", "kind"),
        ("programme", "programme"),
        ("seen", "verified"),
        ("sources", "sources"),
        ("flags", "flag_codes"),
        ("blocked low-value release", "blocks_section_321"),
        ("blocks informal entry", "blocks_informal"),
    ],
)
def test_a_rule_keeps_the_marks_of_the_catalogue(
    catalogue: dict[str, Row], rules: dict[str, Row], starter_key: str, catalogue_key: str
) -> None:
    said = {True: "yes", False: "no"}
    theirs = {
        key: said[rule[catalogue_key]] if isinstance(rule[catalogue_key], bool) else rule[catalogue_key]
        for key, rule in catalogue.items()
    }
    assert differing(catalogue, {key: rules[key][starter_key] for key in catalogue}, theirs) == []


def test_a_rule_tells_people_everything_they_need(rules: dict[str, Row]) -> None:
    said = ("title", "covers", "do", "who", "relief", "otherwise")
    silent = [f"{key}: {name}" for key, rule in rules.items() for name in said if not rule.get(name)]
    silent += [
        f"{key}: says {held}"
        for key, rule in rules.items()
        for held in ("yes", "no", "unknown")
        if not rule["says"].get(held)
    ]
    silent += [
        f"{key}: an untitled group"
        for key, rule in rules.items()
        for group in [*rule.get("unless", []), *rule.get("check when", [])]
        if not group.get("title")
    ]
    assert silent == []


def test_a_rule_we_are_not_sure_of_sends_people_to_the_agency(rules: dict[str, Row]) -> None:
    unsure = {key: rule for key, rule in rules.items() if rule["confidence"] == "low"}
    assert unsure
    assert [key for key, rule in unsure.items() if "ask " not in rule["do"].lower()] == []
    assert [key for key, rule in unsure.items() if "ask " not in rule["says"]["yes"].lower()] == []


def test_a_note_for_people_names_its_source(rules: dict[str, Row]) -> None:
    assert [key for key, rule in rules.items() if ("note for people" in rule) != ("note cites" in rule)] == []
