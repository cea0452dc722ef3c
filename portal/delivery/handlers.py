"""Who carries out a kind of delivery. A room registers its handlers by name in `AppConfig.ready()`:

    handlers.register("reports.receipt", "portal.reports.services.send_receipt")

A handler is named by its path, because models cannot be imported yet where apps are configured.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.module_loading import import_string

Payload = dict[str, Any]
"""What JSON can hold."""

Handle = Callable[[Payload, UUID], None]
"""Takes the payload and the number of the delivery, the same at every try. It raises what went wrong."""


class UnknownKindError(LookupError):
    """No room has registered a handler of this name."""


@dataclass(frozen=True, slots=True)
class Handler:
    named: Handle | str
    reaches_outside: bool

    def resolve(self) -> Handle:
        found: Handle = import_string(self.named) if isinstance(self.named, str) else self.named
        return found


handlers: dict[str, Handler] = {}


def register(kind: str, handle: Handle | str, *, reaches_outside: bool = False) -> None:
    """Name the function that carries out deliveries of a kind.

    By default it runs in one transaction with the mark that the delivery is done: what it writes to the
    database happens exactly once. A handler that ``reaches_outside`` (mail, another service) runs outside a
    transaction, so that a slow answer locks nothing; if the process dies between the effect and the mark,
    the effect happens again, under the same number. Neither may take longer than a lease.
    """
    if kind in handlers:
        raise ValueError(f"deliveries of the kind {kind!r} have a handler already")
    handlers[kind] = Handler(handle, reaches_outside)


def handler_of(kind: str) -> Handler:
    if kind not in handlers:
        raise UnknownKindError(kind)
    return handlers[kind]
