"""The table of moves, in the program and in the database."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.reports import services as reports
from portal.reports.models import Event
from portal.reports.states import State
from portal.triage import services
from portal.triage.changing import NoSuchMoveError, NotGivenError, StaleError
from portal.triage.models import Case, Moved, Office
from portal.triage.rights import ROLES, Right, rights_of
from portal.triage.states import MOVES, Action, Outcome, steps
from tests.triage.people import READERS, lead, member, officer, reported

pytestmark = pytest.mark.django_db


def everything(into: Case) -> dict[str, Any]:
    office, _made = Office.objects.get_or_create(key="desk", defaults={"name": "A desk"})
    return {
        "question": "Which port?",
        "reason": "Because.",
        "office": office,
        "outcome": Outcome.NOT_ENOUGH,
        "into": into,
    }


def put(case: Case, state: State) -> Case:
    reports.move(case.report, state)
    return case


def test_opening_a_report_for_the_first_time_moves_it_into_review() -> None:
    case = reported()
    seen = services.look(case, by=officer())
    assert seen.report.state == State.IN_REVIEW
    assert seen.looked_at
    assert [move.action for move in seen.moves.all()] == [Action.LOOK]
    services.look(case, by=officer())
    assert seen.moves.count() == 1


def test_a_report_stays_unread_until_somebody_who_works_on_it_opens_it() -> None:
    case = reported()
    assert services.look(case, by=member(READERS)).has_news
    assert not services.look(case, by=officer()).has_news


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("action", [action for action in Action if MOVES[action].right])
def test_a_move_is_made_from_the_states_of_the_table_and_from_no_other(action: Action, state: State) -> None:
    case = put(reported(), state)
    by, allowed = lead(), state in MOVES[action].before
    if allowed:
        services.make_move(case, action, by=by, **everything(reported()))
    else:
        with pytest.raises(NoSuchMoveError):
            services.make_move(case, action, by=by, **everything(reported()))
    case.report.refresh_from_db()
    assert case.report.state == (MOVES[action].after if allowed else state)
    assert case.moves.count() == allowed


@pytest.mark.parametrize(
    ("action", "what"),
    [(move.action, what) for move in MOVES.values() if move.right for what in sorted(move.given)],
)
@pytest.mark.parametrize("nothing", [None, "", "  "])
def test_a_move_without_what_it_needs_changes_nothing(action: Action, what: str, nothing: Any) -> None:
    case = put(reported(), min(MOVES[action].before))
    with pytest.raises(NotGivenError, match=what):
        services.make_move(case, action, by=lead(), **everything(reported()) | {what: nothing})
    assert not case.moves.exists()
    assert not case.notes.exists()


def test_a_report_is_not_merged_into_itself_nor_into_one_that_is_merged() -> None:
    first, second = put(reported(), State.IN_REVIEW), put(reported(), State.IN_REVIEW)
    with pytest.raises(NotGivenError):
        services.make_move(first, Action.MERGE, by=lead(), reason="Same", into=first)
    services.make_move(first, Action.MERGE, by=lead(), reason="Same", into=second)
    with pytest.raises(NotGivenError):
        services.make_move(second, Action.MERGE, by=lead(), reason="Same", into=Case.objects.get(pk=first.pk))


@pytest.mark.parametrize("action", [a for a in Action if MOVES[a].right not in {None, *ROLES[READERS]}])
def test_who_lacks_the_right_makes_no_move(action: Action) -> None:
    case = put(reported(), min(MOVES[action].before))
    by = member(READERS)
    with pytest.raises(PermissionDenied):
        services.make_move(case, action, by=by, **everything(reported()))
    assert not case.moves.exists()


def test_an_officer_does_not_open_again_what_was_closed() -> None:
    case = put(reported(), State.CLOSED)
    assert Right.LEAD not in rights_of(officer())
    with pytest.raises(PermissionDenied):
        services.make_move(case, Action.REOPEN, by=officer(), reason="New facts")


def test_a_page_that_is_older_than_the_case_changes_nothing() -> None:
    case, by = reported(), officer()
    seen = services.look(case, by=by).version
    services.make_move(case, Action.ASK, by=by, seen=seen, question="Which port?")
    with pytest.raises(StaleError):
        services.make_move(case, Action.ASK, by=by, seen=seen, question="Which port?")
    with pytest.raises(StaleError):
        services.assign(case, by=by, officer=by, team=None, seen=seen)
    assert case.report.messages.count() == 1


def test_an_answer_of_the_sender_makes_the_report_unread_and_ends_the_waiting() -> None:
    case, by = reported(), officer()
    services.look(case, by=by)
    services.make_move(case, Action.ASK, by=by, question="Which port?")
    reports.answer(case.report, "Savannah")
    case = Case.objects.get(pk=case.pk)
    assert case.has_news
    assert case.report.state == State.IN_REVIEW
    assert case.moves.last().action == Action.ANSWERED  # type: ignore[union-attr]


def test_the_sender_sees_each_move_and_never_the_reason() -> None:
    case, by = reported(), lead()
    services.look(case, by=by)
    services.make_move(case, Action.CLOSE, by=by, outcome=Outcome.NO_VIOLATION, reason="A marker of ours")
    kinds = [event.kind for event in case.report.events.all()]
    assert kinds.count(Event.Kind.MOVED) == 2
    note = case.notes.get()
    assert b"marker" not in bytes(note.sealed)
    assert services.text_of(note, case) == "A marker of ours"


@pytest.mark.parametrize("before", State)
@pytest.mark.parametrize("after", State)
def test_the_database_refuses_what_the_table_has_not(before: State, after: State) -> None:
    case = reported()
    for action in Action:
        known = (action.value, before.value, after.value) in steps()
        try:
            with transaction.atomic():
                Moved.objects.create(case=case, action=action, before=before, after=after)
        except IntegrityError:
            assert not known
        else:
            assert known


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(list(Action)), max_size=8))
def test_whatever_is_tried_in_whatever_order_the_moves_made_are_a_way_through_the_table(
    tried: list[Action],
) -> None:
    with transaction.atomic():
        case, by = services.look(reported(), by=lead()), lead()
        for action in tried:
            if action == Action.ANSWERED:
                reports.answer(case.report, "More")
                continue
            try:
                services.make_move(case, action, by=by, **everything(reported()))
            except NoSuchMoveError:
                continue
        made = list(case.moves.values_list("action", "before", "after"))
        assert set(made) <= set(steps())
        assert all(one[2] == other[1] for one, other in pairwise(made))
        case.report.refresh_from_db()
        assert case.report.state == made[-1][2]
        transaction.set_rollback(True)
