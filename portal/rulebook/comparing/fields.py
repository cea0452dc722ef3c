"""What changed in one thing, told field by field: its words, its sources, its plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, cast

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.rulebook.telling.situations import arrivals
from portal.rulebook.telling.sources import confidence_words
from portal.rulebook.wording import FIRST_LANGUAGE, day_words, listed, quoted
from portal.rules.law import Source, Words
from portal.rules.spans import Span

NAMES = ("title", "label", "ask", "name")
"""Words that are told before and after; of all others only that they changed."""


@dataclass(slots=True)
class Tally:
    """Changes of one shape that are summed up, each with what it is about."""

    checked: list[str] = field(default_factory=list)
    reviews: list[str] = field(default_factory=list)
    by_lists: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.checked) + len(self.reviews) + len(self.by_lists)

    def sums(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """A sentence for each shape, with what it counts."""
        if found := tuple(self.by_lists):
            text = ngettext(
                "A condition names a list whose members changed, and changed with it.",
                "%(number)s conditions name a list whose members changed, and changed with it.",
                len(found),
            )
            yield text % {"number": len(found)}, found
        if found := tuple(self.checked):
            text = ngettext(
                "A source was checked again.", "%(number)s sources were checked again.", len(found)
            )
            yield text % {"number": len(found)}, found
        if found := tuple(self.reviews):
            text = ngettext(
                "A source has another day of its next check.",
                "%(number)s sources have another day of their next check.",
                len(found),
            )
            yield text % {"number": len(found)}, found


def differing(one: object, other: object) -> list[str]:
    """The names of the fields in which two dataclasses differ."""
    return [
        each.name
        for each in fields(one)  # type: ignore[arg-type]
        if getattr(one, each.name) != getattr(other, each.name)
    ]


def field_name(name: str) -> str:
    """A field as people call it. One that this list does not know is called as it is in the law's form."""
    known = {
        "agencies_from": _("the first day of other agencies' rules"),
        "agency": _("the agency"),
        "aisle": _("the aisle"),
        "also": _("what the importer may also choose"),
        "ask": _("what is asked for it"),
        "assume": _("what it always has"),
        "before": _("whether it is left out once the shipment has arrived"),
        "blocked low-value release": _("whether it kept goods out of the low-value exemption"),
        "blocks informal entry": _("whether it keeps goods out of informal entry"),
        "box": _("the box in which it stands"),
        "can_choose": _("whether it is a free choice"),
        "codes": _("its tariff codes"),
        "covers": _("the days on record"),
        "derived": _("whether it is worked out"),
        "derived_from": _("the finding that answers when nobody was asked"),
        "entry": _("what it counts as"),
        "examples": _("its examples"),
        "figure": _("the amount that it shows"),
        "flags": _("the codes of filing systems"),
        "forms": _("the forms"),
        "found by": _("other words to find it by"),
        "group": _("the subject under which it is asked"),
        "kind": _("its kind"),
        "law": _("the entries of the record behind it"),
        "note": _("the note beside it"),
        "note cites": _("what the note for people cites"),
        "open_point": _("the open point behind it"),
        "order": _("its place in the order"),
        "product": _("whether it is about what the goods are"),
        "related": _("what else is related to it"),
        "seen": _("which text was seen"),
        "sides": _("the two sides of the point"),
        "sources": _("the notes on its sources"),
        "status": _("its status"),
        "strictness": _("the kinds of entry by strictness"),
        "title": _("the title"),
        "topic": _("the topic under which it stands"),
        "unit": _("its unit"),
        "url": _("the page where it can be read"),
        "warns": _("the code of the warning"),
    }
    return known.get(name) or quoted(name)


