"""Rules as blocks: entry rules and agencies' rules."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.authoring.blocks.conditions import condition
from portal.authoring.blocks.fields import (
    CONFIDENCE,
    CodesBlock,
    LinesBlock,
    NameBlock,
    PickBlock,
    TicksBlock,
    WordsBlock,
    cites,
)
from portal.authoring.rows import raw_of
from portal.authoring.vocabulary import vocabulary

FIRST_DAY = _("First day of arrival")
LAST_DAY = _("Last day of arrival")
KINDS = [
    ("obligation", _("An obligation")),
    ("prohibition", _("A prohibition")),
    ("relief", _("A relief")),
    ("context", _("Context, shown apart")),
    ("system_check", _("A check that the system makes")),
]
STATUSES = [
    ("in_force", _("In force")),
    ("proposed", _("Proposed: never fires")),
    ("ended", _("Ended: holds for the past only")),
]
SOMETIMES = [
    ("yes", _("Yes")),
    ("no", _("No")),
    ("sometimes", _("Sometimes")),
]


class DatedBlock(blocks.StructBlock):
    """A last day before the first is refused, and told together with all that is wrong in other fields."""

    def clean(self, value: Any) -> Any:
        errors: dict[str, ValidationError] = {}
        cleaned = value
        try:
            cleaned = super().clean(value)
        except blocks.StructBlockValidationError as refused:
            errors = dict(refused.block_errors)
        if not errors.keys() & {"first_day", "last_day"}:
            days = {name: self.child_blocks[name].clean(value.get(name)) for name in self._days}
            if days and all(days.values()) and days["last_day"] < days["first_day"]:
                errors["last_day"] = ValidationError(_("The last day is before the first one."))
        if errors:
            raise blocks.StructBlockValidationError(errors)
        return cleaned

    @property
    def _days(self) -> list[str]:
        return [name for name in ("first_day", "last_day") if name in self.child_blocks]


def first_day() -> blocks.DateBlock:
    return blocks.DateBlock(
        label=FIRST_DAY, required=False, row_key="from", help_text=_("Empty: before our record.")
    )


def last_day() -> blocks.DateBlock:
    return blocks.DateBlock(
        label=LAST_DAY, required=False, row_key="through", help_text=_("Empty: still in force.")
    )


class SaysBlock(blocks.StructBlock):
    yes = WordsBlock(label=_("Why it holds"))
    no = WordsBlock(label=_("Why it does not hold"))
    unknown = WordsBlock(label=_("What cannot be known yet"))

    class Meta:
        icon = "comment"
        label = _("Plain words for the answer page")


class ExceptionBlock(DatedBlock):
    """An exception keeps its own name, days and citations, so that an answer can say what decided."""

    title = WordsBlock(label=_("Exception"), required=True, rows=1)
    id = NameBlock(label=_("Name"), required=False)
    first_day = first_day()
    last_day = last_day()
    when = condition(label=_("The exception holds when all of these lines hold"))
    cites = cites()
    url = blocks.URLBlock(label=_("Page that was read"), required=False)
    confidence = PickBlock(label=_("How sure"), choices=CONFIDENCE, required=False)
    checked = blocks.DateBlock(label=_("Checked on"), required=False)

    class Meta:
        icon = "cross"
        label = _("Unless")
        label_format = "{title}"


class CircumstanceBlock(blocks.StructBlock):
    """A circumstance in which a rule only says "check this"."""

    title = WordsBlock(label=_("Circumstance"), required=True, rows=1)
    when = condition(label=_("It is there when all of these lines hold"))

    class Meta:
        icon = "help"
        label = _("Check when")
        label_format = "{title}"


def exceptions() -> blocks.ListBlock:
    return blocks.ListBlock(
        ExceptionBlock(), label=_("Exceptions"), default=[], collapsed=True, row_key="unless"
    )


class SourcedBlock(DatedBlock):
    """What every rule ends with: where it comes from, how sure we are, when it was and must be looked at."""

    cites = cites(required=True)
    url = blocks.URLBlock(label=_("Page that was read"))
    confidence = PickBlock(label=_("How sure"), choices=CONFIDENCE)
    checked = blocks.DateBlock(label=_("Checked on"))
    review = blocks.DateBlock(
        label=_("Next review"),
        required=False,
        help_text=_("Empty: after the usual time."),
    )
    law = LinesBlock(label=_("Facts of the law file"), rows=1)

    class Meta:
        label_format = "{title}"
        icon = "doc-full"


SOURCE = blocks.struct_block.BlockGroup(
    ["cites", "url", "confidence", "checked", "review", "law"],
    heading=_("Source"),
    icon="link",
    classname="collapsed",
    label_format="{checked}",
)
DAYS = blocks.struct_block.BlockGroup(
    ["first_day", "last_day"], heading=_("Days in force"), icon="date", classname="law-days"
)


class RuleBlock(SourcedBlock):
    id = NameBlock(
        label=_("Name"),
        help_text=_("It never changes, and is never used for another rule."),
    )
    title = WordsBlock(label=_("Title"), required=True, rows=1)
    first_day = first_day()
    last_day = last_day()


class EntryRuleBlock(RuleBlock):
    finds = PickBlock(label=_("What it finds"), choices=lambda: vocabulary().verdicts)
    when = condition()
    exceptions = exceptions()
    says = SaysBlock()

    class Meta:
        label = _("Rule")
        form_layout = ["title", "id", "finds", DAYS, "when", "exceptions", "says", SOURCE]


class ConcernsBlock(blocks.StructBlock):
    """The goods that an agency's rule looks at at all: any of these. Nothing chosen: all goods."""

    categories = TicksBlock(label=_("Kinds of goods"), choices=lambda: vocabulary().categories)
    hts = CodesBlock(label=_("Beginnings of tariff codes"))
    facts = TicksBlock(label=_("Answered with yes"), choices=lambda: vocabulary().product_facts)
    rules = TicksBlock(label=_("Goods that these rules are about"), choices=lambda: vocabulary().rules)

    class Meta:
        icon = "tag"
        label = _("Which goods it looks at")
        collapsed = True
        label_format = "{categories}"


