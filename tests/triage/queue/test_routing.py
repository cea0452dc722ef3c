"""Saved searches: who sees and changes them; how they route what arrives, once, and explain themselves."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from portal.accounts.models import User
from portal.reports import services as reports
from portal.triage import indexing
from portal.triage.casework import timeline
from portal.triage.models import AuditEntry, Case, SavedSearch, Tag, Team
from portal.triage.queue import routing, saved
from portal.triage.records import Act
from tests.authoring.people import signed_in
from tests.triage.people import READERS, lead, member, officer, reported
from tests.triage.queue.queues import QUEUE, form_of, told

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def a_search(by: User, query: str = "category=forced_labor", **values: Any) -> SavedSearch:
    tags = values.pop("tags", ())
    search = SavedSearch(name=values.pop("name", "Forced labor"), owner=by, **values)
    search.query = query
    saved.save(search, by=by, tags=tags)
    return search


def routes(query: str = "category=forced_labor", by: User | None = None, **values: Any) -> SavedSearch:
    values.setdefault("give_team", Team.objects.get_or_create(name="East")[0])
    return a_search(by or lead(), query, routes=True, **values)


def test_a_report_that_arrives_is_given_to_whom_the_search_says_and_its_history_tells_why() -> None:
    tag = Tag.objects.create(name="cotton")
    routes(from_day=TODAY() - timedelta(days=3), tags=[tag], give_officer=(person := officer()))
    case, other = told(category="forced_labor"), told()
    assert (case.team, case.officer, list(case.tags.all())) == (Team.objects.get(), person, [tag])
    assert (other.team, other.officer, other.tags.count()) == (None, None, 0)
    entry = AuditEntry.objects.get(act=Act.ASSIGNED, report=case.pk)
    assert entry.who is None
    sentence = routing.sentence_of(entry.detail)
    assert "East" in sentence
    assert "“Forced labor”" in sentence
    assert sentence in [item.words for item in timeline.items(case)]


def test_words_and_phrases_route_too() -> None:
    routes("q=%22prison+camp%22")
    assert told("Made in a prison camp").team
    assert not told("A camp, and elsewhere a prison").team


def test_a_report_is_routed_once() -> None:
    routes()
    case = told(category="forced_labor")
    Case.objects.filter(pk=case.pk).update(team=None)
    reports.answer(case.report, "More")
    indexing.index({"report": str(case.pk)}, case.pk)
    case.refresh_from_db()
    assert case.team is None
    assert AuditEntry.objects.filter(act=Act.ASSIGNED, report=case.pk).count() == 1


def test_whom_somebody_has_given_a_report_to_meanwhile_keeps_it() -> None:
    routes()
    case = reported(what={"category": "forced_labor", "story": ""})
    Case.objects.filter(pk=case.pk).update(officer=(person := officer()))
    indexing.index({"report": str(case.pk)}, case.pk)
    case.refresh_from_db()
    assert (case.officer, case.team) == (person, None)


@pytest.mark.parametrize(
    ("first", "last", "is_routed"),
    [(None, None, True), (0, 0, True), (1, None, False), (None, -1, False), (-5, 5, True)],
)
def test_routing_is_dated(first: int | None, last: int | None, is_routed: bool) -> None:
    def day(away: int | None) -> date | None:
        return None if away is None else TODAY() + timedelta(days=away)

    routes(from_day=day(first), until_day=day(last))
    assert bool(told(category="forced_labor").team) == is_routed


def test_the_first_that_fits_gives_team_and_officer_and_tags_come_from_each() -> None:
    west, one, two = Team.objects.create(name="West"), *(Tag.objects.create(name=n) for n in "ab")
    routes("q=cotton", name="Second", position=2, tags=[one])
    routes(name="First", position=1, give_team=west, tags=[two])
    case = told("Cotton", category="forced_labor")
    assert case.team == west
    assert set(case.tags.all()) == {one, two}


def test_who_works_on_reports_no_longer_gets_none_and_that_is_said() -> None:
    person = officer()
    routes(give_officer=person, give_team=None)
    person.groups.clear()
    case = told(category="forced_labor")
    assert case.officer is None
    person.is_active = False
    person.save()
    assert told(category="forced_labor").officer is None


def test_a_search_whose_team_or_tag_has_gone_routes_nothing() -> None:
    routes("category=forced_labor&tag=4711")
    assert told(category="forced_labor").team is None


def test_it_is_tried_on_the_last_reports_before_it_is_saved() -> None:
    told(category="forced_labor")
    told(category="unsafe")
    client = signed_in(lead())
    answer = client.post(
        f"{QUEUE}searches/new/", {"query": "category=unsafe", "name": "x", "position": 0, "try": "on"}
    )
    assert "It would have matched 1 of the last 2 reports." in answer.content.decode()
    assert not SavedSearch.objects.exists()


def test_what_is_not_known_when_a_report_arrives_routes_nothing_and_the_form_says_so() -> None:
    team = Team.objects.create(name="East")
    sent = {"query": "officer=me&unread=on", "name": "x", "position": 0, "routes": "on", "give_team": team.pk}
    answer = signed_in(lead()).post(f"{QUEUE}searches/new/", sent)
    assert answer.status_code == 422
    assert "Nothing can be routed by" in answer.content.decode()
    assert "try" not in sent
    assert not SavedSearch.objects.exists()


def test_only_leads_make_change_and_end_routing_and_the_audit_tells_without_words() -> None:
    search = routes("q=marmalade")
    assert AuditEntry.objects.filter(act=Act.ROUTING).count() == 1
    for act in (lambda by: saved.save(search, by=by), lambda by: saved.delete(search, by=by), a_routing_one):
        with pytest.raises(PermissionDenied):
            act(officer())
    search.name = "Another"
    saved.save(search, by=lead())
    saved.delete(search, by=lead())
    told_ = [str(entry.detail) for entry in AuditEntry.objects.filter(act=Act.ROUTING)]
    assert len(told_) == 3
    assert not any("marmalade" in detail for detail in told_)


def a_routing_one(by: User) -> None:
    routes(by=by)


def test_one_sees_ones_own_searches_those_of_ones_teams_and_those_that_route() -> None:
    by, mate, stranger = officer(), officer(), member(READERS)
    team = Team.objects.create(name="East")
    team.members.add(by, mate)
    own, shared, routing_one = a_search(by), a_search(by, team=team), routes()
    assert set(saved.seen_by(by)) == {own, shared, routing_one}
    assert set(saved.seen_by(mate)) == {shared, routing_one}
    assert set(saved.seen_by(stranger)) == {routing_one}
    assert signed_in(mate).get(own.get_absolute_url()).status_code == 404
    assert signed_in(mate).get(f"{QUEUE}searches/{shared.pk}/edit/").status_code in {302, 403}


def test_a_saved_search_has_an_address_that_tells_no_word_and_finds_what_it_says() -> None:
    by, case = officer(), told("A marmalade story")
    told("Another")
    search = a_search(by, "q=marmalade", name="Jam")
    assert b"marmalade" not in bytes(search.sealed)
    page = signed_in(by).get(search.get_absolute_url()).content.decode()
    assert case.report.number in page
    assert "1 report" in page


def test_what_searches_look_for_is_sealed_anew_when_keys_are(settings: Any) -> None:
    search = a_search(officer(), "q=marmalade")
    before = bytes(search.sealed)
    old = dict(settings.REPORT_KEYS)
    settings.REPORT_KEYS = {"new": "B" * 43, **old}
    reports.rotate()
    settings.REPORT_KEYS = {"new": "B" * 43}
    search.refresh_from_db()
    assert bytes(search.sealed) != before
    assert search.query == "q=marmalade"


def test_a_query_of_a_form_is_the_form_again() -> None:
    form = form_of("q=cotton+-silk&category=unsafe&unread=on&since=2026-12-01&sort=oldest&state=any")
    assert form.is_valid()
    again = form_of(saved.query_of(form))
    assert again.is_valid()
    assert again.cleaned_data == form.cleaned_data
