"""A member of staff from the first sign-in on: app, recovery codes, passkey, confirming, the end of a day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Page, expect

from content.models import HomePage
from portal.accounts import clock, evidence, factors
from portal.accounts.models import User
from tests.journeys.conftest import As
from tests.second_factor import code_of_app

PASSWORD = "correct horse battery staple"
CONFIRM = "Confirm that it is you"
SLOWEST = 60_000  # milliseconds; the first page of the admin compiles it

pytestmark = pytest.mark.urls("tests.accounts.confirmed_urls")


@pytest.fixture
def officer(transactional_db: None) -> User:
    return User.objects.create_superuser("officer@example.gov", PASSWORD)


@pytest.fixture
def with_device(page: Page) -> Iterator[Page]:
    """A browser on a computer that keeps passkeys and whose owner shows a finger at once."""
    page.set_default_timeout(SLOWEST)
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    device |= {"hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    yield page
    devtools.detach()


def the_session() -> SessionStore:
    return SessionStore(Session.objects.get().session_key)


def change(**values: Any) -> None:
    session = the_session()
    session.update(values)
    session.save()


def let_a_code_be_new() -> None:
    """As if half a minute had gone by since the last one was used."""
    for app in Authenticator.objects.filter(type=factors.Type.TOTP):
        app.data.pop(factors.LAST_STEP, None)
        app.save()


def let_a_while_go_by() -> None:
    """The next code of the app comes, and the last confirmation is long ago."""
    let_a_code_be_new()
    pk, at = the_session()[evidence.KEY]
    change(**{evidence.KEY: [pk, at - 301]})


def type_password(page: Page) -> None:
    page.get_by_label("Email").fill("officer@example.gov")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Page) -> None:
    page.goto("/account/logout/")
    page.locator("main").get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Staff sign-in")).to_be_visible()


def set_app_up(page: Page) -> str:
    """From the staff area's address to the staff area; returns the key of the app."""
    page.goto("/staff/")
    type_password(page)
    expect(page.get_by_role("heading", name="Set up an authenticator app")).to_be_visible()
    expect(page.get_by_role("img", name="QR code with the key below")).to_be_visible()
    key = page.locator("#authenticator_secret").inner_text().replace(" ", "")
    page.get_by_label("Authenticator code").fill(code_of_app(key))
    page.get_by_role("button", name="Turn it on").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.get_by_role("link", name="I have them: go on").click()
    expect(page).to_have_url(re.compile("[0-9]/staff/$"))
    return key


def add_passkey(page: Page, name: str) -> None:
    page.goto("/account/2fa/")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name").fill(name)
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_text("Passkey added.")).to_be_visible()


def test_an_officer_sets_an_app_up_signs_in_by_it_and_confirms_by_it(
    officer: User, with_device: Page
) -> None:
    page = with_device
    key = set_app_up(page)
    sign_out(page)
    let_a_code_be_new()
    page.goto("/staff/reports/site-history/")
    type_password(page)
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("That did not work").first).to_be_visible()
    page.get_by_label("Code").fill(code_of_app(key))
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(re.compile("[0-9]/staff/reports/site-history/$"))
    page.goto("/staff/reveal/7/")
    expect(page.get_by_text("Report 7")).to_be_visible()
    let_a_while_go_by()
    page.goto("/staff/reveal/8/?tab=who")
    expect(page.get_by_role("heading", name=CONFIRM)).to_be_visible()
    page.get_by_label("Code").fill(code_of_app(key))
    page.get_by_role("button", name="Confirm").click()
    expect(page).to_have_url(re.compile(r"/staff/reveal/8/\?tab=who$"))
    expect(page.get_by_text("Report 8")).to_be_visible()


