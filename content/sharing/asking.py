"""What a program may ask lists for, read from the query string; what cannot be read is told by its name."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from content.sharing.telling import KINDS
from portal.web.programs import Refused

USUAL, MOST = 50, 100
LAST_NUMBER = 2**63 - 1
EARLIEST = datetime.fromtimestamp(0, UTC)
"""Nothing was shared before; whoever asks from an earlier day asks for everything."""
NAME = re.compile(r"[A-Za-z0-9_-]{1,80}")
FACETS = ("audience", "mode", "agency")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Fault:
    field: str
    message: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Which pages, how many of them, and after which one. ``after`` is a row's number."""

    kind: str
    topic: str
    language: str
    facets: tuple[str, ...]
    changed_since: datetime | None
    limit: int
    after: int

    def filter(self) -> Q:
        """The rows that fit. Pages that are gone are told to those only who ask what changed."""
        found = Q(language=self.language, pk__gt=self.after)
        if self.kind:
            found &= Q(kind=self.kind)
        if self.topic:
            found &= Q(topic=self.topic)
        for facet in self.facets:
            found &= Q(facets__contains=f" {facet} ")
        if self.changed_since is None:
            return found & Q(is_gone=False)
        return found & Q(changed_at__gte=self.changed_since)


@dataclass
class _Reader:
    query: QueryDict
    known: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)

    def read(self, name: str, usual: Value, parse: Callable[[str], Value], wanted: Any) -> Value:
        """One parameter; ``wanted`` says in words what it has to be."""
        self.known.add(name)
        values = self.query.getlist(name)
        if not values:
            return usual
        try:
            if len(values) == 1:
                return parse(values[0])
        except (ValueError, OverflowError):
            pass
        self.faults.append(Fault(name, str(wanted)))
        return usual

    def refuse_the_rest(self) -> None:
        for name in self.query:
            if name not in self.known:
                self.faults.append(Fault(name[:80], _("This address does not know this parameter.")))
        if self.faults:
            raise Refused(422, _("Some parameters cannot be read. Each is named below."), self.faults)


def asked(query: QueryDict, *, kind: str = "") -> Asked:
    """What a list of pages is asked for; ``kind`` is given by an address that lists one type only."""
    reader = _Reader(query)
    if not kind:
        types = ", ".join(sorted(KINDS.values()))
        message = _("Give one of these: %(known)s.") % {"known": types}
        kind = reader.read("type", "", _one_of(frozenset(KINDS.values())), message)
    name = _("Give one name of letters, digits, hyphens and underscores.")
    topic = reader.read("topic", "", _name, name)
    facets = [(facet, reader.read(facet, "", _name, name)) for facet in FACETS]
    since = _("Give a day or a moment of ISO 8601, such as 2026-11-24T09:30:00Z.")
    found = Asked(
        kind=kind,
        topic=topic,
        language=_language(reader),
        facets=tuple(f"{facet}:{key.lower()}" for facet, key in facets if key),
        changed_since=reader.read("changed_since", None, _moment, since),
        limit=reader.read("limit", USUAL, _number(1, MOST), _("Give a whole number from 1 to 100.")),
        after=reader.read(
            "cursor", 0, _number(0, LAST_NUMBER), _("Take the cursor from the address under “next”.")
        ),
    )
    reader.refuse_the_rest()
    return found


def language_asked(query: QueryDict) -> str:
    """The language of a list that takes no other parameter."""
    reader = _Reader(query)
    found = _language(reader)
    reader.refuse_the_rest()
    return found


def nothing_asked(query: QueryDict) -> None:
    _Reader(query).refuse_the_rest()


def _language(reader: _Reader) -> str:
    known = [code for code, _name in settings.LANGUAGES]
    message = _("Give one of these: %(known)s.") % {"known": ", ".join(known)}
    return reader.read("language", settings.LANGUAGE_CODE, _one_of(frozenset(known)), message)


def _one_of(known: frozenset[str]) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text not in known:
            raise ValueError(text)
        return text

    return parse


def _name(text: str) -> str:
    if not NAME.fullmatch(text):
        raise ValueError(text)
    return text


def _number(least: int, most: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,19}", text) or not least <= int(text) <= most:
            raise ValueError(text)
        return int(text)

    return parse


def _moment(text: str) -> datetime:
    """A day begins at midnight in UTC. A plus sign that was not escaped arrives as a space."""
    if len(text) > 40 or not text.isascii():
        raise ValueError(text)
    moment = datetime.fromisoformat(text.replace(" ", "+"))
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC) if moment.year >= EARLIEST.year else EARLIEST
