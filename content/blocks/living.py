"""The rows of pages that show data."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.fields import SourceBlock

SURE = [("C2", _("well sourced")), ("C1", _("one source")), ("M", _("not verified: shown as “ask”"))]


class NamedBlock(blocks.StructBlock):
    """A way that goods travel, or a stage of it."""

    key = blocks.CharBlock(label=_("Key"), max_length=30)
    name = blocks.CharBlock(label=_("Name"), max_length=60)
    intro = blocks.TextBlock(label=_("In a sentence"), required=False, rows=2)

    class Meta:
        icon = "tag"
        label = _("Name")


class CellBlock(blocks.StructBlock):
    """Who acts, files and pays at one stage of one way, and which data pass on."""

    lane = blocks.CharBlock(label=_("Way"), max_length=30)
    stage = blocks.CharBlock(label=_("Stage"), max_length=30)
    who = blocks.CharBlock(label=_("Who acts"), max_length=160)
    files = blocks.CharBlock(label=_("Who files what"), max_length=160, required=False)
    pays = blocks.CharBlock(label=_("Who pays what"), max_length=160, required=False)
    data = blocks.CharBlock(label=_("Which data pass on"), max_length=160, required=False)

    class Meta:
        icon = "order"
        label = _("Cell")


class ThresholdBlock(blocks.StructBlock):
    """The limit of one country, for imports into it."""

    country = blocks.CharBlock(label=_("Country (two letters)"), min_length=2, max_length=2)
    duty = blocks.CharBlock(label=_("Free of duty up to"), max_length=120)
    tax = blocks.CharBlock(label=_("Free of tax up to"), max_length=120, required=False)
    since = blocks.DateBlock(label=_("Since"), required=False)
    note = blocks.CharBlock(label=_("Note"), max_length=300, required=False)
    source = SourceBlock()
    checked = blocks.DateBlock(label=_("Checked on"))
    confidence = blocks.ChoiceBlock(label=_("How sure"), choices=SURE, default="M")

    class Meta:
        icon = "globe"
        label = _("Country")
