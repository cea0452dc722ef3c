"""What rules name, read back: figures, lists of countries, questions, kinds of goods, and the frame."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.authoring.admin.passages import Passage, ReadBack, cited, plain_lines
from portal.authoring.legible import Legible
from portal.authoring.objects.base import LawObject
from portal.authoring.objects.terms import KINDS, UNITS, CountryList, Figure, Frame, GoodsKind, Question
from portal.rulebook.telling.sources import source_words
from portal.rulebook.wording import dated, day_words, dotted, written
from portal.rules.law import Fact, Goal, Kind, NamedList, Source
from portal.rules.law import Figure as LawFigure


def read(known: Legible, term: LawObject) -> Iterator[ReadBack]:
    """How a figure, list, question, kind of goods or the frame reads; raises one of ``legible.FAULTS``."""
    row = term.row()
    match term:
        case Figure():
            yield figure_read(known.reader.read_figure(row), str(term))
        case CountryList():
            yield list_read(known, known.reader.read_list(row), str(term))
        case Question():
            yield question_read(known, known.reader.read_fact(row, 0), str(term))
        case GoodsKind():
            yield goods_read(known, row, str(term))
        case Frame():
            yield from frame_read(known, term, row)


def figure_read(figure: LawFigure, title: str) -> ReadBack:
    passages = [
        Passage(
            dated(written(figure, value), value.span.start, value.span.last),
            plain_lines([value.note]),
            source_words(value.source),
        )
        for value in figure.values
    ]
    units = {key: str(label) for key, label in UNITS}
    lead = _("In %(unit)s.") % {"unit": units.get(figure.unit, figure.unit)}
    return ReadBack(figure.key, title, lead=lead, passages=tuple(passages))


def list_read(known: Legible, named: NamedList, title: str) -> ReadBack:
    countries = known.sentences.names.countries
    names = sorted(countries.get(code, code) for code in named.members)
    text = ngettext("%(number)s country:", "%(number)s countries:", len(names))
    return ReadBack(
        named.key,
        title,
        passages=(Passage(text % {"number": len(names)}, plain_lines(names)),),
        **_source(known, named.source),
    )


def question_read(known: Legible, fact: Fact, title: str) -> ReadBack:
    names = known.sentences.names
    say = names.wording.say
    kinds = {key: str(label) for key, label in KINDS}
    several = kinds["list"] if fact.kind in (Kind.CATEGORIES, Kind.CODES) else ""
    group = next((group for group in known.book.groups if group.key == fact.group), None)
    told = [
        say(fact.words, "ask"),
        _("It takes %(kind)s.") % {"kind": several or kinds.get(fact.kind, fact.kind)},
        _("It is asked with “%(group)s”.") % {"group": say(group.words, "title")} if group else "",
        _("It is a plan that the importer may change.") if fact.can_choose else "",
    ]
    options = [
        f"{say(option.words, 'label')}: {hint}"
        if (hint := say(option.words, "hint"))
        else say(option.words, "label")
        for option in fact.options
    ]
    passages = [
        (_("The answers to choose from:"), options),
        (_("Hint:"), [say(fact.words, "hint")]),
        (_("Why it is asked:"), [say(fact.words, "why")]),
        (_("How to find out:"), [say(fact.words, "how")]),
        (_("While nobody was asked:"), _derived(known, fact)),
    ]
    return ReadBack(
        fact.key,
        title,
        lead=" ".join(filter(None, told)),
        passages=tuple(Passage(head, plain_lines(lines)) for head, lines in passages if any(lines)),
        **_source(known, fact.source),
    )


def _derived(known: Legible, fact: Fact) -> list[str]:
    """Where an answer comes from that is worked out from others."""
    names = known.sentences.names
    told = []
    if fact.derived_from:
        told.append(
            _("Yes where a rule finds that %(finding)s.") % {"finding": names.finding(fact.derived_from)}
        )
    elif fact.derived:
        told.append(_("Worked out from the other answers."))
    if fact.open_point:
        told.append(_("Asked after all where %(point)s is open.") % {"point": names.rule(fact.open_point)})
    return told


def goods_read(known: Legible, row: Any, title: str) -> ReadBack:
    names = known.sentences.names
    aisles = {aisle.key: names.wording.say(aisle.words, "title") for aisle in known.book.aisles}
    passages = [
        (_("Tariff codes that point to it start with:"), [dotted(str(code)) for code in row.get("hts", ())]),
        (_("Such goods always have this:"), [names.label(fact) for fact in row.get("assume", ())]),
        (_("It asks:"), [names.label(fact) for fact in row.get("ask", ())]),
        (_("Examples:"), list(row.get("examples", ()))),
        (_("Other words that find it:"), list(row.get("also", ()))),
    ]
    return ReadBack(
        str(row["slug"]),
        title,
        lead=_("A kind of goods under “%(aisle)s”.") % {"aisle": aisles.get(row["aisle"], row["aisle"])},
        passages=tuple(Passage(head, plain_lines(lines)) for head, lines in passages if lines),
    )


# The frame


def frame_read(known: Legible, frame: Frame, row: Any) -> Iterator[ReadBack]:
    yield ReadBack("days", _("Days on record"), lead=" ".join(_days(row)))
    entries = [known.sentences.names.member("outcome", key) for key in row.get("strictness", ())]
    yield ReadBack(
        "strictness",
        _("Kinds of entry"),
        lead=_("The strictest first."),
        passages=tuple(map(Passage, entries)),
        ordered=True,
    )
    for goal in map(known.reader.read_goal, row.get("goals", ())):
        yield goal_read(known, goal)
    for key, title in (
        ("verdicts", _("What rules find")),
        ("groups", _("Groups of questions")),
        ("aisles", _("Aisles of kinds of goods")),
    ):
        lines = plain_lines(f"{item['title']} ({item['key']})" for item in row.get(key, ()))
        yield ReadBack(key, title, passages=(Passage("", lines),))


def _days(row: Any) -> Iterator[str]:
    covers = row["covers"]
    told = {"first": day_words(covers["from"]), "last": day_words(covers["through"])}
    yield _("Arrivals from %(first)s through %(last)s are on record.") % told
    if row.get("agencies_from"):
        told = {"day": day_words(row["agencies_from"])}
        yield _("The rules of other agencies are on record from %(day)s.") % told
    days = int(row["review_after_days"])
    text = ngettext(
        "A source is looked at again after %(number)s day.",
        "A source is looked at again after %(number)s days.",
        days,
    )
    yield text % {"number": days}


def goal_read(known: Legible, goal: Goal) -> ReadBack:
    """The outcomes of a goal in their order: the first one whose lines hold is the answer."""
    passages = [Passage(text.intro, text.lines, text.sources) for text in known.sentences.goal(goal)]
    titles = {"de_minimis": _("The low-value exemption"), "entry": _("The kind of entry")}
    return ReadBack(goal.key, titles.get(goal.key, goal.key), passages=tuple(passages), ordered=True)


def _source(known: Legible, source: Source) -> dict[str, Any]:
    return {
        "cites": cited(known, source.cites),
        "checked": source_words(replace(source, cites=())),
        "page": source.url,
    }
