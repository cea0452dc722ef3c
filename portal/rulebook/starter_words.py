"""The plain parts of starter rows: their words, sources, days and amounts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from portal.rulebook.conditions_format import StarterError
from portal.rules.law import Source, Words
from portal.rules.spans import Span

Row = Mapping[str, Any]

WORD_KEYS = (
    "title",
    "label",
    "ask",
    "hint",
    "lead",
    "why",
    "how",
    "about",
    "covers",
    "do",
    "by",
    "who",
    "relief",
    "otherwise",
    "detail",
    "says",
    "paid_to",
    "note for people",
    "programme",
)


def words_of(row: Row) -> dict[str, Words]:
    found: dict[str, Words] = {}
    for key in WORD_KEYS:
        value = row.get(key)
        if isinstance(value, str) and value.strip():
            found[key] = english(value)
    says = row.get("says")
    if isinstance(says, dict):
        for held, key in (("yes", "held"), ("no", "failed"), ("unknown", "unknown")):
            if says.get(held) or says.get(held == "yes"):
                found[key] = english(says[held] if held in says else says[held == "yes"])
    return found


class Sources:
    """Reads where rows come from; keeps every label that any of them cites, and addresses told beside one.

    A citation is a label, or a label with its address: ``{label: …, url: …}``.
    """

    def __init__(self, review_after: timedelta) -> None:
        self.cited: set[str] = set()
        self.addresses: dict[str, str] = {}
        self.review_after = review_after

    def read(self, row: Row) -> Source:
        checked = row.get("checked")
        self.labels(row.get("note cites"))
        return Source(
            cites=self.labels(row.get("cites")),
            url=row.get("url") or "",
            confidence=str(row.get("confidence") or ""),
            checked=checked,
            review=row.get("review") or (checked + self.review_after if checked else None),
            law=tuple(row.get("law") or ()),
        )

    def labels(self, cites: Iterable[object] | None) -> tuple[str, ...]:
        return tuple(self.label(cite) for cite in cites or ())

    def label(self, cite: object) -> str:
        label = str(cite["label"]) if isinstance(cite, Mapping) else str(cite)
        self.cited.add(label)
        url = cite.get("url") if isinstance(cite, Mapping) else None
        known = self.addresses.setdefault(label, url) if url else None
        if known != url:
            raise StarterError(f"citations: {label} has two addresses, {known} and {url}")
        return label


def english(text: str) -> Words:
    return {"en": " ".join(str(text).split())}


def is_yes(value: object) -> bool:
    return value in ("yes", True)


def span(row: Row, where: str) -> Span:
    first, last = row.get("from"), row.get("through")
    for day in (first, last):
        if day is not None and not isinstance(day, date):
            raise StarterError(f"{where}: {day!r} is not a date")
    try:
        return Span.through(first, last)
    except ValueError as error:
        raise StarterError(f"{where}: {error}") from None


def whole(amount: object, unit: str, where: str) -> int:
    """An amount as the whole number that figures hold.

    Cents, ten-thousandths of a percent, a count, or the ordinal of a day.
    """
    if unit == "date":
        return _ordinal(amount, where)
    scale = {"usd": 100, "percent": 10_000, "count": 1}
    try:
        number = Decimal(str(amount)) * scale[unit]
    except (InvalidOperation, KeyError):
        raise StarterError(f"{where}: {amount!r} is no amount in {unit!r}") from None
    if number != int(number) or number < 0:
        raise StarterError(f"{where}: {amount!r} is finer than a figure in {unit} can be")
    return int(number)


def _ordinal(amount: object, where: str) -> int:
    try:
        return date.fromisoformat(str(amount)).toordinal()
    except ValueError:
        raise StarterError(f"{where}: {amount!r} is not a date") from None


def plain_value(value: Any) -> Any:
    """A value as the edition keeps it: dates as text, lists as lists."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain_value(item) for key, item in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [plain_value(item) for item in value]
    return value