def value_words(value: object) -> str:
    """A plain value as people write it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return day_words(value)
    if isinstance(value, Span):
        return arrivals(value)
    if isinstance(value, tuple | list):
        return listed([value_words(item) for item in value]) or _("nothing")
    if value is None or value == "":
        return _("nothing")
    return quoted(str(value))


Named = Callable[[str], str]


def field_change(name: str, before: object, after: object, named: Named = quoted) -> str:
    """How one plain field changed; of a list only what came and what went. ``named`` says its members."""
    old, new = _texts(before), _texts(after)
    if old is not None and new is not None and (old or new):
        return _list_change(name, old, new, named)
    told = {"field": capfirst(field_name(name))}
    if any(isinstance(value, Mapping | tuple | list) for value in (before, after)):
        return _("%(field)s: changed.") % told
    for key, value in (("before", before), ("after", after)):
        told[key] = named(value) if isinstance(value, str) and value else value_words(value)
    return _("%(field)s: %(after)s instead of %(before)s.") % told


def _texts(value: object) -> tuple[str, ...] | None:
    """A list of texts; one that is not there counts as empty."""
    if value is None:
        return ()
    is_texts = isinstance(value, tuple) and all(isinstance(item, str) for item in value)
    return cast("tuple[str, ...]", value) if is_texts else None


def _list_change(name: str, before: tuple[str, ...], after: tuple[str, ...], named: Named) -> str:
    told = {
        "field": capfirst(field_name(name)),
        "added": listed([named(item) for item in after if item not in before]),
        "removed": listed([named(item) for item in before if item not in after]),
    }
    if told["added"] and told["removed"]:
        return _("%(field)s: %(added)s instead of %(removed)s.") % told
    if told["added"]:
        return _("%(field)s: now also %(added)s.") % told
    if told["removed"]:
        return _("%(field)s: no longer %(removed)s.") % told
    return _("%(field)s: the same in another order.") % told


# Words


def word_name(key: str) -> str:
    known = {
        "about": _("what it is about"),
        "ask": _("the question"),
        "by": _("by when"),
        "covers": _("what it covers"),
        "detail": _("the details"),
        "do": _("what to do"),
        "failed": _("why it does not hold"),
        "held": _("why it holds"),
        "hint": _("the hint"),
        "how": _("how to find out"),
        "label": _("the label"),
        "lead": _("the lead"),
        "name": _("the name"),
        "note for people": _("the note for people"),
        "otherwise": _("what happens otherwise"),
        "paid_to": _("to whom it is paid"),
        "programme": _("the name of the program"),
        "relief": _("the relief"),
        "says": _("what it says"),
        "title": _("the title"),
        "unknown": _("what is said while it is not known"),
        "who": _("who has to act"),
        "why": _("why we ask"),
    }
    return known.get(key) or quoted(key)


def words_change(before: Mapping[str, Words], after: Mapping[str, Words]) -> Iterator[str]:
    """How texts changed: names before and after, of all others which ones, and translations apart."""
    changed, languages = [], set()
    for key in dict.fromkeys([*before, *after]):
        old, new = before.get(key, {}), after.get(key, {})
        one, other = old.get(FIRST_LANGUAGE, ""), new.get(FIRST_LANGUAGE, "")
        if one != other and key in NAMES and one and other:
            yield _("%(word)s: %(after)s instead of %(before)s.") % {
                "word": capfirst(word_name(key)),
                "after": quoted(other),
                "before": quoted(one),
            }
        elif one != other:
            changed.append(word_name(key))
        languages |= {code for code in {*old, *new} if old.get(code) != new.get(code)}
    if changed:
        yield _("Reworded: %(parts)s.") % {"parts": "; ".join(changed)}
    translated = sorted(languages - {FIRST_LANGUAGE})
    if translated:
        yield _("Translated anew: %(languages)s.") % {"languages": ", ".join(translated)}


# Sources


def source_change(before: Source, after: Source, subject: str, tally: Tally) -> Iterator[str]:
    """How a source changed; that it was only looked at again is left to the tally."""
    if before.cites != after.cites:
        yield _cites_change(before.cites, after.cites)
    if before.confidence != after.confidence:
        old, new = confidence_words(before.confidence), confidence_words(after.confidence)
        if old == new:
            old, new = quoted(before.confidence), quoted(after.confidence)
        told = {"after": new or _("nobody says"), "before": old or _("nobody said")}
        yield _("How sure we are: %(after)s; before: %(before)s.") % told
    for name in ("url", "law"):
        if getattr(before, name) != getattr(after, name):
            yield field_change(name, getattr(before, name), getattr(after, name))
    if before.checked != after.checked:
        if after.checked and (before.checked is None or before.checked < after.checked):
            tally.checked.append(subject)
        else:
            told = {"after": value_words(after.checked), "before": value_words(before.checked)}
            yield _("Last checked: %(after)s instead of %(before)s.") % told
    elif before.review != after.review:
        tally.reviews.append(subject)
    for name in differing(before, after):
        if name not in ("cites", "confidence", "url", "law", "checked", "review"):
            yield field_change(name, getattr(before, name), getattr(after, name))


def _cites_change(before: Sequence[str], after: Sequence[str]) -> str:
    told = {
        "added": listed([label for label in after if label not in before]),
        "removed": listed([label for label in before if label not in after]),
    }
    if told["added"] and told["removed"]:
        return _("It cites %(added)s instead of %(removed)s.") % told
    if told["added"]:
        return _("It now also cites %(added)s.") % told
    if told["removed"]:
        return _("It no longer cites %(removed)s.") % told
    return _("It cites the same in another order.")


def plain_changes(before: Any, after: Any, *, told: Sequence[str] = (), **named: Named) -> Iterator[str]:
    """Every field that differs and is not ``told`` in words of its own."""
    for name in differing(before, after):
        if name not in told:
            yield field_change(name, getattr(before, name), getattr(after, name), named.get(name, quoted))
