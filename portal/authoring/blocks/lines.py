"""Conditions as lines: one block type for each kind of answer, and one level of "any of".

Each block offers only what fits it: amounts of money meet figures in dollars, counts meet counts, a choice
meets answers of one question. So a line that makes no sense cannot be put together.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.authoring.blocks.fields import CodesBlock, PickBlock, TicksBlock
from portal.authoring.placing import day_in, text_in, texts_in, yes_or_no
from portal.authoring.rows import row_of
from portal.authoring.vocabulary import DECIDED, vocabulary
from portal.rules.law import Kind

IS, IS_NOT = "is", "not"
IS_CHOICES = [(IS, _("is one of these")), (IS_NOT, _("is none of these"))]
MEETS_CHOICES = [(IS, _("at least one of these")), (IS_NOT, _("none of these"))]
LIMITS = [("at most", _("is at most")), ("over", _("is over"))]
SIDES = [("from", _("is on or after")), ("before", _("is before"))]
YES_NO = [("yes", _("yes")), ("no", _("no"))]
FOUND = [("found", _("is found")), ("not found", _("is not found"))]
OPTION_SEPARATOR = "="


class LineBlock(blocks.StructBlock):
    """One test. ``line`` and ``keeps`` go to and from the line of a file; ``keeps`` is None for others."""

    class Meta:
        form_classname = "struct-block law-line"

    def line(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        raise NotImplementedError

    def keeps(self, key: str, value: Any) -> dict[str, Any] | None:
        raise NotImplementedError


def kind_of(key: str) -> tuple[str, str, Kind | None]:
    """The question, the operator and the kind of answer in a line's key."""
    fact, _space, operator = key.partition(" ")
    return fact, operator, vocabulary().kinds.get(fact)


