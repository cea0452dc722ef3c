"""Blocks of words: text, callouts, tables, questions with answers, common mistakes."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

WORDS = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]
LAW_HELP = _(
    "Write law by reference, such as {informal-limit} or {cite …}; never type an amount or a date of law."
)
TONES = [
    ("info", _("Note")),
    ("success", _("Good news")),
    ("warning", _("Warning")),
    ("error", _("Not allowed")),
]


class TextBlock(blocks.RichTextBlock):
    """Running text with headings, lists and links."""

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        features = WORDS
        help_text = LAW_HELP
        template = "content/blocks/text.html"
        preview_value = "<h2>Who has to file</h2><p>The carrier files, and <b>bills you later</b>.</p>"
        description = _("Paragraphs, headings, lists and links")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(features=WORDS, **kwargs)


class CalloutBlock(blocks.StructBlock):
    """A few words that nobody may miss."""

    tone = blocks.ChoiceBlock(label=_("Kind"), choices=TONES, default="info")
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.TextBlock(label=_("Text"), required=False, rows=3)

    class Meta:
        icon = "info-circle"
        label = _("Callout")
        template = "content/blocks/callout.html"
        preview_value = {
            "tone": "warning",
            "title": "Ask before you buy",
            "text": "Some goods need a permit.",
        }
        description = _("A few words that nobody may miss")


class TableBlock(blocks.StructBlock):
    """A simple table: a caption, the names of its columns, and rows of plain words."""

    caption = blocks.CharBlock(label=_("Caption"), max_length=160)
    columns = blocks.ListBlock(blocks.CharBlock(label=_("Column")), label=_("Columns"), min_num=1, max_num=6)
    rows = blocks.ListBlock(
        blocks.ListBlock(blocks.CharBlock(label=_("Cell"), required=False), label=_("Row")),
        label=_("Rows"),
        min_num=1,
    )

    class Meta:
        icon = "table"
        label = _("Table")
        template = "content/blocks/table.html"
        preview_value = {
            "caption": "Who files",
            "columns": ["Way", "Who"],
            "rows": [["Courier", "The courier"], ["Post", "The postal operator"]],
        }
        description = _("Rows and columns of plain words")

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        wide = len(value["columns"])
        wrong = [number for number, row in enumerate(value["rows"], 1) if len(row) != wide]
        if wrong:
            message = _("Row %(row)s has another number of cells than there are columns.") % {"row": wrong[0]}
            raise blocks.StructBlockValidationError({"rows": ValidationError(message)})
        return value


class AnsweredBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("Question"), max_length=160)
    answer = blocks.TextBlock(label=_("Answer"), rows=3)

    class Meta:
        icon = "help"
        label = _("Question")


class FaqBlock(blocks.ListBlock):
    """Short questions with short answers that unfold."""

    class Meta:
        icon = "list-ul"
        label = _("Questions and answers")
        template = "content/blocks/faq.html"
        preview_value = [{"question": "Who pays?", "answer": "The importer of record owes the duty."}]
        description = _("Short questions with short answers that unfold")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(AnsweredBlock(), **kwargs)


class MistakeBlock(blocks.StructBlock):
    said = blocks.CharBlock(label=_("What people say"), max_length=240)
    truth = blocks.TextBlock(label=_("What is true"), rows=3)

    class Meta:
        icon = "cross"
        label = _("Mistake")


class MistakesBlock(blocks.ListBlock):
    """Wrong claims and what is true: the one place where a page may repeat a wrong claim."""

    class Meta:
        icon = "cross"
        label = _("Common mistakes")
        template = "content/blocks/mistakes.html"
        preview_value = [{"said": "Small parcels need no entry.", "truth": "Every parcel needs one now."}]
        description = _("Wrong claims that people hear, and what is true")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(MistakeBlock(), **kwargs)
