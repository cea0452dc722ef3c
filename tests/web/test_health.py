"""Operators can ask whether the service lives and whether it is ready."""

import pytest
from django.db import DatabaseError
from django.test import Client

from portal.web import health


def test_a_live_service_says_so_without_touching_the_database(client: Client) -> None:
    answer = client.get("/healthz/live")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_a_ready_service_names_each_check(client: Client) -> None:
    answer = client.get("/healthz/ready")
    assert answer.status_code == 200
    assert {"database", "migrations"} <= set(answer.json()["checks"])


@pytest.mark.django_db
def test_a_failing_check_makes_the_service_unready_and_tells_no_more_than_its_name(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> bool:
        raise DatabaseError("password for user entrywise is wrong at 10.0.0.7")

    monkeypatch.setitem(health._checks, "database", broken)
    answer = client.get("/healthz/ready")
    assert answer.status_code == 503
    assert answer.json()["checks"]["database"] == "failed"
    assert b"10.0.0.7" not in answer.content


@pytest.mark.django_db
def test_a_room_can_add_its_own_check(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_checks", dict(health._checks))
    health.register("edition", lambda: False)
    assert client.get("/healthz/ready").json()["checks"]["edition"] == "failed"


def test_health_answers_are_never_cached(client: Client) -> None:
    assert client.get("/healthz/live").headers["Cache-Control"] == "private, no-store"
