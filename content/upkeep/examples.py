"""The examples of a page, asked of the engine: what a page says of a shipment and what the check says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from content.law.telling import Teller
from portal.rulebook.queries import LoadedEdition
from portal.selfcheck.determination import Determination, summary
from portal.selfcheck.query import day_of, read_query


@dataclass(frozen=True, slots=True)
class Answer:
    """What the check says of some answers; ``wrong`` names answers that it cannot read."""

    entry: str
    agencies: frozenset[str]
    wrong: tuple[str, ...] = ()


@lru_cache(maxsize=1024)
def answer_to(edition: LoadedEdition, answers: str, today: date) -> Answer:
    """What the check says of the answers in an address, under one edition."""
    told = read_query(QueryDict(answers), edition.law)
    if wrong := (*told.errors, *told.unknown_keys):
        return Answer("", frozenset(), wrong)
    said = summary(Determination(edition, told.answers, day_of(told.answers, today)))
    named = said["agencies"]
    return Answer(said["entry"], frozenset(map(str, (*named["applies"], *named["check"]))))


def otherwise(page: Any, law: Teller) -> Iterator[tuple[int, str]]:
    """The number of each example of a page that the check answers otherwise today, and a sentence."""
    for number, block in enumerate(getattr(page, "checks", ())):
        if said := difference(block.value, law):
            yield number, said


def difference(case: Mapping[str, Any], law: Teller) -> str:
    """How the check answers an example otherwise than its page says; empty when they agree."""
    answer = answer_to(law.edition, case["answers"], law.day)
    told = {"example": law.text(case["label"])}
    if answer.wrong:
        told["wrong"] = ", ".join(answer.wrong)
        return _("“%(example)s”: the check does not understand its answers (%(wrong)s).") % told
    if answer.entry != case["entry"]:
        told |= {"page": case["entry"], "check": answer.entry}
        return _("“%(example)s”: the page says “%(page)s”, the check says “%(check)s”.") % told
    missing = [str(key) for key in case.get("agencies") or () if str(key) not in answer.agencies]
    if missing:
        told["agencies"] = ", ".join(missing)
        return _("“%(example)s”: the check does not name %(agencies)s.") % told
    return ""
