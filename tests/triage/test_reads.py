"""Every page that shows what a report says leaves an entry in the audit each time it is asked for."""

from __future__ import annotations

import pytest

from portal.triage import audit
from portal.triage.rights import ROLES, Right
from tests.authoring.people import signed_in
from tests.authoring.security.addresses import Address
from tests.triage.people import member, reported
from tests.triage.test_rights import filled_in, name_of, ours, values

pytestmark = pytest.mark.django_db
CONTENT = {Right.READ, Right.WORK, Right.IDENTITY, Right.ORIGINALS, Right.EXPORT}
SHOWS_NONE = {
    *("workload", "searches", "search_new", "search_edit", "search_delete", "many", "many_done"),
    *("ask", "assign", "close", "hand_over", "hand_over_identity", "identity", "note", "original"),
    *("merge", "refer", "reopen", "tags", "take_back", "identity_file", "clean_copy"),
    *("export", "notifications", "notification_choices"),
    # Numbers and reasons; and names of firms where some are counted, which is then accounted for.
    *("related", "trends_accused"),
}
"""Pages for readers of reports on which only numbers, states, kinds and dates stand, and forms to fill in."""


def shows_content(address: Address) -> bool:
    return bool(CONTENT & set(address.view.rights)) and name_of(address) not in SHOWS_NONE


def test_each_time_such_a_page_is_read_is_accounted_for() -> None:
    user = member(*ROLES)
    told, client = values(reported(), user), signed_in(user)
    silent, read = [], 0
    for each in filter(shows_content, ours()):
        for _time in range(2):
            before = audit.standing()[0]
            answer = client.get(filled_in(each, told))
            if answer.status_code != 200:  # pages that only take what is sent
                continue
            b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
            read += 1
            if audit.standing()[0] == before:
                silent.append(each.name)
    assert read, "none was read: this test would find nothing"
    assert not silent, f"these show what a report says and note nothing: {sorted(set(silent))}"


def test_what_is_said_to_show_nothing_is_an_address() -> None:
    assert {name_of(each) for each in ours()} >= SHOWS_NONE


@pytest.mark.parametrize("role", ["Records officers", "Auditors of reports"])
def test_who_keeps_records_or_reads_the_audit_sees_nothing_that_was_told(role: str) -> None:
    marker = "A marker of the story"
    case = reported(what={"category": "undervaluation", "story": marker}, identity={"name": marker})
    user = member(role)
    told, client = values(case, user), signed_in(user)
    for each in ours():
        answer = client.get(filled_in(each, told))
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        assert marker.encode() not in body, each.name


def test_pages_that_are_said_to_show_nothing_show_nothing_that_was_told() -> None:
    marker = "A marker of the story"
    case = reported(
        what={"category": "undervaluation", "story": marker},
        who=[{"id": "one", "name": marker}],
        identity={"name": marker},
    )
    user = member(*ROLES)
    told, client = values(case, user), signed_in(user)
    for each in ours():
        if name_of(each) in SHOWS_NONE:
            assert marker.encode() not in client.get(filled_in(each, told)).content, each.name
