"""A report as its writer reads it before it is sent: in words, step by step, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.reports.flow import ID, STAMP
from portal.reports.forms import IDENTITY, StepForm
from portal.reports.steps import STEPS, Step

SALT = "portal.reports.review"
Answers = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Section:
    """One step, or one of those who are accused."""

    title: str
    change_url: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """What keeps a report from being sent, and where to mend it. Named as an error summary wants it."""

    text: str
    target: str


def sections(answers: Mapping[str, Any]) -> list[Section]:
    found = []
    for step in STEPS:
        for told, url in _forms_told(step, answers):
            form = step.form(initial=told)
            found.append(Section(str(step.title), url, tuple(_rows(form, told))))
    return found


def _rows(form: StepForm, told: Mapping[str, str]) -> Iterator[Row]:
    for name, field in form.fields.items():
        if value := told.get(name):
            yield Row(str(field.label), _words(field, value))


def _words(field: forms.Field, value: str) -> str:
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]  # ours are plain pairs
    return value


def _forms_told(step: Step, answers: Mapping[str, Any]) -> list[tuple[dict[str, str], str]]:
    if not step.many:
        return [(answers.get(step.key, {}), step.url)]
    rows = answers.get(step.key) or []
    return [(one, reverse("reports:accused", args=[one[ID]])) for one in rows] or [({}, step.url)]


def faults(answers: Mapping[str, Any]) -> list[Fault]:
    """What is missing or wrong, each with the address of its step."""
    found = []
    for step in STEPS:
        for told, url in _forms_told(step, answers):
            form = step.form(told)
            if form.is_valid():
                continue
            if step.needed and not told:
                found.append(Fault(str(step.needed), url))
                continue
            found += [
                Fault(str(text), f"{url}#id_{name}") for name, texts in form.errors.items() for text in texts
            ]
    return found


# What goes with the page, so that exactly what was read is what is sent


def as_field(answers: Mapping[str, Any]) -> str:
    """All answers, signed: they can be sent from the page even when their draft is gone."""
    return signing.dumps(dict(answers), salt=SALT, compress=True)


def from_field(text: str) -> Answers | None:
    try:
        found: Answers = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return None
    return found


def parted(answers: Mapping[str, Any]) -> tuple[Answers, Answers]:
    """What was told, and who told it: two things that are stored apart."""
    told = {step.key: _cleaned(step, answers) for step in STEPS}
    you = told["you"]
    identity = {name: you.pop(name) for name in IDENTITY if you.get(name)}
    for name in IDENTITY:
        you.pop(name, None)
    return told, identity


def _cleaned(step: Step, answers: Mapping[str, Any]) -> Any:
    found = []
    for told, _url in _forms_told(step, answers):
        form = step.form(told)
        if not form.is_valid():
            raise ValueError(_("A report with faults is not sent."))
        found.append({name: value for name, value in form.cleaned_data.items() if value})
    return found if step.many else found[0]


def begun(answers: Mapping[str, Any]) -> str:
    return str(answers.get(STAMP, ""))
