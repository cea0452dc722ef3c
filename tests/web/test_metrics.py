"""Numbers for operators: only with the token, of nobody in person; and ready says soon that it is not."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from typing import Any

import pytest
from django.conf import settings as configured
from django.db import DatabaseError, connection
from django.test import Client

from portal.web import health, metrics
from tests.delivery.servers import SilentServer

TOKEN = "t" * 32
WITH = {"Authorization": f"Bearer {TOKEN}"}
ADDRESS = "/healthz/metrics"


@pytest.fixture
def token(settings: Any) -> None:
    settings.METRICS_TOKEN = TOKEN


@pytest.mark.django_db
def test_who_has_the_token_reads_numbers_and_nothing_else(client: Client, token: None) -> None:
    answer = client.get(ADDRESS, headers=WITH)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    lines = [line for line in answer.content.decode().splitlines() if not line.startswith("#")]
    assert all(re.fullmatch(r"entrywise_\w+ [\d.e+-]+", line) for line in lines)
    names = {line.split()[0] for line in lines}
    assert {
        "entrywise_outbox_untried_seconds",
        "entrywise_reports_scan_seconds",
        "entrywise_reports_unread_seconds",
        "entrywise_reports_sent_last_hour",
        "entrywise_reports_canary_seconds",
    } <= names


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": ""},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer "},
        {"Authorization": f"Basic {TOKEN}"},
        {"Authorization": f"Bearer {TOKEN[1:]}"},
        {"Authorization": f"Bearer {TOKEN}x"},
        {"Authorization": "Bearer é"},
        {"Cookie": f"token={TOKEN}"},
    ],
)
@pytest.mark.django_db
def test_for_anybody_else_nothing_is_there(client: Client, token: None, headers: dict[str, str]) -> None:
    assert client.get(ADDRESS, headers=headers).status_code == 404
    assert client.get(f"{ADDRESS}?token={TOKEN}", headers=headers).status_code == 404


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer "}, WITH])
@pytest.mark.django_db
def test_without_a_token_in_the_settings_there_are_no_metrics(client: Client, headers: Any) -> None:
    assert client.get(ADDRESS, headers=headers).status_code == 404


def test_a_short_token_is_refused_at_the_start() -> None:
    own = {"ENTRYWISE_METRICS_TOKEN": "short", "ENTRYWISE_VAR": str(configured.VAR_DIR)}
    done = subprocess.run(
        [sys.executable, "-c", "import portal.settings"], env=os.environ | own, capture_output=True, text=True
    )
    assert done.returncode
    assert "32 characters or more" in done.stderr


@pytest.mark.django_db
def test_where_the_database_fails_the_numbers_say_so(
    client: Client, token: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> float:
        raise DatabaseError("password of 10.0.0.7")

    monkeypatch.setitem(metrics._gauges, "broken", metrics.Gauge("broken", "", broken))
    answer = client.get(ADDRESS, headers=WITH)
    assert answer.status_code == 503
    assert b"10.0.0.7" not in answer.content


@pytest.mark.django_db
def test_a_database_that_accepts_and_says_nothing_is_given_up_within_five_seconds() -> None:
    postgresql = pytest.importorskip("django.db.backends.postgresql.base")
    with SilentServer() as silent:
        there = {"NAME": "x", "HOST": "127.0.0.1", "PORT": str(silent.port), "USER": "x"}
        patient = {"OPTIONS": {"connect_timeout": 5}}
        database = postgresql.DatabaseWrapper({**connection.settings_dict, **there, **patient})
        for _time in range(2):
            begun = time.monotonic()
            assert not health.answers(database)
            assert time.monotonic() - begun < 5
        assert silent.connections
        with health._asking:  # the thread that asked has given up by itself
            pass
