"""The page of one report: all that was told, by the questions of the form, inert and escaped."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from portal.reports import services as reports
from portal.reports.steps import APART, STEPS, YOU
from portal.triage import services
from portal.triage.casework.reading import sections
from portal.triage.models import AuditEntry, Tag, Team
from portal.triage.records import Act
from portal.triage.states import Action
from tests.triage.casework.cases import NAMED, client_of, closed, looked_at, soup, text_of, url, with_file
from tests.triage.people import (
    AUDITORS,
    CUSTODIANS,
    LEADS,
    OFFICERS,
    READERS,
    RECORDS_OFFICERS,
    lead,
    member,
    officer,
    reported,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("evidence_store")]


def everything_answered() -> dict[str, Any]:
    """Every question of every step answered with a word of its own."""
    told: dict[str, Any] = {}
    for step in STEPS:
        words = {name: f"zebra-{step.key}-{name}" for name in step.form().fields}
        for name, field in step.form().fields.items():
            if hasattr(field, "choices"):
                words[name] = next(value for value, _label in field.choices if value)
        if step.key == YOU:
            words = {name: word for name, word in words.items() if name not in APART}
        told[step.key] = [words, {"name": "zebra-second"}] if step.many else words
    return told


def test_every_question_of_the_form_stands_on_the_page_by_its_own_label_with_its_answer() -> None:
    case = reported(**everything_answered())
    page = soup(client_of(officer()).get(url("case", case)))
    for step in STEPS:
        for name, field in step.form().fields.items():
            if step.key == YOU and name in {*APART, "how"}:
                continue
            (answer, *_others) = [
                dt.find_next("dd") for dt in page.select("dt") if dt.text == str(field.label)
            ]
            choices = dict(getattr(field, "choices", ()))
            expected = (
                next(str(label) for value, label in choices.items() if value)
                if choices
                else f"zebra-{step.key}-{name}"
            )
            assert answer
            assert expected in answer.text, (step.key, name)
    assert "zebra-second" in page.text


def test_what_was_not_answered_is_folded_and_still_named() -> None:
    case = reported()
    page = soup(client_of(officer()).get(url("case", case)))
    folded = {item.text for item in page.select("details.case-empty li")}
    for section in sections(reports.answers_of(case.report)):
        assert set(section.empty) <= folded
    assert not page.select("details.case-empty[open]")


def test_markup_scripts_and_addresses_of_a_sender_are_dead_text() -> None:
    evil = (
        "<script>alert(1)</script><img src=x onerror=alert(1)> https://evil.example/a {{ 7*7 }} </textarea>"
    )
    case = looked_at(
        reported(what={"category": "other", "story": evil}, who=[{"name": evil, "website": evil}])
    )
    reports.answer(case.report, evil)
    services.note(case, evil, by=officer())
    with_file(case, name="https://evil.example.txt")
    page = soup(client_of(lead()).get(url("case", case)))
    main = page.select_one("main")
    assert main
    assert not main.select("script, img[onerror]")
    assert not [a for a in main.select("a[href]") if "evil" in a["href"]]
    for shown in main.select(".case-told"):
        assert "://" not in shown.text.replace("[://]", "")
    written = [area for area in main.select("textarea[readonly]") if area.text.removeprefix("\n") == evil]
    assert len(written) == 5, "as it was written, to be copied: twice in the report, in a message and a note"


def test_text_that_runs_the_other_way_turns_nothing_around_it() -> None:
    case = reported(what={"category": "other", "story": "قيمة \u202egpj.exe"})
    page = soup(client_of(officer()).get(url("case", case)))
    (told,) = [bdi for bdi in page.select("bdi[dir=auto]") if "قيمة" in bdi.text]
    assert "\u202e" not in told.text
    assert "[RLO]" in told.text


def test_the_head_tells_where_the_report_stands_in_the_words_of_its_sender_too() -> None:
    case, by = reported(), officer()
    team, tag = Team.objects.create(name="Brands"), Tag.objects.create(name="lamps")
    services.look(case, by=by)
    services.assign(case, by=by, officer=by, team=team)
    services.tag(case, by=by, tags=[tag])
    told = text_of(client_of(by).get(url("case", case)))
    for words in (
        "In review",
        "The sender reads: Somebody at CBP reads it",
        "A value that is too low",
        str(by),
    ):
        assert words in told
    for words in ("Brands", "lamps", "Yes, as far as can be told", "English", "Anonymous", "due by"):
        assert words in told


def test_a_report_whose_sender_could_not_be_told_and_which_is_late_and_unread_says_so() -> None:
    case = reported()
    case.report.is_verified = False
    case.report.save()
    case.look_by = case.arrived_at
    case.save()
    told = text_of(client_of(member(READERS)).get(url("case", case)))
    assert "Could not be told" in told
    assert "Unread" in told


def test_reading_stands_in_the_history_once_and_folded_when_it_was_often() -> None:
    case, by = looked_at(), officer()
    client = client_of(by)
    for _time in range(4):
        answer = client.get(url("case", case))
    history = soup(answer).select(".case-history > li")
    assert sum("read 4 times" in item.text for item in history) == 1
    assert AuditEntry.objects.filter(act=Act.OPENED, report=case.pk).count() == 5


def test_the_history_tells_who_did_what_and_why_in_order() -> None:
    case, by = looked_at(), officer()
    services.note(case, "zebra note", by=by)
    services.make_move(case, Action.ASK, by=by, question="zebra question")
    reports.answer(case.report, "zebra answer")
    closed(case)
    told = [
        " ".join(item.text.split())
        for item in soup(client_of(by).get(url("case", case))).select(".case-history > li")
    ]
    wanted = [
        "moved the report: Close; In review → Closed; Not enough to act on",
        "The sender wrote",
        "asked the sender",
        "wrote a note",
        "moved the report: First look",
        "The report was sent",
    ]
    places = [next(place for place, item in enumerate(told) if words in item) for words in wanted]
    assert places == sorted(places)
    assert any("Nothing more to learn" in item for item in told)


MARKED = {
    "what": {"category": "origin", "story": "zebrastory"},
    "who": [{"id": "one", "name": "zebraname", "importer_number": "zebranumber"}],
    "goods": {"what": "zebragoods"},
    "evidence": {"how": "zebrahow"},
    "you": {"how": "contact", "relation": "worker", "award": "yes"},
}
CONTENT = [
    "zebrastory",
    "zebraname",
    "zebranumber",
    "zebragoods",
    "zebrahow",
    "I work or worked there",
    "zebra-note",
    "zebra-question",
    "zebra-answer",
    "zebra-letter",
]
ROLES = {
    OFFICERS: True,
    LEADS: True,
    CUSTODIANS: True,
    READERS: True,
    RECORDS_OFFICERS: False,
    AUDITORS: False,
}


@pytest.mark.parametrize("role", ROLES)
def test_each_role_sees_the_fields_it_may_and_nobody_sees_who_sent_it(role: str) -> None:
    case = looked_at(reported(identity=NAMED, **MARKED))
    with_file(case, "zebra-letter.txt")
    services.note(case, "zebra-note", by=officer())
    services.make_move(case, Action.ASK, by=officer(), question="zebra-question")
    reports.answer(case.report, "zebra-answer")
    answer = client_of(member(role)).get(url("case", case))
    page = answer.content.decode()
    assert answer.status_code == (200 if ROLES[role] else 302)
    for word in CONTENT:
        assert (word in page) is ROLES[role], word
    for word in [*NAMED.values(), "You may contact me", "Your name", "Your e-mail address"]:
        assert word not in page
    if ROLES[role]:
        assert ("Open who sent it" in page) is (role == CUSTODIANS)
        assert ("As it was sent" in page) is (role == LEADS)


@pytest.mark.parametrize(
    ("role", "works"), [(OFFICERS, True), (LEADS, True), (READERS, False), (CUSTODIANS, False)]
)
def test_who_only_reads_has_no_form_but_that_of_the_clean_copy(role: str, works: bool) -> None:
    case = looked_at()
    with_file(case)
    main = soup(client_of(member(role)).get(url("case", case))).select_one("main")
    assert main
    actions = {
        str(form["action"]).rstrip("/").rpartition("/")[2] for form in main.select("form[method=post]")
    }
    assert ({"assign", "note"} <= actions) is works
    assert bool(main.select("#ways")) is works


def test_the_page_of_no_report_is_not_found() -> None:
    assert client_of(officer()).get("/staff/violations/case/TVR-2026-00000000/").status_code == 404


def test_a_note_by_who_only_reads_is_refused_by_the_service_too() -> None:
    with pytest.raises(PermissionDenied):
        services.note(looked_at(), "x", by=member(READERS))
