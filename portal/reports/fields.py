"""What people type in a report: any script, any sign, up to 10,000 characters, never cut without a word."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

LINE, TEXT = 500, 10_000
"""Characters of a short and of a long answer."""
AROUND = " \t\n"
"""What is taken off around a short answer, and off a long one that is nothing else."""
Choices = Iterable[tuple[str, Any]]


class Typed(forms.CharField):
    """Text as it was typed. Only how a line ends is made alike, and what no page can show is left out.

    It has no ``maxlength``: that would cut what is pasted. What is too long is kept on the page and said.
    """

    def __init__(self, *, max_length: int = LINE, rows: int = 0, kind: str = "", **options: Any) -> None:
        options.setdefault("required", False)
        options.setdefault("widget", forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput())
        self.is_line = not rows
        super().__init__(max_length=max_length, strip=False, **options)
        too_long = _("%(label)s: write at most %(limit_value)s characters. You have written %(show_value)s.")
        label = options["label"]
        self.validators = [x for x in self.validators if not isinstance(x, ProhibitNullCharactersValidator)]
        for validator in self.validators:
            if isinstance(validator, MaxLengthValidator):
                validator.message = _Filled(too_long, label)  # type: ignore[assignment]  # Django fills it in by %
        self.widget.attrs.setdefault("autocomplete", "off")
        self.widget.attrs.pop("maxlength", None)
        if rows:
            self.widget.attrs["data-count"] = max_length
        if kind:
            self.widget.attrs["inputmode"] = kind

    def to_python(self, value: Any) -> str:
        text = str(value or "").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
        if self.is_line or not text.strip():
            text = text.strip(AROUND)
        return str(super().to_python(text))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}


class _Filled:
    """An error that names its field; Django fills in the numbers."""

    def __init__(self, message: Any, label: Any) -> None:
        self.message, self.label = message, label

    def __str__(self) -> str:
        return str(self.message)

    def __mod__(self, params: dict[str, Any]) -> str:
        return str(self.message) % {**params, "label": self.label}


class OneOf(forms.ChoiceField):
    """One of a few, each with a line that says what it means. Nothing is an answer too."""

    def __init__(self, *, choices: Choices, hints: dict[str, Any] | None = None, **options: Any) -> None:
        options.setdefault("required", False)
        super().__init__(choices=list(choices), widget=Radios(hints or {}), **options)

    def to_python(self, value: Any) -> str:
        """What is none of them was typed by nobody, and is not kept at whatever length."""
        return str(super().to_python(value))[:LINE]


class Radios(forms.RadioSelect):
    def __init__(self, hints: dict[str, Any]) -> None:
        super().__init__()
        self.hints = hints

    def create_option(self, name: str, value: Any, *args: Any, **options: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **options)
        option["hint"] = self.hints.get(str(value), "")
        return option
