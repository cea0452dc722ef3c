"""The plain fields that many blocks share: names, lines of text, figures in words, citations and days."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.authoring.placing import texts_in
from portal.authoring.rows import raw_of, row_of
from portal.authoring.vocabulary import vocabulary
from portal.rulebook.citations import address_of
from portal.rulebook.wording import PLACEHOLDER

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
Choices = Callable[[], list[tuple[str, Any]]]

CONFIDENCE = [
    ("C2", _("C2: two sources read")),
    ("C1", _("C1: one source read")),
    ("M", _("M: not verified, shown as “ask” only")),
    ("computed", _("Computed: worked out by us, shown as “ask” only")),
    ("high", _("High: the text itself was read")),
    ("medium", _("Medium")),
    ("low", _("Low: shown as “ask the agency” only")),
]


class NameBlock(blocks.CharBlock):
    """A name that other rules and old answers know: small letters, digits and hyphens; it never changes."""

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if value and not NAME.fullmatch(value):
            raise ValidationError(_("Use letters, digits and hyphens, such as over-the-limit."))
        return value


class WordsBlock(blocks.TextBlock):
    """Plain words. A dated figure stands in them by its name in braces and shows as its amount."""

    def __init__(self, *, required: bool = False, rows: int = 2, **kwargs: Any) -> None:
        super().__init__(required=required, rows=rows, **kwargs)

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        known = vocabulary().figure_keys
        unknown = [key for key in PLACEHOLDER.findall(value or "") if key not in known]
        if unknown:
            raise ValidationError(_("There is no figure called {%(key)s}.") % {"key": unknown[0]})
        return value


class LinesBlock(blocks.TextBlock):
    """Several short texts, one a line."""

    def __init__(self, *, required: bool = False, rows: int = 3, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("One a line."))
        super().__init__(required=required, rows=rows, **kwargs)


@row_of.register
def _lines_row(block: LinesBlock, raw: Any) -> Any:
    return [" ".join(line.split()) for line in (raw or "").splitlines() if line.strip()]


@raw_of.register
def _lines_raw(block: LinesBlock, value: Any) -> Any:
    return "\n".join(" ".join(line.split()) for line in texts_in(value))


class CodesBlock(LinesBlock):
    """Beginnings of tariff codes, one a line; dots and spaces are left out."""

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        codes = [re.sub(r"[.\s]", "", line) for line in (value or "").splitlines() if line.strip()]
        for code in codes:
            if not re.fullmatch(r"\d{2,10}", code):
                raise ValidationError(
                    _("%(code)s is no beginning of a tariff code: use 2 to 10 digits.") % {"code": code}
                )
        return "\n".join(codes)


class TicksBlock(blocks.MultipleChoiceBlock):
    """Any number of choices, as boxes to tick."""

    def __init__(self, *, choices: Choices, required: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple(attrs={"class": "law-ticks"}))
        super().__init__(choices=choices, required=required, **kwargs)


@raw_of.register
def _ticks_raw(block: TicksBlock, value: Any) -> Any:
    return texts_in(value)


class PickBlock(blocks.ChoiceBlock):
    """One choice."""

    def __init__(self, *, choices: Choices | list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(choices=choices, **kwargs)


class CitationBlock(blocks.StructBlock):
    """One provision. Its address is only needed where the label's form does not tell it."""

    label = blocks.CharBlock(label=_("Citation"), max_length=200)
    url = blocks.URLBlock(
        label=_("Address"),
        required=False,
        help_text=_("Not needed for the U.S. Code, the CFR, the Federal Register, or a known label."),
    )

    class Meta:
        icon = "link"
        label = _("Citation")
        form_classname = "struct-block law-side-by-side"

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        label = " ".join((value.get("label") or "").split())
        if label and not value.get("url") and not address_of(label) and label not in vocabulary().addresses:
            raise blocks.StructBlockValidationError(
                {
                    "url": ValidationError(
                        _("Give the address where %(label)s can be read.") % {"label": label}
                    )
                }
            )
        value["label"] = label
        return value


@row_of.register
def _citation_row(block: CitationBlock, raw: Any) -> Any:
    label, url = (raw or {}).get("label") or "", (raw or {}).get("url") or ""
    return {"label": label, "url": url} if url else label


@raw_of.register
def _citation_raw(block: CitationBlock, value: Any) -> Any:
    """A label, or a label with its address."""
    row = {"url": "", **value} if isinstance(value, dict) else {"url": "", "label": value}
    return raw_of.dispatch(blocks.StructBlock)(block, row)


class CitationsBlock(blocks.ListBlock):
    """Citations, at least one where they are demanded."""

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if self.meta.demanded and not value:
            message = _("Add at least one citation.")
            raise blocks.ListBlockValidationError(non_block_errors=[ValidationError(message)])
        return value

    class Meta:
        demanded = False


def cites(*, required: bool = False) -> blocks.ListBlock:
    """The citations of a rule, exception or figure; a rule has at least one."""
    block = CitationsBlock(
        CitationBlock(), label=_("Citations"), default=[], collapsed=True, demanded=required
    )
    block.meta.row_key = "cites"
    return block
