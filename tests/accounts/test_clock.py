"""A session of staff ends by the server's clock: 15 minutes without an act, 8 hours in any case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from portal.accounts import clock
from portal.accounts.door import BY_ITSELF
from portal.accounts.sessions import forget_ended
from portal.accounts.signals import Kind, account_event
from tests.accounts.staff import public_account, superuser
from tests.authoring.security.addresses import addresses
from tests.second_factor import by_password_alone

MINUTE, HOUR = 60, 60 * 60
IDLE, MOST = 15 * MINUTE, 8 * HOUR
Later = Callable[[float], None]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    """Let so many seconds go by."""
    moment = [1_800_000_000.0]
    monkeypatch.setattr(clock, "now", lambda: moment[0])

    def go_by(seconds: float) -> None:
        moment[0] += seconds

    return go_by


@pytest.fixture
def officer(db: None, client: Client, later: Later) -> Client:
    client.force_login(superuser())
    return client


def is_in(client: Client, path: str = "/staff/reports/site-history/") -> bool:
    return bool(client.get(path).status_code == 200)


@given(
    acts=st.lists(st.floats(min_value=0, max_value=20 * MINUTE), max_size=60),
    write_again=st.floats(min_value=0, max_value=MINUTE),
)
def test_no_session_outlives_its_limits_however_acts_follow_each_other(
    acts: list[float], write_again: float
) -> None:
    began = seen = now = 1_000_000.0
    last_act = began
    for pause in acts:
        now += pause
        if clock.seconds_left(began, seen, now, idle=IDLE, most=MOST) <= 0:
            assert now - seen >= IDLE or now - began >= MOST
            break
        assert now - last_act < IDLE
        assert now - began < MOST
        last_act = now
        if now - seen >= write_again:
            seen = now
    left = clock.seconds_left(began, seen, now, idle=IDLE, most=MOST)
    assert left <= last_act + IDLE - now + 1e-6
    assert left <= began + MOST - now + 1e-6


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_a_clock_that_was_set_back_gives_no_more_than_the_whole(
    began: float, seen: float, now: float
) -> None:
    assert clock.seconds_left(began, seen, now, idle=IDLE, most=MOST) <= IDLE


def test_after_a_quarter_of_an_hour_without_an_act_it_is_over(officer: Client, later: Later) -> None:
    key = officer.session.session_key
    later(IDLE - 1)
    assert is_in(officer)
    later(IDLE + 1)
    answer = officer.get("/staff/reports/site-history/")
    assert answer.headers["Location"].startswith("/account/login/?next=/staff/reports/")
    assert "Your session has ended" in officer.get("/account/login/").content.decode()
    officer.cookies["sessionid"] = key or ""
    later(-2 * IDLE)
    assert not is_in(officer), "the row is gone on the server; setting the clock back brings nothing back"


def test_after_a_working_day_it_is_over_whatever_was_done(officer: Client, later: Later) -> None:
    for _ in range(47):
        later(10 * MINUTE)
        assert is_in(officer)
    later(9 * MINUTE)
    assert is_in(officer)
    later(1 * MINUTE + 1)
    assert not is_in(officer)


def test_a_cookie_that_says_it_is_good_for_longer_decides_nothing(officer: Client, later: Later) -> None:
    session = officer.session
    session.set_expiry(30 * 24 * HOUR)
    session.save()
    later(IDLE + 1)
    assert not is_in(officer)


@pytest.mark.parametrize("key", [clock.BEGAN, clock.SEEN])
@pytest.mark.parametrize("value", [None, "9999999999", float("nan")])
def test_a_session_that_nobody_began_is_over(officer: Client, key: str, value: Any) -> None:
    session = officer.session
    session[key] = value
    session.save()
    assert not is_in(officer)


def test_the_cookie_goes_with_the_browser(client: Client, db: None) -> None:
    user = public_account()
    client.post("/account/login/", {"login": user.email, "password": "correct horse battery staple"})
    assert client.cookies["sessionid"]["max-age"] == ""
    assert client.cookies["sessionid"]["expires"] == ""
    assert client.cookies["sessionid"]["httponly"]


def test_what_an_open_tab_asks_by_itself_keeps_no_session_alive(officer: Client, later: Later) -> None:
    names = {each.name for each in addresses()}
    assert {name for name in BY_ITSELF if name.startswith("wagtail")} <= names
    for _ in range(3):
        later(4 * MINUTE)
        officer.get("/account/session/")
        officer.post("/staff/editing-sessions/ping/content/homepage/1/1/")
        officer.post("/staff/editing-sessions/release/1/")
    later(4 * MINUTE)
    assert not is_in(officer)


def test_the_notice_asks_how_long_is_left_and_prolongs_by_a_click(officer: Client, later: Later) -> None:
    later(5 * MINUTE)
    told = officer.get("/account/session/").json()
    assert told["left"] == 10 * MINUTE
    assert told["at_most"] == MOST - 5 * MINUTE
    assert officer.post("/account/session/").json()["left"] == 15 * MINUTE
    later(IDLE + 1)
    assert officer.get("/account/session/").json() == {"left": 0, "at_most": 0}
    assert officer.post("/account/session/").json() == {"left": 0, "at_most": 0}


def test_prolonging_needs_the_token_of_a_page_of_ours(officer: Client, later: Later) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = officer.cookies
    assert strict.post("/account/session/").status_code == 403


def test_the_clock_holds_before_the_second_step_too(client: Client, db: None, later: Later) -> None:
    by_password_alone(client, superuser())
    assert client.get("/account/2fa/totp/activate/").status_code == 200
    later(IDLE + 1)
    assert client.get("/account/2fa/totp/activate/").headers["Location"].startswith("/account/login/")


def test_public_accounts_have_no_such_clock_and_visitors_no_session(
    client: Client, db: None, later: Later
) -> None:
    assert not client.get("/").cookies
    by_password_alone(client, public_account())
    later(IDLE + 1)
    assert client.get("/account/password/change/").status_code == 200


def test_the_end_of_a_session_is_told(officer: Client, later: Later) -> None:
    told: list[Any] = []

    def hear(kind: Kind, **rest: Any) -> None:
        told.append(kind)

    account_event.connect(hear)
    later(IDLE + 1)
    officer.get("/staff/")
    account_event.disconnect(hear)
    assert told[0] is Kind.SESSION_ENDED


def test_rows_of_sessions_that_are_over_are_deleted(officer: Client) -> None:
    session = officer.session
    store, key = type(session), session.session_key
    forget_ended()
    assert store().exists(key)
    session.set_expiry(-1)
    session.save()
    forget_ended()
    assert not store().exists(key)
