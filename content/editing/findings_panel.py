"""At the top of the form of a page: what is to be said of its newest draft, faults and warnings."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from content.editing.checking import Finding, findings


class FindingsPanel(Panel):
    """Shown only where something is to be said. It reads the draft as saved last, or as sent."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"heading": _("What the checks say"), "icon": "warning"} | kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "content/editing/findings_panel.html"

        @cached_property
        def found(self) -> list[Finding]:
            return findings(self.instance) if self.instance and self.instance.pk else []

        def is_shown(self) -> bool:
            return bool(self.found)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            told = [(self._label(each.field), each) for each in self.found]
            return {
                **super().get_context_data(parent_context),
                "faults": [(label, each) for label, each in told if each.is_fault],
                "warnings": [(label, each) for label, each in told if not each.is_fault],
            }

        def _label(self, name: str) -> str:
            try:
                return capfirst(str(self.instance._meta.get_field(name).verbose_name))
            except FieldDoesNotExist:
                return name
