"""The database that tests start from: migrated, with the starter rulebook and the starter pages loaded.

On SQLite it is made once and kept under `var/`, named by what it was made from, so that a run starts in a
moment. A test in a transaction is rolled back; after a test that committed (a browser test) the kept copy is
laid back.
"""

import hashlib
import io
import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import TransactionTestCase
from django.test.utils import setup_databases

LayBack = Callable[[], None]
ROOT = Path(__file__).resolve().parent.parent


def _fingerprint(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _sources(*patterns: str) -> list[Path]:
    return [path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file()]


def _migrated_name() -> str:
    made_from = _sources(
        "requirements/test.txt",
        "*/**/migrations/*.py",
        "portal/triage/ri*.py",
        "portal/triage/retention/guards.py",
    )
    return f"test-migrated-{_fingerprint(made_from)}.sqlite3"


def _loaded_name() -> str:
    """Named by the migrations and by all code and data that loads the starter."""
    made_from = _sources(
        "requirements/test.txt",
        "tests/database.py",
        "portal/reports/notices.py",
        "portal/triage/ri*.py",
        "portal/triage/retention/guards.py",
        "portal/triage/ro*.py",
        "portal/triage/of*.py",
        "portal/rul*/**/*.py",
        "portal/authoring/**/*.*",
        "portal/**/*.yaml",
        "content/**/*.*",
    )
    made_from = [path for path in made_from if "__pycache__" not in path.parts]
    return f"test-loaded-{_fingerprint([*made_from, *_sources('portal/*/migrations/*.py')])}.sqlite3"


def _point_at(path: Path) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = str(path)


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(target)) as write:
        read.backup(write)


def _keep(working: Path, kept: Path) -> None:
    """Put a finished copy in its place at once, so that another run never sees half of one."""
    connection.close()
    partial = kept.with_suffix(f".{os.getpid()}")
    _copy(working, partial)
    os.replace(partial, kept)


problems: list[str] = []


def load_starter() -> bool:
    """Load what `manage.py setup` loads. A rulebook that does not load fails its own tests, no others."""
    try:
        call_command("load_rulebook", stdout=io.StringIO())
    except CommandError as error:
        problems.append(f"The starter rulebook did not load, so these tests ran without law: {error}")
    call_command("load_notices", stdout=io.StringIO())
    call_command("load_offices", stdout=io.StringIO())
    call_command("load_content", stdout=io.StringIO())  # its pages name the law
    return not problems


def make_sqlite(folder: Path) -> LayBack:
    """Point Django at a fresh database; return what lays the starter back into it.

    The run takes a copy of its own first: another run beside it may be clearing the kept ones away.
    """
    working, own = folder / "entrywise.sqlite3", folder / "kept.sqlite3"
    loaded = settings.VAR_DIR / _loaded_name()
    _forget_older()
    _point_at(working)
    if not _taken(loaded, own):
        migrated = settings.VAR_DIR / _migrated_name()
        if not _taken(migrated, working):
            call_command("migrate", verbosity=0, interactive=False)
            _keep(working, migrated)
        if load_starter():
            _keep(working, loaded)
        connection.close()
        _copy(working, own)
        working.unlink()
    _copy(own, working)

    def lay_back() -> None:
        connection.ensure_connection()
        with closing(sqlite3.connect(own)) as source:
            source.backup(connection.connection)

    return lay_back


def _taken(kept: Path, own: Path) -> bool:
    try:
        shutil.copyfile(kept, own)
    except FileNotFoundError:
        own.unlink(missing_ok=True)
        return False
    return True


def _forget_older() -> None:
    """Clear away copies that nobody has made anew for a day."""
    for path in settings.VAR_DIR.glob("test-*.sqlite3*"):
        if time.time() - path.stat().st_mtime > 24 * 60 * 60:
            path.unlink(missing_ok=True)


def make_postgres() -> tuple[LayBack, Callable[[], None]]:
    """The same on PostgreSQL, by a template database; return what lays back and what removes both."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    connection.settings_dict["TEST"]["NAME"] = f"test_{connection.settings_dict['NAME']}_{worker}"
    setup_databases(verbosity=0, interactive=False)
    load_starter()
    working = connection.settings_dict["NAME"]
    kept = f"{working}_kept"

    def copy(source: str, target: str) -> None:
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')

    def remove() -> None:
        connection.close()
        with connection._nodb_cursor() as cursor:
            for name in (working, kept):
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    copy(working, kept)
    return lambda: copy(kept, working), remove


def lay_back_after_commits(lay_back: LayBack) -> None:
    """Give each test that commits the starter again afterwards, where Django would leave empty tables."""
    TransactionTestCase._fixture_teardown = lambda case: lay_back()
