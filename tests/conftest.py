"""What every test stands on: a loaded database, no network, and a browser where one is found."""

import os
import socket
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

# Playwright runs an event loop in the test's thread, which Django would refuse to work beside.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client

from tests import database, second_factor

pytest_plugins = ["tests.browser"]
_numbers = count()


@pytest.fixture(scope="session", autouse=True)
def _staff_signs_in_with_a_second_step(django_test_environment: None) -> None:
    Client.force_login = second_factor.sign_in  # type: ignore[method-assign]


def pytest_configure() -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.DELIVERY_MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.WHITENOISE_AUTOREFRESH = True  # reads a file when asked, instead of all of them in each test


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for problem in database.problems:
        terminalreporter.write_line(problem, red=True)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            lay_back, remove = database.make_sqlite(tmp_path_factory.mktemp("database")), connection.close
        else:
            lay_back, remove = database.make_postgres()
        database.lay_back_after_commits(lay_back)
    yield
    with django_db_blocker.unblock():
        remove()


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that talks to another machine fails here, and says with whom."""
    connect = socket.socket.connect

    def only_here(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and address[0] not in {
            "127.0.0.1",
            "::1",
            "localhost",
        }:
            raise AssertionError(f"a test tried to reach {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", only_here)


@pytest.fixture(autouse=True)
def _anchors_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """What one test noted of its audit is not to be found in that of the next."""
    name = f"audit-anchors-{next(_numbers)}.txt"
    monkeypatch.setattr(settings, "AUDIT_ANCHORS", tmp_path_factory.getbasetemp() / name)


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Rate limits and cached answers of one test are nothing to the next."""
    cache.clear()


@pytest.fixture(autouse=True)
def _a_minute_that_does_not_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rate limits count by the minute; a test that counts must not meet the turn of one."""
    monkeypatch.setattr("portal.web.limits.now", lambda: 1_800_000_015.0)


@pytest.fixture
def evidence_store(settings: Any, tmp_path: Path) -> Path:
    """A folder of its own for the files of reports."""
    folder = tmp_path / "evidence"
    backend = "django.core.files.storage.FileSystemStorage"
    options = {"location": folder, "base_url": None}
    settings.STORAGES = {**settings.STORAGES, "evidence": {"BACKEND": backend, "OPTIONS": options}}
    return folder
