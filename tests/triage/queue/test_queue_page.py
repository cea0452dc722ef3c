"""The pages of the queue: what they show and ask of the database, and what each role can do there."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.triage.models import AuditEntry, Case, Office, Tag, Team
from portal.triage.queue import listing
from portal.triage.records import Act
from portal.triage.viewsets import LeadPolicy
from tests.authoring.people import signed_in
from tests.budgets.test_queue_speed import MOST_QUERIES, OF_THE_FRAME
from tests.content.editing.staff import superuser
from tests.triage.people import READERS, lead, member, officer, reported
from tests.triage.queue.queues import QUEUE, looked_at, told

pytestmark = pytest.mark.django_db


def asked(address: str, by: Any) -> int:
    client = signed_in(by)
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return sum(not OF_THE_FRAME.search(query["sql"]) for query in queries)


@pytest.mark.parametrize("query", ["", "q=invoices", "q=%22two+invoices%22", "sort=deadline&unread=on"])
def test_a_page_asks_the_same_however_many_rows_it_has(query: str) -> None:
    by = lead()
    told()
    one = asked(f"{QUEUE}?{query}", by)
    for _each in range(12):
        told()
    assert asked(f"{QUEUE}?{query}", by) == one <= MOST_QUERIES
    assert asked(f"{QUEUE}workload/", by) <= MOST_QUERIES


def test_a_row_tells_what_an_officer_needs_and_nothing_can_be_followed() -> None:
    team, by = Team.objects.create(name="East"), officer()
    case = told(who=[{"name": "https://evil.example/ Ltd <script>"}, {"name": "Second"}])
    Case.objects.filter(pk=case.pk).update(officer=by, team=team, look_by=timezone.now() - timedelta(days=1))
    case.tags.add(Tag.objects.create(name="cotton"))
    page = signed_in(by).get(QUEUE).content.decode()
    for words in (case.report.number, "Unread", "Overdue since", "East", str(by), "cotton", "and 1 more"):
        assert words in page
    assert "https://evil.example" not in page
    assert "&lt;script&gt;" in page
    assert "evil[.]example" in page


def test_seeing_a_list_is_accounted_for_once_with_its_numbers() -> None:
    numbers = {reported().report.number for _each in range(3)}
    signed_in(by := officer()).get(QUEUE)
    entry = AuditEntry.objects.get(act=Act.LISTED)
    assert (entry.who, set(entry.detail["numbers"])) == (by.pk, numbers)
    signed_in(by).get(f"{QUEUE}?state=closed")
    assert AuditEntry.objects.filter(act=Act.LISTED).count() == 1


def test_a_reader_sees_the_queue_and_is_offered_no_change() -> None:
    reported()
    page = signed_in(member(READERS)).get(QUEUE).content.decode()
    assert 'name="chosen"' not in page
    assert "Change the chosen" not in page


def test_filters_that_cannot_be_used_are_said_and_nothing_is_shown() -> None:
    case = reported()
    page = signed_in(officer()).get(f"{QUEUE}?team=4711&q=the").content.decode()
    assert "Nothing was looked for" in page
    assert case.report.number not in page
    assert not AuditEntry.objects.filter(act=Act.LISTED).exists()


def test_what_takes_too_long_is_given_up_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    case = told("Marmalade")

    def too_long(*args: Any, **options: Any) -> Any:
        cause = Exception()
        cause.sqlstate = "57014"  # type: ignore[attr-defined]
        raise OperationalError("canceling statement due to statement timeout") from cause

    monkeypatch.setattr(listing, "page_of", too_long)
    page = signed_in(officer()).get(f"{QUEUE}?q=marmalade").content.decode()
    assert "took too long" in page
    assert case.report.number not in page
    assert AuditEntry.objects.filter(act=Act.SEARCHED).exists()


def test_the_workload_counts_what_its_links_show() -> None:
    team, by = Team.objects.create(name="East"), officer()
    now = timezone.now()
    rows = [
        {"team": team, "look_by": now - timedelta(days=1)},
        {"team": team, "officer": by, "look_by": now + timedelta(minutes=1)},
        {"officer": by, "look_by": now + timedelta(days=30)},
        {"look_by": now + timedelta(days=30)},
    ]
    for row in rows:
        Case.objects.filter(pk=reported().pk).update(**row)
    Case.objects.filter(pk=looked_at(reported()).pk).update(officer=by)
    client = signed_in(by)
    page = client.get(f"{QUEUE}workload/").content.decode()
    links = re.findall(r'<a href="(/staff/violations/\?[^"]+)">(?:<strong>)?(\d+)', page)
    assert len(links) >= 8
    for address, count in links:
        shown = client.get(address.replace("&amp;", "&")).content.decode()
        assert f"<strong>{count} report" in shown, address


def test_leads_keep_teams_tags_and_offices_and_nobody_else_does() -> None:
    for name in ("team", "tag", "office"):
        for act in ("", "add/"):
            address = f"/staff/snippets/triage/{name}/{act}"
            assert signed_in(lead()).get(address).status_code == 200
            assert signed_in(officer()).get(address).status_code in {302, 403}


def test_what_reports_hang_on_is_not_deleted() -> None:
    by, policy = lead(), LeadPolicy(Team)
    team = Team.objects.create(name="East")
    assert policy.user_has_permission_for_instance(by, "delete", team)
    Case.objects.filter(pk=reported().pk).update(team=team)
    assert not policy.user_has_permission_for_instance(by, "delete", team)
    assert policy.user_has_permission_for_instance(by, "change", team)
    answer = signed_in(by).post(f"/staff/snippets/triage/team/delete/{team.pk}/")
    assert answer.status_code in {302, 403}
    assert Team.objects.filter(pk=team.pk).exists()


def test_a_superuser_deletes_none_of_them_several_at_once() -> None:
    team, tag = Team.objects.create(name="East"), Tag.objects.create(name="cotton")
    client = signed_in(superuser())
    for each in (team, tag):
        name = each._meta.model_name
        client.post(f"/staff/bulk/triage/{name}/delete/?id={each.pk}")
        assert type(each)._default_manager.filter(pk=each.pk).exists()


def test_the_offices_of_the_starter_stay_as_staff_wrote_them() -> None:
    office = Office.objects.get(key="eapa")
    office.name = "Ours"
    office.save()
    Office.objects.filter(key="ftc").delete()
    call_command("load_offices", verbosity=0, stdout=io.StringIO())
    office.refresh_from_db()
    assert office.name == "Ours"
    assert Office.objects.filter(key="ftc").exists()
