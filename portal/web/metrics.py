"""Numbers for a monitoring system, in the text that Prometheus reads. Only for who has the token.

They are asked of the database when somebody looks, so all workers give the same and none counts for itself.
https://prometheus.io/docs/instrumenting/exposition_formats/
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from portal.web import errors

Measure = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Gauge:
    name: str
    told: str
    measure: Measure


_gauges: dict[str, Gauge] = {}


def register(name: str, told: str, measure: Measure) -> None:
    """Let a room tell a number; called from its `AppConfig.ready()`."""
    _gauges[name] = Gauge(f"entrywise_{name}", told, measure)


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """All numbers; for anybody without the token nothing is here."""
    if not _may_look(request):
        raise Http404
    lines: list[str] = []
    try:
        for gauge in _gauges.values():
            value = float(gauge.measure())
            lines += [f"# HELP {gauge.name} {gauge.told}", f"# TYPE {gauge.name} gauge"]
            lines.append(f"{gauge.name} {value:.10g}")
    except DatabaseError:
        return errors.unavailable(request)
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; version=0.0.4; charset=utf-8")


def _may_look(request: HttpRequest) -> bool:
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    return (
        bool(settings.METRICS_TOKEN)
        and scheme.lower() == "bearer"
        and secrets.compare_digest(token.strip().encode(), settings.METRICS_TOKEN.encode())
    )
