"""Who may see, keep and delete scenarios, and how their pages behave."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from portal.accounts.models import User
from portal.authoring.scenarios.models import Scenario
from tests.authoring.people import administrator, approver, person, reader, signed_in, writer
from tests.authoring.scenarios.forms import filled_in

pytestmark = pytest.mark.django_db


def page(name: str, *args: object) -> str:
    return reverse(f"wagtailsnippets_authoring_scenario:{name}", args=args)


def own_scenario(owner: User | None, key: str = "S900", **fields: object) -> Scenario:
    like = Scenario.objects.get(key="A02")
    values = {"entries": like.entries, "title": "A case of our own", **fields}
    made = Scenario(key=key, shipment=like.shipment, owner=owner, **values)
    made.full_clean()
    made.save()
    made.save_revision(user=owner)
    return made


def form_at(client: Client, address: str) -> QueryDict:
    """A form as it is shown, ready to be sent."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.content[:500]
    return filled_in(answer.content.decode().split('id="w-editor-form"', 1)[1])


def send(client: Client, address: str, form: QueryDict) -> tuple[int, str]:
    answer = client.post(address, form.urlencode(), content_type="application/x-www-form-urlencoded")
    return answer.status_code, answer.content.decode()


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
        (approver, "yes", "no"),
        (writer, "yes", "yes"),
    ],
)
def test_readers_see_scenarios_and_only_writers_keep_them(
    somebody: Callable[[], User | None], sees: str, keeps: str
) -> None:
    client, scenario = signed_in(somebody()), Scenario.objects.get(key="A02")
    found = {view: status(client, address_of(view, scenario)) for view in (*SEEING, *KEEPING)}
    assert found == {**dict.fromkeys(SEEING, sees), **dict.fromkeys(KEEPING, keeps)}


@pytest.mark.parametrize("somebody", [lambda: writer("FDA"), administrator])
def test_writers_of_any_desk_and_administrators_keep_all_scenarios(somebody: Callable[[], User]) -> None:
    scenario = Scenario.objects.get(key="A02")
    assert status(signed_in(somebody()), page("edit", scenario.pk)) == "yes"


@pytest.mark.parametrize(
    ("somebody", "may"),
    [(reader, False), (approver, False), (writer, False), (None, True), (administrator, True)],
)
def test_only_its_owner_and_administrators_delete_a_scenario(
    somebody: Callable[[], User] | None, may: bool
) -> None:
    owner = writer()
    made, starter = own_scenario(owner), Scenario.objects.get(key="A02")
    client = signed_in(somebody() if somebody else owner)
    for scenario in (starter, made):
        client.post(page("delete", scenario.pk))
    assert Scenario.objects.filter(pk=starter.pk).exists()
    assert Scenario.objects.filter(pk=made.pk).exists() is not may
    assert ModelLogEntry.objects.filter(action="wagtail.delete").exists() is may


def test_nobody_but_a_keeper_saves_by_sending_a_form() -> None:
    scenario = Scenario.objects.get(key="A02")
    form = form_at(signed_in(writer()), page("edit", scenario.pk))
    form["title"] = "Bent"
    for somebody in (None, person(), reader(), approver()):
        for address in (page("edit", scenario.pk), page("add"), reverse("authoring:scenario_from_answer")):
            assert send(signed_in(somebody), address, form)[0] == 302
    assert Scenario.objects.get(key="A02").title == scenario.title
    assert Scenario.objects.count() == 211


# Keeping


def test_an_edit_keeps_the_answers_and_tells_history_who_changed_what() -> None:
    author = writer()
    client, scenario = signed_in(author), Scenario.objects.get(key="P001")
    form = form_at(client, page("edit", scenario.pk))
    form.setlist("entries", ["formal"])
    form["shipment-alcohol"] = "unknown"
    assert send(client, page("edit", scenario.pk), form)[0] == 302
    changed = Scenario.objects.get(key="P001")
    assert changed.shipment == scenario.shipment | {"alcohol": None}
    assert (changed.entries, changed.applies) == (["formal"], scenario.applies)
    assert changed.latest_revision.user == author
    # Whoever saves what fails hears it, and the list shows it.
    listed = client.get(page("list"), {"standing": "fails"}).content.decode()
    assert "newest edition answers otherwise: The kind of entry is informal; it has to be formal." in listed
    assert listed.count("Fails: The kind of entry is informal") == 1
    assert str(author) in client.get(page("history", scenario.pk)).content.decode()
    before = changed.revisions.order_by("pk").first()
    compared = client.get(page("revisions_compare", scenario.pk, before.pk, "latest")).content.decode()
    assert (
        '<span class="deletion">alcohol: no</span> <span class="addition">alcohol: unknown</span>' in compared
    )
    assert '<span class="addition">formal</span>' in compared


