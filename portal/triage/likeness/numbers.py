"""Numbers that name one firm or one shipment: of importers, telephones, entries, bills, parcels."""

from __future__ import annotations

import re
from collections.abc import Iterable

import phonenumbers

from portal.triage.likeness.letters import composed

MOST = 30
# An employer's number with or without its two signs at the end, of a person, one that customs gave.
_IMPORTER = re.compile(
    r"(?<![\w-])(?:(\d{2}-?\d{7})(?:-?[0-9A-Z]{2})?|(\d{3}-\d{2}-\d{4})|(\d{6}-\d{5}))(?![\w-])"
)
_IMPORTER_TYPED = re.compile(
    r"(?<!\d)(\d{2}[ -]?\d{7}|\d{3}[ -]\d{2}[ -]\d{4}|\d{6}[ -]\d{5})(?:[ -]?[0-9A-Z]{2})?(?!\d)"
)
_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))  # noqa: RUF001  # that is what they are here for
_REFERENCES = (
    re.compile(r"(?<!\w)[A-Z]{4}[ -]?\d(?:[ -]?\d){6,11}(?!\w|[ -]\d)"),  # containers and bills of lading
    re.compile(r"(?<!\w)[A-Z]{2} ?\d{3} ?\d{3} ?\d{3} ?[A-Z]{2}(?!\w)"),  # post
    re.compile(r"(?<!\w)(?=[A-Z0-9]{0,2}[A-Z])[A-Z0-9]{3}[ -]?\d{7}[ -]?\d(?!\w)"),  # entries
    re.compile(r"(?<!\w)1Z ?[A-Z0-9]{3} ?(?:[A-Z0-9]{3} ?){4}[A-Z0-9](?!\w)"),  # a carrier's parcels
    re.compile(r"(?<![\w+])\d{3,}(?:[ -]?\d{3,}){1,9}(?:[ -]\d{1,2})?(?!\w|[ -]\d)"),
)
_LETTERS, _DIGITS = re.compile(r"[^A-Z0-9]"), re.compile(r"\D")
_EXTENSION = re.compile(r"\s*(?:ext\.?|x|extension)\s*\d{1,6}\s*$", re.IGNORECASE)
FEWEST_PHONE_DIGITS, FEWEST_REFERENCE_DIGITS = 8, 10


def _plain(text: str) -> str:
    return composed(text).translate(_HYPHENS).upper()


def importers_in(field: str, texts: Iterable[str] = ()) -> set[str]:
    """Digits of importer numbers, without the two signs that a branch has behind them.

    In running text only what is written with its hyphens is one.
    """
    found = [match.group(1) for match in _IMPORTER_TYPED.finditer(_plain(field)[:500])]
    for text in texts:
        for match in list(_IMPORTER.finditer(_plain(text)))[:MOST]:
            hyphened = next(filter(None, match.groups()))
            found += [hyphened] if "-" in hyphened else []
    digits = {_DIGITS.sub("", number) for number in found[:MOST]}
    return {number for number in digits if len(set(number)) > 2}


def phones_in(field: str) -> set[str]:
    """Digits of telephone numbers as they are dialled inside their country, without what leads them in."""
    found = set()
    for part in re.split(r"[;/,\n]|\bor\b", composed(field)[:500])[:MOST]:
        typed = _EXTENSION.sub("", part.strip())
        typed = f"+{typed[2:]}" if typed.startswith("00") else typed
        digits = _national(typed).lstrip("0")
        if len(digits) >= FEWEST_PHONE_DIGITS and len(set(digits)) > 2:
            found.add(digits)
    return found


def _national(typed: str) -> str:
    try:
        number = phonenumbers.parse(typed, "US")
    except phonenumbers.NumberParseException:
        return _DIGITS.sub("", typed)[:20]
    return phonenumbers.national_significant_number(number)


def phone_ending(digits: str) -> str:
    """What is the same whether an area code was told or not."""
    return digits[-FEWEST_PHONE_DIGITS:]


def are_one_phone(one: str, other: str) -> bool:
    return one.endswith(other) or other.endswith(one)


def references_in(texts: Iterable[str]) -> set[str]:
    """Letters and digits of numbers of containers, bills, entries, orders and parcels."""
    found: set[str] = set()
    for text in texts:
        plain = _plain(text)
        for kind in _REFERENCES:
            found.update(_LETTERS.sub("", match.group()) for match in list(kind.finditer(plain))[:MOST])
    return {number for number in found if _is_reference(number)}


def _is_reference(number: str) -> bool:
    digits = _DIGITS.sub("", number)
    enough = FEWEST_REFERENCE_DIGITS if number == digits else 7
    return len(digits) >= enough and len(set(digits)) > 2
