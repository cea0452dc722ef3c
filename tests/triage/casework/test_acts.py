"""Acts from the page: what is possible, what is missing, and what happens when somebody else was faster."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from portal.reports import services as reports
from portal.reports.states import MEANING, State
from portal.triage import services
from portal.triage.models import AuditEntry, Case, Tag, Team
from portal.triage.records import Act
from portal.triage.states import MOVES, Action, Outcome, moves_from
from tests.triage.casework.cases import client_of, closed, fields_of, looked_at, office, soup, text_of, url
from tests.triage.people import LEADS, OFFICERS, READERS, lead, member, officer, reported

pytestmark = pytest.mark.django_db
TYPED = {"question": "Which port was it?", "reason": "The words of a reason"}


def given(action: Action) -> dict[str, Any]:
    told: dict[str, Any] = {"outcome": Outcome.NOT_ENOUGH.value, "office": office().pk, **TYPED}
    told["into"] = looked_at(reported()).report.number if "into" in MOVES[action].given else ""
    return {what: told[what] for what in MOVES[action].given}


def put(case: Case, state: State) -> Case:
    reports.move(case.report, state)
    return case


def send(client: Client, address: str, **typed: Any) -> Any:
    return client.post(address, fields_of(client.get(address)) | typed)


@pytest.mark.parametrize("state", [state for state in State if state != State.RECEIVED])
@pytest.mark.parametrize("role", [OFFICERS, LEADS])
def test_exactly_the_moves_of_the_table_are_offered_with_what_the_sender_will_read(
    state: State, role: str
) -> None:
    case, user = put(looked_at(), state), member(role)
    page = soup(client_of(user).get(url("case", case)))
    offered = {a["href"].partition("?")[0] for a in page.select(".case-ways a")}
    held = {OFFICERS: "work_reports", LEADS: "work_reports lead_reports"}[role].split()
    expected = {url(move.action.value, case) for move in moves_from(state) if move.right in held}
    assert offered == expected
    for move in moves_from(state):
        assert (str(MEANING[move.after]) in page.text) or url(move.action.value, case) not in offered


@pytest.mark.parametrize(
    "action", [move.action for move in MOVES.values() if move.right and move.action != Action.LOOK]
)
def test_a_move_asks_for_what_it_needs_keeps_what_was_typed_and_is_made(action: Action) -> None:
    case = put(looked_at(), min(MOVES[action].before))
    if action == Action.TAKE_BACK:
        Case.objects.filter(pk=case.pk).update(office=office())
    client, address, told = client_of(lead()), url(action.value, case), given(action)
    for missing in told:
        typed = told | {missing: ""}
        answer = send(client, address, **typed)
        assert answer.status_code == 422
        page = soup(answer)
        assert page.title and page.title.text.startswith("Error:")  # noqa: PT018
        link = page.select_one("[role=alert] a")
        assert link
        assert page.select_one(str(link["href"])), "the summary leads to the field"
        sent = fields_of(answer)
        assert {name: str(value) for name, value in typed.items()}.items() <= sent.items()
    assert not case.moves.exclude(action=Action.LOOK).exists()
    answer = send(client, address, **told)
    assert answer.status_code == 302
    assert answer.headers["Location"] == url("case", case)
    case.report.refresh_from_db()
    assert case.report.state == MOVES[action].after


@pytest.mark.parametrize(
    "action", [move.action for move in MOVES.values() if move.right and move.action != Action.LOOK]
)
def test_a_move_that_is_not_possible_says_so_and_offers_no_form(action: Action) -> None:
    state = next(state for state in State if state not in MOVES[action].before)
    case = put(looked_at(), state)
    answer = client_of(lead()).get(url(action.value, case))
    assert answer.status_code == 409
    assert "is not possible" in text_of(answer)
    assert not soup(answer).select("main form[method=post]")


def test_of_two_officers_the_slower_one_changes_nothing_learns_what_happened_and_loses_no_word() -> None:
    case, one, two = looked_at(), officer(), officer()
    first, second = client_of(one), client_of(two)
    ask, close = url("ask", case), url("close", case)
    of_first, of_second = fields_of(first.get(ask)), fields_of(second.get(close))
    assert first.post(ask, of_first | {"question": "zebra question"}).status_code == 302
    typed = {"outcome": Outcome.NOT_ENOUGH, "reason": "zebra reason"}
    answer = second.post(close, of_second | typed)
    assert answer.status_code == 409
    assert "Nothing was changed" in text_of(answer)
    assert f"{one} asked the sender" in text_of(answer)
    sent = fields_of(answer)
    assert sent["reason"] == "zebra reason"
    assert sent["outcome"] == Outcome.NOT_ENOUGH
    case.report.refresh_from_db()
    assert case.report.state == State.ASKED
    assert second.post(close, sent).status_code == 302, "sent once more it is meant"
    case.report.refresh_from_db()
    assert case.report.state == State.CLOSED


def test_an_answer_of_the_sender_that_came_meanwhile_stops_a_close() -> None:
    case, client = looked_at(), client_of(officer())
    services.make_move(case, Action.ASK, by=officer(), question="Which port?")
    sent = fields_of(client.get(url("close", case)))
    reports.answer(case.report, "zebra answer")
    answer = client.post(url("close", case), sent | {"outcome": Outcome.NOT_ENOUGH, "reason": "No answer"})
    assert answer.status_code == 409
    assert "The sender wrote" in text_of(answer)


def test_a_move_that_became_impossible_keeps_what_was_typed() -> None:
    case, client = looked_at(), client_of(officer())
    sent = fields_of(client.get(url("ask", case)))
    closed(case)
    answer = client.post(url("ask", case), sent | {"question": "zebra question"})
    assert answer.status_code == 409
    (kept,) = soup(answer).select("main textarea[readonly]")
    assert "zebra question" in kept.text
    assert not case.report.messages.exists()


def test_whoever_comes_from_an_older_page_is_told_before_anything_is_sent() -> None:
    case, client = looked_at(), client_of(officer())
    page = soup(client.get(url("case", case)))
    link = next(str(a["href"]) for a in page.select(".case-ways a") if "/close/" in str(a["href"]))
    assert "has changed since you read it" not in text_of(client.get(link))
    by = officer()
    services.note(case, "zebra", by=by)
    told = text_of(client.get(link))
    assert "has changed since you read it" in told
    assert f"{by} wrote a note" in told


@pytest.mark.parametrize("since", ["", "x", "nan", "1e400", "-1e300", "9" * 40])
@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 40])
def test_an_address_that_was_changed_by_hand_breaks_nothing(seen: str, since: str) -> None:
    case, client = looked_at(), client_of(officer())
    assert client.get(url("close", case), {"seen": seen, "since": since}).status_code == 200
    sent = {"seen": seen, "since": since, "outcome": Outcome.NOT_ENOUGH, "reason": "x"}
    assert client.post(url("close", case), sent).status_code in {302, 409, 422}


def test_a_question_is_shown_as_its_sender_will_see_it_before_it_is_sent() -> None:
    case, client = looked_at(), client_of(officer())
    typed = {"question": "Which <b>port</b>?\nAnd when?", "preview": "1"}
    answer = send(client, url("ask", case), **typed)
    assert answer.status_code == 200
    preview = soup(answer).select_one(".case-preview")
    assert preview
    assert "Which <b>port</b>?\nAnd when?" in preview.text
    assert str(MEANING[State.ASKED]) in preview.text
    assert not case.report.messages.exists()
    assert fields_of(answer)["question"] == typed["question"]
    assert send(client, url("ask", case), question=typed["question"]).status_code == 302
    assert case.report.messages.count() == 1


def test_a_report_is_given_to_oneself_to_others_and_to_a_team() -> None:
    case, by, other = looked_at(), officer(), officer()
    team = Team.objects.create(name="Brands")
    client = client_of(by)
    answer = client.post(
        url("assign", case), fields_of(client.get(url("case", case)), url("assign", case)) | {"me": "1"}
    )
    assert answer.status_code == 302
    case.refresh_from_db()
    assert case.officer == by
    assert "Assign to me" not in text_of(client.get(url("case", case)))
    assert send(client, url("assign", case), officer=other.pk, team=team.pk).status_code == 302
    case.refresh_from_db()
    assert (case.officer, case.team) == (other, team)
    assert send(client, url("assign", case), officer=member(READERS).pk).status_code == 422
    assert send(client, url("assign", case), officer="", team="").status_code == 302
    case.refresh_from_db()
    assert case.officer is None


def test_tags_are_changed_and_an_older_page_changes_none() -> None:
    case, client = looked_at(), client_of(officer())
    one, two = Tag.objects.create(name="lamps"), Tag.objects.create(name="toys")
    older = fields_of(client.get(url("tags", case)))
    assert send(client, url("tags", case), tags=[one.pk]).status_code == 302
    answer = client.post(url("tags", case), older | {"tags": [two.pk]})
    assert answer.status_code == 409
    assert soup(answer).select(f"input[value='{two.pk}'][checked]")
    assert list(case.tags.all()) == [one]


def test_a_note_is_written_and_an_empty_one_is_not() -> None:
    case, by = looked_at(), officer()
    client = client_of(by)
    fields = fields_of(client.get(url("case", case)), url("note", case))
    assert client.post(url("note", case), fields | {"text": "  \n"}).status_code == 422
    assert (
        client.post(url("note", case), fields | {"text": "zebra note"}).headers["Location"]
        == url("case", case) + "#notes"
    )
    page = soup(client.get(url("case", case)))
    assert "zebra note" in page.text
    (note,) = page.select("#notes ~ article")
    assert str(by) in note.text


def test_a_note_from_an_older_page_is_written_all_the_same() -> None:
    case, client = looked_at(), client_of(officer())
    fields = fields_of(client.get(url("case", case)), url("note", case))
    services.note(case, "another", by=officer())
    assert client.post(url("note", case), fields | {"text": "zebra"}).status_code == 302
    assert case.notes.count() == 2


def test_a_second_press_writes_no_second_note_and_the_same_words_later_are_another() -> None:
    case, client = looked_at(), client_of(officer())
    fields = fields_of(client.get(url("case", case)), url("note", case))
    for _press in range(2):
        assert client.post(url("note", case), fields | {"text": "zebra"}).status_code == 302
    assert case.notes.count() == 1
    later = fields_of(client.get(url("case", case)), url("note", case))
    client.post(url("note", case), later | {"text": "zebra"})
    assert case.notes.count() == 2


def test_what_is_too_long_is_said_and_kept_whole() -> None:
    case, client = looked_at(), client_of(officer())
    answer = send(client, url("ask", case), question="q" * 10_001)
    assert answer.status_code == 422
    assert fields_of(answer)["question"] == "q" * 10_001


def test_no_act_is_done_by_a_link_or_without_the_guard_against_forged_requests() -> None:
    case, user = looked_at(), lead()
    done = AuditEntry.objects.exclude(report=None).exclude(act=Act.OPENED)
    before = done.count()
    client = client_of(user)
    for name in ("assign", "tags", "note", "ask", "close", "refer", "hand_over"):
        client.get(url(name, case), TYPED | {"outcome": Outcome.NOT_ENOUGH, "officer": user.pk, "text": "x"})
    strict = Client(enforce_csrf_checks=True, HTTP_HOST="127.0.0.1")
    strict.cookies = client.cookies
    for name in ("assign", "note", "close"):
        assert strict.post(url(name, case), {"reason": "x"}).status_code == 403
    assert done.count() == before
