"""What of the drafts can be read as law: a rulebook of all that can, and for each that cannot the reason.

A draft may name a figure that was never published, or come from a file. It must never keep others from being
read.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from portal.authoring import law
from portal.authoring.law import Gathered
from portal.authoring.objects.base import LawObject
from portal.authoring.objects.terms import TERMS, Frame
from portal.authoring.objects.topics import TOPICS, AgencyTopic, EntryTopic, RemarkTopic
from portal.rulebook.documents import Documents
from portal.rulebook.sentences import Sentences
from portal.rulebook.starter_reader import Reader
from portal.rules.law import Rule, Rulebook

FAULTS = (KeyError, TypeError, ValueError)
"""What a reader raises for rows that cannot be read; ``StarterError`` is a ``ValueError``."""


def fault_words(fault: Exception) -> str:
    """Why something cannot be read, as a sentence."""
    if isinstance(fault, KeyError):
        return _("%(key)s is missing.") % {"key": fault}
    return str(fault)


@dataclass(frozen=True, slots=True)
class Legible:
    """A reader that knows all that is drafted, as far as it can be read, and what it makes of it."""

    reader: Reader
    book: Rulebook
    sentences: Sentences

    @property
    def named(self) -> object:
        """All that a sentence may name. While it is the same, the same row reads the same."""
        titles = [(rule.id, rule.words.get("title")) for rule in self.book.rules]
        return replace(self.book, rules=(), citations=()), titles

    def rule(self, topic: LawObject, row: Any) -> Rule:
        """One rule of a topic; raises one of ``FAULTS``."""
        reader = copy(self.reader)
        reader.documents = _alone(topic, row)
        return next(reader.rules())


def _alone(topic: LawObject, row: Any) -> Documents:
    """Rows that hold one rule and nothing else."""
    nothing = Documents({}, (), (), (), (), (), ())
    match topic:
        case EntryTopic():
            return replace(nothing, entry_topics=({"topic": topic.key, "rules": [row]},))
        case AgencyTopic():
            return replace(nothing, agencies=({"agency": topic.key, "rules": [row]},))
        case RemarkTopic():
            return replace(nothing, remarks={topic.rows_key: (row,)})
    raise TypeError(f"{topic._meta.verbose_name} has no rules")


def legible(live: Gathered, drafts: Gathered) -> Legible:
    """Read everything drafted; where that cannot be, what is published with each draft that fits into it.

    Raises ``StarterError`` where there is no rulebook at all.
    """
    try:
        return _read(drafts)
    except FAULTS:
        return _read(_fitting(live, drafts))


def _fitting(live: Gathered, drafts: Gathered) -> Gathered:
    """Published law with every draft that can be read with it: first what rules name, then rules.

    Twice, because drafts name each other: a question a new group, the frame a new question.
    """
    found = live
    waiting = [each for kind in (*TERMS, *TOPICS) for each in drafts[kind] if each.has_unpublished_changes]
    for _turn in range(2):
        left = []
        for draft in waiting:
            tried = law.with_draft(found, draft)
            try:
                _read(tried)
            except FAULTS:
                left.append(draft)
            else:
                found = tried
        waiting = left
    return found


def _read(gathered: Gathered) -> Legible:
    if not gathered[Frame]:
        raise law.NoFrameError(_("There is no rulebook yet: load the starter first."))
    reader = Reader(law.documents(gathered))
    book = reader.rulebook()
    return Legible(reader, book, Sentences(book))
