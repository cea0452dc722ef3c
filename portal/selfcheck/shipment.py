"""A shipment as told in JSON: the contract's keys, read into typed answers; every fault names its field."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from portal.rulebook.wording import day_words
from portal.rules.answers import Value
from portal.rules.compiled import CompiledLaw
from portal.rules.law import Fact, Kind

MONEY = re.compile(r"[0-9]{1,10}(\.[0-9]{1,2})?")
MONEY_TOO_LARGE = re.compile(r"[0-9]{11,}(\.[0-9]{1,2})?")
CODE = re.compile(r"[0-9](\.?[0-9]){1,9}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOST_UNITS = 1_000_000_000
MOST_VALUES = 50


class FieldError(ValueError):
    """What is wrong with one field, as a sentence for the person who filled it in."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


def too_large() -> str:
    """What to say of an amount with more digits than we read."""
    return _("This amount is too large. Check whether it has a digit too many.")


class ShipmentReader:
    """Reads shipments against one rulebook: which keys there are, which options and which days."""

    def __init__(self, law: CompiledLaw) -> None:
        self.law = law
        self.countries = frozenset(country.code for country in law.book.countries)
        self._read: dict[str, Callable[[Any], Value]] = {
            fact.key: self._reader(fact) for fact in law.book.facts if fact.key != "day_total_usd"
        }

        self._yes_no_keys = frozenset(fact.key for fact in law.book.facts if fact.kind == Kind.YES_NO)

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(self._read)

    def read(self, told: object) -> dict[str, Value | None]:
        """Typed answers; raises ``FieldError`` for the first field that cannot be read."""
        if not isinstance(told, Mapping):
            raise FieldError("shipment", _("A shipment is an object of facts."))
        answers: dict[str, Value | None] = {}
        readers, yes_no = self._read, self._yes_no_keys
        for key, value in told.items():
            if (value is True or value is False) and key in yes_no:
                answers[key] = value
                continue
            reader = readers.get(key)
            if reader is None:
                raise FieldError(str(key)[:80], _("This is not a fact that we know. Check the spelling."))
            answers[key] = None if value is None else reader(value)
        return answers

    def read_all(self, told: Mapping[Any, Any]) -> tuple[dict[str, Value | None], list[FieldError]]:
        """Typed answers, and everything that cannot be read."""
        answers: dict[str, Value | None] = {}
        faults: list[FieldError] = []
        for key, value in told.items():
            try:
                answers |= self.read({key: value})
            except FieldError as fault:
                faults.append(fault)
        return answers, faults

    def read_one(self, key: str, value: Any) -> Value:
        """One typed answer; raises ``FieldError``."""
        return self._read[key](value)

    def _reader(self, fact: Fact) -> Callable[[Any], Value]:
        match fact.kind:
            case Kind.YES_NO:
                return self._yes_no(fact.key)
            case Kind.MONEY:
                return self._money(fact.key)
            case Kind.COUNT:
                return self._count(fact.key)
            case Kind.DAY:
                return self._day(fact.key)
            case Kind.CHOICE:
                options = frozenset(option.key for option in fact.options)
                return self._choice(fact.key, options, _("This is not one of the choices."))
            case Kind.COUNTRY:
                return self._choice(
                    fact.key, self.countries, _("We do not know this country. Use its two-letter code.")
                )
            case Kind.CATEGORIES:
                return self._several(fact.key, self._category)
            case Kind.CODES:
                return self._several(fact.key, self._code)

    def _yes_no(self, key: str) -> Callable[[Any], bool]:
        def read(value: Any) -> bool:
            if value is True or value is False:
                return bool(value)
            raise FieldError(key, _("Answer yes (true), no (false) or I don't know (null)."))

        return read

    def _money(self, key: str) -> Callable[[Any], int]:
        def read(value: Any) -> int:
            if isinstance(value, str) and MONEY_TOO_LARGE.fullmatch(value):
                raise FieldError(key, too_large())
            if not isinstance(value, str) or not MONEY.fullmatch(value):
                raise FieldError(
                    key, _("Give an amount in US dollars with at most two decimals, as 1234.50.")
                )
            dollars, _point, cents = value.partition(".")
            return int(dollars) * 100 + int(cents.ljust(2, "0") or 0)

        return read

    def _count(self, key: str) -> Callable[[Any], int]:
        def read(value: Any) -> int:
            if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_UNITS:
                raise FieldError(key, _("Give a whole number, zero or more."))
            return value

        return read

    def _day(self, key: str) -> Callable[[Any], date]:
        covers = self.law.book.covers

        def read(value: Any) -> date:
            if not isinstance(value, str) or not DAY.fullmatch(value):
                raise FieldError(key, _("Give a date as year-month-day, such as 2026-03-31."))
            try:
                day = date.fromisoformat(value)
            except ValueError:
                raise FieldError(key, _("This day does not exist in the calendar.")) from None
            if not covers.covers(day):
                first, last = (day_words(edge or date.max) for edge in (covers.start, covers.last))
                message = _("Our record of the law goes from %(first)s to %(last)s.")
                raise FieldError(key, message % {"first": first, "last": last})
            return day

        return read

    def _choice(self, key: str, options: frozenset[str], message: str) -> Callable[[Any], str]:
        def read(value: Any) -> str:
            if isinstance(value, str) and value in options:
                return value
            raise FieldError(key, message)

        return read

    def _several(self, key: str, one: Callable[[str, Any], str]) -> Callable[[Any], tuple[str, ...]]:
        def read(value: Any) -> tuple[str, ...]:
            if not isinstance(value, list):
                raise FieldError(key, _("Give a list."))
            if len(value) > MOST_VALUES:
                raise FieldError(key, _("Give at most %(most)s.") % {"most": MOST_VALUES})
            return tuple(dict.fromkeys(one(key, item) for item in value))

        return read

    def _category(self, key: str, value: Any) -> str:
        if isinstance(value, str) and value in self.law.categories:
            return value
        raise FieldError(key, _("We do not know this kind of goods."))

    def _code(self, key: str, value: Any) -> str:
        if isinstance(value, str) and CODE.fullmatch(value):
            return value.replace(".", "")
        raise FieldError(key, _("A tariff code has 2 to 10 digits, with or without dots."))


def told(answers: Mapping[str, Value | None]) -> dict[str, Any]:
    """Typed answers as the contract writes them, the other way round."""
    return {key: _plain(key, value) for key, value in answers.items()}


def _plain(key: str, value: Value | None) -> Any:
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    return f"{value // 100}.{value % 100:02d}" if key.endswith("_usd") else value
