"""Objects read back as plain sentences: every rule of a draft, or what a figure, question or list says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from portal.authoring.admin import reading_terms
from portal.authoring.admin.passages import Passage, ReadBack, cited
from portal.authoring.legible import FAULTS, Legible, fault_words
from portal.authoring.newest import newest
from portal.authoring.objects.base import LawObject
from portal.authoring.objects.topics import Topic
from portal.rulebook.telling.rules import RuleText
from portal.rulebook.telling.sources import source_words
from portal.rules.law import Rule

__all__ = ["Passage", "ReadBack", "RuleRow", "read_back", "rule_rows"]


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule of a topic as its row and the number of its block."""

    row: dict[str, Any]
    block: str


def rule_rows(topic: LawObject) -> list[RuleRow]:
    """The rules of a topic in their order."""
    rows = topic.row().get("rules", ())
    blocks = [item.get("id") or "" for item in topic.rules.raw_data]
    return [RuleRow(row, block) for row, block in zip(rows, blocks, strict=True)]


def read_back(law_object: LawObject) -> Iterator[ReadBack]:
    """What an object says. What cannot be read yet is told by its fault; the rest is read all the same."""
    try:
        known = newest().legible
    except FAULTS as fault:
        yield ReadBack(law_object.key, str(law_object), fault=fault_words(fault))
        return
    if isinstance(law_object, Topic):
        for found in rule_rows(law_object):
            yield rule_read(known, law_object, found.row)
        return
    try:
        yield from reading_terms.read(known, law_object)
    except FAULTS as fault:
        yield ReadBack(law_object.key, str(law_object), fault=fault_words(fault))


def rule_read(known: Legible, topic: LawObject, row: dict[str, Any]) -> ReadBack:
    """One rule as a sentence and as lines, or its fault."""
    name, title = str(row.get("id") or ""), str(row.get("title") or "")
    try:
        rule = known.rule(topic, row)
        text = known.sentences.rule(rule)
    except FAULTS as fault:
        return ReadBack(name, title, fault=fault_words(fault))
    return ReadBack(
        name,
        title,
        sentence=text.plain,
        days=text.days,
        status=text.status,
        passages=tuple(_passages(rule, text)),
        asks=text.asks,
        cites=cited(known, rule.source.cites),
        checked=source_words(replace(rule.source, cites=())),
        page=rule.source.url,
    )


def _passages(rule: Rule, text: RuleText) -> Iterator[Passage]:
    """What a rule looks at, when it holds, what spares from it with its own source, and what softens it."""
    if text.about:
        yield Passage(text.about, text.concerns)
    yield Passage(text.intro, text.lines)
    for unless, line in zip(rule.unless, text.exceptions, strict=True):
        yield Passage(line.text, line.parts, source_words(unless.source))
    for line in text.checks:
        yield Passage(line.text, line.parts)
