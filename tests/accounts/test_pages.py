"""Every page of the sign-in, with its errors, is read by everybody: axe finds nothing, 320 px are enough."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from portal.accounts import evidence, factors
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
from tests.browser import NARROW, OpenPage
from tests.second_factor import by_password_alone, code_of_app, with_app

ADD, KEYS = "/account/2fa/webauthn/add/", "/account/2fa/webauthn/"
Then = Callable[[Page], None]


def send(page: Page) -> None:
    """Send the form of the page as it stands, as the Enter key does."""
    with page.expect_navigation():
        page.locator("main form").first.evaluate("form => form.submit()")


def nothing(page: Page) -> None:
    """The page as it opens."""


def half_way(user: User) -> Client:
    client = Client(HTTP_HOST="localhost")
    by_password_alone(client, user)
    return client


def known(user: User) -> Client:
    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    return client


def with_passkey(user: User) -> Client:
    data = {"name": "Blue key", "credential": {}}
    Authenticator.objects.create(user=user, type=factors.Type.WEBAUTHN, data=data)
    return known(user)


def with_codes(user: User) -> Client:
    client = known(user)
    client.post("/account/2fa/recovery-codes/generate/")
    return client


def asked_again(user: User) -> Client:
    client = known(user)
    session = client.session
    session[evidence.KEY] = [user.pk, 0.0]
    session.save()
    return client


def between_the_steps(user: User) -> Client:
    client = Client(HTTP_HOST="localhost")
    type_password(client, with_app(user))
    return client


def nobody(user: User) -> Client:
    return Client(HTTP_HOST="localhost")


PAGES: dict[str, tuple[Callable[[User], Client], str, Then]] = {
    "sign-in": (nobody, LOGIN, nothing),
    "sign-in with nothing typed": (nobody, LOGIN, send),
    "second step": (between_the_steps, SECOND, nothing),
    "second step with nothing typed": (between_the_steps, SECOND, send),
    "set-up": (half_way, SET_UP, nothing),
    "set-up with nothing typed": (half_way, SET_UP, send),
    "first passkey": (half_way, ADD, nothing),
    "a passkey more": (known, ADD, nothing),
    "a passkey that is none": (known, ADD, send),
    "recovery codes": (with_codes, CODES, nothing),
    "new recovery codes": (known, "/account/2fa/recovery-codes/generate/", nothing),
    "overview": (known, INDEX, nothing),
    "overview with two ways": (with_passkey, INDEX, nothing),
    "passkeys": (with_passkey, KEYS, nothing),
    "no passkeys": (known, KEYS, nothing),
    "rename": (with_passkey, "{key}edit/", nothing),
    "remove a passkey": (with_passkey, "{key}remove/", nothing),
    "remove the app": (with_passkey, "/account/2fa/totp/deactivate/", nothing),
    "keep the last": (known, "/account/2fa/totp/deactivate/", nothing),
    "confirm by code": (asked_again, AGAIN, nothing),
    "confirm with nothing typed": (asked_again, AGAIN, send),
    "confirm by password": (half_way, "/account/reauthenticate/", nothing),
    "confirm by no password": (half_way, "/account/reauthenticate/", send),
    "another password": (known, "/account/password/change/", nothing),
    "another password with nothing typed": (known, "/account/password/change/", send),
    "forgotten password": (nobody, "/account/password/reset/", nothing),
    "forgotten password with nothing typed": (nobody, "/account/password/reset/", send),
    "mail is on its way": (nobody, "/account/password/reset/done/", nothing),
    "a link that is too old": (nobody, "/account/password/reset/key/1-set-password/", nothing),
    "password is changed": (nobody, "/account/password/reset/key/done/", nothing),
    "closed account": (nobody, "/account/inactive/", nothing),
    "sign out": (known, "/account/logout/", nothing),
}


def open_as(client: Client, page: Page, live_server: Any) -> Page:
    name = settings.SESSION_COOKIE_NAME
    if name in client.cookies:
        cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
        page.context.add_cookies([cookie])  # type: ignore[list-item]
    return page


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_sign_in_is_for_everybody(
    name: str, transactional_db: None, narrow_page: Page, live_server: Any, axe: Any, fits: Any
) -> None:
    who, path, then = PAGES[name]
    client = who(superuser())
    key = Authenticator.objects.filter(type=factors.Type.WEBAUTHN).first()
    page = open_as(client, narrow_page, live_server)
    path = path.format(key=f"{KEYS}keys/{key.pk if key else 0}/")
    page.goto(path)
    then(page)
    assert page.url.removeprefix(live_server.url).partition("?")[0] == path
    axe(page)
    fits(page)


def test_set_up_and_sign_in_need_no_script(transactional_db: None, open_page: OpenPage) -> None:
    page = open_page(javascript=False, width=NARROW)
    user = superuser()
    page.goto("/staff/")
    page.get_by_label("Email").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    key = page.locator("#authenticator_secret").inner_text().replace(" ", "")
    page.get_by_label("Authenticator code").fill(code_of_app(key))
    page.get_by_role("button", name="Turn it on").click()
    assert page.locator(".sign-in__codes li").count() == 10
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
    page.get_by_role("link", name="I have them: go on").click()
    assert page.url.endswith("/staff/")
