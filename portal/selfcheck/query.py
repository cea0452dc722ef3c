"""Answers in the address: read from the query string, and written back in one canonical order.

The address is all that the questionnaire keeps. Keys are the contract's; ``yes``, ``no`` and ``unknown``
stand for themselves, lists repeat their key, and ``none`` is the empty list. What cannot be read is told by
its field and stays as it was typed; the rest is kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from portal.rules.answers import Value
from portal.rules.compiled import CompiledLaw
from portal.rules.law import Kind
from portal.selfcheck.shipment import FieldError, ShipmentReader, too_large
from portal.selfcheck.shipment import told as written_out

UNKNOWN = "unknown"
NONE = "none"
WORDS = {"yes": True, "no": False}
LONGEST_VALUE = 400
EDITION = "edition"

PAIR = re.compile(r"\d\d")
LONGEST_CODE = 10
MONEY_TYPED = re.compile(r"\$? ?(\d{1,3}(,\d{3})+|\d+)(\.\d{0,2})?")
COMMA_BEFORE_CENTS = re.compile(r"\$? ?(\d{1,3}(?:[. ]\d{3})+|\d{1,10}),(\d{1,2})")
"""An amount as much of the world writes it: 1.000,50. Offered the other way round, never taken."""


@dataclass
class Told:
    """What an address tells: typed answers, and what is wrong with the rest by field."""

    answers: dict[str, Value | None] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    typed: dict[str, list[str]] = field(default_factory=dict)
    unknown_keys: list[str] = field(default_factory=list)
    edition: int | None = None


def read_query(query: QueryDict, law: CompiledLaw, *, own: frozenset[str] = frozenset()) -> Told:
    """The answers of an address. ``own`` are the page's own parameters, which are no answers."""
    reader = ShipmentReader(law)
    told = Told()
    for key, values in query.lists():
        if key in own:
            continue
        too_long = any(len(value) > LONGEST_VALUE for value in values)
        values = [value.strip()[:LONGEST_VALUE] for value in values]
        if key == EDITION:
            told.edition = int(values[-1]) if re.fullmatch(r"\d{1,9}", values[-1]) else None
            continue
        if key not in reader.keys:
            told.unknown_keys.append(key[:LONGEST_VALUE])
            continue
        if not any(values):
            continue
        told.typed[key] = values
        if too_long:
            money = law.facts[key].kind == Kind.MONEY
            told.errors[key] = too_large() if money else _("This is too long.")
            continue
        try:
            told.answers[key] = read_values(reader, law, key, values)
        except FieldError as error:
            told.errors[key] = error.message
    return told


def read_values(reader: ShipmentReader, law: CompiledLaw, key: str, values: list[str]) -> Value | None:
    """One answer as it stands in an address or came from a form; raises ``FieldError``."""
    kind = law.facts[key].kind
    values = [value for value in values if value]
    if values == [UNKNOWN]:
        return None
    last = values[-1]
    match kind:
        case Kind.YES_NO:
            if last not in WORDS:
                raise FieldError(key, _("Answer yes, no or I don't know."))
            return WORDS[last]
        case Kind.MONEY:
            return reader.read_one(key, typed_money(key, last))
        case Kind.COUNT:
            if not re.fullmatch(r"\d{1,10}", last.replace(",", "")):
                raise FieldError(key, _("Give a whole number, such as 12."))
            return reader.read_one(key, int(last.replace(",", "")))
        case Kind.CATEGORIES | Kind.CODES:
            if len(values) > 1 and {NONE, UNKNOWN} & set(values):
                raise FieldError(key, _("“None” or “I don't know” cannot stand beside another answer."))
            return reader.read_one(
                key, [] if values == [NONE] else codes_in(values) if kind == Kind.CODES else values
            )
        case Kind.COUNTRY:
            return reader.read_one(key, last.upper())
        case _:
            return reader.read_one(key, last)


def typed_money(key: str, text: str) -> str:
    """An amount as people type it ($1,234.5) in the contract's form; refuses what could mean two amounts."""
    if text.startswith("-"):
        raise FieldError(key, _("A value cannot be less than zero."))
    if other := COMMA_BEFORE_CENTS.fullmatch(text):
        amount = f"{int(re.sub(r'[. ]', '', other[1])):,}.{other[2]:0<2}"
        message = _("Give the amount in US dollars with a point before the cents. Did you mean %(amount)s?")
        raise FieldError(key, message % {"amount": amount})
    if not MONEY_TYPED.fullmatch(text):
        raise FieldError(
            key,
            _("Give the amount in US dollars with a point before the cents, such as 1,234.50 or 45."),
        )
    return text.lstrip("$ ").replace(",", "").rstrip(".")


def codes_in(values: list[str]) -> list[str]:
    """Tariff codes from one or several fields, separated as people do.

    The tariff itself prints the last two digits apart (1234.56.78 90), so a pair after a space goes on with
    the code before it.
    """
    codes: list[str] = []
    for part in (part for value in values for part in re.split(r"[,;\r\n]+", value)):
        for number, piece in enumerate(part.split()):
            if number and PAIR.fullmatch(piece) and len(codes[-1].replace(".", "")) < LONGEST_CODE:
                codes[-1] += piece
            else:
                codes.append(piece)
    return codes


def query_of(answers: Mapping[str, Value | None], *, edition: int | None = None) -> str:
    """The canonical query string of these answers: keys sorted, so that equal answers have one address."""
    pairs: list[tuple[str, str]] = []
    for key, value in sorted(written_out(answers).items()):
        if value is None:
            pairs.append((key, UNKNOWN))
        elif isinstance(value, bool):
            pairs.append((key, "yes" if value else "no"))
        elif isinstance(value, list):
            pairs += [(key, item) for item in sorted(value)] or [(key, NONE)]
        else:
            pairs.append((key, str(value)))
    if edition is not None:
        pairs.append((EDITION, str(edition)))
    return urlencode(pairs)


def day_of(answers: Mapping[str, Value | None], today: date) -> date:
    """The day as of which words and figures are shown."""
    day = answers.get("arrival_date")
    return day if isinstance(day, date) else today
