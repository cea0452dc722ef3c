"""Every address of the admin, asked for and sent to by everybody: only whom the table names gets in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import pytest
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client
from wagtail import hooks
from wagtail.models import Page

from portal.accounts.models import User
from portal.authoring.objects.base import LawObject
from portal.authoring.scenarios.models import Scenario
from tests.authoring.people import signed_in
from tests.authoring.security.addresses import Address, addresses
from tests.authoring.security.attackers import PEOPLE, SECRET
from tests.authoring.security.rights import ALL, BREAKS_ON_PURPOSE, BY_DJANGOS_RIGHTS, READ, row_of

pytestmark = pytest.mark.django_db
AWAY = ("/account/login/", "/staff/login/")
ONE_OF_MANY = "figure"


def values(draft: LawObject, kind: str) -> dict[str, Any]:
    """What stands in the holes of addresses: always something that is there."""
    scenario = Scenario.objects.order_by("pk").first()
    assert scenario is not None
    review = draft.workflow_states.get()
    found = scenario if kind == "scenario" else draft
    page = Page.objects.filter(depth__gt=2).first() or Page.objects.get(depth=2)
    pages = ("page_id", "page_to_move_id", "page_pk", "parent_page_id", "destination_id")
    return dict.fromkeys(pages, page.pk) | {
        "pk": found.pk,
        "object_id": found.pk,
        "model_name": ONE_OF_MANY,
        "app_label": "authoring",
        "action": "delete",
        "action_name": "approve",
        "revision_id": found.revisions.order_by("pk").values_list("pk", flat=True).first() or 0,
        "workflow_state_id": review.pk,
        "task_state_id": review.current_task_state_id,
        "task_id": review.current_task_state.task_id,
        "workflow_pk": review.workflow_id,
        "path": "check/",
        "session_id": 0,
        "app_name": "authoring",
        "content_type_app_name": page._meta.app_label,
        "content_type_model_name": page._meta.model_name,
        **dict.fromkeys(("collection_id", "document_id", "doc_id", "image_id", "uploaded_file_id"), 1),
        **dict.fromkeys(("filter_spec", "uidb64", "token"), "x"),
    }


def ours() -> list[Address]:
    """All that the table has rows for; of the kinds of law, which are alike, one."""
    found = (each for each in addresses() if row_of(each.name) is not None)
    return [each for each in found if not each.name.startswith("law:") or each.kind == ONE_OF_MANY]


def ask(client: Client, way: str, address: str) -> HttpResponseBase:
    """Ask as if nothing had been asked before, and leave nothing behind."""
    session = client.cookies.get("sessionid")
    with transaction.atomic():
        answer: HttpResponseBase = getattr(client, way)(address)
        transaction.set_rollback(True)
    client.cookies.clear()
    if session:
        client.cookies["sessionid"] = session.value
    return answer


def is_refused(answer: HttpResponseBase) -> bool:
    if answer.status_code == 302:
        to = answer.headers["Location"].partition("?")[0]
        return to in AWAY or to == "/staff/"
    return answer.status_code in (403, 404, 405)


def shows(answer: Any, words: str) -> bool:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return words in body.decode("utf-8", "replace")


def visits(draft: LawObject, found: list[Address], client: Client) -> Iterator[tuple[str, str, Any]]:
    for each in found:
        address = each.filled_in(values(draft, each.kind)) + f"?id={draft.pk}"
        for way in ("get", "post"):
            yield each.name, way, ask(client, way, address)


def test_every_address_has_a_row() -> None:
    without = []
    for each in addresses():
        try:
            row_of(each.name)
        except KeyError:
            without.append(f"{each.name}: {each.route}")
    assert not without, "\n".join(without)


def test_all_kinds_of_law_have_the_same_addresses_and_pages() -> None:
    found = sorted((each.kind, each.name, each) for each in addresses() if each.name.startswith("law:"))
    kinds = {kind: list(group) for kind, group in groupby(found, key=lambda each: each[0])}
    alike = {
        kind: [(name, each.view.view_class.__qualname__) for _kind, name, each in group]
        for kind, group in kinds.items()
    }
    assert len(alike) > 10
    for kind, pages in alike.items():
        assert pages == alike[ONE_OF_MANY], kind


def test_no_kind_of_law_can_be_chosen_from_elsewhere() -> None:
    assert not [each.route for each in addresses() if "snippets/choose" in each.route]


@pytest.mark.parametrize("who", PEOPLE)
def test_only_whom_the_table_names_gets_in(who: str, draft: LawObject) -> None:
    client = signed_in(PEOPLE[who]())
    wrong = []
    for name, way, answer in visits(draft, ours(), client):
        row = row_of(name)
        assert row is not None
        allowed = who in row[way == "post"]
        if answer.status_code >= 500 or is_refused(answer) == allowed:
            wrong.append(f"{way} {name}: {answer.status_code}, allowed: {allowed}")
        if who not in READ and shows(answer, SECRET):
            wrong.append(f"{way} {name} shows the draft")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("who", sorted(ALL - READ))
def test_no_page_of_wagtails_shows_law_to_those_who_may_not_read_it(who: str, draft: LawObject) -> None:
    found = [each for each in addresses() if row_of(each.name) is None]
    client = signed_in(PEOPLE[who]())
    client.raise_request_exception = False
    known = BREAKS_ON_PURPOSE | (BY_DJANGOS_RIGHTS if who == "a clerk" else set())
    others = [each for each in found if each.name not in known]
    wrong = [f"{way} {name}" for name, way, answer in visits(draft, others, client) if shows(answer, SECRET)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("who", ["a reader", "a writer", "an approver", "an administrator"])
def test_roles_of_the_law_are_no_roles_of_the_site(who: str, draft: LawObject) -> None:
    """Whoever writes law opens no accounts, joins no groups and bends no review."""
    rooms = ("wagtailusers_users", "wagtailusers_groups", "wagtailadmin_workflows", "wagtailsites")
    found = [
        each for each in addresses() if each.name.partition(":")[0] in rooms and "task_cho" not in each.name
    ]
    client = signed_in(PEOPLE[who]())
    for name, way, answer in visits(draft, found, client):
        assert is_refused(answer), f"{way} {name}: {answer.status_code}"


def test_the_form_of_a_group_offers_no_rights_on_law() -> None:
    offered = [found for hook in hooks.get_hooks("register_permissions") for found in hook()]
    assert offered
    assert not [each for each in offered if each.content_type.app_label == "authoring"]


def test_somebody_who_left_is_nobody(draft: LawObject) -> None:
    left: User = PEOPLE["a writer"]()
    client = signed_in(left)
    User.objects.filter(pk=left.pk).update(is_active=False)
    assert is_refused(client.get(f"/staff/law/gate/figure/{draft.pk}/"))
