"""What tests of delivery stand on: something to deliver, other processes, and time that passes at once."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from portal.delivery import handlers, waking
from portal.delivery.models import Delivery, Lease
from tests.delivery.handlers import HANDLERS
from tests.delivery.servers import MailServer

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 30

Noted = Callable[[], list[str]]
Start = Callable[..., subprocess.Popen[str]]


def until(is_so: Callable[[], object], what: str) -> None:
    """Wait until something is so. Nothing here depends on how long it takes, short of for ever."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, f"waited in vain: {what}"
        time.sleep(0.05)


def time_passes() -> None:
    """So much of it that every lease has ended and every pause is over."""
    long_ago = timezone.now() - timedelta(seconds=1)
    Lease.objects.update(until=long_ago)
    Delivery.objects.filter(next_at__isnull=False).update(next_at=long_ago)


def can_be_locked() -> bool:
    """Whether no process has a delivery in a transaction: PostgreSQL needs a moment to see that one died."""
    with transaction.atomic():
        return len(Delivery.objects.select_for_update(skip_locked=True)) == Delivery.objects.count()


def kill(process: subprocess.Popen[str]) -> None:
    """As `kill -9` does, with all that the process has started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.fixture(autouse=True)
def _handlers(monkeypatch: pytest.MonkeyPatch) -> None:
    waking._posted.clear()
    for kind, handle in HANDLERS.items():
        monkeypatch.setitem(handlers.handlers, kind, handlers.Handler(handle, reaches_outside=False))


@pytest.fixture
def noted(db: None) -> Iterator[Noted]:
    """What the handlers of these tests have written down and committed, in order."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE noted (word varchar(100))")

    def words() -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT word FROM noted ORDER BY word")
            return [word for (word,) in cursor.fetchall()]

    yield words
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE noted")


def _database_url() -> str:
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    account = ":".join(filter(None, [database["USER"], database["PASSWORD"]]))
    port = f":{database['PORT']}" if database["PORT"] else ""
    return f"postgres://{account}@{database['HOST']}{port}/{database['NAME']}"


@pytest.fixture
def stderr(tmp_path: Path) -> Path:
    """What the processes of a test complained about."""
    return tmp_path / "stderr"


@pytest.fixture
def start(transactional_db: None, stderr: Path) -> Iterator[Start]:
    """Start a Python module or script as a process on the tests' database; it is killed at the end."""
    running: list[subprocess.Popen[str]] = []
    own = {
        "DJANGO_SETTINGS_MODULE": "tests.delivery.settings",
        "DATABASE_URL": _database_url(),
        "ENTRYWISE_VAR": str(settings.VAR_DIR),
    }

    def begin(*command: str, **environment: str) -> subprocess.Popen[str]:
        with stderr.open("a") as errors:
            running.append(
                subprocess.Popen(
                    [sys.executable, *command],
                    cwd=ROOT,
                    env=os.environ | own | environment,
                    stdout=subprocess.DEVNULL,
                    stderr=errors,
                    text=True,
                    start_new_session=True,
                )
            )
        return running[-1]

    yield begin
    for process in running:
        kill(process)
    print(stderr.read_text())  # noqa: T201 - pytest shows it where a test fails


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """A mail server that keeps what it is given."""
    with MailServer() as server:
        yield server
