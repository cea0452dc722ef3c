"""What somebody tries who has a password, a stolen cookie or a site; all is in docs/security-tries.md."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.db import connection
from django.test import Client

from portal.accounts import factors
from portal.accounts.models import User
from tests.accounts.staff import (
    AGAIN,
    CODES,
    INDEX,
    LOGIN,
    PASSWORD,
    SECOND,
    SET_UP,
    superuser,
    type_password,
)
from tests.second_factor import by_password_alone, code_of_app, with_app

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def officer() -> User:
    return with_app(superuser())


def at_once(*acts: Any) -> list[Any]:
    def run(act: Any) -> Any:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_one_code_sent_eight_times_at_once_is_taken_once(officer: User) -> None:
    code = code_of_app()
    taken = at_once(*[lambda: factors.take_code(officer, code)] * 8)
    assert sum(each is not None for each in taken) == 1


def test_two_last_factors_removed_at_once_leave_one(officer: User) -> None:
    data = {"name": "Blue key", "credential": {}}
    key = Authenticator.objects.create(user=officer, type=factors.Type.WEBAUTHN, data=data)
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(officer)
    at_once(
        lambda: clients[0].post("/account/2fa/totp/deactivate/"),
        lambda: clients[1].post(f"/account/2fa/webauthn/keys/{key.pk}/remove/"),
    )
    assert factors.main_ones(officer).count() == 1


def test_whoever_waits_at_the_second_step_while_it_is_reset_begins_anew(
    client: Client, officer: User
) -> None:
    type_password(client, officer)
    call_command("reset_second_factor", officer.email)
    assert client.get(SECOND).headers["Location"] == LOGIN
    assert client.get(LOGIN).status_code == 200
    type_password(client, officer)
    assert client.get("/staff/").headers["Location"] == SET_UP


def test_whoever_was_closed_out_between_the_steps_stays_out(client: Client, officer: User) -> None:
    type_password(client, officer)
    User.objects.filter(pk=officer.pk).update(is_active=False)
    client.post(SECOND, {"code": code_of_app()})
    assert client.get("/staff/").headers["Location"].startswith(LOGIN)


def test_a_pending_sign_in_of_one_does_not_become_that_of_another(officer: User) -> None:
    """Password of A, then of B, then a code of A: whoever comes in is A, by both their steps, or nobody."""
    client, other = Client(), superuser()
    type_password(client, officer)
    type_password(client, other)
    client.post(SECOND, {"code": code_of_app()})
    who = client.session.get("_auth_user_id")
    assert who in (None, str(officer.pk))
    if who:
        assert client.get("/staff/").wsgi_request.user.pk == officer.pk


@pytest.mark.parametrize("path", ["/staff/", LOGIN, SET_UP, CODES, INDEX, AGAIN, "/account/session/"])
def test_no_cache_keeps_a_page_that_knows_somebody(officer: User, path: str) -> None:
    client, half = Client(), Client()
    client.force_login(officer)
    by_password_alone(half, superuser())
    for each in (client, half, Client()):
        assert "no-store" in each.get(path).headers["Cache-Control"]


@pytest.mark.parametrize(
    "path", ["/api/v1/openapi.json", "/api/library/v1/pages", "/", "/check/", "/report/", "/guidance/"]
)
def test_programs_and_public_pages_know_no_session(officer: User, path: str) -> None:
    client = Client()
    client.force_login(officer)
    known, anybody = client.get(path), Client().get(path)
    assert known.status_code == anybody.status_code
    assert known.headers["Cache-Control"] == anybody.headers["Cache-Control"]
    if "no-store" not in anybody.headers["Cache-Control"]:
        assert known.content == anybody.content


@pytest.mark.parametrize(
    "path",
    [
        *(SET_UP, "/account/2fa/totp/deactivate/", "/account/2fa/webauthn/add/", AGAIN, LOGIN),
        *("/account/2fa/recovery-codes/generate/", "/account/sessions/end/", "/account/session/"),
        *("/account/password/change/", "/account/logout/", "/account/2fa/webauthn/login/"),
        "/account/password/reset/",
    ],
)
def test_no_other_site_sends_a_form_to_the_sign_in(officer: User, path: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)
    assert client.post(path, {"code": code_of_app()}).status_code == 403


def test_nobody_changes_the_address_they_sign_in_by(client: Client, officer: User) -> None:
    """Or a borrowed screen would be enough to have a new password sent elsewhere."""
    client.force_login(officer)
    assert 'name="email' not in client.get("/staff/account/").content.decode()
    client.post("/staff/account/", {"name_email-email": "me@evil.example", "email": "me@evil.example"})
    assert User.objects.get(pk=officer.pk).email == officer.email


@pytest.mark.parametrize("to", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x"])
@pytest.mark.parametrize("asked_for", ["the sign-in", "the second step", "sign-out", "a passkey"])
def test_no_page_of_the_sign_in_leads_to_another_site(officer: User, to: str, asked_for: str) -> None:
    client = Client()
    if asked_for == "sign-out":
        client.force_login(officer)
        answer = client.post("/account/logout/", {"next": to})
    elif asked_for == "a passkey":
        answer = client.post("/account/2fa/webauthn/login/", {"credential": "{}", "next": to})
    else:
        form = {"login": officer.email, "password": PASSWORD, "next": to}
        answer = client.post(f"{LOGIN}?next={to}", form)
        if asked_for == "the second step":
            answer = client.post(f"{SECOND}?next={to}", {"code": code_of_app(), "next": to})
    assert answer.status_code == 302
    assert answer.headers["Location"] in ("/staff/", LOGIN, SECOND)


def test_a_cookie_of_somebody_who_signed_out_is_worth_nothing(officer: User) -> None:
    client, thief = Client(), Client()
    client.force_login(officer)
    thief.cookies["sessionid"] = client.cookies["sessionid"].value
    assert thief.get("/staff/").status_code == 200
    client.post("/account/logout/")
    assert thief.get("/staff/").headers["Location"].startswith(LOGIN)


@pytest.mark.parametrize("blank", ["\u2000", "\u00a0", "\x1c", "sessionid=x; "])
def test_a_session_that_another_host_of_the_domain_planted_is_nobodys(officer: User, blank: str) -> None:
    """Somebody would work in an account of the planter's, and tell it what they know."""
    planter = Client()
    planter.force_login(officer)
    value = planter.cookies["sessionid"].value
    as_it_arrives = f"{blank}sessionid={value}".encode().decode("latin-1")
    victim = Client(HTTP_COOKIE=as_it_arrives)
    assert victim.get("/staff/").status_code == 302
    assert victim.get(INDEX).status_code == 302
    assert Client(HTTP_COOKIE=f" sessionid={value} ; other=1").get("/staff/").status_code == 200


def test_made_up_sessions_are_nobodys(officer: User) -> None:
    for made_up in ("x" * 32, "", "' OR 1=1 --", "../../etc/passwd", "\u00e9" * 9):
        client = Client()
        client.cookies["sessionid"] = made_up
        assert client.get("/staff/").headers["Location"].startswith(LOGIN)
