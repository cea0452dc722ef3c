"""What happens to accounts is told by one signal, without addresses and codes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client

from portal.accounts.models import User
from portal.accounts.signals import Kind, account_event
from portal.delivery.models import Delivery
from tests.accounts.staff import (
    AGAIN,
    CODES,
    LOGIN,
    PASSWORD,
    SECOND,
    SET_UP,
    codes_shown,
    key_shown,
    superuser,
    type_password,
)
from tests.second_factor import by_password_alone, code_of_app, with_app

pytestmark = pytest.mark.django_db(transaction=True)
Told = list[tuple[Kind, int | None, dict[str, Any]]]


@pytest.fixture
def told() -> Iterator[Told]:
    heard: Told = []

    def hear(kind: Kind, user: User | None, detail: dict[str, Any], **rest: Any) -> None:
        heard.append((kind, user.pk if user else None, detail))

    account_event.connect(hear)
    yield heard
    account_event.disconnect(hear)


def test_a_sign_in_tells_of_both_steps(client: Client, told: Told) -> None:
    user = with_app(superuser())
    type_password(client, user, password="a guess")
    type_password(client, user)
    client.post(SECOND, {"code": "000000"})
    client.post(SECOND, {"code": code_of_app()})
    client.post(AGAIN, {"code": code_of_app(steps=1)})
    client.post("/account/logout/")
    assert told == [
        (Kind.SIGN_IN_FAILED, user.pk, {}),
        (Kind.FACTOR_FAILED, user.pk, {"factor": "totp"}),
        (Kind.FACTOR_PASSED, user.pk, {"factor": "totp"}),
        (Kind.SIGNED_IN, user.pk, {}),
        (Kind.CONFIRMED, user.pk, {"factor": "totp"}),
        (Kind.SIGNED_OUT, user.pk, {}),
    ]


def test_a_sign_in_of_nobody_we_know_tells_no_name(client: Client, told: Told) -> None:
    client.post(LOGIN, {"login": "nobody@example.gov", "password": "a guess"})
    assert told == [(Kind.SIGN_IN_FAILED, None, {})]


def test_setting_up_and_taking_away_are_told(client: Client, told: Told) -> None:
    user = superuser()
    by_password_alone(client, user)
    key = key_shown(client)
    client.post(SET_UP, {"code": code_of_app(key)})
    codes = codes_shown(client.get(CODES))
    client.post("/account/2fa/recovery-codes/generate/")
    client.post("/account/sessions/end/")
    User.objects.filter(pk=user.pk).update(is_superuser=False, is_staff=False)
    client.post("/account/2fa/totp/deactivate/")
    form = {"oldpassword": PASSWORD, "password1": "another battery", "password2": "another battery"}
    client.post("/account/password/change/", form)
    assert [kind for kind, _who, _detail in told] == [
        Kind.SIGNED_IN,
        Kind.FACTOR_ADDED,
        Kind.RECOVERY_CODES_MADE,
        Kind.RECOVERY_CODES_MADE,
        Kind.OTHER_SESSIONS_ENDED,
        Kind.FACTOR_REMOVED,
        Kind.SIGNED_OUT,
        Kind.PASSWORD_CHANGED,
    ]
    words = str([detail for _kind, _who, detail in told])
    assert user.email not in words
    assert not any(secret in words for secret in (key, *codes, PASSWORD))


def test_a_receiver_that_cannot_write_it_down_stops_the_sign_in(client: Client) -> None:
    def fail(kind: Kind, **rest: Any) -> None:
        if kind is Kind.FACTOR_PASSED:
            raise OSError("the disk is full")

    account_event.connect(fail)
    type_password(client, with_app(superuser()))
    with pytest.raises(OSError, match="the disk is full"):
        client.post(SECOND, {"code": code_of_app()})
    account_event.disconnect(fail)
    assert client.get("/staff/").status_code == 302


# The operator's way back in


def test_an_operator_resets_the_second_step_of_somebody_who_lost_it(
    client: Client, told: Told, capsys: pytest.CaptureFixture[str]
) -> None:
    user = superuser()
    client.force_login(user)
    client.post("/account/2fa/recovery-codes/generate/")
    code = codes_shown(client.get(CODES))[0]
    told.clear()
    call_command("reset_second_factor", user.email.upper())
    assert told == [(Kind.FACTORS_RESET, user.pk, {"factors": 1})]
    assert "removed: 1" in capsys.readouterr().out
    assert client.get("/staff/").headers["Location"].startswith(LOGIN), "all sessions are ended"
    letter = Delivery.objects.filter(kind="mail").latest("posted_at").payload
    assert letter["to"] == user.email
    assert "An operator removed the second step" in letter["text"]
    type_password(client, user)
    assert client.get("/staff/").headers["Location"] == SET_UP
    assert client.post(SECOND, {"code": code}).status_code == 302
    assert client.get("/staff/").headers["Location"] == SET_UP


def test_an_operator_who_mistypes_is_told(told: Told) -> None:
    with pytest.raises(CommandError, match="no account"):
        call_command("reset_second_factor", "nobody@example.gov")
    assert not told
    assert not mail.outbox


def test_a_reset_that_cannot_be_mailed_is_none(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    user = superuser()
    client.force_login(user)

    def fail(**rest: Any) -> None:
        raise OSError("no outbox")

    monkeypatch.setattr("portal.accounts.resetting.send_mail", fail)
    with pytest.raises(OSError, match="no outbox"):
        call_command("reset_second_factor", user.email)
    assert client.get("/staff/").status_code == 200
