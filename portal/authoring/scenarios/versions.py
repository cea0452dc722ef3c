"""How two versions of a scenario are compared: answer by answer, tick by tick."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.safestring import SafeString
from wagtail.admin.compare import FieldComparison, TextDiff

from portal.authoring.scenarios.answers import typed


class TicksComparison(FieldComparison):
    """What was ticked and what is."""

    def htmldiff(self) -> SafeString:
        return told(self.lines(self.val_a), self.lines(self.val_b))

    def lines(self, value: Any) -> list[str]:
        return [str(item) for item in value or ()]


class ShipmentComparison(TicksComparison):
    """The questions that are answered otherwise."""

    def lines(self, value: Any) -> list[str]:
        return [f"{key}: {', '.join(texts)}" for key, texts in sorted(typed(value or {}).items())]


def told(before: Iterable[str], after: Iterable[str]) -> SafeString:
    """What is gone and what is new; what stayed is left out."""
    old, new = list(before), list(after)
    changes = [("deletion", line) for line in old if line not in new]
    changes += [("addition", line) for line in new if line not in old]
    found: SafeString = TextDiff(changes, separator=" ").to_html()
    return found
