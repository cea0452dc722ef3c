"""What rules name: figures, lists of countries, questions, kinds of goods, and the frame of the rulebook."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.authoring.blocks.objects import (
    DAY,
    GoalBlock,
    GroupBlock,
    OptionBlock,
    TitledBlock,
    ValueBlock,
)
from portal.authoring.blocks.rules import SourcedBlock
from portal.authoring.objects.base import LawObject
from portal.authoring.objects.fields import LawStream, LinesField, PickField, TicksField
from portal.authoring.placing import Path, at, day_in, mapping_in, text_in
from portal.authoring.rows import refuse_unknown
from portal.rules.law import Kind

UNITS = [
    ("usd", _("dollars")),
    ("percent", _("percent")),
    ("count", _("a count")),
    ("date", _("a day")),
]
KINDS = [
    (Kind.YES_NO.value, _("yes or no")),
    (Kind.CHOICE.value, _("one of a few answers")),
    (Kind.COUNTRY.value, _("a country")),
    (Kind.MONEY.value, _("an amount of money")),
    (Kind.COUNT.value, _("a number")),
    (Kind.DAY.value, _("a day")),
    ("list", _("several of a list")),
]


def source() -> LawStream:
    return LawStream(
        [("source", SourcedBlock(label=_("Source")))],
        verbose_name=_("source"),
        min_num=1,
        max_num=1,
    )


class Figure(LawObject):
    """A dated amount that rules and words name instead of typing it."""

    title = models.CharField(_("title"), max_length=200)
    unit = models.CharField(_("unit"), max_length=10, choices=UNITS)
    values = LawStream([("value", ValueBlock())], verbose_name=_("values"), collapsed=True)

    columns = {"key": "key", "title": "title", "unit": "unit", "values": "values"}

    def clean(self) -> None:
        super().clean()
        days = [bool(DAY.fullmatch(value.value["amount"] or "")) for value in self.values or ()]
        if self.unit == "date" and not all(days):
            raise ValidationError(
                {"values": _("The unit is a day: write each value as year, month, day, with hyphens.")}
            )
        if self.unit != "date" and any(days):
            raise ValidationError({"values": _("A value is written as a day, but the unit is not a day.")})

    class Meta(LawObject.Meta):
        verbose_name = _("figure")
        verbose_name_plural = _("figures")


class CountryList(LawObject):
    title = models.CharField(_("title"), max_length=200)
    members = TicksField(_("countries"), picks=lambda words: words.countries, blank=False)
    source = source()

    columns = {"key": "key", "title": "title", "members": "members", "source": ""}
    merged = ("source",)

    class Meta(LawObject.Meta):
        verbose_name = _("list of countries")
        verbose_name_plural = _("lists of countries")


class Question(LawObject):
    """A question. Its meaning never changes; a new need gets a new question."""

    label = models.CharField(_("short label"), max_length=200)
    kind = models.CharField(_("kind of answer"), max_length=10, choices=KINDS)
    group = PickField(_("group"), picks=lambda words: words.groups, blank=True)
    ask = models.TextField(_("the question"))
    hint = models.TextField(_("hint"), blank=True)
    why = models.TextField(_("why we ask"), blank=True)
    how = models.TextField(_("how to find out"), blank=True)
    options = LawStream([("option", OptionBlock())], verbose_name=_("answers"), blank=True)
    can_choose = models.BooleanField(
        _("a plan that the importer may change"),
        default=False,
        help_text=_("Such as the day or the way of shipping; a value or an origin is a fact."),
    )
    derived = models.BooleanField(_("worked out from other answers"), default=False)
    derived_from = PickField(_("what finds it"), picks=lambda words: words.verdicts, blank=True)
    open_point = PickField(
        _("the open point by which it is asked after all"),
        picks=lambda words: words.notes,
        blank=True,
    )
    source = source()

    columns = {
        "key": "key",
        "kind": "kind",
        "group": "group",
        "ask": "ask",
        "label": "label",
        "hint": "hint",
        "why": "why",
        "how": "how",
        "options": "options",
        "can_choose": "can_choose",
        "derived": "derived",
        "derived_from": "derived_from",
        "open_point": "open_point",
        "source": "",
    }
    merged = ("source",)
    title_field = "label"

    class Meta(LawObject.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def clean(self) -> None:
        super().clean()
        live = (
            type(self)._default_manager.filter(pk=self.pk, live=True).values_list("kind", flat=True).first()
        )
        if live is not None and live != self.kind:
            raise ValidationError(
                {"kind": _("Answers are kept under this kind; make a new question instead.")}
            )


class GoodsKind(LawObject):
    """A kind of goods as people call it: its codes, what it always has and what to ask."""

    label = models.CharField(_("label"), max_length=200)
    aisle = PickField(_("where to browse for it"), picks=lambda words: words.aisles)
    examples = LinesField(_("examples"), blank=True)
    also = LinesField(_("what people type instead"), blank=True)
    hts = LinesField(_("beginnings of tariff codes"), blank=True)
    assume = TicksField(_("true unless answered otherwise"), picks=lambda words: words.facts(Kind.YES_NO))
    ask = TicksField(_("what to ask for such goods"), picks=lambda words: words.facts(Kind.YES_NO))

    columns = {
        "key": "slug",
        "label": "label",
        "aisle": "aisle",
        "examples": "examples",
        "also": "also",
        "hts": "hts",
        "assume": "assume",
        "ask": "ask",
    }
    title_field = "label"

    class Meta(LawObject.Meta):
        verbose_name = _("kind of goods")
        verbose_name_plural = _("kinds of goods")


class Frame(LawObject):
    """The frame of the rulebook: the days on record, what is decided and in which order, findings, groups."""

    title = models.CharField(_("title"), max_length=200)
    covers_from = models.DateField(_("first day on record"))
    covers_through = models.DateField(_("last day on record"))
    agencies_from = models.DateField(_("other agencies' rules are on record from"))
    review_after_days = models.PositiveIntegerField(_("a source is looked at again after (days)"))
    strictness = LinesField(_("kinds of entry, the strictest first"))
    verdicts = LawStream([("verdict", TitledBlock(label=_("Finding")))], verbose_name=_("findings"))
    goals = LawStream([("goal", GoalBlock())], verbose_name=_("what is decided"), collapsed=True)
    groups = LawStream([("group", GroupBlock())], verbose_name=_("groups of questions"), collapsed=True)
    aisles = LawStream([("aisle", TitledBlock(label=_("Aisle")))], verbose_name=_("aisles"))
    countries = LinesField(_("countries"), help_text=_("One a line: the two-letter code and the name."))

    columns = {
        "title": "title",
        "agencies_from": "agencies_from",
        "review_after_days": "review_after_days",
        "strictness": "strictness",
        "verdicts": "verdicts",
        "goals": "goals",
        "groups": "groups",
        "aisles": "aisles",
    }

    class Meta(LawObject.Meta):
        verbose_name = _("frame of the rulebook")
        verbose_name_plural = _("frame of the rulebook")

    def clean(self) -> None:
        super().clean()
        if self.covers_from and self.covers_through and self.covers_through < self.covers_from:
            raise ValidationError({"covers_through": _("The last day is before the first one.")})
        for line in self.countries.splitlines():
            code, _space, name = line.strip().partition(" ")
            if line.strip() and (len(code) != 2 or not code.isupper() or not name.strip()):
                raise ValidationError({"countries": _("“%(line)s” is no code and name.") % {"line": line}})

    def row(self) -> dict[str, Any]:
        pairs = (line.strip().partition(" ") for line in self.countries.splitlines() if line.strip())
        return super().row() | {
            "covers": {"from": self.covers_from, "through": self.covers_through},
            "countries": {code: name.strip() for code, _space, name in pairs},
        }

    def places(self) -> dict[str, Path]:
        return super().places() | {
            "covers_from": ("covers", "from"),
            "covers_through": ("covers", "through"),
            "countries": ("countries",),
        }

    def take_row(self, row: Any) -> Frame:
        left = dict(mapping_in(row))
        with at("covers"):
            covers = mapping_in(left.pop("covers", None))
            refuse_unknown(covers, ("from", "through"))
            days: Any = day_in(covers.get("from")), day_in(covers.get("through"))
            self.covers_from, self.covers_through = days
        with at("countries"):
            countries = mapping_in(left.pop("countries", None))
            self.countries = "\n".join(f"{text_in(code)} {text_in(countries[code])}" for code in countries)
        return super().take_row(left)


TERMS: tuple[type[Any], ...] = (Figure, CountryList, Question, GoodsKind, Frame)
