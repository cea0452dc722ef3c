"""Many reports at once: a preview that tells the truth, one transaction, one entry, and the way back."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.reports import services as reports
from portal.reports.states import State
from portal.triage import audit, services
from portal.triage.models import AuditEntry, BulkChange, Case, Office, Tag, Team
from portal.triage.queue import bulk, undoing
from portal.triage.queue.bulk import Wanted, What
from portal.triage.records import Act
from portal.triage.states import Action, Outcome
from tests.authoring.people import signed_in
from tests.triage.people import OFFICERS, READERS, lead, member, officer, reported
from tests.triage.queue.queues import QUEUE, looked_at, told

pytestmark = pytest.mark.django_db


def seen(*cases: Case) -> dict[str, int]:
    return {str(case.pk): Case.objects.get(pk=case.pk).version for case in cases}


def state_of(case: Case) -> dict[str, Any]:
    now = Case.objects.get(pk=case.pk)
    return {**bulk.as_it_is(now), "outcome": now.outcome, "closed": now.closed_at is not None}


def in_state(state: State) -> Case:
    """A read report in this state, by the moves that lead there."""
    case, by = looked_at(reported()), lead()
    if state == State.RECEIVED:
        return reported()
    if state == State.REFERRED:
        services.make_move(case, Action.REFER, by=by, office=Office.objects.all()[0], reason="Theirs")
    elif state == State.ASKED:
        services.make_move(case, Action.ASK, by=by, question="Which port?")
    elif state == State.CLOSED:
        services.make_move(case, Action.CLOSE, by=by, outcome=Outcome.NOT_MEANT, reason="Spam")
    return Case.objects.get(pk=case.pk)


def wanted(what: What) -> Wanted:
    return Wanted(
        what=what,
        officer=officer(),
        team=Team.objects.get_or_create(name="East")[0],
        tags=(Tag.objects.get_or_create(name="cotton")[0],),
        office=Office.objects.all()[1],
        outcome=Outcome.NOT_ENOUGH,
        reason="All the same",
    )


@pytest.mark.parametrize("what", What)
@pytest.mark.parametrize("state", State)
def test_the_preview_tells_what_happens(what: What, state: State) -> None:
    case, want = in_state(state), wanted(what)
    if what == What.UNTAG:
        case.tags.add(*want.tags)
    shown = bulk.preview(want, bulk.cases_of([str(case.pk)]))
    made = bulk.change(want, seen(case), by=lead())
    assert len(made.before) == len(shown.changed)
    assert made.left == [[each.report.number, why] for each, why in shown.left]
    moves = {What.CLOSE: {State.IN_REVIEW, State.REFERRED}, What.REFER: {State.IN_REVIEW}}
    assert bool(shown.changed) == (state in moves.get(what, set(State)))


def test_unread_reports_are_never_closed_nor_referred() -> None:
    case = in_state(State.IN_REVIEW)
    reports.answer(case.report, "Something new")
    for what in (What.CLOSE, What.REFER):
        made = bulk.change(wanted(what), seen(case), by=lead())
        assert not made.before
        assert "unread" in made.left[0][1]
    assert Case.objects.get(pk=case.pk).report.state == State.IN_REVIEW


def test_one_entry_of_the_audit_lists_all_and_each_has_its_own() -> None:
    cases, by = [in_state(State.IN_REVIEW) for _each in range(3)], lead()
    made = bulk.change(wanted(What.CLOSE), seen(*cases), by=by)
    entry = AuditEntry.objects.get(act=Act.CHANGED_MANY)
    assert sorted(entry.detail["numbers"]) == sorted(case.report.number for case in cases)
    assert entry.detail["change"] == str(made.pk)
    for case in cases:
        assert AuditEntry.objects.filter(act=Act.MOVED, report=case.pk, who=by.pk).exists()
    assert not list(audit.broken())


def test_nothing_is_changed_where_something_goes_wrong() -> None:
    cases = [in_state(State.IN_REVIEW) for _each in range(2)]
    before = [state_of(case) for case in cases]
    with pytest.raises(ValueError, match="reason"):
        bulk.change(Wanted(what=What.CLOSE, outcome=Outcome.NOT_ENOUGH), seen(*cases), by=lead())
    assert [state_of(case) for case in cases] == before
    assert not BulkChange.objects.exists()


def test_what_somebody_changed_since_the_preview_is_left_and_said() -> None:
    case, other, by = reported(), reported(), lead()
    versions = seen(case, other)
    services.assign(case, by=by, officer=by, team=None)
    made = bulk.change(wanted(What.ASSIGN), versions, by=by)
    assert [row["number"] for row in made.before] == [other.report.number]
    assert made.left[0][0] == case.report.number


def test_more_than_five_hundred_are_refused() -> None:
    with pytest.raises(ValueError, match="more than"):
        bulk.change(wanted(What.TAG), {str(number): 0 for number in range(bulk.MOST + 1)}, by=lead())


@pytest.mark.parametrize("role", [OFFICERS, READERS])
def test_only_leads_change_many_and_take_it_back(role: str) -> None:
    case = reported()
    with pytest.raises(PermissionDenied):
        bulk.change(wanted(What.TAG), seen(case), by=member(role))
    made = bulk.change(wanted(What.TAG), seen(case), by=lead())
    with pytest.raises(PermissionDenied):
        undoing.undo(made, by=member(role))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(list(What)), st.lists(st.sampled_from(list(State)), min_size=1, max_size=4), st.data())
def test_undo_restores_all_that_nobody_has_changed_since(
    what: What, states: list[State], data: st.DataObject
) -> None:
    with transaction.atomic():
        want, cases = wanted(what), [in_state(state) for state in states]
        for case in cases:
            if data.draw(st.booleans()):
                case.tags.add(*want.tags)
        before = {case.pk: state_of(case) for case in cases}
        made = bulk.change(want, seen(*cases), by=lead())
        touched = {case.pk for case in cases if data.draw(st.booleans())}
        for case in cases:
            if case.pk in touched:
                services.tag(case, by=lead(), tags=[])
        after = {case.pk: state_of(case) for case in cases}
        undoing.undo(made, by=lead())
        changed = {row["number"] for row in made.before}
        made.refresh_from_db()
        for case in cases:
            is_kept = case.pk in touched or case.report.number not in changed
            assert state_of(case) == (after if is_kept else before)[case.pk]
        kept = {number for number, _why in made.not_undone}
        assert kept == {case.report.number for case in cases if case.pk in touched} & changed
        transaction.set_rollback(True)


def test_a_change_is_taken_back_once_and_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    made = bulk.change(wanted(What.TAG), seen(reported()), by=lead())
    undoing.undo(made, by=lead())
    with pytest.raises(undoing.TooLateError):
        undoing.undo(made, by=lead())
    old = bulk.change(wanted(What.TAG), seen(reported()), by=lead())
    BulkChange.objects.filter(pk=old.pk).update(at=old.at - undoing.KEPT)
    with pytest.raises(undoing.TooLateError):
        undoing.undo(old, by=lead())


def test_from_the_queue_to_the_change_and_back_in_the_browsers_own_steps() -> None:
    case, unread, client = in_state(State.IN_REVIEW), told(), signed_in(lead())
    chosen = {"chosen": [str(case.pk), str(unread.pk)]}
    assert "2 reports are chosen" in client.post(f"{QUEUE}many/", chosen).content.decode()
    filled = chosen | {"what": "close", "outcome": "not_enough", "reason": "Too little"}
    preview = client.post(f"{QUEUE}many/", filled)
    assert "It is unread" in preview.content.decode()
    sent = filled | {"confirm": "on", "seen": preview.context["seen"]}
    done = client.post(f"{QUEUE}many/", sent, follow=True)
    assert "1 report was changed" in done.content.decode()
    assert Case.objects.get(pk=case.pk).report.state == State.CLOSED
    back = client.post(done.request["PATH_INFO"], follow=True)
    assert "Taken back" in back.content.decode()
    assert Case.objects.get(pk=case.pk).report.state == State.IN_REVIEW


def test_a_preview_cannot_be_made_up() -> None:
    case = in_state(State.IN_REVIEW)
    sent = {"chosen": [str(case.pk)], "what": "assign", "confirm": "on", "seen": f'{{"{case.pk}": 1}}'}
    assert signed_in(lead()).post(f"{QUEUE}many/", sent).status_code == 422
    assert not BulkChange.objects.exists()


def test_all_that_were_found_are_chosen_by_their_query() -> None:
    told("Cotton"), told("Cotton"), told("Silk")
    page = signed_in(lead()).post(f"{QUEUE}many/", {"all": "on", "query": "q=cotton"}).content.decode()
    assert "2 reports are chosen" in page
