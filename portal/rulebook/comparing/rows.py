"""What changed in a row of things of one kind: what came, what went, what is told otherwise, what moved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.rulebook.comparing.fields import differing, field_change
from portal.rulebook.comparing.pairing import Pairs, pairs
from portal.rulebook.comparing.rules import Reading
from portal.rulebook.sentences import Sentences
from portal.rulebook.telling.names import cut
from portal.rulebook.wording import listed, quoted

MOST_APART = 5
"""What is said alike of more things than these is summed up."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that changed. ``place``: the heading that it belongs under; ``subject``: what it is called.

    A sum has no subject, and ``lines`` name the things that it counts.
    """

    place: str
    subject: str
    text: str
    lines: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        if not self.subject:
            return self.text
        return _("%(subject)s: %(text)s") % {"subject": quoted(self.subject), "text": self.text}


@dataclass(frozen=True, slots=True)
class Row:
    """A kind of things: its key, and how one is placed, called, told apart and described when it is new."""

    key: str
    place: Callable[[Any], str]
    title: Callable[[Sentences, Any], str]
    tell: Callable[[Reading, Any, Any, str], Iterator[str]]
    describe: Callable[[Sentences, Any], str]


def summed(found: Sequence[Changed]) -> Iterator[Changed]:
    """The same said of many things under one heading becomes one sentence that counts them."""
    alike: dict[tuple[str, str], list[str]] = {}
    for changed in found:
        if changed.subject:
            alike.setdefault((changed.place, changed.text), []).append(changed.subject)
    for changed in found:
        subjects = alike.get((changed.place, changed.text), []) if changed.subject else []
        if len(subjects) <= MOST_APART:
            yield changed
        elif subjects[0] == changed.subject:
            told = {"number": len(subjects), "text": changed.text}
            text = ngettext("For %(number)s: %(text)s", "For %(number)s of them: %(text)s", len(subjects))
            yield Changed(changed.place, "", text % told, tuple(subjects))


def nothing(_names: Sentences, _thing: Any) -> str:
    """What a thing says that is told by its name alone."""
    return ""


def row_changes(
    reading: Reading, row: Row, whole: str, before: Sequence[Any], after: Sequence[Any]
) -> Iterator[Changed]:
    """Everything that differs in a row of things. ``whole``: the heading for what is said of all of them."""
    if before == after:
        return
    found = pairs(before, after, attrgetter(row.key))
    yield from _came_or_went(reading.after, row, whole, found.added, new=True)
    yield from _came_or_went(reading.before, row, whole, found.removed, new=False)
    for old, new in found.both:
        if old != new:
            title = row.title(reading.after, new)
            for text in _told(reading, row, old, new, title):
                yield Changed(row.place(new), title, text)
    yield from _order(reading, row, whole, found, before, after)


def _came_or_went(
    names: Sentences, row: Row, whole: str, things: tuple[Any, ...], *, new: bool
) -> Iterator[Changed]:
    described = [(thing, row.describe(names, thing)) for thing in things]
    if len(things) > MOST_APART and not any(text for _thing, text in described):
        text = ngettext("%(number)s is new.", "%(number)s are new.", len(things))
        if not new:
            text = ngettext("%(number)s was taken out.", "%(number)s were taken out.", len(things))
        titles = tuple(row.title(names, thing) for thing in things)
        yield Changed(whole, "", text % {"number": len(things)}, titles)
        return
    for thing, text in described:
        told = _("New.") if new else _("Taken out.")
        if text:
            told = (_("New: %(text)s") if new else _("Taken out. It was: %(text)s")) % {"text": text}
        yield Changed(row.place(thing), row.title(names, thing), told)


def _told(reading: Reading, row: Row, old: Any, new: Any, title: str) -> list[str]:
    """Sentences on one thing; where words are wanting for what differs, its fields are named."""
    summed = len(reading.tally)
    told = list(row.tell(reading, old, new, title))
    if told or len(reading.tally) > summed:
        return told
    names = [name for name in differing(old, new) if name != "order"]
    return [field_change(name, getattr(old, name), getattr(new, name)) for name in names]


def _order(
    reading: Reading, row: Row, whole: str, found: Pairs[Any], before: Sequence[Any], after: Sequence[Any]
) -> Iterator[Changed]:
    """The places of things among each other, and their numbers where they have such."""
    moved = found.moved
    numbered = bool(found.both) and hasattr(found.both[0][0], "order")
    if numbered and not moved:
        old, new = (sorted(things, key=attrgetter("order")) for things in (before, after))
        moved = pairs(old, new, attrgetter(row.key)).moved
    if moved:
        names = listed(cut([quoted(row.title(reading.after, thing)) for thing in moved]))
        yield Changed(whole, "", _("Now in another order; moved: %(things)s.") % {"things": names})
    elif numbered and not found.added and not found.removed and _renumbered(found):
        yield Changed(whole, "", _("Numbered anew, in the same order."))


def _renumbered(found: Pairs[Any]) -> bool:
    return any(old.order != new.order for old, new in found.both)
