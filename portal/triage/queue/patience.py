"""Nobody waits long for a page of the queue: on PostgreSQL what takes too long is given up and said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction

MOST_SECONDS = 8
CANCELED = "57014"
"""As PostgreSQL says that a statement was given up."""
SHORT = """
SELECT set_config('statement_timeout', %s, true), set_config('jit', 'off', true),
  set_config('max_parallel_workers_per_gather', '0', true)
"""
"""A page wants its first rows soon: compiling and several workers are for those who want all of them."""


class TooSlowError(Exception):
    """It would take too long to find that."""


@contextmanager
def short_transaction() -> Iterator[None]:
    """Raises ``TooSlowError``."""
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute(SHORT, [f"{MOST_SECONDS}s"])
            yield
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") != CANCELED:
            raise
        raise TooSlowError from error
