"""Is it alive, is it ready. For operators and balancers; outsiders learn the names of checks, no more."""

from collections.abc import Callable
from threading import Lock, Thread
from time import monotonic

from django.db import DatabaseError, InterfaceError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

Check = Callable[[], bool]
PATIENCE_SECONDS = 3.0
"""For a database elsewhere to say anything at all."""


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def _migrations() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


_checks: dict[str, Check] = {"database": _database, "migrations": _migrations}


def register(name: str, check: Check) -> None:
    """Let a room say when it is ready; called from its `AppConfig.ready()`."""
    _checks[name] = check


def _passes(check: Check) -> bool:
    try:
        return check()
    except (DatabaseError, InterfaceError):
        return False


_asking = Lock()


def answers(database: BaseDatabaseWrapper, *, within_seconds: float = PATIENCE_SECONDS) -> bool:
    """Whether a database answers a new connection in time. One that hangs is asked by one thread at most."""
    if database.vendor == "sqlite":
        return True
    until = monotonic() + within_seconds
    if not _asking.acquire(timeout=within_seconds):
        return False
    heard: list[bool] = []

    def ask() -> None:
        try:
            own = database.copy()
            try:
                own.ensure_connection()
                heard.append(own.is_usable())
            finally:
                own.close()
        except (DatabaseError, InterfaceError):
            heard.append(False)
        finally:
            _asking.release()

    thread = Thread(target=ask, name="ready", daemon=True)
    thread.start()
    thread.join(max(0.1, until - monotonic()))
    return heard == [True]


@require_safe
def live(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    if not answers(connection):  # then nothing else is asked: it would wait for as long as the network does
        return JsonResponse({"status": "failed", "checks": {"database": "failed"}}, status=503)
    results = {name: "ok" if _passes(check) else "failed" for name, check in _checks.items()}
    if "failed" in results.values():
        return JsonResponse({"status": "failed", "checks": results}, status=503)
    return JsonResponse({"status": "ok", "checks": results})
