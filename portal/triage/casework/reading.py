"""A report as the staff read it: every question of the form, by its own label, and what was answered, inert.

The questions are those of `portal.reports.steps`; there is no other list. Who sent it is no part of this.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from portal.reports.steps import APART, BY_KEY, HOW, STEPS, YOU, Step
from portal.triage.casework.defang import Inert, inert

Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    question: str
    answer: Inert
    is_long: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A step, or one of those who are accused. ``empty`` are the questions that were not answered."""

    key: str
    title: str
    rows: tuple[Row, ...]
    empty: tuple[str, ...]


def sections(answers: Answers) -> list[Section]:
    return [
        _section(step, told, place) for step in STEPS for place, told in enumerate(_told(step, answers), 1)
    ]


def _told(step: Step, answers: Answers) -> list[Answers]:
    found = answers.get(step.key)
    if step.many:
        return list(found or [{}])
    return [found or {}]


def _section(step: Step, told: Answers, place: int) -> Section:
    fields = dict(_fields(step))
    rows = tuple(_row(name, field, told[name]) for name, field in fields.items() if told.get(name))
    empty = tuple(str(field.label) for name, field in fields.items() if not told.get(name))
    key = f"{step.key}-{place}" if step.many else step.key
    return Section(key, str(step.title), rows, empty)


def _fields(step: Step) -> Iterator[tuple[str, forms.Field]]:
    """Whether somebody may be called or written to is a part of who they are."""
    apart = {*APART, HOW} if step.key == YOU else set()
    return ((name, field) for name, field in step.form().fields.items() if name not in apart)


def _row(name: str, field: forms.Field, value: str) -> Row:
    words = words_of(field, value)
    return Row(name, str(field.label), inert(words), isinstance(field.widget, forms.Textarea))


def words_of(field: forms.Field, value: str) -> str:
    """An answer as it reads; one of a few in the words of its choice."""
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]  # ours are plain pairs
    return value


def identity_rows(identity: Answers) -> list[Row]:
    """Who sent it, by the same labels."""
    fields = BY_KEY[YOU].form().fields
    return [_row(name, fields[name], identity[name]) for name in APART if identity.get(name)]


def category_words(category: str) -> str:
    return words_of(BY_KEY["what"].form().fields["category"], category)