def test_a_wrong_answer_comes_back_with_its_error_and_everything_else_that_was_typed() -> None:
    client = signed_in(writer())
    form = form_at(client, page("add"))
    assert form["key"] == "S001"
    form["title"] = "Nearly right"
    form["shipment-value_usd"] = "12,34"
    form["shipment-mode"] = "postal"
    form.setlist("no_agencies", ["FDA"])
    status, html = send(client, page("add"), form)
    assert status == 200
    row = html.split("Value of this shipment</legend>", 1)[1].split("</fieldset>", 1)[0]
    assert "with a point before the cents" in row
    again = filled_in(html.split('id="w-editor-form"', 1)[1])
    assert again["shipment-value_usd"] == "12,34"
    assert again["shipment-mode"] == "postal"
    again["shipment-value_usd"] = "12.34"
    assert send(client, page("add"), again)[0] == 302
    made = Scenario.objects.get(key="S001")
    assert made.shipment == {"mode": "postal", "value_usd": "12.34"}


def test_a_scenario_that_expects_nothing_is_refused() -> None:
    client = signed_in(writer())
    form = form_at(client, page("add"))
    form["title"], form["shipment-mode"] = "Nothing", "postal"
    assert "a scenario expects at least one thing" in send(client, page("add"), form)[1]
    assert Scenario.objects.count() == 211


def test_the_second_of_two_who_save_at_once_is_not_laid_over_the_first() -> None:
    first, second = writer(), writer("FDA")
    scenario = own_scenario(first)
    address = page("edit", scenario.pk)
    form = form_at(signed_in(second), address)
    scenario.title = "The first one's words"
    scenario.save()
    scenario.save_revision(user=first)
    form["title"] = "The second one's words"
    assert f"Not saved: {first} changed it meanwhile." in send(signed_in(second), address, form)[1]
    assert Scenario.objects.get(pk=scenario.pk).title == "The first one's words"


def test_a_copy_is_a_scenario_of_its_own() -> None:
    author = writer()
    client, scenario = signed_in(author), Scenario.objects.get(key="P001")
    form = form_at(client, page("copy", scenario.pk))
    assert send(client, page("copy", scenario.pk), form)[0] == 302
    made = Scenario.objects.get(key="S001")
    assert (made.shipment, made.applies) == (scenario.shipment, scenario.applies)
    assert (made.owner, made.starter_sha256) == (author, "")


# The list


def keys(client: Client, **asked: str) -> set[str]:
    html = client.get(page("list"), asked | {"p": "1"}).content.decode()
    return {key for key in Scenario.objects.values_list("key", flat=True) if f"{key}: " in html}


def test_scenarios_are_found_by_words_agency_kind_of_entry_owner_and_standing() -> None:
    author = reader()
    own_scenario(author, no_agencies=["DOE"], entries=["formal"], title="An unlikely mermaid")
    client = signed_in(author)
    assert keys(client, q="mermaid") == {"S900"}
    assert keys(client, owner=str(author.pk)) == {"S900"}
    assert keys(client, standing="fails") == {"S900"}
    assert "S900" in keys(client, entry="formal", agency="DOE")
    assert keys(client, entry="formal", agency="DOE", standing="passes") == set()
    assert "P001" in keys(client, agency="PHMSA")


def test_a_scenario_for_a_draft_says_that_it_waits() -> None:
    own_scenario(writer(), made_for="figure/informal-limit", entries=["formal"])
    html = signed_in(reader()).get(page("list"), {"q": "S900"}).content.decode()
    assert "Waits for figure/informal-limit" in html


def test_a_scenario_reads_in_words() -> None:
    html = signed_in(reader()).get(page("inspect", Scenario.objects.get(key="A02").pk)).content.decode()
    for words in (
        "The newest edition answers as expected.",
        "informal",
        "not open",
        "March 9, 2016",
        "$200.01",
    ):
        assert words in html
    assert "/check/answer/?" in html


def test_the_form_of_a_scenario_lists_no_visitors() -> None:
    visitor, author = person("visitor"), writer()
    html = signed_in(author).get(page("add")).content.decode()
    assert str(author) in html
    assert str(visitor) not in html
