"""Some acts ask for the second factor again, and bring people back to where they were."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from portal.accounts import clock, evidence
from tests.accounts import confirmed_urls
from tests.accounts.staff import AGAIN, PASSWORD, codes_shown, public_account, superuser
from tests.second_factor import by_password_alone, code_of_app

PAGE = "/staff/reveal/7/?tab=who"
Later = Callable[[float], None]

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.confirmed_urls")]


@pytest.fixture(autouse=True)
def _nothing_done() -> None:
    confirmed_urls.done.clear()


@pytest.fixture
def officer(client: Client) -> Client:
    client.force_login(superuser())
    return client


def let_it_be_long_ago(client: Client, seconds: float = 301) -> None:
    session = client.session
    pk, at = session[evidence.KEY]
    session[evidence.KEY] = [pk, at - seconds]
    session.save()


def test_whoever_just_signed_in_with_the_second_step_is_not_asked(officer: Client) -> None:
    assert officer.get(PAGE).content == b"Report 7"
    let_it_be_long_ago(officer, 290)
    assert officer.get(PAGE).status_code == 200


def test_after_five_minutes_one_is_asked_and_comes_back_to_the_same_page(officer: Client) -> None:
    let_it_be_long_ago(officer)
    answer = officer.get(PAGE)
    assert answer.headers["Location"] == f"{AGAIN}?next=%2Fstaff%2Freveal%2F7%2F%3Ftab%3Dwho"
    shown = officer.get(answer.headers["Location"]).content.decode()
    assert "Confirm that it is you" in shown
    answer = officer.post(AGAIN, {"code": code_of_app(), "next": PAGE})
    assert answer.headers["Location"] == PAGE
    assert officer.get(PAGE).status_code == 200


def test_a_form_that_is_sent_too_late_does_nothing_and_says_so(officer: Client) -> None:
    let_it_be_long_ago(officer)
    form = {"why": "A subpoena"}
    answer = officer.post(PAGE, form, HTTP_REFERER=f"http://testserver{PAGE}")
    assert answer.headers["Location"].startswith(f"{AGAIN}?next=%2Fstaff%2Freveal%2F7%2F")
    assert not confirmed_urls.done
    assert "Nothing was done yet" in officer.get(answer.headers["Location"]).content.decode()
    assert not any(form["why"] in str(value) for value in officer.session.values()), "nor is it kept"
    officer.post(AGAIN, {"code": code_of_app(), "next": PAGE})
    officer.post(PAGE, form)
    assert confirmed_urls.done == ["A subpoena"]


def test_after_an_address_that_only_takes_forms_one_comes_back_to_the_page_with_the_form(
    officer: Client,
) -> None:
    let_it_be_long_ago(officer)
    answer = officer.post("/staff/dispose/", HTTP_REFERER="http://testserver/staff/reports/?p=2")
    assert answer.headers["Location"] == f"{AGAIN}?next=%2Fstaff%2Freports%2F%3Fp%3D2"
    answer = officer.post("/staff/dispose/", HTTP_REFERER="https://evil.example/staff/")
    assert answer.headers["Location"] == f"{AGAIN}?next=%2Fstaff%2Fdispose%2F"
    assert not confirmed_urls.done
    officer.post(AGAIN, {"code": code_of_app()})
    assert officer.post("/staff/dispose/").content == b"Disposed"


def test_a_script_is_told_where_to_confirm(officer: Client) -> None:
    let_it_be_long_ago(officer)
    answer = officer.post(PAGE, {"why": "x"}, HTTP_SEC_FETCH_MODE="same-origin")
    assert answer.status_code == 403
    assert answer.json()["confirm"].startswith(AGAIN)
    assert not confirmed_urls.done


def test_the_password_alone_never_confirms(officer: Client) -> None:
    let_it_be_long_ago(officer)
    assert officer.get("/account/reauthenticate/").headers["Location"] == AGAIN
    assert officer.post("/account/reauthenticate/", {"password": PASSWORD}).headers["Location"] == AGAIN
    assert officer.get(PAGE).status_code == 302
    assert "password" not in officer.get(AGAIN).content.decode().lower().partition("<main")[2]


def test_a_wrong_code_confirms_nothing(officer: Client) -> None:
    let_it_be_long_ago(officer)
    answer = officer.post(AGAIN, {"code": "000000", "next": PAGE})
    assert answer.status_code == 200
    assert "That did not work" in answer.content.decode()
    assert officer.get(PAGE).status_code == 302


def test_the_code_of_the_sign_in_does_not_confirm_again(client: Client) -> None:
    """Somebody who looked over a shoulder at the sign-in has a code that is worth nothing any more."""
    client.force_login(superuser())
    let_it_be_long_ago(client)
    code = code_of_app()
    assert client.post(AGAIN, {"code": code}).status_code == 302
    let_it_be_long_ago(client)
    assert client.post(AGAIN, {"code": code}).status_code == 200
    assert client.get(PAGE).status_code == 302


def test_a_recovery_code_confirms_once(officer: Client) -> None:
    officer.post("/account/2fa/recovery-codes/generate/")
    code = codes_shown(officer.get("/account/2fa/recovery-codes/"))[0]
    let_it_be_long_ago(officer)
    assert officer.post(AGAIN, {"code": code, "next": PAGE}).headers["Location"] == PAGE
    let_it_be_long_ago(officer)
    assert officer.post(AGAIN, {"code": code, "next": PAGE}).status_code == 200


@pytest.mark.parametrize("to", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x"])
def test_nobody_is_led_to_another_site_afterwards(officer: Client, to: str) -> None:
    let_it_be_long_ago(officer)
    answer = officer.post(AGAIN, {"code": code_of_app(), "next": to})
    assert answer.headers["Location"] == "/staff/"


def test_a_confirmation_in_the_future_is_none(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now - 60)
    assert officer.get(PAGE).status_code == 302


def test_an_account_without_a_second_factor_confirms_nowhere(client: Client, rf: Any) -> None:
    by_password_alone(client, public_account())
    assert client.get(PAGE).status_code == 403
    assert client.get(AGAIN).headers["Location"] == "/account/reauthenticate/"
