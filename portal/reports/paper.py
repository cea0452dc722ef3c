"""The questions of the report as they stand on paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms

from portal.reports.steps import STEPS


@dataclass(frozen=True, slots=True)
class Question:
    label: str
    required: bool
    is_long: bool
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    title: str
    questions: tuple[Question, ...]


def sheets() -> list[Sheet]:
    return [
        Sheet(str(step.title), tuple(_question(field) for field in step.form().fields.values()))
        for step in STEPS
    ]


def _question(field: Any) -> Question:
    choices = getattr(field, "choices", ())
    return Question(
        label=str(field.label),
        required=field.required,
        is_long=isinstance(field.widget, forms.Textarea),
        choices=tuple(str(label) for value, label in choices if value),
    )
