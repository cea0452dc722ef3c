"""Blocks that show the law itself: a figure, an agency, a point that is not settled."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.fields import SourceBlock
from content.law.agencies import agency_choices, agency_view
from content.law.telling import UnknownLawError, teller


class FigureBlock(blocks.CharBlock):
    """A dated amount of the law, large, with the day it is of and its source."""

    names_a_figure = True

    class Meta:
        icon = "table"
        label = _("Figure of the law")
        help_text = _("The name of a figure in the rulebook, such as informal-limit.")
        template = "content/blocks/figure.html"
        preview_value = "informal-limit"
        description = _("A dated amount of the law with its source")

    def clean(self, value: str) -> str:
        value = super().clean(value)
        law = teller()
        try:
            if law:
                law.figure(value)
        except UnknownLawError as unknown:
            raise ValidationError(str(unknown)) from None
        return value

    def get_context(self, value: str, parent_context: Any = None) -> dict[str, Any]:
        law = teller()
        return {
            **super().get_context(value, parent_context),
            "note": law.note(value) if law else None,
            "law": law,
        }


class AgencyBlock(blocks.ChoiceBlock):
    """The card of an agency, as the rulebook tells of it."""

    class Meta:
        icon = "group"
        label = _("Agency")
        template = "content/blocks/agency.html"
        preview_value = "FDA"
        description = _("The card of an agency, from the rulebook")

    def __init__(self, **kwargs: Any) -> None:
        kwargs.pop("choices", None)
        super().__init__(choices=agency_choices, **kwargs)

    def get_context(self, value: str, parent_context: Any = None) -> dict[str, Any]:
        return {**super().get_context(value, parent_context), "agency": agency_view(value)}


class SideBlock(blocks.StructBlock):
    says = blocks.TextBlock(label=_("What one side says"), rows=2)
    cites = blocks.ListBlock(SourceBlock(), label=_("Sources"), min_num=1)

    class Meta:
        icon = "openquote"
        label = _("Side")


class UnsettledBlock(blocks.StructBlock):
    """A point on which sources differ: both sides, each with its source."""

    title = blocks.CharBlock(label=_("The open question"), max_length=160)
    sides = blocks.ListBlock(SideBlock(), label=_("Sides"), min_num=2)

    class Meta:
        icon = "help"
        label = _("Not settled")
        template = "content/blocks/unsettled.html"
        preview_value = {
            "title": "Whether a bond is needed",
            "sides": [
                {"says": "One source says yes.", "cites": []},
                {"says": "Another says no.", "cites": []},
            ],
        }
        description = _("A point on which sources differ, with both sides")
