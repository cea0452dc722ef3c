"""The fields of a question page, filled with what was typed or answered. Each kind of fact has its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.rulebook.wording import dotted
from portal.rules.answers import CATEGORIES, CODES
from portal.rules.ask import OTHERS
from portal.rules.law import Fact, Kind
from portal.selfcheck.goods import Found, search, shelf
from portal.selfcheck.journey import DATE_PARTS, FIND, SENT, Asked, Journey
from portal.selfcheck.query import NONE, UNKNOWN
from portal.selfcheck.reasons import Link, Reasons, links, reasons
from portal.selfcheck.replies import NO, PAGE, Reply, fingerprint

OFTEN = ("CN", "HK", "VN", "MX", "CA", "IN", "JP", "KR", "TW", "GB", "DE", "IT", "TH", "TR")
"""Countries that parcels often come from, put first in the list. A convenience, nothing else."""
LONGEST_SEARCH = 100
LONGEST_SHOWN = 40
NOT_TYPED = frozenset({Kind.CHOICE, Kind.COUNTRY, Kind.YES_NO})
"""Kinds without a field that could show what came in the address."""
MANY = 8
REASONS, REASONS_OF_MANY = 5, 2


@dataclass(frozen=True)
class Question:
    """One fact as it is put to a person."""

    key: str
    ask: str
    label: str
    hint: str
    why: str
    how: str
    cites: tuple[Link, ...]
    reasons: Reasons
    error: str = ""
    ticked: bool = False
    unsure: bool = False
    value: str = ""


def questions(journey: Journey, asked: Asked, reply: Reply) -> dict[str, Question]:
    """The facts of a page in words, with what was ticked."""
    facts = (*asked.facts, *asked.assumed)
    most = REASONS_OF_MANY if len(facts) > 1 else REASONS
    why = reasons(asked.standing.decision, journey.wording, facts, most=most)
    return {fact: _question(journey, journey.law.facts[fact], why[fact], reply) for fact in facts}


def _question(journey: Journey, fact: Fact, why: Reasons, reply: Reply) -> Question:
    say, told = journey.wording.say, journey.answers
    error = (reply.errors if reply.sent else journey.told.errors).get(fact.key, "")
    value = _typed(journey, fact)
    if error and value and fact.kind in NOT_TYPED:
        error = f"{error} {_('We read “%(value)s”.') % {'value': value[:LONGEST_SHOWN]}}"
    unsure = fact.key in told and told[fact.key] is None
    return Question(
        key=fact.key,
        ask=say(fact.words, "ask"),
        label=say(fact.words, "label"),
        hint=say(fact.words, "hint"),
        why=say(fact.words, "why"),
        how=say(fact.words, "how"),
        cites=links(journey.law, fact.source),
        reasons=why,
        error=error,
        ticked=fact.key in reply.ticked if reply.sent else told.get(fact.key) is True,
        unsure=fact.key in reply.unsure if reply.sent else unsure,
        value=value,
    )


def _typed(journey: Journey, fact: Fact) -> str:
    """An answer as it stands in its field: as it was typed while it is wrong, else as we read it."""
    key = fact.key
    if key in journey.told.errors:
        typed = journey.told.typed.get(key, [""])
        return ", ".join(typed) if fact.kind == Kind.CODES else typed[-1]
    value = journey.answers.get(key)
    if value is None:
        return ""
    if fact.kind == Kind.MONEY and isinstance(value, int):
        return f"{value // 100:,}.{value % 100:02d}"
    if isinstance(value, tuple):
        return ", ".join(dotted(code) for code in value)
    return str(value)


# One maker for each kind of page: what its template shows besides the question

Fields = dict[str, Any]


def choice(journey: Journey, question: Question, reply: Reply, query: QueryDict) -> Fields:
    options = [
        {
            "value": option.key,
            "label": journey.wording.say(option.words, "label"),
            "hint": journey.wording.say(option.words, "hint"),
            "selected": option.key == question.value,
        }
        for option in journey.law.facts[question.key].options
    ]
    lone = {"value": UNKNOWN, "label": _("I don't know"), "selected": question.unsure, "lone": True}
    return {"options": [*options, lone]}


def country(journey: Journey, question: Question, reply: Reply, query: QueryDict) -> Fields:
    names = {c.code: journey.wording.say({"name": c.words}, "name") for c in journey.law.book.countries}
    often = [{"value": code, "label": names[code]} for code in OFTEN if code in names]
    rest = [
        {"value": code, "label": name}
        for code, name in sorted(names.items(), key=lambda item: item[1])
        if code not in OFTEN
    ]
    return {"often": often, "rest": rest}


def number(journey: Journey, question: Question, reply: Reply, query: QueryDict) -> Fields:
    return {}


def day(journey: Journey, question: Question, reply: Reply, query: QueryDict) -> Fields:
    told = journey.answers.get(question.key)
    parts = reply.date_parts
    if isinstance(told, date) and not parts:
        parts = dict(zip(DATE_PARTS, (str(told.month), str(told.day), str(told.year)), strict=True))
    elif question.error and not parts and question.value.count("-") == 2:
        year, month, in_month = question.value.split("-")
        parts = {"month": month, "day": in_month, "year": year}
    today = journey.answered({question.key: journey.today}, instead_of=(question.key,))
    return {
        "parts": parts,
        "today": journey.today,
        "today_url": today.question_url(question.key, **{SENT: "1"}),
    }


FIELDS: dict[Kind, Callable[[Journey, Question, Reply, QueryDict], Fields]] = {
    Kind.CHOICE: choice,
    Kind.COUNTRY: country,
    Kind.MONEY: number,
    Kind.COUNT: number,
    Kind.DAY: day,
}


def ticks(journey: Journey, asked: Asked, asked_facts: dict[str, Question], reply: Reply) -> Fields:
    """Facts to tick, in sections by subject where there are many."""
    told = [journey.answers.get(fact, "") for fact in asked.facts]
    overall = reply.overall
    if not reply.sent and told:
        overall = frozenset({NO}) if all(answer is False for answer in told) else overall
        overall = frozenset({UNKNOWN}) if all(answer is None for answer in told) else overall
    shown = [asked_facts[fact] for fact in asked.facts]
    sections = []
    for group in journey.law.book.groups:
        rows = [question for question in shown if journey.law.facts[question.key].group == group.key]
        if rows:
            say = journey.wording.say
            title, lead = say(group.words, "title"), say(group.words, "lead")
            # A closed section names its facts, so that nobody says no to what they never saw.
            is_open = any(question.ticked or question.unsure or question.error for question in rows)
            sections.append({"title": title, "lead": lead, "rows": rows, "open": is_open})
    return {
        "sections": sections if asked.page.key == OTHERS else [{"rows": shown}],
        "many": asked.page.key == OTHERS and len(shown) > MANY,
        "assumed": [_assumed(journey, asked_facts[fact]) for fact in asked.assumed],
        "single": len(shown) == 1 and not asked.assumed,
        "none": NO in overall,
        "nothing_known": UNKNOWN in overall,
        "seen": fingerprint(asked.facts),
        "page_error": reply.errors.get(PAGE, ""),
    }


def _assumed(journey: Journey, question: Question) -> Fields:
    told = journey.answers.get(question.key, True)
    options = ((True, "yes", _("Yes")), (False, NO, _("No")), (None, UNKNOWN, _("I don't know")))
    return {
        "question": question,
        "options": [
            {"value": value, "label": label, "selected": told is answer} for answer, value, label in options
        ],
    }


def goods(journey: Journey, reply: Reply, query: QueryDict) -> Fields:
    """The search, the shelves, and the tariff codes."""
    told = journey.told
    ticked = frozenset(told.typed.get(CATEGORIES, ()))
    find = query.get(FIND, "").strip()[:LONGEST_SEARCH]
    result = search(journey.law, find, (get_language() or "en").split("-")[0]) if find else Found()
    nothing_told = CATEGORIES in told.answers and told.answers[CATEGORIES] is None
    return {
        "shelf": shelf(journey.law, result, ticked, journey.wording),
        "find": find,
        "instead": result.instead,
        "none": told.answers.get(CATEGORIES) == () or NONE in ticked,
        "unknown": UNKNOWN in ticked or (nothing_told and not told.answers.get(CODES)),
        "find_error": (reply.errors if reply.sent else told.errors).get(CATEGORIES, ""),
    }