class YesNoLine(LineBlock):
    question = PickBlock(label=_("Question"), choices=lambda: vocabulary().facts(Kind.YES_NO))
    answer = PickBlock(label=_("Answer"), choices=YES_NO, default="yes")

    class Meta:
        icon = "check"
        label = _("The answer is yes or no")
        label_format = "{question}: {answer}"

    def line(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        return {raw["question"]: raw["answer"]}

    def keeps(self, key: str, value: Any) -> dict[str, Any] | None:
        if kind_of(key)[2] != Kind.YES_NO:
            return None
        return {"question": key, "answer": "yes" if yes_or_no(value) else "no"}


class LimitLine(LineBlock):
    """A number against a dated figure of the same unit."""

    of_kind: Kind
    unit: str

    def line(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        return {f"{raw['question']} {raw['limit']}": raw["figure"]}

    def keeps(self, key: str, value: Any) -> dict[str, Any] | None:
        fact, operator, kind = kind_of(key)
        if kind != self.of_kind:
            return None
        return {"question": fact, "limit": operator, "figure": text_in(value)}


class AmountLine(LimitLine):
    of_kind, unit = Kind.MONEY, "usd"
    question = PickBlock(label=_("Amount"), choices=lambda: vocabulary().facts(Kind.MONEY))
    limit = PickBlock(label=_("Compared"), choices=LIMITS, default="at most")
    figure = PickBlock(label=_("Figure in dollars"), choices=lambda: vocabulary().figures("usd"))

    class Meta:
        icon = "order"
        label = _("An amount of money and a figure")
        label_format = "{question} {limit} {figure}"


class CountLine(LimitLine):
    of_kind, unit = Kind.COUNT, "count"
    question = PickBlock(label=_("Number"), choices=lambda: vocabulary().facts(Kind.COUNT))
    limit = PickBlock(label=_("Compared"), choices=LIMITS, default="at most")
    figure = PickBlock(label=_("Figure that counts"), choices=lambda: vocabulary().figures("count"))

    class Meta:
        icon = "list-ol"
        label = _("A number and a figure")
        label_format = "{question} {limit} {figure}"


class ChoiceLine(LineBlock):
    """Answers of one question that has a short list of answers."""

    compared = PickBlock(label=_("The answer"), choices=IS_CHOICES, default=IS)
    options = TicksBlock(
        label=_("Answers of one question"), required=True, choices=lambda: vocabulary().options
    )

    class Meta:
        icon = "list-ul"
        label = _("The answer is one of a few")
        label_format = "{compared} {options}"

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if len({option.partition(OPTION_SEPARATOR)[0] for option in value["options"]}) > 1:
            message = _("Choose answers of one question only. Add a line for each other question.")
            raise blocks.StructBlockValidationError({"options": ValidationError(message)})
        return value

    def line(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        pairs = [option.partition(OPTION_SEPARATOR) for option in raw["options"] or ()]
        fact = pairs[0][0] if pairs else ""
        return {_negated(fact, raw["compared"]): [pair[2] for pair in pairs]}

    def keeps(self, key: str, value: Any) -> dict[str, Any] | None:
        fact, operator, kind = kind_of(key)
        if kind != Kind.CHOICE or (fact in DECIDED) != self.reads_the_decision:
            return None
        options = [f"{fact}{OPTION_SEPARATOR}{option}" for option in texts_in(value)]
        return {"compared": operator or IS, "options": options}

    reads_the_decision = False


class DecidedLine(ChoiceLine):
    """The same about what was decided: only what is shown with an answer may read that."""

    options = TicksBlock(label=_("What was decided"), required=True, choices=lambda: vocabulary().decided)

    class Meta:
        icon = "tick"
        label = _("What was decided")
        label_format = "{compared} {options}"

    reads_the_decision = True


class CountryLine(LineBlock):
    question = PickBlock(label=_("Question"), choices=lambda: vocabulary().facts(Kind.COUNTRY))
    compared = PickBlock(label=_("The country"), choices=IS_CHOICES, default=IS)
    lists = TicksBlock(label=_("Named lists"), choices=lambda: vocabulary().lists)
    countries = TicksBlock(label=_("Countries"), choices=lambda: vocabulary().countries)

    class Meta:
        icon = "globe"
        label = _("The country")
        label_format = "{question} {compared} {lists} {countries}"

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if not value["lists"] and not value["countries"]:
            message = _("Choose a list or at least one country.")
            raise blocks.StructBlockValidationError({"lists": ValidationError(message)})
        return value

    def line(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        lists, countries = list(raw["lists"] or ()), list(raw["countries"] or ())
        members: Any = lists[0] if len(lists) == 1 and not countries else [*lists, *countries]
        return {_negated(raw["question"], raw["compared"]): members}

    def keeps(self, key: str, value: Any) -> dict[str, Any] | None:
        fact, operator, kind = kind_of(key)
        if kind != Kind.COUNTRY:
            return None
        members = [value] if isinstance(value, str) else texts_in(value)
        named = {name for name, _title in vocabulary().lists}
        return {
            "question": fact,
            "compared": operator or IS,
            "lists": [member for member in members if member in named],
            "countries": [member for member in members if member not in named],
        }


class GoodsLine(LineBlock):
    compared = PickBlock(label=_("The goods are of"), choices=MEETS_CHOICES, default=IS)
    categories = TicksBlock(label=_("Kinds of goods"), required=True, choices=lambda: vocabulary().categories)

    class Meta:
        icon = "tag"
        label = _("The kind of goods")
        label_format = "{compared}: {categories}"

    def line(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        return {_negated("categories", raw["compared"]): list(raw["categories"] or ())}

    def keeps(self, key: str, value: Any) -> dict[str, Any] | None:
        _fact, operator, kind = kind_of(key)
        if kind != Kind.CATEGORIES:
            return None
        return {"compared": operator or IS, "categories": texts_in(value)}


class CodesLine(LineBlock):
    compared = PickBlock(label=_("The tariff codes begin with"), choices=MEETS_CHOICES, default=IS)
    codes = CodesBlock(label=_("Beginnings"), required=True)

    class Meta:
        icon = "code"
        label = _("The tariff code")
        label_format = "{compared}: {codes}"

    def line(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        return {_negated("hts", raw["compared"]): (raw["codes"] or "").split()}

    def keeps(self, key: str, value: Any) -> dict[str, Any] | None:
        _fact, operator, kind = kind_of(key)
        if kind != Kind.CODES:
            return None
        return {"compared": operator or IS, "codes": "\n".join(texts_in(value))}


class DayLine(LineBlock):
    question = PickBlock(label=_("Day"), choices=lambda: vocabulary().facts(Kind.DAY))
    side = PickBlock(label=_("Compared"), choices=SIDES, default="from")
    day = blocks.DateBlock(label=_("Date"))

    class Meta:
        icon = "date"
        label = _("The day")
        label_format = "{question} {side} {day}"

    def line(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        return {f"{raw['question']} {raw['side']}": row_of(self.child_blocks["day"], raw["day"])}

    def keeps(self, key: str, value: Any) -> dict[str, Any] | None:
        fact, operator, kind = kind_of(key)
        if kind != Kind.DAY:
            return None
        day = day_in(value)
        return {"question": fact, "side": operator, "day": day.isoformat() if day else None}


class FoundLine(LineBlock):
    verdict = PickBlock(label=_("Finding"), choices=lambda: vocabulary().verdicts)
    found = PickBlock(label=_("Other rules"), choices=FOUND, default="found")

    class Meta:
        icon = "link"
        label = _("What other rules find")
        label_format = "{verdict} {found}"

    def line(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        return {raw["found"]: raw["verdict"]}

    def keeps(self, key: str, value: Any) -> dict[str, Any] | None:
        return {"verdict": text_in(value), "found": key} if key in ("found", "not found") else None


class UnsettledLine(LineBlock):
    note = PickBlock(label=_("Open point"), choices=lambda: vocabulary().notes)

    class Meta:
        icon = "help"
        label = _("A point that nobody has decided")
        label_format = "{note}"

    def line(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        return {"unsettled": raw["note"]}

    def keeps(self, key: str, value: Any) -> dict[str, Any] | None:
        return {"note": text_in(value)} if key == "unsettled" else None


class AlwaysLine(LineBlock):
    class Meta:
        icon = "circle-check"
        label = _("Always, on every day in force")

    def line(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        return {"always": "yes"}

    def keeps(self, key: str, value: Any) -> dict[str, Any] | None:
        return {} if key == "always" else None


def _negated(fact: str, compared: str) -> str:
    return f"{fact} {IS_NOT}" if compared == IS_NOT else fact
