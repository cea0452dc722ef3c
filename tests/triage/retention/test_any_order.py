"""Whatever is tried in whatever order: no report goes that is open, held, not due, or wanted by one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.accounts.models import User
from portal.reports.models import Report
from portal.reports.states import State
from portal.triage import services
from portal.triage.changing import DisposedError, NoSuchMoveError
from portal.triage.models import AuditEntry, Case, Disposal, LegalHold
from portal.triage.records import Act
from portal.triage.retention import disposing, due, holds
from portal.triage.states import Action, Outcome
from tests.triage.people import lead, reported
from tests.triage.retention.keeping import KEPT_DAYS, approved_schedule, hold, records_officer

pytestmark = pytest.mark.django_db
REFUSALS = (
    PermissionDenied,
    NoSuchMoveError,
    DisposedError,
    disposing.NotDueError,
    disposing.AnsweredError,
    holds.NoSuchReportsError,
)
ACTS = ("close", "reopen", "wait", "hold", "lift", "propose", "approve", "decline", "run")
TRIED = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 1), st.integers(0, 1)), max_size=25)
LIKELY = st.permutations(["close", "wait", "propose", "approve", "run", "hold", "reopen"]).map(
    lambda acts: [(act, 0, place % 2) for place, act in enumerate(acts)]
)


class Office:
    """Two records officers, two reports, and what they do in turn."""

    def __init__(self) -> None:
        approved_schedule()
        self.officers = [records_officer(), records_officer()]
        self.lead = lead()
        self.cases = [services.look(reported(), by=self.lead) for _time in range(2)]

    def act(self, act: str, which: int, who: int) -> None:
        getattr(self, act)(self.cases[which], self.officers[who])

    def close(self, case: Case, by: User) -> None:
        given = {"outcome": Outcome.NO_VIOLATION, "reason": "Done"}
        services.make_move(case, Action.CLOSE, by=self.lead, **given)

    def reopen(self, case: Case, by: User) -> None:
        services.make_move(case, Action.REOPEN, by=self.lead, reason="New")

    def wait(self, case: Case, by: User) -> None:
        """Time passes for what is closed."""
        long_ago = timezone.now() - timedelta(days=KEPT_DAYS + 1)
        Case.objects.filter(pk=case.pk, closed_at__isnull=False).update(closed_at=long_ago)

    def hold(self, case: Case, by: User) -> None:
        hold(case, by=by)

    def lift(self, case: Case, by: User) -> None:
        for made in LegalHold.objects.filter(reports=case.report):
            holds.lift(made, by=by)

    def propose(self, case: Case, by: User) -> None:
        disposing.propose([one.report.number for one in self.cases if one == case], by=by)

    def approve(self, case: Case, by: User) -> None:
        for disposal in Disposal.objects.filter(items__report=case.report, declined_at=None):
            disposing.approve(disposal, by=by)

    def decline(self, case: Case, by: User) -> None:
        for disposal in Disposal.objects.filter(items__report=case.report):
            disposing.decline(disposal, by=by)

    def run(self, case: Case, by: User) -> None:
        for disposal in Disposal.objects.all():
            disposing.run({"disposal": disposal.pk}, disposal.pk)  # type: ignore[arg-type]


def may_go(case: Case) -> bool:
    """Asked of the rows themselves, not of the code under test."""
    report = Report.objects.get(pk=case.pk)
    closed_at = Case.objects.get(pk=case.pk).closed_at
    approved = Disposal.objects.filter(items__report=report, approved_by__isnull=False)
    return bool(
        report.state == State.CLOSED
        and closed_at
        and closed_at <= timezone.now() - timedelta(days=KEPT_DAYS)
        and not report.holds.filter(lifted_at=None).exists()
        and any(one.proposed_by_id != one.approved_by_id for one in approved)
    )


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(TRIED, LIKELY))
def test_no_order_of_acts_disposes_of_what_has_to_be_kept(tried: list[tuple[str, int, int]]) -> None:
    with transaction.atomic():
        office = Office()
        for act, which, who in tried:
            gone = set(Report.objects.filter(sealed_key=b"").values_list("pk", flat=True))
            might = {case.pk for case in office.cases if may_go(case)}
            try:
                with transaction.atomic():
                    office.act(act, which, who)
            except REFUSALS:
                continue
            now_gone = set(Report.objects.filter(sealed_key=b"").values_list("pk", flat=True))
            assert gone <= now_gone, "what is gone stays gone"
            assert now_gone - gone <= might
            assert act == "run" or now_gone == gone
        told = AuditEntry.objects.filter(act=Act.DISPOSED).values_list("report", flat=True)
        gone = set(Report.objects.filter(sealed_key=b"").values_list("pk", flat=True))
        assert sorted(told) == sorted(gone), "each is told once"
        transaction.set_rollback(True)


def test_the_straight_way_disposes_of_it() -> None:
    """Without this the test above could not fail."""
    office = Office()
    for act, who in (("close", 0), ("wait", 0), ("propose", 0), ("approve", 1), ("run", 0)):
        office.act(act, 0, who)
    assert Report.objects.filter(sealed_key=b"").count() == 1
    assert not due.is_held(office.cases[0].pk)
