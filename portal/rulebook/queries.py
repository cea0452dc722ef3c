"""The law that answers are given under: editions, made ready to decide and kept in the process."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from portal.rulebook.models import Edition
from portal.rules.codec import decode
from portal.rules.ready import Law


class NoEditionError(LookupError):
    """No rulebook has been loaded yet, or no edition has this number."""


@dataclass(frozen=True, slots=True)
class LoadedEdition:
    """An edition ready to decide with."""

    number: int
    sha256: str
    law: Law


@dataclass(slots=True)
class _Newest:
    edition: LoadedEdition | None = None
    looked_at: float = 0.0


_newest = _Newest()


@lru_cache(maxsize=4)
def _loaded(number: int, sha256: str) -> LoadedEdition:
    body = Edition.objects.values_list("body", flat=True).get(number=number, sha256=sha256)
    loaded = LoadedEdition(number, sha256, Law(decode(body)))
    gc.freeze()  # it stays: the garbage collector need not visit the law again and again
    return loaded


_instead: ContextVar[LoadedEdition | None] = ContextVar("edition", default=None)


@contextmanager
def answering_with(loaded: LoadedEdition) -> Iterator[None]:
    """Answer everything asked inside under this law instead: a draft that is being tried."""
    token = _instead.set(loaded)
    try:
        yield
    finally:
        _instead.reset(token)


def current_edition() -> LoadedEdition:
    """The newest edition. Other processes see a new one after ``LOOK_AGAIN_AFTER`` seconds, no restart."""
    if instead := _instead.get():
        return instead
    now = time.monotonic()
    if _newest.edition is None or now - _newest.looked_at > settings.LOOK_AGAIN_AFTER:
        row = Edition.objects.newest_first().values_list("number", "sha256").first()
        if row is None:
            raise NoEditionError("No rulebook has been loaded: run `manage.py load_rulebook`.")
        _newest.edition = _loaded(*row)
        _newest.looked_at = now
    return _newest.edition


def edition(number: int) -> LoadedEdition:
    """One edition by its number."""
    instead = _instead.get()
    if instead and instead.number == number:
        return instead
    if _newest.edition is not None and _newest.edition.number == number:
        return _newest.edition
    row = Edition.objects.filter(number=number).values_list("number", "sha256").first()
    if row is None:
        raise NoEditionError(f"There is no edition {number}.")
    return _loaded(*row)


def forget_current_edition() -> None:
    """Look again at the next question, as after a new edition was made in this process."""
    _newest.edition = None


def warm_up() -> None:
    """Make the newest edition ready before the first visitor asks, if there is one already."""
    try:
        loaded = current_edition()
    except (DatabaseError, NoEditionError):
        return
    loaded.law.answer.on(timezone.localdate())