@raw_of.register
def _concerns_raw(block: ConcernsBlock, value: Any) -> Any:
    plain = {} if value == "everything" else value
    return raw_of.dispatch(blocks.StructBlock)(block, plain)


class RelatedBlock(blocks.StructBlock):
    """Goods that are near to those of a rule. Nothing is decided by it."""

    categories = TicksBlock(label=_("Kinds of goods"), choices=lambda: vocabulary().categories)
    hts = CodesBlock(label=_("Beginnings of tariff codes"))

    class Meta:
        icon = "tag"
        label = _("Goods near to these, for reading on")
        collapsed = True
        label_format = "{categories}"


class AgencyRuleBlock(RuleBlock):
    programme = WordsBlock(label=_("Program"), rows=1)
    kind = PickBlock(label=_("What it is"), choices=KINDS, default="obligation")
    status = PickBlock(label=_("Status"), choices=STATUSES, default="in_force")
    seen = blocks.CharBlock(label=_("What was read"), required=False)
    concerns = ConcernsBlock()
    covers = WordsBlock(label=_("What it covers"))
    related = RelatedBlock()
    when = condition(required=False, label=_("And all of these lines hold"))
    check_when = blocks.ListBlock(
        CircumstanceBlock(), label=_("Only “check this”"), default=[], row_key="check when"
    )
    exceptions = exceptions()
    do = WordsBlock(label=_("What to do"), required=True)
    by = WordsBlock(label=_("By when"), rows=1)
    who = WordsBlock(label=_("Who"), rows=1)
    forms = LinesBlock(label=_("Forms and papers"))
    relief = WordsBlock(label=_("What makes it lighter"))
    otherwise = WordsBlock(label=_("What happens otherwise"))
    says = SaysBlock()
    note = WordsBlock(label=_("Note for rule writers"))
    note_for_people = WordsBlock(label=_("Note for people"), row_key="note for people")
    note_cites = blocks.ListBlock(
        cites().child_block, label=_("Citations of the note"), default=[], row_key="note cites"
    )
    flags = LinesBlock(label=_("ACE flag codes"), rows=1)
    blocked_low_value_release = PickBlock(
        label=_("Blocked low-value release"),
        choices=SOMETIMES,
        required=False,
        row_key="blocked low-value release",
    )
    blocks_informal_entry = PickBlock(
        label=_("Blocks informal entry"),
        choices=SOMETIMES,
        required=False,
        row_key="blocks informal entry",
    )
    sources = LinesBlock(label=_("Sources of the catalogue"), rows=1)

    class Meta:
        label = _("Rule")
        form_layout = [
            "title",
            "id",
            "kind",
            "status",
            DAYS,
            "concerns",
            "when",
            "exceptions",
            "check_when",
            blocks.struct_block.BlockGroup(
                ["programme", "covers", "do", "by", "who", "forms", "relief", "otherwise", "says"],
                heading=_("Plain words"),
                icon="comment",
                classname="collapsed",
                label_format="{do}",
            ),
            blocks.struct_block.BlockGroup(
                [
                    *("related", "note", "note_for_people", "note_cites", "flags"),
                    *("blocked_low_value_release", "blocks_informal_entry", "seen", "sources"),
                ],
                heading=_("Notes and customs filing"),
                icon="clipboard-list",
                classname="collapsed",
                label_format="{note}",
            ),
            SOURCE,
        ]
