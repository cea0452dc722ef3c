"""The field of a scenario's answers: JSON in the database, a table of questions in a form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.safestring import SafeString
from wagtail.admin.telepath import register
from wagtail.admin.telepath.widgets import WidgetAdapter

from portal.authoring.scenarios.answers import Typed, shipment_of, typed
from portal.authoring.scenarios.sheet import sections
from portal.rulebook.queries import current_edition


class AnswersWidget(forms.Widget):
    """All questions of the newest edition, group by group, each with its answer and its error beside it."""

    template_name = "authoring/answers.html"
    use_fieldset = True
    errors: Sequence[ValidationError] = ()

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed:
        begins = f"{name}-"
        many = data.getlist if hasattr(data, "getlist") else lambda key: list(data[key])
        found = {key.removeprefix(begins): many(key) for key in data if key.startswith(begins)}
        return Typed({key: texts for key, texts in found.items() if any(texts)})

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(key.startswith(f"{name}-") for key in data)

    def id_for_label(self, id_: str | None) -> str:
        return ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        by_question = {str(error.code): error.messages[0] for error in self.errors}
        shown = sections(current_edition().law, name, value or Typed(), by_question)
        asked = {row.key for section in shown for row in section.rows}
        general = [message for key, message in by_question.items() if key not in asked]
        return super().get_context(name, value, attrs) | {"sections": shown, "errors": general}

    def render_with_errors(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, errors: Any = None
    ) -> SafeString:
        """What Wagtail calls, so that each error stands beside its question."""
        self.errors = errors.as_data()
        return self.render(name, value, attrs)


class AnswersAdapter(WidgetAdapter):
    """Wagtail packs an empty copy of each widget for its scripts; none of them needs this one."""

    def js_args(self, widget: AnswersWidget) -> list[str]:
        return [""]


register(AnswersAdapter(), AnswersWidget)


class AnswersField(forms.Field):
    """Answers as the contract's JSON. An error carries the key of its question as its code."""

    widget = AnswersWidget

    def prepare_value(self, value: Any) -> Any:
        return typed(value) if isinstance(value, Mapping) and not isinstance(value, Typed) else value

    def to_python(self, value: Any) -> Any:
        if not isinstance(value, Typed):
            return value
        shipment, faults = shipment_of(value, current_edition().law)
        if faults:
            raise ValidationError(
                [ValidationError(message, code=key) for key, message in sorted(faults.items())]
            )
        return shipment


class ShipmentField(models.JSONField):
    """Answers as the contract's JSON, edited question by question."""

    def formfield(self, **kwargs: Any) -> Any:
        return AnswersField(label=self.verbose_name, required=not self.blank, help_text=self.help_text)
