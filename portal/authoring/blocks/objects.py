"""The blocks inside figures, questions and the frame of the rulebook."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.authoring.blocks.conditions import condition
from portal.authoring.blocks.fields import NameBlock, PickBlock, TicksBlock, WordsBlock, cites
from portal.authoring.blocks.rules import DAYS, SOURCE, SourcedBlock, first_day, last_day
from portal.authoring.vocabulary import vocabulary

AMOUNT = re.compile(r"\d{1,12}(\.\d{1,4})?")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class AmountBlock(blocks.CharBlock):
    """A number as it is written in the law, without a sign before or behind it, or a day."""

    def clean(self, value: Any) -> Any:
        value = super().clean(value) or ""
        if DAY.fullmatch(value):
            try:
                date.fromisoformat(value)
            except ValueError:
                raise ValidationError(_("There is no such day.")) from None
        elif not AMOUNT.fullmatch(value):
            raise ValidationError(_("Use digits and a point only, without a currency sign."))
        return value


class ValueBlock(SourcedBlock):
    """What a figure is in a stretch of time."""

    amount = AmountBlock(
        label=_("Amount or day"),
        help_text=_("Digits and a point, such as 1234.50. A day: year, month, day, with hyphens."),
    )
    first_day = first_day()
    last_day = last_day()
    note = WordsBlock(label=_("Note for people"))

    class Meta:
        icon = "order"
        label = _("Value")
        label_format = "{amount} {first_day}"
        form_layout = ["amount", DAYS, "note", SOURCE]


class OptionBlock(blocks.StructBlock):
    key = NameBlock(label=_("Name"))
    label = WordsBlock(label=_("Answer"), required=True, rows=1)
    hint = WordsBlock(label=_("Hint"), rows=1)

    class Meta:
        icon = "list-ul"
        label = _("Answer to choose")
        label_format = "{label}"


class TitledBlock(blocks.StructBlock):
    """A name and a title: a finding, an aisle."""

    key = NameBlock(label=_("Name"))
    title = WordsBlock(label=_("Title"), required=True, rows=1)

    class Meta:
        icon = "title"
        label_format = "{title}"
        form_classname = "struct-block law-side-by-side"


class GroupBlock(blocks.StructBlock):
    key = NameBlock(label=_("Name"))
    title = WordsBlock(label=_("Title"), required=True, rows=1)
    lead = WordsBlock(label=_("Lead"), rows=1)
    product = blocks.BooleanBlock(label=_("About what the goods are"), required=False)

    class Meta:
        icon = "group"
        label = _("Group of questions")
        label_format = "{title}"


class AnswerBlock(blocks.StructBlock):
    """How an outcome is told, and what it rests on."""

    outcome = NameBlock(label=_("Name"))
    entry = PickBlock(label=_("Counts as"), choices=lambda: vocabulary().entries, required=False)
    title = WordsBlock(label=_("Title"), required=True, rows=1)
    says = blocks.TextBlock(label=_("Plain words"), required=False, rows=2)
    detail = WordsBlock(label=_("Which process, in words"))
    also = TicksBlock(label=_("What the importer may also choose"), choices=lambda: vocabulary().entries)
    cites = cites()

    class Meta:
        icon = "tick"
        label_format = "{title}"


class OutcomeBlock(AnswerBlock):
    when = condition(label=_("It is the answer when all of these lines hold, and none before it"))

    class Meta:
        icon = "tick"
        label = _("Outcome")
        label_format = "{title}"
        form_layout = ["title", "outcome", "entry", "when", "says", "detail", "also", "cites"]


class GoalBlock(blocks.StructBlock):
    """A short ordered list: the first outcome whose lines hold is the answer."""

    key = NameBlock(label=_("Name"))
    outcomes = blocks.ListBlock(OutcomeBlock(), label=_("Outcomes, in this order"), collapsed=True)
    otherwise = AnswerBlock(label=_("Otherwise"))

    class Meta:
        icon = "list-ol"
        label = _("What is decided")
        label_format = "{key}"
