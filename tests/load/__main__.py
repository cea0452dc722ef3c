"""Reports under load, sent to a server of its own on this machine, counted, and looked for one by one.

    .venv/bin/python -m tests.load --postgres --rate 50 --seconds 120
    .venv/bin/python -m tests.load --postgres --rate 150 --seconds 30
    .venv/bin/python -m tests.load --rate 5 --seconds 120
    .venv/bin/python -m tests.load --rate 5 --seconds 60 --kill-every 5
    .venv/bin/python -m tests.load --postgres --rate 20 --seconds 30 --silent-broker
    .venv/bin/python -m tests.load --postgres --rate 20 --seconds 30 --kill-every 4 \\
        --broker redis://127.0.0.1:6379/0

With a broker the relay and a Celery worker are processes of their own, and killing (kill -9) goes in turn.

Every page is sent at its own time, whether the one before was answered or not. What is not answered is sent
again, as people do: the same page gets the same receipt. At the end every receipt has its report, and every
report was told to the staff once. Only this machine is spoken to, and the database is made for the run.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from types import FrameType

import django
import psycopg
from django.core.management import call_command

from tests.delivery.servers import SilentServer
from tests.load.broker import own_queue
from tests.load.sending import HOST, PORT

MOST_A_SECOND, MOST_SECONDS = 300, 600
SERVER = "postgres://postgres@127.0.0.1"


@contextmanager
def own_postgres() -> Iterator[str]:
    name = f"entrywise_load_{os.getpid()}"
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{SERVER}/{name}"
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="tests.load", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rate", type=float, default=50, help="reports a second")
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--postgres", action="store_true", help="instead of SQLite")
    parser.add_argument("--kill-every", type=float, default=0, help="seconds between two kills, in turn")
    broker = parser.add_mutually_exclusive_group()
    broker.add_argument("--silent-broker", action="store_true", help="deliver by one that says nothing")
    broker.add_argument("--broker", default="", help="the address of a Redis or RabbitMQ to deliver by")
    asked = parser.parse_args()
    if asked.rate > MOST_A_SECOND or asked.seconds > MOST_SECONDS:
        parser.error(f"at most {MOST_A_SECOND} a second for {MOST_SECONDS} seconds: it is one machine")
    signal.signal(signal.SIGTERM, _end)
    with ExitStack() as stack:
        _prepare(stack, asked)
        run = import_module("tests.load.run")
        kinds = {"is_apart": bool(asked.broker), "is_silent": asked.silent_broker}
        wanted = run.Asked(asked.rate, asked.seconds, asked.kill_every, **kinds)
        faults: list[str] = run.run(wanted)
    return bool(faults)


def _end(_signal: int, _frame: FrameType | None) -> None:
    """Whoever stops a run has its processes and its database go too."""
    sys.exit(1)


def _prepare(stack: ExitStack, asked: argparse.Namespace) -> None:
    """An environment, a database and a queue for this run alone."""
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="load-"))
    os.environ |= {"ENTRYWISE_VAR": folder, "ENTRYWISE_URL": f"http://{HOST}:{PORT}"}
    os.environ["DATABASE_URL"] = (
        stack.enter_context(own_postgres()) if asked.postgres else f"sqlite:///{folder}/load.sqlite3"
    )
    if asked.silent_broker:
        silent = stack.enter_context(SilentServer())
        os.environ["CELERY_BROKER_URL"] = f"redis://{HOST}:{silent.port}/0"
    if asked.broker:
        os.environ |= {"CELERY_BROKER_URL": asked.broker, "ENTRYWISE_RELAY_IN_WEB": "no"}
        os.environ["LOAD_QUEUE"] = stack.enter_context(own_queue(asked.broker))
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.load.settings"
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("load_notices", verbosity=0)


if __name__ == "__main__":
    sys.exit(main())
