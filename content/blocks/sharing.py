"""A block that shows partners what they can put on their own pages."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.sharing.frames import CHECK, KINDS, example


class DemoBlock(blocks.StructBlock):
    """A frame as it looks on another site, with the lines to copy."""

    kind = blocks.ChoiceBlock(label=_("What it shows"), choices=KINDS)
    slug = blocks.CharBlock(
        label=_("Slug"),
        required=False,
        help_text=_("The last part of the page's address; none for the check."),
    )
    title = blocks.CharBlock(label=_("Title of the frame"), max_length=160)

    class Meta:
        icon = "code"
        label = _("Live example of sharing")
        template = "content/blocks/demo.html"
        preview_value = {"kind": CHECK, "slug": "", "title": "Check a shipment"}
        description = _("A frame as it looks on another site, with the lines to copy")

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if (value["kind"] == CHECK) == bool(value["slug"]):
            message = _now("A question or a guide needs the slug of its page; the check has none.")
            raise blocks.StructBlockValidationError({"slug": ValidationError(message)})
        return value

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        shown = example(value["kind"], value["slug"] or "", value["title"]) if self._is_whole(value) else None
        return {**super().get_context(value, parent_context), "example": shown}

    def _is_whole(self, value: Any) -> bool:
        return value["kind"] == CHECK or bool(value["slug"])
