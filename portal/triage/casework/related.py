"""Reports that may be about the same: found by the marks they share, opened, compared, and only shown.

What was found is kept as pairs with the names of the reasons, so that pages open nothing to show it. A pair
is found anew whenever one of its reports is indexed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from time import monotonic
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from portal.delivery.handlers import Payload
from portal.delivery.services import post
from portal.triage.likeness.comparing import Likeness, Verdict, compare_signs
from portal.triage.likeness.facts import Facts, facts_of
from portal.triage.likeness.marks import SKIPPED_WHEN_COMMON, WEIGHTS, Kind, marks_of
from portal.triage.likeness.signs import signs_of
from portal.triage.models import Case, Related
from portal.triage.queue.terms import Term, term
from portal.triage.told import Told, told_all, told_of

RELATE = "triage.relate"
FIRST_KIND = 10
NUMBERS = {
    Kind.IMPORTER: 10,
    Kind.REFERENCE: 11,
    Kind.FILE: 12,
    Kind.OFFER: 13,
    Kind.STORE: 14,
    Kind.EMAIL: 15,
    Kind.PHONE: 16,
    Kind.DOMAIN: 17,
    Kind.NAME: 18,
    Kind.WORD: 19,
    Kind.PAIR: 20,
    Kind.SOUND: 21,
    Kind.IMAGE: 22,
    Kind.TEXT: 23,
    Kind.TYPO: 24,
    Kind.START: 25,
}
"""As they are stored: a number is never given to another kind."""
OF_NUMBERS = {number: kind for kind, number in NUMBERS.items()}
COMMON = 100
"""A mark of a kind that may be passed over is, when more reports have it; of the others the newest count."""
MOST, MOST_SECONDS = 200, 20
AT_ONCE, MARKS_AT_ONCE = 25, 100
KEPT = (Verdict.SAME.value, Verdict.RELATED.value)


def facts_told(told: Told) -> Facts:
    return facts_of(told.answers, told.files)


def marks_told(told: Told) -> set[Term]:
    """Under what a report is found by others that are like it."""
    return {term(NUMBERS[mark.kind], mark.value) for mark in marks_of(facts_told(told))}


# Finding


def post_relate(case: Case) -> None:
    """Have the case compared once its marks are stored: of two that come at once the later sees the other."""
    post(RELATE, {"report": str(case.pk)})


def relate(payload: Payload, number: UUID) -> None:
    """Carry out the delivery: compare a report with those that share a mark, and keep what was found."""
    case = Case.objects.filter(pk=payload["report"]).select_related("report").first()
    if case is not None:
        keep(case, dict(compared(case)))


def compared(case: Case) -> Iterator[tuple[UUID, Likeness]]:
    """Each candidate by its key and how alike it is, those that share most first; "apart" is left out."""
    told = told_of(case)
    if told is None:
        return
    signs, until = signs_of(facts_told(told)), monotonic() + MOST_SECONDS
    keys = candidates(case)
    for place in range(0, len(keys), AT_ONCE):
        rows = Case.objects.filter(pk__in=keys[place : place + AT_ONCE]).select_related("report")
        for key, other in told_all(rows).items():
            if monotonic() > until:
                return
            likeness = compare_signs(signs, signs_of(facts_told(other)))
            if likeness.verdict in KEPT:
                yield key, likeness


def candidates(case: Case) -> list[UUID]:
    """The keys of at most `MOST` reports that share marks with this one, the weightiest first."""
    own = list(case.terms.filter(kind__gte=FIRST_KIND).values_list("kind", "value"))
    weights: dict[UUID, int] = defaultdict(int)
    for kind, found in _sharing(own):
        if kind in SKIPPED_WHEN_COMMON and len(found) > COMMON:
            continue
        for key in found:
            weights[key] += WEIGHTS[kind]
    weights.pop(case.pk, None)
    return sorted(weights, key=lambda key: (-weights[key], str(key)))[:MOST]


def _sharing(terms: list[Term]) -> Iterator[tuple[Kind, list[UUID]]]:
    """For each mark the reports that have it, one more than `COMMON` or the newest `MOST`; few queries."""
    for start in range(0, len(terms), MARKS_AT_ONCE):
        some = terms[start : start + MARKS_AT_ONCE]
        parts, values = [], []
        for place, (kind, value) in enumerate(some):
            is_passed_over = OF_NUMBERS[kind] in SKIPPED_WHEN_COMMON
            parts.append(f"SELECT * FROM ({_ANY if is_passed_over else _NEWEST}) AS of_{place}")  # noqa: S608 - constants
            values += [place, kind, value, COMMON + 1 if is_passed_over else MOST]
        found: dict[int, list[UUID]] = defaultdict(list)
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), values)
            for place, key in cursor.fetchall():
                found[place].append(key if isinstance(key, UUID) else UUID(key))
        yield from ((OF_NUMBERS[some[place][0]], keys) for place, keys in found.items())


_ANY = "SELECT %s AS place, case_id FROM triage_term WHERE kind = %s AND value = %s LIMIT %s"
_NEWEST = (
    "SELECT %s AS place, t.case_id FROM triage_term t JOIN triage_case c ON c.report_id = t.case_id "
    "WHERE t.kind = %s AND t.value = %s ORDER BY c.arrived_at DESC LIMIT %s"
)


# Keeping


@transaction.atomic
def keep(case: Case, found: dict[UUID, Likeness]) -> None:
    """Store what was found and forget what is not found any more."""
    rows = [_row(case.pk, key, likeness) for key, likeness in found.items()]
    Related.objects.filter(of(case)).delete()
    Related.objects.bulk_create(rows, ignore_conflicts=True)


def _row(one: UUID, other: UUID, likeness: Likeness) -> Related:
    first, second = sorted((one, other), key=str)
    return Related(
        one_id=first,
        other_id=second,
        verdict=likeness.verdict.value,
        score=likeness.score,
        reasons=[reason.value for reason in likeness.reasons],
    )


def of(case: Case) -> Q:
    return Q(one=case.pk) | Q(other=case.pk)


def pairs_of(cases: Iterable[Any]) -> list[Related]:
    """The pairs among and around these cases, those most alike first."""
    keys = [getattr(case, "pk", case) for case in cases]
    rows = Related.objects.filter(Q(one__in=keys) | Q(other__in=keys))
    return list(rows.select_related("one__report", "other__report").order_by("-score", "pk"))
