"""Staff sign in by email at one place; nobody else can make an account."""

import re
from pathlib import Path
from typing import Any

import allauth
import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.test import Client

from portal.accounts import urls
from tests.second_factor import by_password_alone, code_of_app, with_app

pytestmark = pytest.mark.django_db

NOT_ASKED_FOR_HERE = {
    # Telephones, codes by mail, sign-up by passkey and trusted browsers are switched off.
    *("account_change_phone", "account_verify_phone", "account_signup_by_passkey"),
    *("account_confirm_password_reset_code", "account_complete_password_reset"),
    *("account_request_login_code", "account_password_reset_completed"),
    # Only where a mail asks to confirm an address, which none does.
    "account_confirm_email",
}
PASSWORD = "correct horse battery staple"


@pytest.fixture
def officer() -> Any:
    return get_user_model().objects.create_superuser("Officer@example.gov", PASSWORD)


def sign_in(client: Client, email: str, password: str, **headers: str) -> Any:
    return client.post("/account/login/?next=/staff/", {"login": email, "password": password}, **headers)


@pytest.mark.parametrize("email", ["Officer@example.gov", "officer@EXAMPLE.gov"])
def test_a_member_of_staff_signs_in_by_email_in_any_case(client: Client, officer: Any, email: str) -> None:
    with_app(officer)
    answer = sign_in(client, email, PASSWORD)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/2fa/authenticate/")
    answer = client.post("/account/2fa/authenticate/", {"code": code_of_app()})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/staff/")
    assert client.get("/staff/").status_code == 200


def test_a_wrong_password_and_an_unknown_person_read_the_same(client: Client, officer: Any) -> None:
    wrong = sign_in(client, officer.email, "something else entirely").content.decode()
    unknown = sign_in(client, "nobody@example.gov", "something else entirely").content.decode()
    said = "The email address and/or password you specified are not correct"
    assert said in wrong
    assert said in unknown


def test_guessing_the_password_of_one_person_is_stopped(client: Client, officer: Any) -> None:
    for number in range(10):
        sign_in(client, officer.email, f"guess number {number}")
    answer = sign_in(client, officer.email, PASSWORD)
    assert answer.status_code != 302
    assert "Too many failed" in answer.content.decode()


def test_trying_many_people_from_one_address_is_stopped_with_our_own_page(client: Client) -> None:
    answers = [sign_in(client, f"person{number}@example.gov", "a guess") for number in range(31)]
    assert answers[-1].status_code == 429
    assert "/static/css/site.css" in answers[-1].content.decode()


@pytest.mark.parametrize("path", ["/staff/", "/staff/pages/", "/staff/login/", "/_util/login/"])
def test_the_staff_area_sends_a_stranger_to_the_one_sign_in(client: Client, path: str) -> None:
    assert client.get(path).headers["Location"].startswith("/account/login/")


def test_no_other_door_takes_a_password(client: Client, officer: Any) -> None:
    """Wagtail brings sign-in pages of its own, which know neither our throttle nor a second factor."""
    for path in ("/_util/login/", "/staff/login/"):
        client.post(path, {"username": officer.email, "login": officer.email, "password": PASSWORD})
        assert "_auth_user_id" not in client.session


def test_nobody_can_open_an_account_for_themselves(client: Client) -> None:
    client.post("/account/signup/", {"email": "me@example.com", "password1": PASSWORD, "password2": PASSWORD})
    assert not get_user_model().objects.exists()


def test_a_person_without_rights_stays_out_of_the_staff_area(client: Client) -> None:
    client.force_login(get_user_model().objects.create_user("importer@example.com", PASSWORD))
    assert client.get("/staff/").status_code == 302


def test_the_address_of_the_account_itself_leads_on(client: Client, officer: Any) -> None:
    assert client.get("/account/").headers["Location"] == "/account/login/"
    client.force_login(officer)
    assert client.get("/account/").headers["Location"] == "/account/2fa/"


@pytest.mark.parametrize(
    "path",
    [
        *("/account/signup/", "/account/email/", "/account/confirm-email/", "/account/password/set/"),
        *("/account/confirm-email/abc:def/", "/account/login/code/", "/account/login/code/confirm/"),
        *("/account/signup/passkey/", "/account/2fa/webauthn/signup/", "/account/2fa/trust/"),
        *("/account/2fa/recovery-codes/download/", "/account/sessions/", "/account/3rdparty/"),
        *("/account/phone/verify/", "/account/social/signup/"),
    ],
)
@pytest.mark.parametrize("who", ["nobody", "a public account", "staff half-way", "staff"])
def test_what_this_service_does_not_offer_is_not_there(
    client: Client, officer: Any, path: str, who: str
) -> None:
    public = get_user_model().objects.create_user("importer@example.com", PASSWORD)
    if who == "staff half-way":
        by_password_alone(client, officer)
    elif who != "nobody":
        client.force_login(officer if who == "staff" else public)
    for ask in (client.get, client.post):
        assert ask(path).status_code == 404


def test_every_name_that_the_library_asks_for_leads_somewhere() -> None:
    """A page of allauth that names an address without a route would break."""
    folder = Path(allauth.__file__).parent
    files = [path for room in ("account", "mfa", "core") for path in (folder / room).rglob("*.py")]
    asked = {
        name for path in files for name in re.findall(r"reverse(?:_lazy)?\(\s*\"(\w+)\"", path.read_text())
    }
    assert {"account_login", "account_email", "mfa_index"} <= asked
    known = {pattern.name for pattern in urls.urlpatterns}
    assert asked - known == NOT_ASKED_FOR_HERE


def test_the_admin_of_the_framework_is_not_exposed(client: Client) -> None:
    assert client.get("/admin/").status_code == 404
    assert client.get("/django-admin/").status_code == 404


def test_one_address_has_one_account_in_any_case(officer: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        get_user_model().objects.create_user("officer@example.GOV".upper(), PASSWORD)


@pytest.mark.parametrize(
    "path", ["/account/login/", "/account/password/reset/", "/account/signup/", "/account/logout/"]
)
def test_every_page_of_the_sign_in_has_the_look_of_the_site(client: Client, officer: Any, path: str) -> None:
    if "logout" in path:
        client.force_login(officer)
    text = client.get(path).content.decode()
    assert text.count("<h1") == 1
    assert "<main" in text
    assert "/static/css/site.css" in text


def test_the_password_page_of_a_signed_in_person_has_the_look_of_the_site(
    client: Client, officer: Any
) -> None:
    client.force_login(officer)
    text = client.get("/account/password/change/").content.decode()
    assert text.count("<h1") == 1
    assert "/static/css/site.css" in text
