"""The second step: set up, used once, never the last to go, and no way around it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.core import mail
from django.test import Client

from portal.accounts import evidence, factors, sealing
from portal.accounts.models import User
from tests.accounts.staff import (
    AGAIN,
    CODES,
    INDEX,
    LOGIN,
    PASSWORD,
    SECOND,
    SET_UP,
    codes_shown,
    key_shown,
    public_account,
    superuser,
    type_password,
)
from tests.second_factor import SECRET, STEP_SECONDS, by_password_alone, code_of_app, with_app

pytestmark = pytest.mark.django_db(transaction=True)
NEW_PASSWORD = "a rather different battery"
Later = Callable[[int], None]


@pytest.fixture
def steps_later(monkeypatch: pytest.MonkeyPatch) -> Later:
    """The server's clock goes on by half a minute at a time; the app's codes are those of `code_of_app`."""
    moment = [1_800_000_000]

    class Time:
        @staticmethod
        def time() -> int:
            return moment[0]

    monkeypatch.setattr(auth, "time", Time)

    def go_on(steps: int) -> None:
        moment[0] += steps * STEP_SECONDS

    return go_on


def code(steps: int = 0) -> str:
    return code_of_app(steps=steps, at=1_800_000_000)


@pytest.fixture
def officer() -> User:
    return with_app(superuser())


def second_step(client: Client, user: User, typed: str) -> bool:
    """Sign in from the start; whether it opened the staff area."""
    type_password(client, user)
    client.post(SECOND, {"code": typed})
    return bool(client.get("/staff/").status_code == 200)


def add_passkey(user: User, name: str = "Blue key") -> Authenticator:
    data = {"name": name, "credential": {}}
    made: Authenticator = Authenticator.objects.create(user=user, type=factors.Type.WEBAUTHN, data=data)
    return made


# Setting it up


def test_the_first_sign_in_sets_up_an_app_and_gives_codes_to_keep(client: Client) -> None:
    user = superuser()
    assert type_password(client, user, to="/staff/").headers["Location"] == "/staff/"
    assert client.get("/staff/").headers["Location"] == SET_UP
    page = client.get(SET_UP).content.decode()
    assert page.count("<svg") >= 1
    assert 'fill="white"' in page, "a picture for cameras needs a light ground, in dark windows too"
    secret = key_shown(client)
    wrong = client.post(SET_UP, {"code": "000000"})
    assert "That did not work" in wrong.content.decode()
    assert key_shown(client) != secret, "a key that was shown is not shown again"
    answer = client.post(SET_UP, {"code": code_of_app(client.session[auth.SECRET_SESSION_KEY])})
    assert answer.headers["Location"] == CODES
    shown = client.get(CODES)
    assert len(codes_shown(shown)) == 10
    assert 'href="/staff/"' in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]
    assert not codes_shown(client.get(CODES)), "they are shown once"
    assert auth.SECRET_SESSION_KEY not in client.session


def test_the_code_that_set_it_up_signs_nobody_in(client: Client) -> None:
    user = superuser()
    by_password_alone(client, user)
    key = key_shown(client)
    typed = code_of_app(key)
    client.post(SET_UP, {"code": typed})
    assert not second_step(Client(), user, typed)
    assert second_step(Client(), user, code_of_app(key, steps=1))


def test_keys_and_seeds_are_sealed_in_the_database(client: Client) -> None:
    user = superuser()
    by_password_alone(client, user)
    key = key_shown(client)
    client.post(SET_UP, {"code": code_of_app(key)})
    rows = Authenticator.objects.filter(user=user)
    assert rows.count() == 2
    assert not any(key in str(row.data) for row in rows)
    assert {sealing.unseal(row.data.get("secret", row.data.get("seed", ""))) for row in rows} > {key}


def test_an_old_key_of_the_site_still_opens_what_it_sealed(settings: Any, officer: User) -> None:
    sealed = sealing.seal("words")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a new one" * 6, [settings.SECRET_KEY]
    assert sealing.unseal(sealed) == "words"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(sealing.LostKeyError):
        sealing.unseal(sealed)


def test_setting_up_needs_a_fresh_sign_in(client: Client) -> None:
    by_password_alone(client, superuser())
    session = client.session
    session["signed_in_at"] -= 301
    session.save()
    answer = client.get(SET_UP)
    assert answer.headers["Location"] == f"/account/reauthenticate/?next={SET_UP.replace('/', '%2F')}"
    answer = client.post("/account/reauthenticate/", {"password": PASSWORD, "next": SET_UP})
    assert answer.headers["Location"] == SET_UP
    assert client.get(SET_UP).status_code == 200


# Using it


def test_a_code_works_once(steps_later: Later, officer: User) -> None:
    assert second_step(Client(), officer, code())
    assert not second_step(Client(), officer, code())
    steps_later(1)
    assert not second_step(Client(), officer, code()), (
        "nor in the half minute in which it would still be taken"
    )
    assert second_step(Client(), officer, code(1))


def test_an_older_code_does_not_work_after_a_newer_one(steps_later: Later, officer: User) -> None:
    assert second_step(Client(), officer, code(1)), "a phone's clock may be half a minute off"
    assert not second_step(Client(), officer, code(0))
    assert not second_step(Client(), officer, code(-1))


def test_that_a_code_was_used_stands_in_the_database(steps_later: Later, officer: User) -> None:
    """Each worker has a cache of its own; a code that one took is taken by no other."""
    assert factors.take_code(officer, code()) is not None
    assert factors.take_code(officer, code()) is None
    assert Authenticator.objects.get(user=officer).data[factors.LAST_STEP] == 1_800_000_000 // STEP_SECONDS


def test_codes_of_long_ago_or_of_later_do_not_work(steps_later: Later, officer: User) -> None:
    for steps in (-10, -2, 2, 10):
        assert factors.take_code(officer, code(steps)) is None


@pytest.mark.parametrize("typed", ["", "  ", "0", "٣" * 6, "x" * 5000, "12 34", "\x00", "-000001"])
def test_odd_codes_are_only_wrong(client: Client, officer: User, typed: str) -> None:
    type_password(client, officer)
    assert client.post(SECOND, {"code": typed}).status_code == 200
    assert client.get("/staff/").status_code == 302


def test_a_recovery_code_works_once(client: Client, officer: User) -> None:
    client.force_login(officer)
    client.post("/account/2fa/recovery-codes/generate/")
    first, second, *_rest = codes_shown(client.get(CODES))
    assert second_step(Client(), officer, first)
    assert not second_step(Client(), officer, first)
    assert second_step(Client(), officer, second)
    client.post("/account/2fa/recovery-codes/generate/")
    assert not second_step(Client(), officer, _rest[0]), "new codes end the old ones"


# No way around


@pytest.mark.parametrize("path", [SECOND, AGAIN, "/account/2fa/webauthn/reauthenticate/", CODES, INDEX])
def test_no_page_of_the_second_step_opens_before_the_password(
    client: Client, officer: User, path: str
) -> None:
    for ask in (client.get, client.post):
        answer = ask(path, {"code": code_of_app()})
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith(LOGIN)
    assert client.get("/staff/").headers["Location"].startswith(LOGIN)


def test_between_the_two_steps_nothing_is_open(client: Client, officer: User) -> None:
    assert type_password(client, officer, to="/staff/").headers["Location"] == SECOND
    for path in ("/staff/", SET_UP, "/account/2fa/webauthn/add/", CODES, INDEX, "/account/password/change/"):
        answer = client.get(path)
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith((LOGIN, "/account/reauthenticate", SECOND)), path
    assert "_auth_user_id" not in client.session


def test_a_first_step_for_one_account_and_a_code_of_another_open_neither(officer: User) -> None:
    client, other = Client(), superuser()
    Authenticator.objects.create(
        user=other, type=factors.Type.TOTP, data={"secret": sealing.seal(SECRET[::-1])}
    )
    type_password(client, other)
    client.post(SECOND, {"code": code_of_app()})
    assert client.get("/staff/").status_code == 302


def test_a_new_password_by_mail_does_not_replace_the_second_step(client: Client, officer: User) -> None:
    client.post("/account/password/reset/", {"email": officer.email})
    form = client.get(_link_in_the_mail()).headers["Location"]
    answer = client.post(form, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    assert answer.status_code == 302
    assert client.get("/staff/").headers["Location"].startswith(LOGIN), "one is not signed in by it"
    assert type_password(client, officer, password=NEW_PASSWORD).headers["Location"] == SECOND
    assert client.get("/staff/").status_code == 302
    client.post(SECOND, {"code": code_of_app()})
    assert client.get("/staff/").status_code == 200


def _link_in_the_mail() -> str:
    start = "/account/password/reset/key/"
    return start + str(mail.outbox[0].body).partition(start)[2].split()[0]


def test_a_session_from_before_the_sign_in_is_worth_nothing_after_it(officer: User) -> None:
    client = Client()
    planted = client.session
    planted["second_factor"] = [officer.pk, 9e9]
    planted.save()
    client.cookies["sessionid"] = planted.session_key
    type_password(client, officer)
    client.post(SECOND, {"code": code_of_app()})
    assert client.get("/staff/").status_code == 200
    thief = Client()
    thief.cookies["sessionid"] = planted.session_key
    assert thief.get("/staff/").status_code == 302


# Keeping it


def test_staff_cannot_remove_the_last_factor(client: Client, officer: User) -> None:
    client.force_login(officer)
    for ask in (client.get, client.post):
        page = ask("/account/2fa/totp/deactivate/").content.decode()
        assert "This is your last second step" in page
    assert factors.has_one(officer)
    assert "only second step" in client.get(INDEX).content.decode()


def test_nor_the_last_passkey(client: Client) -> None:
    user = superuser()
    key = add_passkey(user)
    client.force_login(user)
    Authenticator.objects.filter(user=user).exclude(pk=key.pk).delete()
    path = f"/account/2fa/webauthn/keys/{key.pk}/remove/"
    assert "This is your last second step" in client.get(path).content.decode()
    assert client.post(path).headers["Location"] == INDEX
    assert factors.has_one(user)


def test_with_another_one_it_can_be_removed_and_the_rest_stays(client: Client, officer: User) -> None:
    key = add_passkey(officer)
    client.force_login(officer)
    assert client.post("/account/2fa/totp/deactivate/").headers["Location"] == INDEX
    assert list(factors.main_ones(officer)) == [key]
    assert client.get("/staff/").status_code == 200


def test_nobody_removes_or_renames_somebody_elses(client: Client, officer: User) -> None:
    key = add_passkey(superuser())
    client.force_login(officer)
    for what in ("remove", "edit"):
        for ask in (client.get, client.post):
            assert ask(f"/account/2fa/webauthn/keys/{key.pk}/{what}/").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        *(SET_UP, "/account/2fa/totp/deactivate/", "/account/2fa/webauthn/add/", CODES),
        *("/account/2fa/recovery-codes/generate/", "/account/2fa/webauthn/keys/{pk}/remove/"),
        "/account/2fa/webauthn/keys/{pk}/edit/",
    ],
)
def test_every_change_asks_for_the_second_step_again(client: Client, path: str) -> None:
    user = superuser()
    key = add_passkey(user)
    client.force_login(user)
    if path == SET_UP:
        Authenticator.objects.filter(user=user, type=factors.Type.TOTP).delete()
    if path == CODES:
        client.post("/account/2fa/recovery-codes/generate/")
    session = client.session
    session[evidence.KEY] = [user.pk, session[evidence.KEY][1] - 301]
    session.save()
    before = list(Authenticator.objects.filter(user=user).values("pk", "data"))
    for ask in (client.get, client.post):
        if path == CODES and ask == client.post:
            continue  # it only shows
        answer = ask(path.format(pk=key.pk), {"name": "Other"})
        assert answer.status_code == 302
        assert "reauthenticate/" in answer.headers["Location"]
        assert "/account/reauthenticate/" not in answer.headers["Location"].partition("?")[0]
    assert list(Authenticator.objects.filter(user=user).values("pk", "data")) == before


def test_a_public_account_may_remove_its_last_one(client: Client) -> None:
    user = with_app(public_account())
    by_password_alone(client, user)
    session = client.session
    session[evidence.KEY] = [user.pk, session["signed_in_at"]]
    session.save()
    client.post("/account/2fa/totp/deactivate/")
    assert not factors.has_one(user)
    assert evidence.KEY not in client.session
    User.objects.filter(pk=user.pk).update(is_superuser=True)
    assert client.get("/staff/").headers["Location"] == SET_UP, "what was passed before counts no more"


# Other sessions


@pytest.mark.parametrize(
    "change",
    [
        lambda client, key: client.post("/account/2fa/totp/deactivate/"),
        lambda client, key: client.post(f"/account/2fa/webauthn/keys/{key.pk}/remove/"),
        lambda client, key: client.post("/account/sessions/end/"),
    ],
    ids=["the app is removed", "a passkey is removed", "the button is pressed"],
)
def test_other_sessions_end_and_this_one_goes_on(client: Client, officer: User, change: Any) -> None:
    key = add_passkey(officer)
    elsewhere = Client()
    for each in (client, elsewhere):
        each.force_login(officer)
        assert each.get("/staff/").status_code == 200
    change(client, key)
    assert client.get("/staff/").status_code == 200
    assert elsewhere.get("/staff/").headers["Location"].startswith(LOGIN)


def test_a_new_password_ends_all_sessions(client: Client, officer: User) -> None:
    elsewhere = Client()
    for each in (client, elsewhere):
        each.force_login(officer)
    form = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    assert client.post("/account/password/change/", form).headers["Location"] == LOGIN
    for each in (client, elsewhere):
        assert each.get("/staff/").headers["Location"].startswith(LOGIN)


def test_no_link_ends_sessions(client: Client, officer: User) -> None:
    client.force_login(officer)
    assert client.get("/account/sessions/end/").status_code == 405


# Mail


def test_whoever_gets_a_new_factor_is_told_by_mail_without_an_address(client: Client) -> None:
    user = superuser()
    by_password_alone(client, user)
    key = key_shown(client)
    client.post(SET_UP, {"code": code_of_app(key)}, REMOTE_ADDR="198.51.100.77")
    (told,) = mail.outbox
    assert told.to == [user.email]
    assert "Authenticator app activated" in told.body
    assert "198.51.100" not in told.body
    assert key not in told.body
