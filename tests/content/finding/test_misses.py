"""Searches without results tell the staff what is missing, and nothing of anybody."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.utils import timezone

from content.finding.jobs import forget_old_misses
from content.finding.misses import KEPT_DAYS, SHOWN_FROM
from content.finding.models import MissedSearch
from portal.accounts.models import User

pytestmark = pytest.mark.django_db
PAGE, REPORT = "/guidance/search/", "/staff/reports/missed-searches/"


def look_for(client: Client, text: str, times: int = 1) -> None:
    for _time in range(times):
        client.get(PAGE, {"q": text})


def test_words_that_lead_to_nothing_are_counted_by_the_day(client: Client) -> None:
    look_for(client, "Quokka!", 2)
    look_for(client, "quokka")
    assert list(MissedSearch.objects.values_list("term", "times", "day")) == [
        ("quokka", 3, timezone.localdate())
    ]
    assert {field.name for field in MissedSearch._meta.fields} == {"id", "day", "term", "times"}


def test_words_that_lead_somewhere_are_not_counted(client: Client) -> None:
    look_for(client, "gift")
    look_for(client, "birthdy presnt")
    look_for(client, "")
    assert not MissedSearch.objects.exists()


@pytest.mark.parametrize(
    "personal",
    [
        "zz@example.org",
        "zzq +1 202 555 0143",
        "zzq 123-45-6789",
        "1Z999AA10123456784",
        "https://zzq.example",
        "zzq" * 30,
    ],
)
def test_what_might_tell_of_a_person_is_not_kept(client: Client, personal: str) -> None:
    look_for(client, personal)
    assert not MissedSearch.objects.exists()


def test_what_is_old_is_forgotten() -> None:
    today = timezone.localdate()
    for days in (KEPT_DAYS, KEPT_DAYS + 1):
        MissedSearch.objects.create(day=today - timedelta(days=days), term=f"{days} days")
    forget_old_misses()
    assert list(MissedSearch.objects.values_list("term", flat=True)) == [f"{KEPT_DAYS} days"]


def test_editors_who_may_see_the_report_what_several_people_missed(client: Client) -> None:
    look_for(client, "quokka", SHOWN_FROM)
    look_for(client, "wombat", SHOWN_FROM - 1)
    group = Group.objects.create(name="Words")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    editor = User.objects.create_user("editor@example.gov", "a long enough password")
    editor.groups.add(group)
    client.force_login(editor)
    assert client.get(REPORT).status_code == 302
    group.permissions.add(Permission.objects.get(codename="view_missedsearch"))
    client.force_login(User.objects.get(pk=editor.pk))
    text = client.get(REPORT).content.decode()
    assert "quokka" in text
    assert "wombat" not in text
    assert "quokka" in b"".join(client.get(REPORT, {"export": "csv"}).streaming_content).decode()  # type: ignore[attr-defined]
    assert client.get(f"{REPORT}results/").status_code == 200
