"""Is it alive, is it ready. For operators and balancers; outsiders learn the names of checks, no more."""

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

Check = Callable[[], bool]


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
    except DatabaseError:
        return False


@require_safe
def live(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    results = {name: "ok" if _passes(check) else "failed" for name, check in _checks.items()}
    if "failed" in results.values():
        return JsonResponse({"status": "failed", "checks": results}, status=503)
    return JsonResponse({"status": "ok", "checks": results})
