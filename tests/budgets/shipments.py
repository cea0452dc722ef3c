"""Varied shipments for benchmarks and comparisons: seeded, so that every run sees the same ones."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from portal.rules.compiled import CompiledLaw
from portal.rules.law import Kind

FIRST, DAYS = date(2016, 1, 1), 4_300
ENTRY_FLAGS = (
    "adcvd",
    "quota",
    "alcohol",
    "tobacco",
    "perfume_alcohol",
    "informational_material",
    "donation",
    "personal_communication",
    "counterfeit",
    "counterfeit_one_for_own_use",
    "forced_labor",
    "split_order",
    "formal_demanded",
    "household_effects",
    "resident_exemption",
    "over_traveller_allowance",
    "chapter_98_claim",
)
MODES = ("postal", "express", "air_cargo", "ocean", "truck", "rail", "accompanied", "ftz")
PURPOSES = ("resale", "personal", "gift", "sample", "research", "trade_show", "returning_us_goods")
ORIGINS = ("CN", "HK", "GB", "VN", "DE", "JP", "MX", "US", "GU", "KE", "RU", "CA", "IN", "IT")
EDGES = "0.00 100.00 100.01 200.00 200.01 250.00 250.01 800.00 800.01 2500.00 2500.01".split()  # noqa: SIM905


def shipment(random: Random, law: CompiledLaw, *, unknown: float = 0.0) -> dict[str, Any]:
    """One shipment in the contract's words, with every fact told save a share of ``unknown`` ones.

    What is usual for the kind of goods varies freely; everything else is rare, as in a shipper's own file.
    """
    day = FIRST + timedelta(days=random.randrange(DAYS))
    goods = random.choice(law.book.categories)
    told: dict[str, Any] = {
        "arrival_date": day.isoformat(),
        "mode": random.choice(MODES),
        "purpose": random.choice(PURPOSES),
        "origin_country": random.choice(ORIGINS),
        "value_usd": random.choice((*EDGES, f"{random.randrange(400_000) / 100:.2f}")),
        "same_day_other_value_usd": random.choice(("0.00", "0.00", "0.01", "700.00", "2400.00")),
        "chapter_99_duty": random.random() < 0.5,
        "prohibited": random.random() < 0.02,
        "quantity": random.randrange(1, 500),
        "categories": [goods.slug],
        "hts": [],
    }
    told |= {flag: random.random() < 0.04 for flag in ENTRY_FLAGS}
    for fact in law.book.facts:
        if fact.kind == Kind.YES_NO and fact.key not in told and not fact.derived:
            chance = 0.5 if fact.key in goods.ask else 0.01
            told[fact.key] = fact.key in goods.assume or random.random() < chance
    for key in list(told):
        if random.random() < unknown and key != "arrival_date":
            told[key] = None
    return told


def lines(count: int, law: CompiledLaw, *, seed: int = 7) -> Iterator[str]:
    """Lines as ``manage.py determine`` reads them; one shipment in ten leaves something open."""
    random = Random(seed)
    for number in range(count):
        unknown = 0.03 if number % 10 == 0 else 0.0
        yield json.dumps({"id": f"S{number}", "shipment": shipment(random, law, unknown=unknown)}) + "\n"
