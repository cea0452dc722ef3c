"""Every page that shows what a report says leaves an entry in the audit each time it is asked for."""

from __future__ import annotations

import pytest

from portal.triage import audit
from portal.triage.rights import ROLES, Right
from tests.authoring.people import signed_in
from tests.authoring.security.addresses import Address
from tests.triage.people import member, reported
from tests.triage.test_rights import name_of, ours, values

pytestmark = pytest.mark.django_db
CONTENT = {Right.READ, Right.WORK, Right.IDENTITY, Right.ORIGINALS, Right.EXPORT}
SHOWS_NONE = {"queue"}
"""Pages for readers of reports on which only numbers, states, kinds and dates stand."""


def shows_content(address: Address) -> bool:
    return bool(CONTENT & set(address.view.rights)) and name_of(address) not in SHOWS_NONE


def test_each_time_such_a_page_is_read_is_accounted_for() -> None:
    told, client = values(reported()), signed_in(member(*ROLES))
    silent, read = [], 0
    for each in filter(shows_content, ours()):
        for _time in range(2):
            before = audit.standing()[0]
            answer = client.get(each.filled_in(told))
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
    told, client = values(case), signed_in(member(role))
    for each in ours():
        answer = client.get(each.filled_in(told))
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        assert marker.encode() not in body, each.name
