"""What another site, another object's number or a rule's own words could do to whoever signed in."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.accounts.models import User
from portal.authoring.exchange.writing import yaml_text
from portal.authoring.objects.terms import Figure
from portal.authoring.objects.topics import EntryTopic
from portal.rulebook.models import Edition
from tests.authoring.people import (
    PASSWORD,
    approver,
    drafted,
    figure,
    new_value,
    signed_in,
    submitted,
    superuser,
    writer,
)
from tests.authoring.security.attackers import edit_url, gate_of, goods, new_figure, opened

pytestmark = pytest.mark.django_db

ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "javascript:alert(1)",
    "/\\evil.example",
    "https:evil",
]
FIGURES = "/staff/snippets/authoring/figure"
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'"


@pytest.fixture
def author() -> User:
    return writer()


@pytest.mark.parametrize(
    "path",
    [
        "/staff/law/gate/figure/{pk}/",
        "/staff/law/import/figure/{pk}/",
        "/staff/law/scenarios/from-answer/",
        f"{FIGURES}/add/",
        f"{FIGURES}/edit/{{pk}}/",
        f"{FIGURES}/delete/{{pk}}/",
        f"{FIGURES}/lock/{{pk}}/",
        f"{FIGURES}/unlock/{{pk}}/",
        f"{FIGURES}/history/{{pk}}/revisions/{{version}}/revert/",
        f"{FIGURES}/history/{{pk}}/revisions/{{version}}/unschedule/",
        "/staff/bulk/authoring/figure/delete/?id={pk}",
    ],
)
def test_no_other_site_sends_a_form_in_somebodys_name(path: str, author: User) -> None:
    draft = new_figure(by=author)
    client = Client(HTTP_HOST="127.0.0.1", enforce_csrf_checks=True)
    client.force_login(superuser())
    answer = client.post(path.format(pk=draft.pk, version=draft.latest_revision_id), {"action": "submit"})
    assert answer.status_code == 403
    after = Figure.objects.get(pk=draft.pk)
    assert (after.locked, after.current_workflow_state) == (False, None)


def test_a_session_from_before_the_sign_in_is_worth_nothing_after_it(author: User) -> None:
    client = Client(HTTP_HOST="127.0.0.1")
    planted = client.session
    planted.save()
    client.cookies["sessionid"] = planted.session_key
    client.post("/account/login/", {"login": author.email, "password": PASSWORD})
    assert client.session.get("_auth_user_id") == str(author.pk)
    assert client.session.session_key != planted.session_key
    thief = Client(HTTP_HOST="127.0.0.1")
    thief.cookies["sessionid"] = planted.session_key
    assert thief.get("/staff/").status_code == 302


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
@pytest.mark.parametrize("act", ["lock", "unlock", "unschedule", "bulk", "delete"])
def test_no_act_leads_to_another_site(act: str, elsewhere: str, author: User) -> None:
    draft = new_figure(by=author)
    paths = {
        "bulk": f"/staff/bulk/authoring/figure/delete/?id={draft.pk}",
        "unschedule": f"{FIGURES}/history/{draft.pk}/revisions/{draft.latest_revision_id}/unschedule/?",
    }
    path = paths.get(act, f"{FIGURES}/{act}/{draft.pk}/?")
    answer = signed_in(superuser()).post(f"{path}&next={elsewhere}", {"next": elsewhere})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/staff/")


@pytest.mark.parametrize("act", ["revert", "unschedule"])
def test_a_version_of_one_object_is_no_version_of_another(act: str, author: User) -> None:
    mine, other = figure(), figure("gift-limit")
    for way in ("get", "post"):
        for client in (signed_in(author), signed_in(superuser())):
            ask: Any = getattr(client, way)
            path = f"{FIGURES}/history/{mine.pk}/revisions/{other.latest_revision_id}/{act}/"
            assert ask(path).status_code == 404


def test_versions_of_another_object_are_not_compared(author: User) -> None:
    mine, other = figure(), figure("gift-limit")
    path = f"{FIGURES}/history/{mine.pk}/revisions/compare/earliest...{other.latest_revision_id}/"
    assert signed_in(author).get(path).status_code == 404


def test_words_of_a_draft_are_words_and_never_a_script(author: User) -> None:
    draft = new_figure(title=SCRIPT, by=author)
    submitted(draft, by=author, why=SCRIPT)
    client = signed_in(approver())
    for path in (
        gate_of(draft),
        edit_url(draft),
        f"{FIGURES}/",
        f"{FIGURES}/inspect/{draft.pk}/",
        f"{FIGURES}/history/{draft.pk}/",
        f"{FIGURES}/history/{draft.pk}/revisions/compare/earliest...latest/",
        f"{FIGURES}/workflow_history/{draft.pk}/",
        f"/staff/law/try/figure/{draft.pk}/check/",
        "/staff/law/rules/",
        "/staff/law/reviews/",
        "/staff/",
    ):
        shown = client.get(path, follow=True).content.decode()
        assert "<script>alert(1)" not in shown, path
        assert "onerror=alert(1)>" not in shown.replace("&gt;", ""), path


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,<script>", "vbscript:x", "JaVaScRiPt://x/%0aalert(1)"]
)
def test_no_citation_leads_to_a_script(address: str) -> None:
    topic = EntryTopic.objects.get(key="gifts")
    row = topic.row()
    row["rules"][0]["url"] = address
    file = SimpleUploadedFile("x.yaml", yaml_text(row).encode())
    form = {"file": file, "seen": str(topic.latest_revision_id)}
    answer = signed_in(writer()).post(f"/staff/law/import/entrytopic/{topic.pk}/", form)
    assert answer.status_code == 422
    assert not EntryTopic.objects.get(pk=topic.pk).has_unpublished_changes


def test_a_list_asks_the_database_a_few_questions_however_long_it_is(author: User) -> None:
    client = signed_in(author)
    for key in ("informal-limit", "gift-limit"):
        drafted(new_value(figure(key), "3.00"), by=author)
    client.get(f"{FIGURES}/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"{FIGURES}/").status_code == 200
    assert len(asked) <= 16


def test_a_list_of_law_can_be_searched(author: User) -> None:
    shown = signed_in(author).get(f"{FIGURES}/results/?q=gift").content.decode()
    assert "gift-limit" in shown
    assert "informal-limit" not in shown


@pytest.mark.parametrize("seen", ["", "0", "999999", "²"])
def test_a_save_that_does_not_know_where_it_began_lays_nothing_over_others(seen: str, author: User) -> None:
    found, client = goods(), signed_in(author)
    form = opened(client, edit_url(found))
    theirs = found.draft()
    theirs.examples = "Theirs"
    drafted(theirs, by=writer())
    form["examples"], form["loaded_revision_id"] = "Mine", seen
    page = client.post(edit_url(found), form)
    assert page.status_code == 200
    assert "Not saved yet" in page.content.decode()
    assert goods(found.key).draft().examples == "Theirs"
    # The form knows now: sent again it is what somebody meant.
    again = client.post(
        edit_url(found), form | {"loaded_revision_id": str(goods(found.key).latest_revision_id)}
    )
    assert again.status_code == 302
    assert goods(found.key).draft().examples == "Mine"


def test_the_editor_never_says_that_somebody_is_overwritten(author: User) -> None:
    found, client = goods(), signed_in(author)
    page = client.get(edit_url(found)).content.decode()
    assert "w-editing-sessions" in page
    assert 'name="revision_id"' not in page
    assert Edition.objects.count() == 1
