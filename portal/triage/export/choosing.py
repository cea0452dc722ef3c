"""Which reports are exported: a query of cases, and what it lets through in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.accounts.models import User
from portal.reports.sealing import CannotOpenError
from portal.reports.states import State
from portal.reports.vocabulary import CATEGORIES
from portal.triage.models import Case
from portal.triage.queue import choices, finding, saved, sentences
from portal.triage.queue.filters import Asker, FilterForm

NUMBER = re.compile(r"TVR-\d{4}-\d{8}", re.IGNORECASE)
MOST_NUMBERS = 1_000


@dataclass(frozen=True, slots=True)
class Chosen:
    """``words`` are for people and may hold what was searched for; ``audited`` never does.

    ``kept`` looks into reports for what no query finds: it is given a few cases and returns those to keep.
    """

    cases: QuerySet[Case]
    words: str
    audited: Mapping[str, Any]
    kept: Callable[[list[Case]], list[Case]] | None = None


class CannotChooseError(ValueError):
    """The filters are none that the queue knows, or a search is not there for this person any more."""


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


def by_queue(query: str, *, by: User) -> Chosen:
    """What the queue shows somebody by filters as they stand in its address. Raises ``CannotChooseError``."""
    form = FilterForm(QueryDict(query), offered=choices.offered())
    if not form.is_valid():
        raise CannotChooseError
    audited = {name: str(value) for name, value in form.filled.items() if name != "q"}
    return Chosen(
        finding.keys_for(form, Asker(by, timezone.now())).order_by(),
        sentences.sentence_of(form),
        {"by": "queue", **audited, "words": bool(form.asked)},
        (lambda cases: finding.with_phrases(form, cases)) if form.asked and form.asked.phrases else None,
    )


def by_search(key: str, *, by: User) -> Chosen:
    """What a saved search finds: one of the person's own or one shared with them."""
    try:
        search = saved.seen_by(by).filter(pk=key).first()
        query = search.query if search else None
    except (ValidationError, CannotOpenError):
        query = None
    if query is None:
        raise CannotChooseError
    return by_queue(query, by=by)
