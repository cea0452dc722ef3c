"""Every address of the admin, from the URL configuration itself, filled in with one draft of the law."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, get_resolver

from portal.authoring.law import KINDS

STAFF = "staff/"
LAW = {f"wagtailsnippets_authoring_{kind._meta.model_name}" for kind in KINDS}
SCENARIO = "wagtailsnippets_authoring_scenario"
COMPARING = re.compile(r"\(\?P<pk>.+")
HOLE = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Address:
    """An address as it is registered. ``name`` is its row in the table of rights."""

    name: str
    kind: str
    route: str
    view: Any

    def filled_in(self, values: Mapping[str, Any]) -> str:
        route = COMPARING.sub("<pk>/revisions/compare/earliest...latest/", self.route)
        route = route.replace(
            r"^(\d+)/revisions/compare/(live|earliest|\d+)\.\.\.(live|latest|\d+)/$", "1/x/"
        )
        route = re.sub(r"\^\.\*/\$$", "no/such/page/", route).replace("^", "")
        return "/" + HOLE.sub(lambda found: str(values.get(found[1], 0)), route)


def addresses() -> Iterator[Address]:
    """All that is registered below the admin."""
    for route, spaces, pattern in _walk(get_resolver(), "", ()):
        if not route.startswith(STAFF):
            continue
        space = ":".join(spaces)
        name = pattern.name or route
        kind = space.removeprefix("wagtailsnippets_authoring_")
        if space in LAW:
            row = f"law:{name}"
        elif space == SCENARIO:
            row = f"scenario:{name}"
        else:
            row, kind = f"{space}:{name}" if space else name, "figure"
        yield Address(row, kind, route, pattern.callback)


def _walk(
    resolver: Any, before: str, spaces: tuple[str, ...]
) -> Iterator[tuple[str, tuple[str, ...], URLPattern]]:
    for each in resolver.url_patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLPattern):
            yield route, spaces, each
        else:
            yield from _walk(each, route, (*spaces, each.namespace) if each.namespace else spaces)
