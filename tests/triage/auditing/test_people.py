"""Nobody comes by a role, and nothing happens to an account of the staff, without an entry of the audit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.urls import reverse

from portal.accounts.models import User
from portal.triage import audit
from portal.triage.auditing import people
from portal.triage.models import AuditEntry
from portal.triage.records import Act
from portal.triage.rights import ROLES, Right
from tests.authoring.people import signed_in
from tests.content.editing.staff import superuser
from tests.triage.people import LEADS, OFFICERS, READERS, member, officer

pytestmark = pytest.mark.django_db


def told_since(number: int) -> list[tuple[str, Any, dict[str, Any]]]:
    rows = AuditEntry.objects.filter(number__gt=number).order_by("number")
    return list(rows.values_list("act", "who", "detail"))


def group(name: str = LEADS) -> Group:
    return Group.objects.get(name=name)


WAYS: dict[str, Callable[[User], Any]] = {
    "groups.add": lambda user: user.groups.add(group()),
    "groups.set": lambda user: user.groups.set([group()]),
    "group.user_set.add": lambda user: group().user_set.add(user),
    "group.user_set.set": lambda user: group().user_set.set([user]),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_role_that_is_given_is_noted_whichever_way(way: str) -> None:
    user, before = member(), audit.standing()[0]
    WAYS[way](user)
    (told,) = told_since(before)
    assert told == (Act.ROLES, None, {"person": user.pk, "name": str(user), "gave": [LEADS]})
    WAYS[way](user)
    assert len(told_since(before)) == 1, "what changes nothing is no change"


AWAY: dict[str, Callable[[User], Any]] = {
    "groups.remove": lambda user: user.groups.remove(group()),
    "groups.clear": lambda user: user.groups.clear(),
    "groups.set": lambda user: user.groups.set([]),
    "group.user_set.remove": lambda user: group().user_set.remove(user),
    "group.user_set.clear": lambda user: group().user_set.clear(),
}


@pytest.mark.parametrize("way", AWAY)
def test_a_role_that_is_taken_is_noted_whichever_way(way: str) -> None:
    user, before = member(LEADS), audit.standing()[0]
    AWAY[way](user)
    assert told_since(before) == [(Act.ROLES, None, {"person": user.pk, "name": str(user), "took": [LEADS]})]


def test_a_group_that_has_nothing_to_do_with_reports_is_not_noted() -> None:
    user, other, before = member(), Group.objects.create(name="Choir"), audit.standing()[0]
    user.groups.add(other)
    assert not told_since(before)


def test_any_group_that_is_given_a_right_over_reports_is_noted_with_its_members() -> None:
    """Or else somebody would join the choir first and give it the right afterwards."""
    user, other = member(), Group.objects.create(name="Choir")
    user.groups.add(other)
    right = Permission.objects.get(codename=Right.IDENTITY)
    before = audit.standing()[0]
    other.permissions.add(right)
    right.group_set.remove(other)
    right.group_set.add(other)
    other.permissions.clear()
    told = [detail for _act, _who, detail in told_since(before)]
    assert [sorted(detail)[0] for detail in told] == ["gave", "group", "gave", "group"]
    assert [("gave" in d, "took" in d) for d in told] == [(True, False), (False, True)] * 2
    assert all(detail["members"] == [str(user)] for detail in told)


def test_a_group_of_ours_that_is_deleted_is_noted() -> None:
    user, before = member(READERS), audit.standing()[0]
    group(READERS).delete()
    assert told_since(before) == [
        (Act.ROLES, None, {"group": READERS, "members": [str(user)], "deleted": True})
    ]


def test_migrating_again_gives_nothing_and_notes_nothing() -> None:
    before = audit.standing()[0]
    call_command("migrate", verbosity=0)
    assert not told_since(before)


def test_a_right_that_was_taken_from_a_role_comes_back_with_a_note() -> None:
    group(READERS).permissions.clear()
    before = audit.standing()[0]
    call_command("migrate", verbosity=0)
    ((act, who, detail),) = told_since(before)
    assert (act, who, detail["gave"]) == (Act.ROLES, None, sorted(ROLES[READERS]))


CHANGES: dict[str, dict[str, Any]] = {
    "left": {"is_active": False},
    "staff no more": {"is_staff": False},
    "superuser": {"is_superuser": True},
    "another address": {"email": "new@example.org"},
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_changes_about_an_account_of_the_staff_is_noted(change: str) -> None:
    user, before = officer(), audit.standing()[0]
    for name, value in CHANGES[change].items():
        setattr(user, name, value)
    user.save()
    user.save()
    ((act, _who, detail),) = told_since(before)
    assert act == Act.ACCOUNT
    assert detail == {"person": user.pk, "name": str(user), **CHANGES[change]}


def test_a_new_account_of_the_staff_and_its_end_are_noted_and_others_are_not() -> None:
    before = audit.standing()[0]
    User.objects.create_user("visitor@example.org", "a long pass phrase").delete()
    assert not told_since(before)
    clerk = User.objects.create_user("clerk@example.org", "a long pass phrase", is_staff=True)
    number = clerk.pk
    clerk.delete()
    told = [detail for _act, _who, detail in told_since(before)]
    assert told[0]["made"]
    assert told[1] == {"person": number, "name": "clerk@example.org", "deleted": True}


def test_a_new_password_is_noted_and_the_old_one_hashed_anew_is_not(settings: Any) -> None:
    user, before = officer(), audit.standing()[0]
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        *settings.PASSWORD_HASHERS,
    ]
    assert user.check_password("a long pass phrase")
    assert not told_since(before)
    user.set_password("another long pass phrase")
    user.save()
    ((_act, _who, detail),) = told_since(before)
    assert detail["password"] == "changed"
    assert "another" not in str(detail)


def test_signing_in_as_such_changes_nothing_of_an_account() -> None:
    user, before = officer(), audit.standing()[0]
    user.last_login = None
    user.save(update_fields=["last_login"])
    assert not told_since(before)


def test_what_the_sign_in_tells_of_the_staff_is_noted() -> None:
    user, before = officer(), audit.standing()[0]
    visitor = User.objects.create_user("visitor@example.org", "a long pass phrase")
    for who in (user, visitor, None):
        people.account_told(User, kind="factor_added", user=who, detail={"factor": "totp"})
    ((act, _who, detail),) = told_since(before)
    assert act == Act.ACCOUNT
    assert detail == {"person": user.pk, "name": str(user), "event": "factor_added", "factor": "totp"}


def test_a_superuser_who_gives_themselves_a_role_in_the_admin_stands_there_by_name() -> None:
    user = superuser()
    client, before = signed_in(user), audit.standing()[0]
    names = {"email": user.email, "first_name": "Sam", "last_name": "Super"}
    form = {**names, "is_active": "on", "is_superuser": "on", "groups": [group(OFFICERS).pk]}
    answer = client.post(reverse("wagtailusers_users:edit", args=[user.pk]), form)
    assert answer.status_code == 302, answer.content.decode()
    told = [(who, detail) for act, who, detail in told_since(before) if act == Act.ROLES]
    assert told == [(user.pk, {"person": user.pk, "name": "Sam Super", "gave": [OFFICERS]})]


def test_a_group_that_is_changed_in_the_admin_stands_there_with_who_did_it() -> None:
    user = superuser()
    client, right = signed_in(user), Permission.objects.get(codename=Right.IDENTITY)
    choir, before = Group.objects.create(name="Choir"), audit.standing()[0]
    choir.permissions.add(right)
    assert told_since(before)[0][1] is None
    before = audit.standing()[0]
    answer = client.post(reverse("wagtailusers_groups:delete", args=[choir.pk]))
    assert answer.status_code == 302
    ((act, who, detail),) = told_since(before)
    assert (act, who, detail["deleted"]) == (Act.ROLES, user.pk, True)


def test_whoever_acted_is_forgotten_after_the_request() -> None:
    signed_in(superuser()).get("/staff/")
    user, before = member(), audit.standing()[0]
    user.groups.add(group())
    assert told_since(before)[0][1] is None
