"""A few seconds of `python -m tests.load`: reports go in while whatever runs is killed in turn."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator

import pytest
from django.conf import settings

from tests.delivery.conftest import _database_url, time_passes
from tests.load.broker import own_queue
from tests.load.run import Asked, run

pytestmark = pytest.mark.django_db(transaction=True)
REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/0")


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Processes that are started from here stand on the tests' database and a queue of their own."""
    pytest.importorskip("redis", reason="The package redis is not installed.")
    host, port = REDIS.partition("//")[2].partition("/")[0].split(":")
    try:
        socket.create_connection((host, int(port))).close()
    except OSError:
        pytest.skip(f"No Redis answers at {REDIS}.")
    with own_queue(REDIS) as queue:
        for name, value in {
            "DJANGO_SETTINGS_MODULE": "tests.load.settings",
            "DATABASE_URL": _database_url(),
            "ENTRYWISE_VAR": str(settings.VAR_DIR),
            "ENTRYWISE_RELAY_IN_WEB": "no",
            "CELERY_BROKER_URL": REDIS,
            "LOAD_QUEUE": queue,
        }.items():
            monkeypatch.setenv(name, value)
        yield


def test_whatever_is_killed_while_reports_come_in_each_is_kept_and_told_once(
    environment: None, capfd: pytest.CaptureFixture[str]
) -> None:
    asked = Asked(
        rate=11,
        seconds=3.7,
        kill_every=1.1,
        is_apart=True,
        settings="tests.load.rooms",
        port=free_port(),
        while_waiting=time_passes,
    )
    assert run(asked) == []
    told = capfd.readouterr().out
    assert "40 reports in" in told
    for name in ("Celery worker", "relay", "web worker"):
        assert f"'{name}': " in told, "all three were killed"
