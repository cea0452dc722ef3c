"""Fields and blocks that all of the library's models build on."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.fields import StreamField


class LeanStreamField(StreamField):
    """A StreamField whose blocks stay out of migrations: the database does not know them anyway."""

    def deconstruct(self) -> tuple[Any, Any, Any, Any]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs


class SourceBlock(blocks.CharBlock):
    """The label of a provision or of a source record."""

    class Meta:
        icon = "openquote"
        label = _("Source")
        max_length = 160
        help_text = _("Such as the label of a provision, or of a source record.")
