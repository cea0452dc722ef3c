"""Guessing is stopped by account and by neighbourhood, and an unknown account reads like a known one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from portal.accounts.models import User
from tests.accounts.staff import AGAIN, LOGIN, PASSWORD, SECOND, superuser, type_password
from tests.second_factor import code_of_app, with_app

pytestmark = pytest.mark.django_db
RESET = "/account/password/reset/"
TOO_MANY = "Too many failed"


@pytest.fixture
def officer() -> User:
    return with_app(superuser())


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def from_everywhere(number: int) -> dict[str, str]:
    return {"REMOTE_ADDR": f"10.{number}.0.1"}


def test_passwords_of_one_account_are_guessed_five_times_from_wherever(officer: User) -> None:
    for number in range(5):
        Client(**from_everywhere(number)).post(LOGIN, {"login": officer.email, "password": f"guess {number}"})
    answer = Client(**from_everywhere(9)).post(LOGIN, {"login": officer.email, "password": PASSWORD})
    assert TOO_MANY in text_of(answer)


def test_capitals_and_blanks_make_no_other_account(officer: User) -> None:
    for number, told in enumerate([officer.email.upper(), f" {officer.email}", officer.email.title()] * 2):
        Client(**from_everywhere(number)).post(LOGIN, {"login": told, "password": "a guess"})
    answer = Client(**from_everywhere(9)).post(LOGIN, {"login": officer.email, "password": PASSWORD})
    assert TOO_MANY in text_of(answer)


@pytest.mark.parametrize(
    "address",
    [
        lambda number: f"192.0.2.{number}",
        lambda number: f"::ffff:192.0.2.{number}",
        lambda number: f"2001:db8:1:{number:x}::{number:x}",
    ],
    ids=["IPv4", "IPv4 in IPv6", "IPv6"],
)
def test_many_accounts_are_not_tried_from_one_neighbourhood(address: Callable[[int], str]) -> None:
    answers = [
        Client(REMOTE_ADDR=address(number)).post(
            LOGIN, {"login": f"person{number}@example.gov", "password": "a guess"}
        )
        for number in range(1, 12)
    ]
    assert TOO_MANY not in text_of(answers[9])
    assert TOO_MANY in text_of(answers[10])
    other = Client(REMOTE_ADDR="::ffff:198.51.100.1").post(LOGIN, {"login": "a@example.gov", "password": "x"})
    assert TOO_MANY not in text_of(other), "people elsewhere sign in as before"


@pytest.mark.parametrize("proxies", [1, 2])
def test_behind_proxies_the_neighbourhood_is_that_of_the_visitor(settings: Any, proxies: int) -> None:
    settings.PROXIES = settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    ours = ", 10.0.0.1" * (proxies - 1)

    def asked(number: int, forwarded: str) -> str:
        client = Client(REMOTE_ADDR="10.0.0.2", HTTP_X_FORWARDED_FOR=forwarded)
        form = {"login": f"person{number}@example.gov", "password": "a guess"}
        return text_of(client.post(LOGIN, form))

    for number in range(10):
        assert TOO_MANY not in asked(number, f"203.0.113.{number}, 192.0.2.7{ours}")
    assert TOO_MANY in asked(10, f"198.51.100.10, 192.0.2.8{ours}"), "what a visitor adds is not believed"
    assert TOO_MANY not in asked(11, f"192.0.2.9, 198.51.100.1{ours}")
    Client(REMOTE_ADDR="10.0.0.2").post(LOGIN, {"login": "a@example.gov", "password": "x"})


def test_a_local_socket_has_no_address_and_still_signs_in(officer: User) -> None:
    client = Client(REMOTE_ADDR="")
    assert type_password(client, officer).headers["Location"] == SECOND


def test_codes_are_guessed_five_times_and_then_the_right_one_waits_too(officer: User) -> None:
    client = Client()
    type_password(client, officer)
    for number in range(5):
        assert "did not work" in text_of(client.post(SECOND, {"code": f"00000{number}"}))
    answer = client.post(SECOND, {"code": code_of_app()})
    assert TOO_MANY in text_of(answer)
    again = Client(**from_everywhere(3))
    type_password(again, officer)
    assert TOO_MANY in text_of(again.post(SECOND, {"code": code_of_app()})), "a new session counts on"


def test_wrong_codes_are_bounded_by_the_day(officer: User, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login_failed": "1000/m/key"}
    client = Client()
    type_password(client, officer)
    for _number in range(50):
        client.post(SECOND, {"code": "000000"})
    assert TOO_MANY in text_of(client.post(SECOND, {"code": code_of_app()}))


def test_right_codes_do_not_count(officer: User, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key", "second_factor": "2/d/key"}
    client = Client()
    for steps in (-1, 0, 1):
        client.cookies.clear()
        type_password(client, officer)
        client.post(SECOND, {"code": code_of_app(steps=steps)})
        assert client.get("/staff/").status_code == 200


def test_confirming_is_bounded_in_the_same_way(client: Client, officer: User) -> None:
    client.force_login(officer)
    for number in range(5):
        client.post(AGAIN, {"code": f"00000{number}"})
    assert TOO_MANY in text_of(client.post(AGAIN, {"code": code_of_app()}))


def test_guessing_passkeys_is_bounded(client: Client) -> None:
    answers = [client.post("/account/2fa/webauthn/login/", {"credential": "{}"}) for _ in range(11)]
    assert answers[9].status_code == 302
    assert answers[10].status_code == 429


def test_asking_for_a_new_password_reads_the_same_for_everybody(client: Client, officer: User) -> None:
    pages = []
    for email in (officer.email, "nobody@example.gov"):
        answer = client.post(RESET, {"email": email}, follow=True)
        pages.append((answer.redirect_chain, text_of(answer).replace(email, "…")))
    assert pages[0] == pages[1]
    assert [message.to for message in mail.outbox] == [[officer.email], ["nobody@example.gov"]]
    assert "There is no account" in mail.outbox[1].body
    assert "/account/" not in mail.outbox[1].body


def test_one_account_gets_five_such_mails_in_a_minute(client: Client, officer: User) -> None:
    for _ in range(7):
        client.post(RESET, {"email": officer.email})
    assert len(mail.outbox) == 5


def test_one_neighbourhood_asks_for_twenty_such_mails_in_a_minute() -> None:
    answers = [
        Client(REMOTE_ADDR=f"192.0.2.{number}").post(RESET, {"email": f"person{number}@example.gov"})
        for number in range(21)
    ]
    assert answers[19].status_code == 302
    assert answers[20].status_code == 429
    assert len(mail.outbox) == 20


def test_no_address_stands_in_the_cache(officer: User) -> None:
    """Counters are kept under the neighbourhood, which is no house, and under digests of names."""
    client = Client(REMOTE_ADDR="192.0.2.77")
    type_password(client, officer, password="a guess")
    kept = " ".join(getattr(cache, "_cache", {}))
    assert "192.0.2.0" in kept
    assert "192.0.2.77" not in kept
    assert officer.email not in kept
