"""The sheet of questions that a scenario's form shows: sections of rows, each row one question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.authoring.scenarios.answers import Typed
from portal.rulebook.wording import Wording
from portal.rules.answers import TOTAL
from portal.rules.law import Fact, Kind
from portal.rules.ready import Law
from portal.selfcheck.query import NONE, UNKNOWN

Choices = list[tuple[str, str]]

PICKS = frozenset({Kind.CHOICE, Kind.COUNTRY})
LISTS = frozenset({Kind.CATEGORIES, Kind.CODES})


@dataclass(frozen=True, slots=True)
class Row:
    """One question. ``options`` are what can be chosen, in groups with a title where there are many."""

    key: str
    name: str
    kind: str
    label: str
    texts: tuple[str, ...] = ()
    options: tuple[tuple[str, Choices], ...] = ()
    error: str = ""

    @property
    def chosen(self) -> str:
        """The one answer of a yes/no question or a choice."""
        return self.texts[-1] if self.texts else ""

    @property
    def text(self) -> str:
        """What is typed into the row's field; "none" and "not known" have boxes of their own."""
        return "\n".join(text for text in self.texts if text not in (NONE, UNKNOWN))

    @property
    def is_unknown(self) -> bool:
        return UNKNOWN in self.texts

    @property
    def is_none(self) -> bool:
        return NONE in self.texts

    @property
    def is_list(self) -> bool:
        return self.kind in LISTS


@dataclass(frozen=True, slots=True)
class Section:
    """Questions under one title. ``yes_no``: all of them are answered with yes or no."""

    title: str
    rows: tuple[Row, ...]
    lead: str = ""

    @property
    def yes_no(self) -> bool:
        return all(row.kind == Kind.YES_NO for row in self.rows)

    @property
    def answered(self) -> int:
        return sum(bool(row.texts) for row in self.rows)

    @property
    def is_open(self) -> bool:
        """Whether there is something to see: an answer that is more than a plain "no", or an error."""
        return not self.yes_no or any(row.error or row.chosen not in ("", "no") for row in self.rows)


def sections(law: Law, name: str, answers: Typed, errors: Mapping[str, str]) -> list[Section]:
    """All questions that may be answered, in the order of asking. What no question asks stands at the end."""
    sheet = _Sheet(law, name, answers, errors)
    found = [Section(_("The shipment"), tuple(sheet.rows("")))]
    found += [
        Section(sheet.say(group.words, "title"), tuple(sheet.rows(group.key))) for group in law.book.groups
    ]
    found.append(
        Section(
            _("Worked out from the other answers"),
            tuple(sheet.derived()),
            _("Give one of these only to take it as told, whatever the rules would find."),
        )
    )
    found.append(Section(_("No question of the newest edition"), tuple(sheet.left())))
    return [section for section in found if section.rows]


class _Sheet:
    def __init__(self, law: Law, name: str, answers: Typed, errors: Mapping[str, str]) -> None:
        self.law = law
        self.name = name
        self.answers = answers
        self.errors = errors
        self.wording = Wording(law, timezone.localdate())
        self.facts = [fact for fact in law.book.facts if fact.key != TOTAL]

    def say(self, words: Mapping[str, Any], key: str) -> str:
        return self.wording.say(words, key)

    def rows(self, group: str) -> Iterator[Row]:
        return (self.row(fact) for fact in self.facts if fact.group == group and not fact.derived)

    def derived(self) -> Iterator[Row]:
        return (self.row(fact) for fact in self.facts if fact.derived)

    def left(self) -> Iterator[Row]:
        """Answers to what is no question: they are shown, so that nothing goes without being seen."""
        known = {fact.key for fact in self.facts}
        for key in sorted(self.answers.keys() - known):
            yield Row(key, self._input(key), "", key, tuple(self.answers[key]), (), self.errors.get(key, ""))

    def row(self, fact: Fact) -> Row:
        return Row(
            fact.key,
            self._input(fact.key),
            fact.kind.value,
            self.say(fact.words, "label"),
            tuple(self.answers.get(fact.key, ())),
            tuple(self._options(fact)),
            self.errors.get(fact.key, ""),
        )

    def _input(self, key: str) -> str:
        return f"{self.name}-{key}"

    def _options(self, fact: Fact) -> Iterator[tuple[str, Choices]]:
        match fact.kind:
            case Kind.CHOICE:
                yield "", [(option.key, self.say(option.words, "label")) for option in fact.options]
            case Kind.COUNTRY:
                named = [(c.code, self.say({"name": c.words}, "name")) for c in self.law.book.countries]
                yield "", sorted(named, key=lambda pair: pair[1])
            case Kind.CATEGORIES:
                for aisle in self.law.book.aisles:
                    goods = [c for c in self.law.book.categories if c.aisle == aisle.key]
                    yield (
                        self.say(aisle.words, "title"),
                        [(each.slug, self.say(each.words, "label")) for each in goods],
                    )