def test_a_passkey_signs_in_alone_confirms_and_may_be_the_only_one(
    officer: User, with_device: Page, axe: Any
) -> None:
    page = with_device
    set_app_up(page)
    add_passkey(page, "Work laptop")
    page.get_by_role("link", name="Remove the app").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("Not set up.")).to_be_visible()
    page.get_by_role("link", name="Change your passkeys").click()
    page.get_by_role("link", name="Remove Work laptop").click()
    expect(page.get_by_text("This is your last second step")).to_be_visible()
    sign_out(page)
    page.goto("/account/login/?next=/staff/reports/site-history/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(re.compile("[0-9]/staff/reports/site-history/$"))
    let_a_while_go_by()
    page.goto("/staff/reveal/9/")
    expect(page.get_by_role("heading", name=CONFIRM)).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Use your passkey").click()
    expect(page.get_by_text("Report 9")).to_be_visible()


def test_a_passkey_may_be_the_first_factor_and_the_second_step(
    officer: User, with_device: Page, axe: Any
) -> None:
    page = with_device
    page.goto("/staff/")
    type_password(page)
    page.get_by_role("link", name="Use a passkey instead").click()
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    code = page.locator(".sign-in__codes code").first.inner_text()
    page.get_by_role("link", name="I have them: go on").click()
    expect(page).to_have_url(re.compile("[0-9]/staff/$"))
    sign_out(page)
    page.goto("/staff/")
    type_password(page)
    axe(page)
    page.get_by_role("button", name="Use your passkey").click()
    expect(page).to_have_url(re.compile("[0-9]/staff/$"))
    sign_out(page)
    page.goto("/staff/")
    type_password(page)
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(re.compile("[0-9]/staff/$"))


def test_a_passkey_of_nobody_we_know_and_a_cancelled_one_are_told(officer: User, with_device: Page) -> None:
    page = with_device
    set_app_up(page)
    add_passkey(page, "Lost key")
    Authenticator.objects.filter(type=factors.Type.WEBAUTHN).delete()
    sign_out(page)
    page.goto("/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("That did not work").first).to_be_visible()
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('cancelled')); }")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("The passkey was not used.")).to_be_visible()


def test_before_a_session_ends_its_owner_is_warned_and_stays_by_a_click(
    officer: User, as_user: As, axe_part: Any
) -> None:
    page = as_user(officer)
    page.goto("/staff/reports/site-history/")
    notice = page.locator(".session-notice")
    expect(notice).to_have_count(0)
    change(**{clock.SEEN: clock.now() - 13.5 * 60})
    look(page)
    expect(notice).to_contain_text("You will be signed out in 2 min")
    axe_part(page, ".session-notice")
    notice.get_by_role("button", name="Stay signed in").click()
    expect(notice).to_have_count(0)
    assert clock.now() - the_session()[clock.SEEN] < 60


def test_what_was_typed_outlives_the_session(officer: User, as_user: As, settings: Any) -> None:
    settings.WAGTAIL_EDITING_SESSION_PING_INTERVAL = 600_000  # milliseconds; a ping after the end is a 403
    page = as_user(officer)
    home = HomePage.objects.get()
    address = reverse("wagtailadmin_pages:edit", args=[home.pk])
    page.goto(address)
    page.locator("[name=lead]").fill("A sentence that took an hour.")
    change(**{clock.SEEN: clock.now() - 16 * 60})
    look(page)
    notice = page.locator(".session-notice")
    expect(notice).to_contain_text("What you typed is still here")
    with page.expect_popup() as opened:
        notice.get_by_role("link", name="Sign in").click()
    window = opened.value
    let_a_code_be_new()
    window.get_by_label("Email").fill(officer.email)
    window.get_by_label("Password").fill(PASSWORD)
    window.get_by_role("button", name="Sign in", exact=True).click()
    window.get_by_label("Code").fill(code_of_app())
    window.get_by_role("button", name="Sign in").click()
    expect(window).to_have_url(re.compile(f"{address}$"))
    window.close()
    look(page)
    expect(notice).to_contain_text("You can save now")
    with page.expect_navigation():
        page.get_by_role("button", name="Save draft").first.click()
    assert HomePage.objects.get().get_latest_revision_as_object().lead == "A sentence that took an hour."


def look(page: Page) -> None:
    """What the notice does every 20 seconds."""
    page.wait_for_load_state("networkidle")
    page.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow'))")


def test_a_passkey_can_be_asked_for_only_once_its_script_is_at_work(officer: User, page: Page) -> None:
    """A press before that would send the form empty."""
    page.route("**/passkeys*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto("/account/login/")
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    page.unroute("**/passkeys*.js")
    page.reload()
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_visible()
