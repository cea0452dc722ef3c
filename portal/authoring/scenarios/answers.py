"""A scenario's answers between the contract's JSON and a form: one way each, and nothing is lost.

A form speaks as addresses do: each question has a list of texts; ``yes``, ``no``, ``unknown`` and ``none``
stand for themselves, and a question without a text was not asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from portal.rules.answers import Value
from portal.rules.ready import Law
from portal.selfcheck.query import NONE, UNKNOWN, read_values
from portal.selfcheck.shipment import FieldError, ShipmentReader
from portal.selfcheck.shipment import told as as_contract


class Typed(dict[str, list[str]]):
    """What stands in a form, by question."""


def typed(shipment: Mapping[str, Any]) -> Typed:
    """The contract's JSON as a form shows it."""
    return Typed({key: _texts(value) for key, value in shipment.items()})


def _texts(value: Any) -> list[str]:
    if value is None:
        return [UNKNOWN]
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    if isinstance(value, list):
        return [str(item) for item in value] or [NONE]
    return [str(value)]


def shipment_of(form: Typed, law: Law) -> tuple[dict[str, Any], dict[str, str]]:
    """The contract's JSON of what stands in a form, and what is wrong by question.

    Equal answers make equal JSON: amounts with cents, lists sorted, codes without dots.
    """
    reader = ShipmentReader(law)
    answers: dict[str, Value | None] = {}
    faults: dict[str, str] = {}
    for key, texts in form.items():
        if texts := [text.strip() for text in texts if text.strip()]:
            try:
                answers[key] = _answer(reader, law, key, texts)
            except FieldError as error:
                faults[key] = error.message
    return as_contract(dict(sorted(answers.items()))), faults


def _answer(reader: ShipmentReader, law: Law, key: str, texts: list[str]) -> Value | None:
    if key not in reader.keys:
        raise FieldError(key, _("This is not a question of the newest edition."))
    if UNKNOWN in texts and len(texts) > 1:
        raise FieldError(key, _("“I don't know” cannot stand beside another answer."))
    value = read_values(reader, law, key, texts)
    return tuple(sorted(value)) if isinstance(value, tuple) else value


def in_one_form(shipment: Mapping[str, Any], law: Law) -> dict[str, Any]:
    """The same answers as a form would keep them. Where one cannot be read they all stay as they are."""
    kept, faults = shipment_of(typed(shipment), law)
    return dict(shipment) if faults else kept
