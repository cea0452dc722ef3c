"""Every word of the whole flow can be translated: with a catalogue of marks nothing stands outside of one.

What people typed, and the notices that staff write, are in no catalogue; here they are in another script.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client

from portal.reports import progress, services
from portal.reports.models import LegalNotice, OtherDoor
from portal.reports.states import State
from portal.web import slow
from tests.house.test_all_words_can_be_translated import Words, in_marks
from tests.reports.test_files import LETTER, upload
from tests.reports.writing import code_of, fields_of, fill_in, send, soup_of

__all__ = ["in_marks"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_marks", "evidence_store")]
WHAT = {"category": "unsafe", "story": "它不安全"}
STEPS = {
    "what": WHAT,
    "who": {"name": "哈伯公司", "role": "importer"},
    "goods": {"what": "台灯", "when": "about"},
    "evidence": {"how": "我看见了"},
    "you": {"how": "contact", "email": "a@b.cn", "relation": "worker", "award": "later"},
}


@pytest.fixture(autouse=True)
def _notices_in_another_script(in_marks: None) -> None:
    LegalNotice.objects.update(title="告知", text="内容", number="1")
    for place, door in enumerate(OtherDoor.objects.all()):
        OtherDoor.objects.filter(pk=door.pk).update(
            title=f"部门{place}", what_happens="说明", url="", phone=""
        )


def words_of(answer: Any) -> list[str]:
    page, read = soup_of(answer), Words()
    for hidden in page.select("[hidden]"):
        hidden.decompose()
    read.feed(str(page).partition("<!-- ")[0])  # what fills a page up to its length comes last
    return [word for word in read.found if word != "信.txt"]


def review(client: Client) -> Any:
    return fill_in(client, STEPS).get("/report/review/")


def receipt(client: Client) -> Any:
    fill_in(client, STEPS)
    client.post("/report/evidence/", {**STEPS["evidence"], "files": [upload("信.txt", LETTER)]})
    return send(client)


def looked_up(state: State) -> Callable[[Client], Any]:
    def look(client: Client) -> Any:
        code = code_of(receipt(client))
        report = services.find(code)
        services.ask(report, "什么时候")
        type(report).objects.update(state=state)
        return client.post("/report/status/", {"code": code})

    return look


def copied(client: Client) -> Any:
    told = fields_of(receipt(client), "/report/copy/")
    with slow.seat(), slow.seat():
        return client.post("/report/copy/", told)


def changed_elsewhere(client: Client) -> Any:
    page = review(client)
    client.post("/report/goods/", {"what": "灯"})
    return client.post("/report/review/", fields_of(page))


def of_a_lost_draft(client: Client) -> Any:
    page = fill_in(client, STEPS).get("/report/goods/")
    client.cookies.pop("report")
    return client.post("/report/goods/", fields_of(page))


def wrong_codes(client: Client) -> Any:
    return [client.post("/report/status/", {"code": "1"}) for _time in range(12)][-1]


def not_taken(name: str, data: bytes) -> Callable[[Client], Any]:
    def add(client: Client) -> Any:
        return fill_in(client, STEPS).post("/report/evidence/", {"files": [upload(name, data)]})

    return add


STATES: dict[str, Callable[[Client], Any]] = {
    "start": lambda client: client.get("/report/"),
    "review with nothing": lambda client: client.get("/report/review/"),
    "review": review,
    "changed elsewhere": changed_elsewhere,
    "those accused": lambda client: fill_in(client, STEPS).get("/report/who/"),
    "faults of what happened": lambda client: client.post("/report/what/", {"story": "字" * 10_001}),
    "faults of who": lambda client: client.post("/report/who/add/", {}),
    "faults of goods": lambda client: client.post("/report/goods/", {}),
    "faults of you": lambda client: client.post("/report/you/", {"how": "anonymous", "name": "名"}),
    "faults of contact": lambda client: client.post("/report/you/", {"how": "contact"}),
    "a lost draft": of_a_lost_draft,
    "saved": lambda client: fill_in(client, STEPS).get("/report/save/"),
    "discarded": lambda client: fill_in(client, STEPS).post("/report/discard/"),
    "receipt": receipt,
    "copy to print": copied,
    "wrong codes": wrong_codes,
    "a file of no known kind": not_taken("文.exe", b"MZ"),
    "a file that is empty": not_taken("文.txt", b""),
    "a file that is no text": not_taken("文.txt", b"\x00\x01"),
    **{f"looked up: {state.value}": looked_up(state) for state in State},
}


@pytest.mark.parametrize("state", STATES)
def test_no_state_of_the_flow_says_a_word_that_could_not_be_translated(
    client: Client, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slow, "WAIT_SECONDS", 0.05)
    monkeypatch.setattr(progress, "FEWEST", 0)
    answer = STATES[state](client)
    assert "«" in answer.content.decode()
    assert words_of(answer) == []


def test_nor_does_the_page_on_which_nothing_was_saved(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_args: Any, **_kwargs: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr("portal.reports.drafts.begin", away)
    answer = client.post("/report/what/", WHAT)
    assert answer.status_code == 503
    assert words_of(answer) == []


def test_the_style_of_the_report_knows_no_left_and_right() -> None:
    """A language that is written from the right mirrors it by itself."""
    style = (Path(__file__).parents[2] / "static/scss/_report.scss").read_text()
    assert not re.search(r"\b(left|right)\b", style)
