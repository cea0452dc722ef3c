"""The steps of a report as a table: in which order they come, what they are called, what they ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.reports import forms

WHO, YOU = "who", "you"
APART = forms.IDENTITY
"""Of the step ``YOU``, what is stored apart from the report."""
HOW = "how"
"""Of the step ``YOU``, whether and how a name is given."""


@dataclass(frozen=True, slots=True)
class Step:
    key: str
    title: Any
    lead: Any
    form: type[forms.StepForm]
    needed: Any = ""
    """What to say where its one required answer is missing."""
    many: bool = False

    @property
    def url(self) -> str:
        return reverse("reports:who") if self.many else reverse("reports:step", args=[self.key])

    @property
    def place(self) -> int:
        """Counted from one."""
        return STEPS.index(self) + 1

    @property
    def next_url(self) -> str:
        return STEPS[self.place].url if self.place < len(STEPS) else reverse("reports:review")

    @property
    def back_url(self) -> str:
        return STEPS[self.place - 2].url if self.place > 1 else reverse("reports:start")


STEPS = (
    Step(
        "what",
        _("What happened"),
        _("Only the kind of violation has to be chosen."),
        forms.WhatForm,
        _("Choose what kind of violation it is"),
    ),
    Step(
        WHO,
        _("Who did it"),
        _("Only the name has to be filled in. You can add others afterwards."),
        forms.WhoForm,
        _("Say who did it"),
        many=True,
    ),
    Step(
        "goods",
        _("The goods"),
        _("Only what the goods are has to be filled in."),
        forms.GoodsForm,
        _("Say what the goods are"),
    ),
    Step(
        "evidence",
        _("How you know"),
        _("Nothing here has to be filled in. What helps most is what you saw yourself."),
        forms.EvidenceForm,
    ),
    Step(
        YOU,
        _("You"),
        _("Nothing here has to be filled in. If you leave it as it is, your report is anonymous."),
        forms.YouForm,
    ),
)
BY_KEY = {step.key: step for step in STEPS}
