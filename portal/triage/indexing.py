"""What a report is found by: words and marks of it, kept as keyed digests.

The delivery ``triage.index`` makes them anew when a report arrives and whenever somebody writes on it. Each
part gives terms of kinds of its own; a report that was disposed of has none.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from portal.delivery.handlers import Payload
from portal.triage.casework import pictures, related
from portal.triage.models import Case, Term
from portal.triage.queue import routing
from portal.triage.queue.terms import terms_told
from portal.triage.told import Told, told_of
from portal.triage.trends.facts import facts_told

Part = Callable[[Told], set[tuple[int, int]]]

PARTS: tuple[Part, ...] = (
    terms_told,  # words of the search: kinds 1 to 9
    related.marks_told,  # marks of likeness: kinds 10 and up
    facts_told,  # where from, how, who: kinds 100 and up
)
AT_ONCE = 500


def index(payload: Payload, number: UUID) -> None:
    """Make the terms of a report's case anew; a report that has just come is then routed."""
    case = Case.objects.filter(pk=payload["report"]).select_related("report").first()
    if case is None:
        return
    pictures.look_at_all(case)
    keep(case, terms_of(case))
    related.post_relate(case)
    routing.route(case)


def terms_of(case: Case) -> set[tuple[int, int]]:
    """The (kind, value) of everything that the report can be found by."""
    told = told_of(case)
    return set().union(*(part(told) for part in PARTS)) if told else set()


def keep(case: Case, terms: set[tuple[int, int]]) -> None:
    """Store what is new and forget what has gone."""
    there = {(kind, value): pk for pk, kind, value in case.terms.values_list("pk", "kind", "value")}
    gone = [pk for term, pk in there.items() if term not in terms]
    Term.objects.filter(pk__in=gone).delete()
    Term.objects.bulk_create(
        [Term(case=case, kind=kind, value=value) for kind, value in sorted(terms - there.keys())],
        batch_size=AT_ONCE,
        ignore_conflicts=True,
    )
