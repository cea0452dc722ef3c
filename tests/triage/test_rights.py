"""Every address of the staff's side of reports, asked for and sent to by everybody.

The table says which right leads to which page. Nobody gets in by being a superuser, by a role of the law or
of the library, or by an account of the public.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client

from content.editing.roles import EDITORS, PUBLISHERS
from portal.accounts import evidence
from portal.accounts.models import User
from portal.reports import sealing
from portal.reports import services as reports
from portal.triage.models import AuditEntry, BulkChange, Case, Disposal, HandOver, SavedSearch
from portal.triage.rights import ROLES, Right
from tests.authoring.people import administrator, person, signed_in
from tests.authoring.security.addresses import Address, addresses
from tests.authoring.security.test_rights import is_refused
from tests.content.editing.staff import member as library_member
from tests.content.editing.staff import superuser
from tests.triage.casework.cases import office, with_file
from tests.triage.people import LEADS, member, reported
from tests.triage.retention.keeping import certificate, closed, hold, proposed

pytestmark = pytest.mark.django_db

READ = (Right.READ,)
WORK = (Right.READ, Right.WORK)
RIGHTS: dict[str, tuple[Right, ...]] = {
    "queue": READ,
    **dict.fromkeys(("workload", "search", "searches", "search_new", "search_edit", "search_delete"), READ),
    **dict.fromkeys(("many", "many_done"), (Right.LEAD,)),
    **dict.fromkeys(("case", "related"), READ),
    "export": (Right.EXPORT,),
    "trends": (Right.TRENDS,),
    "trends_accused": (Right.TRENDS, Right.READ),
    "notifications": READ,
    "notification_choices": READ,
    **dict.fromkeys(("records", "schedule", "holds", "hold_add", "hold", "hold_lift"), (Right.RECORDS,)),
    **dict.fromkeys(("disposals", "disposal", "disposal_approve", "disposal_decline"), (Right.RECORDS,)),
    **dict.fromkeys(("certificate", "certificate_pdf"), (Right.RECORDS,)),
    **dict.fromkeys(("audit", "audit_export", "audit_verify", "audit_mail"), (Right.AUDIT,)),
    **dict.fromkeys(("assign", "tags", "note", "hand_over", "hand_over_file"), WORK),
    **dict.fromkeys(("ask", "refer", "take_back", "close", "merge"), WORK),
    "reopen": (Right.READ, Right.LEAD),
    "clean_copy": READ,
    "original": (Right.READ, Right.ORIGINALS),
    "identity": (Right.READ, Right.IDENTITY),
    "hand_over_identity": (*WORK, Right.IDENTITY),
    "identity_file": (*WORK, Right.IDENTITY),
}
"""What each address of the room asks for. Whoever adds an address adds its row."""

CONFIRMED = {"identity", "hand_over_identity", "identity_file", "disposal", "disposal_approve", "export"}
"""Where the second factor is asked again: who sent a report, what goes out in bulk, what is gone for good."""

OUTSIDERS: dict[str, Callable[[], User | None]] = {
    "nobody": lambda: None,
    "an account": person,
    "an administrator of law": administrator,
    "an editor": lambda: library_member(EDITORS),
    "a publisher": lambda: library_member(PUBLISHERS),
    "a superuser": superuser,
    "a clerk without a role": member,
}


def ours() -> list[Address]:
    return [each for each in addresses() if each.name.startswith("triage:")]


def name_of(address: Address) -> str:
    return address.name.partition(":")[2]


def filled_in(address: Address, told: dict[str, Any]) -> str:
    """``told`` may name a value for one address only, as ``"hand_over_file.file"``."""
    own = {
        key.partition(".")[2]: each for key, each in told.items() if key.startswith(f"{name_of(address)}.")
    }
    return address.filled_in({**told, **own})


def values(case: Case, who: User | None) -> dict[str, Any]:
    """What stands in the holes of addresses: something that is there; what is personal is theirs."""
    owner = who or member(LEADS)
    search = SavedSearch(name="Lamps", owner=owner)
    search.query = "category=undervaluation"
    search.save()
    change = BulkChange.objects.create(by=owner, what="assign", before=[])
    files = {
        f"{name}.file": handed_over(case, has_identity=name == "identity_file").pk
        for name in ("hand_over_file", "identity_file")
    }
    own = {"file": with_file(case).pk, "search": search.pk, "change": change.pk, **files}
    return {"number": case.report.number, "pk": case.pk, **own, **of_the_records()}


def handed_over(case: Case, *, has_identity: bool) -> HandOver:
    made = HandOver(case=case, office=office(), by=member(LEADS), format="json", has_identity=has_identity)
    made.sealed = sealing.seal(b"{}", made.place(), reports.key_of(case.report))
    made.save(force_insert=True)
    return made


def of_the_records() -> dict[str, Any]:
    kept = certificate()
    waiting = proposed(closed())
    return {"hold": hold(closed()).pk, "disposal": waiting.pk, "certificate": kept.number}


def ask(who: User | None, way: str, address: str) -> HttpResponseBase:
    client = signed_in(who) if who else Client(HTTP_HOST="127.0.0.1")
    with transaction.atomic():
        answer: HttpResponseBase = getattr(client, way)(address)
        transaction.set_rollback(True)
    return answer


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert {name_of(each) for each in ours()} == set(RIGHTS)


def test_every_page_says_which_right_it_asks_for_and_it_is_that_of_the_table() -> None:
    told = {name_of(each): getattr(each.view, "rights", ()) for each in ours()}
    assert told == RIGHTS


@pytest.mark.parametrize("who", OUTSIDERS)
def test_whoever_has_no_role_with_reports_gets_nowhere(who: str) -> None:
    user = OUTSIDERS[who]()
    told = values(reported(), user)
    for each in ours():
        for way in ("get", "post"):
            answer = ask(user, way, filled_in(each, told))
            assert is_refused(answer), f"{way} {each.name}: {answer.status_code}"


@pytest.mark.parametrize("role", ROLES)
def test_a_role_gets_where_its_rights_lead_and_nowhere_else(role: str) -> None:
    user = member(role)
    told = values(reported(), user)
    wrong = []
    for each in ours():
        allowed = set(RIGHTS[name_of(each)]) <= set(ROLES[role])
        answers = [ask(user, way, filled_in(each, told)) for way in ("get", "post")]
        let_in = any(not is_refused(answer) for answer in answers)
        if let_in != allowed or any(answer.status_code >= 500 for answer in answers):
            wrong.append(f"{each.name}: {[a.status_code for a in answers]}, allowed: {allowed}")
    assert not wrong, "\n".join(wrong)


def test_the_second_factor_is_asked_again_where_the_table_says_so_and_nothing_is_done_before() -> None:
    user = member(*ROLES)
    told, client = values(reported(), user), signed_in(user)
    done = AuditEntry.objects.count()
    by_name = {name_of(each): filled_in(each, told) for each in ours()}
    confirmed_long_ago(client)
    for name in CONFIRMED:
        for answer in (client.get(by_name[name]), client.post(by_name[name], {"reason": "Because"})):
            assert answer.status_code == 302, name
            assert answer.headers["Location"].startswith("/account/2fa/reauthenticate/"), name
    assert AuditEntry.objects.count() == done
    assert not Disposal.objects.filter(pk=told["disposal"], approved_at__isnull=False).exists()
    for name in RIGHTS.keys() - CONFIRMED:
        with transaction.atomic():
            answer = client.get(by_name[name])
            transaction.set_rollback(True)
        assert "reauthenticate" not in answer.headers.get("Location", ""), name


def confirmed_long_ago(client: Client) -> None:
    session = client.session
    pk, at = session[evidence.KEY]
    session[evidence.KEY] = [pk, at - evidence.LATELY.total_seconds() - 1]
    session.save()


@pytest.mark.parametrize("role", ROLES)
def test_the_group_of_a_role_has_its_rights_and_no_other(role: str) -> None:
    held = Group.objects.get(name=role).permissions.filter(content_type__app_label="triage")
    assert set(held.values_list("codename", flat=True)) == set(ROLES[role])


def test_somebody_who_left_is_nobody() -> None:
    user = member(*ROLES)
    told = values(reported(), user)
    client = signed_in(user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    for each in ours():
        assert is_refused(client.get(filled_in(each, told)))
