"""Who may see, keep and delete scenarios, and how their pages behave."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from portal.accounts.models import User
from portal.authoring.scenarios.models import Scenario
from tests.authoring.people import administrator, approver, person, reader, signed_in, writer
from tests.authoring.scenarios.forms import filled_in
from tests.selfcheck.people import at  # noqa: F401

pytestmark = pytest.mark.django_db


def page(name: str, *args: object) -> str:
    return reverse(f"wagtailsnippets_authoring_scenario:{name}", args=args)


def own_scenario(owner: User, key: str = "S900") -> Scenario:
    starter = Scenario.objects.get(key="A02")
    made = Scenario(key=key, title="A case of our own", shipment=starter.shipment, owner=owner)
    made.entries, made.de_minimis = starter.entries, starter.de_minimis
    made.full_clean()
    made.save()
    made.save_revision(user=owner)
    return made


def opened(client: Client, address: str) -> QueryDict:
    """A form as it is shown, ready to be sent."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.content[:500]
    return filled_in(answer.content.decode().split('id="w-editor-form"', 1)[1])


# Who may


def status(client: Client, address: str) -> str:
    """How somebody is received at an address: let in, sent to the sign-in, or sent away."""
    answer = client.get(address)
    if answer.status_code == 302:
        return "sign in" if "/account/login/" in answer["Location"] else "no"
    return "yes" if answer.status_code == 200 else "no"


SEEING, KEEPING = ("list", "inspect", "history", "usage"), ("add", "edit", "copy", "from answer")


def address_of(view: str, scenario: Scenario) -> str:
    if view == "from answer":
        return reverse("authoring:scenario_from_answer")
    return page(view) if view in ("list", "add") else page(view, scenario.pk)


@pytest.mark.parametrize(
    ("somebody", "sees", "keeps"),
    [
        (lambda: None, "sign in", "sign in"),
        (person, "sign in", "sign in"),
        (reader, "yes", "no"),
        (writer, "yes", "yes"),
        (lambda: writer("FDA"), "yes", "yes"),
        (approver, "yes", "no"),
        (administrator, "yes", "yes"),
    ],
)
def test_readers_see_scenarios_and_only_writers_keep_them(
    somebody: Callable[[], User | None], sees: str, keeps: str
) -> None:
    client, scenario = signed_in(somebody()), Scenario.objects.get(key="A02")
    found = {view: status(client, address_of(view, scenario)) for view in (*SEEING, *KEEPING)}
    assert found == {**dict.fromkeys(SEEING, sees), **dict.fromkeys(KEEPING, keeps)}
