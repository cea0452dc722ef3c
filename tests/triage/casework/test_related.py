"""Reports that may be about the same are found by what is stored, shown with reasons, and left alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.reports import services as reports
from portal.reports import signals
from portal.reports.models import Evidence
from portal.reports.states import State
from portal.triage import services
from portal.triage.casework import related
from portal.triage.casework.related import NUMBERS, candidates
from portal.triage.likeness.comparing import Verdict, compare
from portal.triage.likeness.marks import Kind, marks_of
from portal.triage.models import AuditEntry, Case, Picture, Related, Term
from portal.triage.records import Act
from tests.triage.casework.cases import carry_out, client_of, closed, looked_at, soup, text_of, url, with_file
from tests.triage.likeness import made
from tests.triage.people import READERS, member, officer, reported

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("evidence_store")]
PAGE = "/staff/violations/related/"


def about(name: str, story: str = "They send two invoices.", goods: str = "Desk lamps", **who: str) -> Case:
    return reported(
        what={"category": "undervaluation", "story": story},
        who=[{"id": "a", "name": name, **who}],
        goods={"what": goods},
    )


def pair() -> tuple[Case, Case]:
    one = about("Quillmark Ironworks", importer_number="84-2291073")
    other = about(
        "quillmark iron works", goods="Garden chairs", story="No mark of origin.", importer_number="842291073"
    )
    carry_out()
    return one, other


def test_what_is_stored_finds_the_same_as_comparing_every_pair() -> None:
    matters = [matter for path, matter in made.matters() if path.name == "heldout_a.yaml"]
    cases = {
        f"{matter['matter']}.{letter}": reported(**made.answers_of(told))
        for matter in matters
        for letter, told in matter["reports"].items()
        if "files" not in told
    }
    carry_out()
    stored = {(row.one_id, row.other_id): (row.verdict, tuple(row.reasons)) for row in Related.objects.all()}
    wrong, found = [], 0
    names = sorted(cases)
    for place, one in enumerate(names):
        for other in names[place + 1 :]:
            facts = made.reports()[one], made.reports()[other]
            likeness = compare(*facts)
            is_pair = bool(marks_of(facts[0]) & marks_of(facts[1])) and likeness.verdict is not Verdict.APART
            expected = (likeness.verdict.value, tuple(likeness.reasons)) if is_pair else None
            first, second = sorted((cases[one].pk, cases[other].pk), key=str)
            found += is_pair
            if stored.get((first, second)) != expected:
                wrong.append((one, other, expected))
    assert not wrong
    assert found > 40


def test_a_related_report_stands_beside_the_report_with_its_reasons_and_nothing_is_moved() -> None:
    one, other = pair()
    page = soup(client_of(officer()).get(url("case", one)))
    (item,) = page.select(".case-like > li")
    assert item.select(f"a[href='{url('case', other)}']")
    assert "Both name the same importer number." in item.text
    assert "Nothing is merged or closed by itself" in page.text
    other.report.refresh_from_db()
    assert other.report.state == State.RECEIVED
    assert not AuditEntry.objects.filter(act=Act.MOVED, report=other.pk).exists()


def test_two_that_are_one_matter_can_be_read_side_by_side_by_who_works_on_them() -> None:
    one, other = looked_at(about("Quillmark Ironworks")), about("Quillmark Ironworks")
    carry_out()
    assert "Probably the same matter" in text_of(client_of(member(READERS)).get(url("case", one)))
    link = soup(client_of(officer()).get(url("case", one))).select_one(".case-like a[href*='/merge/']")
    assert link
    assert f"into={other.report.number}" in str(link["href"])
    assert not soup(client_of(member(READERS)).get(url("case", one))).select(".case-like a[href*='/merge/']")


def test_a_report_that_is_like_no_other_has_no_such_part() -> None:
    one = about("Quillmark Ironworks")
    about("Zephyr Bakery", story="Fake bread.", goods="Bread")
    carry_out()
    assert not soup(client_of(officer()).get(url("case", one))).select("#related")
    assert not Related.objects.exists()


def test_what_is_not_found_any_more_is_forgotten() -> None:
    one, other = pair()
    Term.objects.filter(case=other, kind__gte=10).delete()
    related.relate({"report": str(one.pk)}, one.pk)
    assert not Related.objects.exists()
    assert Term.objects.filter(case=one, kind__gte=10).exists()


def test_the_same_picture_is_known_again_once_it_was_scanned() -> None:
    photo = made.saved(made.drawn("warehouse")).getvalue()
    smaller = made.saved(made.changed(made.drawn("warehouse"), "half")).getvalue()
    one, other = about("Somebody", story=""), about("A shop", story="", goods="Toys")
    rows = [
        with_file(one, "a.jpg", photo, state="quarantined"),
        with_file(other, "b.jpg", smaller, state="quarantined"),
    ]
    with_file(other, "note.txt", b"words")
    carry_out()
    assert not Related.objects.exists()
    assert Picture.objects.count() == 1, "the note was looked at, and is no picture"
    for row in rows:
        Evidence.objects.filter(pk=row.pk).update(state=Evidence.State.CLEAN)
        signals.scanned.send(Evidence, evidence=row)
    carry_out()
    assert Picture.objects.count() == 3
    (found,) = Related.objects.all()
    assert "image" in found.reasons
    with CaptureQueriesContext(connection) as asked:
        related.post_relate(one)
        carry_out()
    assert not [query for query in asked if 'INSERT INTO "triage_picture"' in query["sql"]], "read once"


def test_how_a_picture_looks_and_the_marks_of_a_report_are_stored_in_no_clear_form() -> None:
    one = about("Quillmark Ironworks", email="zebra@quillmark-ironworks.com", phone="+1 562 555 0142")
    with_file(one, "a.jpg", made.saved(made.drawn("warehouse")).getvalue())
    services.look(one, by=officer())
    carry_out()
    (picture,) = Picture.objects.all()
    told = reports.opened(picture, reports.key_of(one.report))["image_hash"]
    assert told
    assert told.encode() not in bytes(picture.sealed)
    assert {mark.kind for mark in marks_of(related.facts_told(_told(one)))} >= {
        Kind.EMAIL,
        Kind.PHONE,
        Kind.IMAGE,
    }


def _told(case: Case) -> Any:
    found = related.told_of(Case.objects.get(pk=case.pk))
    assert found
    return found


def test_a_kind_of_mark_keeps_its_number() -> None:
    assert set(NUMBERS) == set(Kind)
    assert len(set(NUMBERS.values())) == len(NUMBERS)
    assert min(NUMBERS.values()) >= related.FIRST_KIND
    assert max(NUMBERS.values()) < 2**15
    assert NUMBERS[Kind.IMPORTER] == 10
    assert NUMBERS[Kind.TYPO] == 24


def share(kind: Kind, cases: list[Case]) -> None:
    """Give all of them one mark."""
    number, value = related.term(NUMBERS[kind], "shared")
    Term.objects.bulk_create([Term(case=case, kind=number, value=value) for case in cases])


def test_a_mark_that_many_have_is_passed_over_where_that_may_be_and_else_the_newest_count(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(related, "COMMON", 5)
    monkeypatch.setattr(related, "MOST", 8)
    case, *others = (reported() for _one in range(13))
    share(Kind.WORD, [case, *others[-4:]])
    assert set(candidates(case)) == {other.pk for other in others[-4:]}
    share(Kind.SOUND, [case, *others])
    assert len(candidates(case)) == 4, "that one is too common"
    share(Kind.IMPORTER, [case, *others])
    oldest = others[0]
    Case.objects.filter(pk=oldest.pk).update(arrived_at=oldest.arrived_at - timedelta(days=99))
    found = candidates(case)
    assert len(found) >= 7
    assert oldest.pk not in found
    assert set(found[:4]) == {other.pk for other in others[-4:]}, "those that share more come first"


def test_candidates_are_looked_for_with_few_queries_whatever_there_is() -> None:
    case = about(
        "Quillmark Ironworks of Long Beach",
        story="word " * 500 + "x@y.example +1 562 555 0142",
        website="a.example",
    )
    about("Quillmark Ironworks")
    carry_out()
    with CaptureQueriesContext(connection) as asked:
        candidates(case)
    assert len(asked) <= 1 + -(-case.terms.filter(kind__gte=10).count() // 100)


def test_the_page_of_groups_shows_who_stands_together_and_why_and_says_in_the_audit_what_was_seen() -> None:
    one, other = pair()
    client = client_of(member(READERS))
    page = client.get(PAGE)
    told = text_of(page)
    for words in (
        one.report.number,
        other.report.number,
        "Both name the same importer number.",
        "2 reports since",
    ):
        assert words in told
    assert "Quillmark" not in told
    (seen,) = AuditEntry.objects.filter(act=Act.LISTED)
    assert set(seen.detail["numbers"]) == {one.report.number, other.report.number}


def test_groups_in_which_all_is_closed_are_shown_when_asked_for() -> None:
    one, other = pair()
    for case in (one, other):
        closed(looked_at(case))
    client = client_of(officer())
    assert "No reports look related" in text_of(client.get(PAGE))
    assert one.report.number in text_of(client.get(PAGE, {"all": "1"}))


def test_many_that_tell_the_same_words_are_marked_as_a_possible_campaign_that_may_be_true() -> None:
    story = (
        "Each month the same ship brings forty containers of chairs to Savannah and the papers say "
        "that they were built in Malaysia although the town knows that they come from a plant in Dongguan."
    )
    for number in range(6):
        about(f"Quillmark {number}", story=story)
    carry_out()
    told = text_of(client_of(officer()).get(PAGE))
    assert "may come from a campaign" in told
    assert "Each can still be true" in told


def test_the_page_of_groups_asks_as_many_queries_for_many_as_for_few() -> None:
    pair()
    client = client_of(officer())
    client.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    for name in ("Aldermoor Lights", "Brambleton Tools", "Carrowick Shoes"):
        about(name)
        about(name)
    carry_out()
    with CaptureQueriesContext(connection) as many:
        client.get(PAGE)
    assert len(many) == len(few)
