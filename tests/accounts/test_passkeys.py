"""Passkeys belong to our own pages; what no browser sends is only wrong. (In a browser: tests/journeys.)"""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from typing import Any

import pytest
from django.test import Client

from portal.accounts import passkeys
from tests.accounts.staff import INDEX, SET_UP, superuser, type_password
from tests.second_factor import by_password_alone, with_app

pytestmark = pytest.mark.django_db

ADD, LOGIN = "/account/2fa/webauthn/add/", "/account/2fa/webauthn/login/"
ODD: list[Any] = [
    *("", "x", "null", "[]", "{}", "1", '"text"', '{"response": null}', '{"response": {}}', "[" * 5000),
    json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "e30"}}),
]


def sent(origin: str, **more: Any) -> dict[str, Any]:
    """An answer as a browser makes it on a page of this origin, up to the signature."""
    told = json.dumps({"type": "webauthn.get", "challenge": "AAAA", "origin": origin, **more})
    client_data = urlsafe_b64encode(told.encode()).decode().rstrip("=")
    response = {"clientDataJSON": client_data, "authenticatorData": "AAAA", "signature": "AAAA"}
    response |= {"attestationObject": "AAAA", "userHandle": "MQ"}
    return {"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": response}


@pytest.mark.parametrize(
    ("origin", "ours"),
    [
        ("https://entrywise.example.gov", True),
        *(("https://sub.entrywise.example.gov", False), ("http://entrywise.example.gov", False)),
        *(
            ("https://entrywise.example.gov:8443", False),
            ("https://entrywise.example.gov.evil.example", False),
        ),
        *(("https://example.gov", False), ("null", False), ("", False), ("android:apk-key-hash:x", False)),
    ],
)
def test_a_passkey_was_used_on_our_own_address(settings: Any, origin: str, ours: bool) -> None:
    settings.SECURE, settings.SITE_URL = True, "https://entrywise.example.gov"
    assert passkeys.is_ours(sent(origin)) is ours
    assert not passkeys.is_ours(sent(origin, crossOrigin=True))


@pytest.mark.parametrize(
    ("origin", "ours"),
    [
        *(("http://localhost:8000", True), ("http://localhost", True), ("http://127.0.0.1:8000", False)),
        *(("https://localhost", False), ("http://localhost.evil.example", False)),
    ],
)
def test_on_a_laptop_they_work_at_localhost(origin: str, ours: bool) -> None:
    assert passkeys.is_ours(sent(origin)) is ours


@pytest.mark.parametrize("credential", ODD)
@pytest.mark.parametrize(
    "path", [ADD, LOGIN, "/account/2fa/authenticate/", "/account/2fa/webauthn/reauthenticate/"]
)
def test_what_no_browser_sends_is_only_wrong(client: Client, credential: str, path: str) -> None:
    user = with_app(superuser())
    if "authenticate/" in path and "re" not in path.rpartition("2fa/")[2][:2]:
        type_password(client, user)
    elif path != LOGIN:
        client.force_login(user)
    client.get(path, HTTP_ACCEPT="application/json")
    answer = client.post(path, {"credential": credential, "name": "Key"})
    assert answer.status_code in (200, 302)
    if path == LOGIN:
        assert client.get("/staff/").status_code == 302


@pytest.mark.parametrize("path", [ADD, LOGIN])
def test_an_answer_that_looks_right_and_is_not_signed_is_wrong(client: Client, path: str) -> None:
    user = superuser()
    if path == ADD:
        client.force_login(user)
    client.get(path, HTTP_ACCEPT="application/json")
    for made in (sent("http://localhost"), sent("http://evil.example")):
        answer = client.post(path, {"credential": json.dumps(made)})
        assert answer.status_code in (200, 302)
    assert user.authenticator_set.filter(type="webauthn").count() == 0


def test_where_they_do_not_work_pages_say_so_and_offer_the_app() -> None:
    at_number, at_name = Client(HTTP_HOST="127.0.0.1:8000"), Client(HTTP_HOST="localhost:8000")
    user = superuser()
    for client in (at_number, at_name):
        by_password_alone(client, user)
    said = "Passkeys work at http://localhost:8000 only"
    assert said in at_number.get(SET_UP, SERVER_PORT="8000").content.decode()
    assert said in at_number.get(ADD, SERVER_PORT="8000").content.decode()
    at_number.force_login(user)
    assert said in at_number.get(INDEX, SERVER_PORT="8000").content.decode()
    assert said not in at_name.get(SET_UP).content.decode()
    assert (
        "Sign in with a passkey" not in Client(HTTP_HOST="127.0.0.1").get("/account/login/").content.decode()
    )
    assert "Sign in with a passkey" in Client(HTTP_HOST="localhost").get("/account/login/").content.decode()


def test_the_browser_is_asked_for_our_host_and_a_pin(client: Client, settings: Any) -> None:
    settings.PASSKEY_HOST = "entrywise.example.gov"
    asked = client.get(LOGIN, HTTP_ACCEPT="application/json").json()["request_options"]["publicKey"]
    assert asked["rpId"] == "entrywise.example.gov"
    assert asked["userVerification"] == "required"
    client.force_login(superuser())
    made = client.get(ADD).context["js_data"]["creation_options"]["publicKey"]
    assert made["rp"] == {"id": "entrywise.example.gov", "name": "Entrywise"}
    assert made["authenticatorSelection"]["userVerification"] == "required"


def test_a_passkey_may_be_asked_for_on_the_pages_of_the_sign_in_alone(client: Client) -> None:
    assert "publickey-credentials-get=(self)" in client.get("/account/login/").headers["Permissions-Policy"]
    for path in ("/", "/staff/", "/check/"):
        assert "publickey-credentials-get=()" in client.get(path).headers["Permissions-Policy"]
