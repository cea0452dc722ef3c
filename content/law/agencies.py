"""What the rulebook tells of an agency, for its card and its page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from content.law.telling import teller
from portal.rulebook.contents import Entry, contents
from portal.rulebook.queries import LoadedEdition


@dataclass(frozen=True, slots=True)
class AgencyView:
    """An agency as the rulebook of today tells of it; ``rules`` are those in force on the day."""

    key: str
    name: str
    about: str
    url: str
    rules: tuple[Entry, ...]


def agency_choices() -> list[tuple[str, str]]:
    """The agencies of the newest edition, for a form."""
    law = teller()
    found = contents(law.edition, law.day, law.language).agencies if law else ()
    return [(section.key, f"{section.key}: {section.title}") for section in found]


def agency_view(key: str) -> AgencyView | None:
    """One agency; ``None`` when the rulebook does not know it."""
    law = teller()
    return _views(law.edition, law.day, law.language).get(key) if law else None


@lru_cache(maxsize=4)
def _views(edition: LoadedEdition, day: date, language: str) -> dict[str, AgencyView]:
    return {
        section.key: AgencyView(
            section.key,
            section.title,
            section.about,
            section.url,
            tuple(entry for entry in section.entries if entry.span.covers(day)),
        )
        for section in contents(edition, day, language).agencies
    }
