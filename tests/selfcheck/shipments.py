"""Six people with a shipment each, as addresses of an answer page, and what is said of the rest."""

from __future__ import annotations

from urllib.parse import urlencode

from portal.rulebook.queries import LoadedEdition, current_edition
from portal.rules.law import Kind
from portal.selfcheck.query import query_of

WORKED_OUT = {"prohibited", "chapter_99_duty", "pga", "entry_route"}

PEOPLE: dict[str, dict[str, str]] = {
    "mug": {
        "arrival_date": "2026-11-22",
        "mode": "postal",
        "purpose": "personal",
        "origin_country": "CN",
        "value_usd": "30.00",
        "categories": "ceramic-glass-tableware",
        "food_contact": "yes",
    },
    "shirts": {
        "arrival_date": "2026-11-22",
        "mode": "air_cargo",
        "purpose": "resale",
        "origin_country": "VN",
        "value_usd": "2500.00",
        "categories": "adult-clothing",
    },
    "gift": {
        "arrival_date": "2026-11-22",
        "mode": "postal",
        "purpose": "gift",
        "origin_country": "GU",
        "shipped_from": "GU",
        "value_usd": "90.00",
        "categories": "adult-clothing",
    },
    "bear": {
        "arrival_date": "2026-11-22",
        "mode": "express",
        "purpose": "resale",
        "origin_country": "CN",
        "value_usd": "500.00",
        "categories": "plush-toys-dolls",
        "has_radio": "yes",
    },
    "cigars": {
        "arrival_date": "2026-11-22",
        "mode": "postal",
        "purpose": "personal",
        "origin_country": "CU",
        "value_usd": "30.00",
        "categories": "tobacco-cigars",
        "tobacco": "yes",
    },
}
PEOPLE["mug-2025"] = {**PEOPLE["mug"], "arrival_date": "2025-04-28"}
PEOPLE["shirts-over"] = {**PEOPLE["shirts"], "value_usd": "2500.01"}


def address(person: str, edition: LoadedEdition | None = None, **instead: str) -> str:
    """The query of a person's answer page: all other yes/no questions are answered "no"."""
    if person == "unknown":
        return unknown()
    law = (edition or current_edition()).law
    taken_as_true = {fact for slug in (PEOPLE[person]["categories"],) for fact in law.categories[slug].assume}
    told = {
        fact.key: "no"
        for fact in law.book.facts
        if fact.kind == Kind.YES_NO and fact.key not in WORKED_OUT | taken_as_true
    }
    told |= {"same_day_other_value_usd": "0.00", "quantity": "1", "hts": "none"}
    return urlencode(told | PEOPLE[person] | instead)


def unknown() -> str:
    """Somebody who answers "I don't know" to everything."""
    return query_of({fact.key: None for fact in current_edition().law.book.facts if not fact.derived})
