"""What is shown with an answer, as blocks: steps, charges, warnings, open points. They decide nothing."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.authoring.blocks.conditions import DECISION_CONDITION, condition
from portal.authoring.blocks.fields import NameBlock, PickBlock, WordsBlock, cites
from portal.authoring.blocks.rules import DAYS, SOURCE, RuleBlock
from portal.authoring.vocabulary import vocabulary

MONEY_BOXES = [
    ("duty", _("Duty")),
    ("government_fee", _("Government fee")),
    ("carrier", _("Carrier's charge")),
    ("seller", _("Prepaid with the seller")),
]


class RemarkBlock(RuleBlock):
    when = condition(DECISION_CONDITION, label=_("It is shown when all of these lines hold"))
    detail = WordsBlock(label=_("Plain words"), required=True)


class StepBlock(RemarkBlock):
    order = blocks.IntegerBlock(label=_("Place in the order of steps"), min_value=0)
    who = WordsBlock(label=_("Who"), required=True, rows=1)
    by = WordsBlock(label=_("By when"), required=True, rows=1)
    before = blocks.BooleanBlock(label=_("Belongs before shipping"), required=False)

    class Meta:
        icon = "list-ol"
        label = _("Step")
        form_layout = ["title", "id", "order", "who", "by", "before", "detail", DAYS, "when", SOURCE]


class ChargeBlock(RemarkBlock):
    box = PickBlock(label=_("Who pays whom"), choices=MONEY_BOXES)
    figure = PickBlock(
        label=_("Figure"),
        choices=lambda: [("none", _("No figure")), *vocabulary().all_figures],
        default="none",
    )
    paid_to = WordsBlock(label=_("Paid to"), rows=1)

    class Meta:
        icon = "order"
        label = _("Charge")
        form_layout = ["title", "id", "box", "figure", "paid_to", "detail", DAYS, "when", SOURCE]


class WarningBlock(RemarkBlock):
    warns = NameBlock(label=_("Stable code in the JSON answer"))

    class Meta:
        icon = "warning"
        label = _("Warning")
        form_layout = ["title", "id", "warns", "detail", DAYS, "when", SOURCE]


class SideBlock(blocks.StructBlock):
    says = WordsBlock(label=_("One side says"), required=True)
    cites = cites(required=True)

    class Meta:
        icon = "openquote"
        label = _("Side")
        label_format = "{says}"


class NoteBlock(RuleBlock):
    """A point that nobody has decided, with what each side says."""

    sides = blocks.ListBlock(SideBlock(), label=_("Both sides"), min_num=2, default=[])
    when = condition(DECISION_CONDITION, label=_("It is shown when all of these lines hold"))

    class Meta:
        icon = "help"
        label = _("Open point")
        form_layout = ["title", "id", "sides", DAYS, "when", SOURCE]
