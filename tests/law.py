"""The starter law, read once for all tests that need no database."""

from __future__ import annotations

import gc
from datetime import date
from functools import lru_cache

from portal.rulebook.queries import LoadedEdition
from portal.rulebook.starter_reader import STARTER, read_rulebook
from portal.rules.codec import encode, fingerprint
from portal.rules.ready import Law

TODAY = date(2026, 11, 22)


@lru_cache(maxsize=1)
def starter_edition() -> LoadedEdition:
    book = read_rulebook(STARTER)
    loaded = LoadedEdition(1, fingerprint(encode(book)), Law(book))
    gc.freeze()  # as the application does with an edition that it loaded
    return loaded
