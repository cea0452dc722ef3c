"""A new edition is seen by everybody within a minute: by every web process, and through every cache."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from portal.rulebook import queries
from portal.rulebook.models import Edition
from portal.rulebook.services import mint_edition
from portal.rules.codec import decode
from portal.web.cache import CURRENT_LAW_SECONDS, PUBLIC_SECONDS

ROOT = Path(__file__).resolve().parents[2]
WITHIN_SECONDS = 60
WAIT_FOR_START = 60
PROCESSES = 2
BY_THE_NEWEST_EDITION = [
    "/",
    "/check/",
    "/check/mode/?origin_country=CN",
    "/check/answer/?mode=postal",
    "/law/editions/",
    "/law/editions/1/",
    "/developers/api/",
    "/api/v1/editions/",
    "/api/v1/openapi.json",
]


@pytest.mark.django_db
@pytest.mark.parametrize("path", BY_THE_NEWEST_EDITION)
def test_what_goes_by_the_newest_edition_is_kept_by_caches_for_moments(client: Client, path: str) -> None:
    assert client.get(path)["Cache-Control"] == f"public, max-age={CURRENT_LAW_SECONDS}"


@pytest.mark.django_db
def test_an_answer_that_pins_its_edition_may_be_kept_longer(client: Client) -> None:
    answer = client.get("/check/answer/?mode=postal&edition=1")
    assert answer["Cache-Control"] == f"public, max-age={PUBLIC_SECONDS}"


def test_what_a_process_believes_and_what_a_cache_keeps_are_together_less_than_a_minute() -> None:
    assert settings.LOOK_AGAIN_AFTER + CURRENT_LAW_SECONDS < WITHIN_SECONDS


# Several processes


def database_url() -> str:
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    return f"postgres://{told['USER']}:{told['PASSWORD']}@{told['HOST']}:{told['PORT']}/{told['NAME']}"


def started(listening: socket.socket) -> subprocess.Popen[bytes]:
    """A web process as it is served, on a socket that is open already."""
    number = listening.fileno()
    command = [sys.executable, "-m", "gunicorn", "portal.wsgi", "--workers", "1", "--bind", f"fd://{number}"]
    environment = {**os.environ, "DATABASE_URL": database_url(), "ENTRYWISE_LOOK_AGAIN_AFTER": "1"}
    return subprocess.Popen(command, cwd=ROOT, env=environment, pass_fds=[number])


@pytest.fixture
def web_processes(transactional_db: None) -> Iterator[list[str]]:
    """The addresses of several web processes on one database."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(PROCESSES)]
    running = [started(listening) for listening in sockets]
    yield [f"http://127.0.0.1:{listening.getsockname()[1]}" for listening in sockets]
    for process in running:
        process.terminate()
    for process in running:
        process.wait(timeout=20)
    for listening in sockets:
        listening.close()
    queries.forget_current_edition()


def edition_at(address: str) -> int:
    """The edition that a web process asks its questions under."""
    with urlopen(f"{address}/check/", timeout=WAIT_FOR_START) as page:
        found = re.search(r"Edition (\d+)\.", page.read().decode())
    assert found
    return int(found.group(1))


def test_every_web_process_answers_under_a_new_edition_without_a_restart(web_processes: list[str]) -> None:
    """This test is the third process: it publishes, and the two others are only asked."""
    first = Edition.objects.newest_first()[0]
    assert {edition_at(address) for address in web_processes} == {first.number}
    book = decode(first.body)
    second, is_new = mint_edition(
        book=replace(book, title=f"{book.title}, again"), note="Published elsewhere"
    )
    assert is_new
    deadline = time.monotonic() + WITHIN_SECONDS
    while (seen := {edition_at(address) for address in web_processes}) != {second.number}:
        assert time.monotonic() < deadline, f"the web processes still answer under {seen}"
        time.sleep(0.2)
