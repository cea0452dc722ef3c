"""The table of rights of the library's own rooms in the admin, by looking (GET) and by sending (POST).

Whoever adds an address adds its row; a test fails without it. What is not asked for in a way that is offered
(405), or is not there (404), counts as refused.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client

from content.editing.roles import EDITORS, PUBLISHERS, REVIEWERS
from content.finding.models import Synonym
from content.models import QuestionPage
from content.snippets import AvoidedClaim, Facet, GlossaryTerm, Source
from portal.accounts.models import User
from portal.reports.notices import LegalNotice, OtherDoor
from tests.authoring.people import administrator, approver, person, writer
from tests.authoring.security.addresses import Address, addresses
from tests.authoring.security.rights import OF_THE_LIBRARY
from tests.authoring.security.test_rights import is_refused
from tests.content.editing.staff import member, signed_in, superuser

pytestmark = pytest.mark.django_db

PEOPLE: dict[str, Any] = {
    "nobody": lambda: None,
    "an account": person,
    "a writer of law": writer,
    "an approver of law": approver,
    "an administrator of law": administrator,
    "an editor": lambda: member(EDITORS),
    "a legal reviewer": lambda: member(REVIEWERS),
    "a publisher": lambda: member(PUBLISHERS),
    "a superuser": superuser,
}
People = frozenset[str]
NONE: People = frozenset()
LIBRARY: People = frozenset({"an editor", "a legal reviewer", "a publisher", "a superuser"})
EDITS: People = LIBRARY - {"a legal reviewer"}
CLAIMS: People = LIBRARY - {"an editor"}
PUBLISHES: People = frozenset({"a publisher", "a superuser"})
SUPERUSER: People = frozenset({"a superuser"})
CONFIRMS: People = frozenset({"a legal reviewer", "a publisher"})

Row = tuple[People, People]
SNIPPETS: dict[str, tuple[Any, People]] = {
    "content_glossaryterm": (GlossaryTerm, EDITS),
    "content_source": (Source, LIBRARY),
    "content_synonym": (Synonym, EDITS),
    "content_avoidedclaim": (AvoidedClaim, CLAIMS),
    "content_facet": (Facet, PUBLISHES),
    "reports_legalnotice": (LegalNotice, SUPERUSER),
    "reports_otherdoor": (OtherDoor, SUPERUSER),
}
"""The words that pages share: whoever may see them may also write them."""
LOOKS = {"list", "list_results", "usage", "history", "history_results"}
WRITES = {"add", "edit", "delete", "copy"}
OTHERS: dict[str, Row] = {
    "missed_searches": (frozenset({"an editor", "a superuser"}), NONE),
    "missed_searches_results": (frozenset({"an editor", "a superuser"}), NONE),
    "pages_to_look_at": (LIBRARY, NONE),
    "pages_to_look_at_results": (LIBRARY, NONE),
    "checked_today": (CONFIRMS, CONFIRMS),
}
ROOM = "wagtailsnippets_"


def row_of(name: str) -> Row:
    """Raises ``KeyError`` without a row."""
    room, _colon, rest = name.partition(":")
    if not room.startswith(ROOM):
        return OTHERS[name]
    _model, who = SNIPPETS[room.removeprefix(ROOM)]
    if rest in LOOKS:
        return who, NONE
    if rest in WRITES:
        return who, who
    raise KeyError(name)


def ours() -> list[Address]:
    return [each for each in addresses() if each.name.partition(":")[0] in OF_THE_LIBRARY]


def filled_in(address: Address) -> str:
    room = address.name.partition(":")[0].removeprefix(ROOM)
    found = SNIPPETS[room][0].objects.order_by("pk").first() if room in SNIPPETS else None
    return address.filled_in(
        {"pk": found.pk if found else 0, "page_id": QuestionPage.objects.get(question_id="Q3").pk}
    )


def ask(who: User | None, way: str, address: str) -> HttpResponseBase:
    """Ask as if nothing had been asked before, and leave nothing behind."""
    client = signed_in(who) if who else Client(HTTP_HOST="127.0.0.1")
    sent = {"sources-count": "0"} if way == "post" else None  # Wagtail's stream fields demand their count
    with transaction.atomic():
        answer: HttpResponseBase = getattr(client, way)(address, sent)
        transaction.set_rollback(True)
    return answer


def was_let_in(name: str, answer: HttpResponseBase) -> bool:
    return answer.status_code < 500 and not is_refused(answer)


def test_every_address_of_the_library_has_a_row_and_every_row_an_address() -> None:
    found = ours()
    for each in found:
        row_of(each.name)
    assert {each.name for each in found} >= set(OTHERS)
    assert {each.name.partition(":")[0] for each in found} == OF_THE_LIBRARY


@pytest.mark.parametrize("who", PEOPLE)
def test_only_whom_the_table_names_gets_in(who: str) -> None:
    user = PEOPLE[who]()
    wrong = []
    for each in ours():
        for place, way in enumerate(("get", "post")):
            answer = ask(user, way, filled_in(each))
            allowed = who in row_of(each.name)[place]
            if was_let_in(each.name, answer) != allowed:
                wrong.append(f"{way} {each.name}: {answer.status_code}, allowed: {allowed}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("who", ["a legal reviewer", "a publisher", "an editor"])
def test_somebody_who_left_is_nobody(who: str) -> None:
    left: User = PEOPLE[who]()
    client = signed_in(left)
    User.objects.filter(pk=left.pk).update(is_active=False)
    assert is_refused(client.get("/staff/reports/pages-to-look-at/"))


@pytest.mark.parametrize("who", ["an editor", "a legal reviewer", "a publisher"])
def test_roles_of_the_library_are_no_roles_of_the_site(who: str) -> None:
    """Whoever writes pages opens no accounts, joins no groups and bends no review."""
    user = PEOPLE[who]()
    rooms = ("wagtailusers_users", "wagtailusers_groups", "wagtailsites", "wagtaillocales")
    found = [each for each in addresses() if each.name.partition(":")[0] in rooms and "<" not in each.route]
    assert len(found) > 6
    for each in found:
        for way in ("get", "post"):
            assert is_refused(ask(user, way, each.filled_in({}))), f"{way} {each.name}"
