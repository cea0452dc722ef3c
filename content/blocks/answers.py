"""Blocks of what to do and what to pay, and the ways into the check."""

from __future__ import annotations

from urllib.parse import parse_qsl

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class StepBlock(blocks.StructBlock):
    who = blocks.CharBlock(label=_("Who"), max_length=80)
    what = blocks.TextBlock(label=_("What"), rows=2)
    by_when = blocks.CharBlock(label=_("By when"), max_length=120, required=False)

    class Meta:
        icon = "arrow-right"
        label = _("Step")


class StepsBlock(blocks.StructBlock):
    """What to do next: who, what, by when."""

    title = blocks.CharBlock(label=_("Title"), max_length=120, required=False)
    items = blocks.ListBlock(StepBlock(), label=_("Steps"), min_num=1)

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        template = "content/blocks/steps.html"
        preview_value = {
            "title": "What to do next",
            "items": [{"who": "You", "what": "Ask the seller for an invoice.", "by_when": "before it ships"}],
        }
        description = _("What to do next: who, what, by when")


class MoneyBlock(blocks.StructBlock):
    """Who pays what to whom, in four boxes that are never mixed."""

    duty = blocks.TextBlock(label=_("Duty"), rows=2, required=False)
    government_fee = blocks.TextBlock(label=_("Government fees"), rows=2, required=False)
    carrier = blocks.TextBlock(label=_("The carrier's price"), rows=2, required=False)
    seller = blocks.TextBlock(label=_("What the seller takes"), rows=2, required=False)

    class Meta:
        icon = "order"
        label = _("Who pays what")
        template = "content/blocks/money.html"
        preview_value = {"duty": "Owed to the government.", "carrier": "The carrier's own price."}
        description = _("Duty, government fees, the carrier's price and the seller's, kept apart")


class AnswersBlock(blocks.CharBlock):
    """Answers to the questionnaire as they stand in the address of a check."""

    def clean(self, value: str) -> str:
        value = super().clean(value).lstrip("?")
        if value and not parse_qsl(value, strict_parsing=False):
            raise ValidationError(_("Copy what stands behind the question mark in the address of a check."))
        return value


class CheckBlock(blocks.StructBlock):
    """A button that starts the check, with answers already given."""

    label = blocks.CharBlock(label=_("Words on the button"), max_length=80)
    answers = AnswersBlock(label=_("Answers already given"), required=False, max_length=1000)

    class Meta:
        icon = "form"
        label = _("Start a check")
        template = "content/blocks/check.html"
        preview_value = {"label": "Check a gift", "answers": "purpose=gift"}
        description = _("A button that starts the check with answers already given")


class CheckCaseBlock(blocks.StructBlock):
    """An example shipment and what the check says of it; page and rules must never drift apart."""

    label = blocks.CharBlock(label=_("The example in words"), max_length=160)
    answers = AnswersBlock(label=_("Its answers"), max_length=2000)
    entry = blocks.CharBlock(label=_("The kind of entry that the page says"), max_length=40)
    agencies = blocks.ListBlock(
        blocks.CharBlock(label=_("Agency"), max_length=10),
        label=_("Agencies that have a say"),
        default=[],
        required=False,
    )

    class Meta:
        icon = "check"
        label = _("Example")
