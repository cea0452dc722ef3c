"""People who answer the questionnaire in tests: how they answer, and what their browser sends."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from urllib.parse import urlencode

from django.http import QueryDict

from portal.rules.ask import GOODS
from portal.rules.law import Kind
from portal.selfcheck.journey import (
    ALL,
    DONT_KNOW,
    OWN,
    SEEN,
    SENT,
    TRUE,
    UNSURE,
    WERE,
    Asked,
    Journey,
    Pairs,
)
from portal.selfcheck.query import UNKNOWN, read_query
from portal.selfcheck.replies import fingerprint, read_reply
from tests.law import TODAY, starter_edition


def at(query: str = "") -> Journey:
    """A journey at an address, on a fixed day."""
    edition = starter_edition()
    return Journey(edition, read_query(QueryDict(query), edition.law, own=OWN), TODAY)


def form(journey: Journey, asked: Asked, fields: Pairs) -> QueryDict:
    """What a browser sends: the hidden fields of the page, then those that a person filled in."""
    ticks = journey.law.facts[asked.page.facts[0]].kind == Kind.YES_NO
    hidden = journey.pairs(without=asked.assumed if ticks else asked.facts)
    seen = [(SEEN, fingerprint(asked.facts))] if ticks else []
    kinds = journey.answers.get("categories")
    were = [(WERE, " ".join(kinds))] if asked.page.key == GOODS and isinstance(kinds, tuple) else []
    return QueryDict(urlencode([(SENT, "1"), *hidden, *seen, *were, *fields]))


def send(journey: Journey, page: str, fields: Pairs) -> Journey:
    """The journey after a page was filled in without a mistake, as the next address tells it."""
    asked = journey.asked(page)
    assert asked is not None, page
    query = form(journey, asked, fields)
    there = Journey(journey.edition, read_query(query, journey.law, own=OWN), journey.today)
    again = there.asked(page)
    assert again is not None
    reply = read_reply(query, there, again)
    assert reply.is_complete, (page, fields, reply.errors)
    following = there.answered(reply.answers, instead_of=reply.replaced)
    return at(urlencode(following.pairs()))


def some_answer(journey: Journey, page: str, chance: Random, *, corrects: bool = False) -> Pairs:
    """Fields as somebody might fill them in; one in four does not know.

    ``corrects``: they also change what was taken as true for their goods, which can open new questions.
    """
    asked = journey.asked(page)
    assert asked is not None
    fact = journey.law.facts[asked.page.facts[0]]
    if page == GOODS:
        return _some_goods(journey, chance)
    if fact.kind == Kind.YES_NO:
        return _some_ticks(asked, chance, corrects)
    if chance.random() < 0.25:
        return [(fact.key, UNKNOWN)] if fact.kind == Kind.CHOICE else [(DONT_KNOW, "1")]
    return [(fact.key, _some_value(journey, fact.key, chance))]


def _some_value(journey: Journey, key: str, chance: Random) -> str:
    fact = journey.law.facts[key]
    if fact.kind == Kind.CHOICE:
        return chance.choice(fact.options).key
    if fact.kind == Kind.COUNTRY:
        return chance.choice(journey.law.book.countries).code
    if fact.kind == Kind.DAY:
        return (date(2016, 1, 1) + timedelta(days=chance.randrange(4500))).isoformat()
    return chance.choice(["0", "5", "30", "799", "2,500", "2501"])


def _some_ticks(asked: Asked, chance: Random, corrects: bool) -> Pairs:
    way = chance.random()
    if way < 0.3 and asked.facts:
        return [(ALL, "no")]
    if way < 0.45 and asked.facts:
        return [(ALL, UNKNOWN)]
    fields = [(chance.choice([TRUE, UNSURE]), fact) for fact in asked.facts if chance.random() < 0.3]
    fields = fields or [(ALL, "no")]
    return fields + [
        (fact, chance.choice(["yes", "no", UNKNOWN]) if corrects else "yes") for fact in asked.assumed
    ]


def _some_goods(journey: Journey, chance: Random) -> Pairs:
    way = chance.random()
    if way < 0.15:
        return [("categories", chance.choice(["none", UNKNOWN]))]
    codes = [("hts", chance.choice(["9503.00", "6109.10.00 12, 64", "0302"]))] if way < 0.4 else []
    slugs = [category.slug for category in journey.law.book.categories]
    kinds = [("categories", slug) for slug in chance.sample(slugs, chance.randrange(1, 4))]
    return codes if way < 0.25 else codes + kinds
