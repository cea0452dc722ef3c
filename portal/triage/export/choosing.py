"""Which reports are exported: a query of cases, and what it lets through in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.reports.states import State
from portal.reports.vocabulary import CATEGORIES
from portal.triage.models import Case

NUMBER = re.compile(r"TVR-\d{4}-\d{8}", re.IGNORECASE)
MOST_NUMBERS = 1_000


@dataclass(frozen=True, slots=True)
class Chosen:
    """``words`` are for people and may hold what was searched for; ``audited`` never does."""

    cases: QuerySet[Case]
    words: str
    audited: Mapping[str, Any]


def numbers_in(text: str) -> list[str]:
    """The numbers of reports in a text, each once."""
    return list(dict.fromkeys(found.upper() for found in NUMBER.findall(text)))


def by_numbers(numbers: Iterable[str]) -> Chosen:
    listed = sorted(set(numbers))
    count = len(listed)
    words = ngettext("%(count)s report, by its number", "%(count)s reports, by their numbers", count)
    return Chosen(Case.objects.filter(report__number__in=listed), words % {"count": count}, {"by": "numbers"})


def by_facts(facts: Mapping[str, Any]) -> Chosen:
    """Of a valid form: ``state``, ``category``, ``since`` and ``until``, each of which may be missing."""
    condition, words, audited = Q(), [_("All reports")], {"by": "facts"}
    if state := facts.get("state"):
        condition &= Q(report__state=state)
        words.append(_("in the state “%(state)s”") % {"state": State(state).label})
        audited["state"] = str(state)
    if category := facts.get("category"):
        condition &= Q(report__category=category)
        words.append(_("about “%(category)s”") % {"category": CATEGORIES[category][0]})
        audited["category"] = str(category)
    if since := facts.get("since"):
        condition &= Q(report__sent_at__date__gte=since)
        words.append(_("sent on or after %(day)s") % {"day": date_format(since, "DATE_FORMAT")})
        audited["since"] = since.isoformat()
    if until := facts.get("until"):
        condition &= Q(report__sent_at__date__lte=until)
        words.append(_("sent on or before %(day)s") % {"day": date_format(until, "DATE_FORMAT")})
        audited["until"] = until.isoformat()
    return Chosen(Case.objects.filter(condition), ", ".join(words), audited)
