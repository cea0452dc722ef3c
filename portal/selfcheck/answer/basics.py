"""The basic questions: without most of them there is no answer worth calling one."""

from __future__ import annotations

from portal.rules.answers import CATEGORIES, CODES, DAY, ORIGIN, VALUE
from portal.rules.decide import Decision
from portal.selfcheck.answer.told import Link, Teller

GOODS = (CATEGORIES, CODES)
BASICS = ((DAY,), ("mode",), ("purpose",), (ORIGIN,), (VALUE,), GOODS)
"""Each is open when none of its facts is told. The goods are told by their kind or by their codes."""
MOST_LINKS = 3


def open_basics(decision: Decision) -> tuple[str, ...]:
    """The basic questions without an answer, where so many are open that little can be said."""
    if len(decision.processes) == 1:
        return ()
    answers = decision.answers
    found = [facts[0] for facts in BASICS if not any(answers.get(fact) is not None for fact in facts)]
    return tuple(found) if 2 * len(found) >= len(BASICS) else ()


def first_links(decision: Decision, teller: Teller) -> tuple[Link, ...]:
    """The first of them, each with the page that asks it."""
    links = (teller.link(fact) for fact in open_basics(decision))
    return tuple(link for link in links if link.url)[:MOST_LINKS]
