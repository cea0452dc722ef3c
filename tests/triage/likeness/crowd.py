"""Some thousands of made reports about different matters, to see how many candidates one of them meets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from random import Random

from portal.triage.likeness.facts import Facts, facts_of
from portal.triage.likeness.marks import SKIPPED_WHEN_COMMON, Mark

COMMON_FROM = 100
"""Reports that have a mark, from which it is passed over when its kind allows it: as a store would do it."""


def words(told: str) -> list[str]:
    return [word.replace("_", " ") for word in told.split()]


CONSONANTS, VOWELS = "bcdfghklmnprstvz", "aeiou"
TRADES = words("Trading Imports Textiles Foods Furniture Hardware Supply Electronics Logistics Tools Toys")
COMMON = words("Pacific Golden Global American Sunrise United Best Star Dragon Royal National Eastern")
FORMS = ("Inc", "LLC", "Co., Ltd.", "Corp", "", "GmbH", "S.A.")
PERSONS = ("Maria Garcia", "John Smith", "Wei Zhang", "Nguyen Van Minh", "David Kim", "Jose Lopez", "Li Wei")
NOBODY = ("unknown", "I do not know", "Amazon", "Temu", "a shop in my street", "", "an eBay seller", "?")
GOODS = words(
    """bicycles garlic honey cotton_shirts ceramic_tiles steel_nails vape_pens toys_with_magnets LED_lamps
    leather_shoes solar_panels kitchen_cabinets phone_cases candles tires shrimp furniture batteries perfume
    handbags fireworks aluminum_foil mattresses tea wine watches valves pumps paper plywood
    """
)
OPENINGS = (
    "I would like to report a company that does not follow the law.",
    "To whom it may concern, I want to tell you about a violation.",
    "Please investigate this company.",
    "This is unfair to honest businesses like mine.",
    "They do not declare the right value of their goods.",
    "Thank you for your help and your time.",
    "I believe that they cheat customs every month.",
    "The goods come from China and the papers say another country.",
    "",
)


def crowd(size: int, seed: int = 7) -> list[Facts]:
    random = Random(seed)
    return [_one(random) for _ in range(size)]


def word(random: Random, syllables: int = 3) -> str:
    made = "".join(random.choice(CONSONANTS) + random.choice(VOWELS) for _ in range(syllables))
    return (made + random.choice(CONSONANTS)).capitalize()


def _name(random: Random) -> str:
    kind = random.random()
    if kind < 0.55:
        return f"{word(random, random.choice((2, 3)))} {random.choice(TRADES)} {random.choice(FORMS)}"
    if kind < 0.75:
        return f"{random.choice(COMMON)} {random.choice([*COMMON, *TRADES])} {random.choice(TRADES)}"
    return random.choice(PERSONS if kind < 0.85 else NOBODY)


def _one(random: Random) -> Facts:
    own = " ".join(word(random, 2).lower() for _ in range(random.randrange(4, 40)))
    who = {"name": _name(random)}
    if random.random() < 0.2:
        who["importer_number"] = f"{random.randrange(10, 99)}-{random.randrange(1_000_000, 9_999_999)}"
    if random.random() < 0.2:
        who["website"] = f"https://www.{word(random).lower()}.com"
    story = f"{random.choice(OPENINGS)} {random.choice(OPENINGS)} {own}. {random.choice(OPENINGS)}"
    files = [{"image_hash": f"{random.getrandbits(64):016x}"}] if random.random() < 0.2 else []
    what = {"category": "origin", "story": story}
    return facts_of({"what": what, "who": [who], "goods": {"what": random.choice(GOODS)}}, files)


class Store:
    """What the marks of reports are kept in: as a table of digests would do it, in memory."""

    def __init__(self) -> None:
        self.holders: dict[Mark, list[int]] = defaultdict(list)

    def add(self, key: int, marks: Iterable[Mark]) -> None:
        for mark in marks:
            self.holders[mark].append(key)

    def candidates(self, marks: Iterable[Mark]) -> set[int]:
        found: set[int] = set()
        for mark in marks:
            holders = self.holders.get(mark, ())
            if mark.kind not in SKIPPED_WHEN_COMMON or len(holders) < COMMON_FROM:
                found.update(holders)
        return found
