"""Facts of a report that are counted: where goods are from, how they come, who is accused.

They are sealed answers, so they are kept as the search keeps words: as keyed digests (`models.Term`), which
can be counted without any report being opened. What a digest of a country or a way means is found by
digesting every country and way that there is; what a firm is called, by opening one report that names it.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.reports.sealing import digest
from portal.triage.likeness.names import names_of
from portal.triage.told import Told

ORIGIN, MODE, FIRM = 100, 101, 102
KINDS = frozenset({ORIGIN, MODE, FIRM})
UNKNOWN = "?"
"""Something was told that is none of the known ones."""
MODES: Mapping[str, Any] = {
    "post": _("Post"),
    "courier": _("Courier"),
    "air": _("Air cargo"),
    "sea": _("Sea"),
    "land": _("Truck or rail"),
}
MOST_ORIGINS, MOST_FIRMS, LONGEST = 3, 20, 2_000
HERE = Path(__file__).parent
Term = tuple[int, int]


def term(kind: int, word: str) -> Term:
    """The kind and the first 64 bits of the digest, as the signed number that databases hold."""
    return kind, int.from_bytes(bytes.fromhex(digest("fact", f"{kind}:{word}")[:16]), "big", signed=True)


def facts_told(told: Told) -> set[Term]:
    """The terms of a report: a part of `indexing.PARTS`."""
    goods = told.answers.get("goods") or {}
    found = {term(ORIGIN, code) for code in origins_of(goods)}
    found |= {term(MODE, mode) for mode in modes_of(goods)}
    return found | {value for one in told.accused for value in firms_of(one)}


def origins_of(goods: Mapping[str, str]) -> list[str]:
    """Codes of the countries where the goods are made or, if that is not told, shipped from."""
    text = goods.get("made_in") or goods.get("shipped_from") or ""
    return _known(text, "countries", "code", most=MOST_ORIGINS)


def modes_of(goods: Mapping[str, str]) -> list[str]:
    text = " / ".join(goods.get(name) or "" for name in ("route", "port", "numbers"))
    return [mode for mode in _known(text, "modes", "mode", most=len(MODES)) if mode != UNKNOWN]


def firms_of(accused: Mapping[str, str]) -> set[Term]:
    """A term for each name of somebody accused, however it is spelled with its legal form."""
    names = names_of(accused.get("name", ""), accused.get("also", ""))[:MOST_FIRMS]
    return {term(FIRM, name.plain.replace(" ", "")) for name in names if name.plain}


def origins() -> dict[int, str]:
    """What the values of `ORIGIN` mean, as names of countries."""
    named = {row["code"]: row["name"] for row in _rows("countries")}
    return {term(ORIGIN, code)[1]: name for code, name in named.items()} | {
        term(ORIGIN, UNKNOWN)[1]: str(_("Told, but not recognized"))
    }


def modes() -> dict[int, str]:
    """What the values of `MODE` mean."""
    return {term(MODE, mode)[1]: str(label) for mode, label in MODES.items()}


# Recognizing what people wrote


def _known(text: str, table: str, key: str, *, most: int) -> list[str]:
    """Which rows of a table are named in a text, in its order; a code alone counts where it is all of it."""
    plain = _plain(text[:LONGEST])
    if not plain:
        return []
    pattern, named = _names(table, key)
    if plain.upper() in named.values():
        return [plain.upper()]
    found = [named[hit.group()] for hit in pattern.finditer(plain)]
    return list(dict.fromkeys(found))[:most] or [UNKNOWN]


@cache
def _names(table: str, key: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern of all names, the longest first, and whose each is."""
    named = {_plain(name): row[key] for row in _rows(table) for name in _all_names(row)}
    longest_first = sorted(named, key=len, reverse=True)
    return re.compile("|".join(map(_as_pattern, longest_first))), named


def _all_names(row: Mapping[str, str]) -> Iterator[str]:
    told = [row.get("name", ""), *(row.get("also") or row.get("words") or "").split("|")]
    yield from (name for name in told if name.strip())


def _as_pattern(name: str) -> str:
    """Whole words; Chinese has no blanks between words."""
    return re.escape(name) if re.search("[\u2e80-\u9fff]", name) else rf"\b{re.escape(name)}\b"


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return " ".join("".join(sign if sign.isalnum() else " " for sign in bare).split())


@cache
def _rows(table: str) -> tuple[dict[str, str], ...]:
    with (HERE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
