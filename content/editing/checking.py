"""What is checked in the words of a page: by the editor's form, and by a test of the starter.

A fault refuses the page; a warning is only told. Each finding says which words, and in which field or block.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from wagtail.blocks.stream_block import StreamValue

from content.editing.leading import broken_links
from content.editing.reading import grade
from content.editing.typed import typed_law
from content.law.telling import Teller, UnknownLawError, teller
from content.law.tokens import TOKEN, Refers, token_of
from content.snippets import AvoidedClaim
from content.texts import cited_labels, placed
from content.upkeep.dead import dead_links
from content.upkeep.examples import otherwise

MOST_WORDS = 60
HARDEST_GRADE = 9
QUOTED = {"also_asked", "said"}
"""Words of other people: wrong claims and their figures may stand there as they are said."""
NO_WORDS = {"answers", "cites", "source", "key", "lane", "stage", "link", "country", "confidence"}
"""Fields of blocks that hold labels and names."""
ABROAD = {("rows", "row", "duty"), ("rows", "row", "tax")}
"""Limits of other countries: no law of the rulebook, kept in a row with a source and a day of their own."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about the words of a page. ``block`` is the number of the block in a field of blocks."""

    field: str
    message: str
    block: int | None = None
    is_fault: bool = True


@dataclass(frozen=True, slots=True)
class Passage:
    """Some words, and where they stand; ``path`` leads there through blocks and their fields."""

    field: str
    block: int | None
    path: tuple[str, ...]
    words: str


def findings(page: Any) -> list[Finding]:
    """All that is to be said of a page of the library, in the order of its fields."""
    law = teller()
    found = _of_words(page, page.checked_words, law)
    found += _of_summary(page, law)
    found += _of_sources(page, law)
    if law:
        found += (Finding("checks", said, number) for number, said in otherwise(page, law))
    found += (Finding(field, message, block) for field, block, message in broken_links(page))
    # Somebody else's server must not be able to stop what has to be published: a warning.
    found += (Finding(*place, is_fault=False) for place in _dead(page))
    return found


def _dead(page: Any) -> Iterator[tuple[str, str, int | None]]:
    return ((field, message, block) for field, block, message in dead_links().of(page))


def passages_of(thing: Any, fields: Iterable[str]) -> Iterator[Passage]:
    """The words of the named fields of a page, or of anything else, passage by passage."""
    for name in fields:
        value = getattr(thing, name)
        if not isinstance(value, StreamValue):
            yield from (Passage(name, None, (name, *path), words) for path, words in placed(value))
            continue
        for number, child in enumerate(value):
            one = placed(StreamValue(value.stream_block, [(child.block_type, child.value)]))
            yield from (Passage(name, number, (name, *path), words) for path, words in one)


Claims = list[tuple[str, str]]


def _of_words(thing: Any, fields: Iterable[str], law: Teller | None) -> list[Finding]:
    claims = list(AvoidedClaim.objects.values_list("pattern", "why"))
    found = passages_of(thing, fields)
    return [each for passage in found for each in _of_passage(passage, law, claims)]


def _of_passage(passage: Passage, law: Teller | None, claims: Claims) -> Iterator[Finding]:
    where = passage.path
    if NO_WORDS & set(where):
        return
    said = list(_unknown(passage.words, law))
    if not QUOTED & set(where) and where not in ABROAD:
        said += _typed(passage.words, law)
        said += _avoided(passage.words, claims)
    for sentence in said:
        place = "" if passage.block is None else _("Block %(number)s: ") % {"number": passage.block + 1}
        yield Finding(passage.field, f"{place}{sentence}", passage.block)


def _typed(words: str, law: Teller | None) -> Iterator[str]:
    for typed, instead in typed_law(words, law):
        told = {"words": typed, "instead": instead}
        yield _("“%(words)s” is typed as text and will go out of date. %(instead)s") % told


def _unknown(words: str, law: Teller | None) -> Iterator[str]:
    """References that lead nowhere, and braces that are none."""
    for found in TOKEN.finditer(words):
        token = token_of(found.group(1))
        if token is None:
            yield _("“%(words)s” is no reference to law.") % {"words": found.group(0)}
        elif law:
            try:
                _looked_up(law, token)
            except UnknownLawError as unknown:
                yield _("“%(words)s”: %(why)s") % {"words": found.group(0), "why": unknown}
    if {"{", "}"} & set(TOKEN.sub("", words)):
        yield _("A brace is open or closed by itself, so readers would see it.")


def _looked_up(law: Teller, token: Any) -> None:
    law.words(token)
    if token.to is Refers.CITE:
        law.citation(token.key)


def _avoided(words: str, claims: Claims) -> Iterator[str]:
    plain = " ".join(words.casefold().split())
    for pattern, why in claims:
        if " ".join(pattern.casefold().split()) in plain:
            told = {"words": pattern, "why": why}
            yield _("“%(words)s” is a claim to avoid. %(why)s It may stand in “common mistakes” only.") % told


def _of_summary(page: Any, law: Teller | None) -> Iterator[Finding]:
    if "summary" not in page.checked_words:
        return
    told = law.text(page.summary) if law else page.summary
    words = len(told.split())
    if words > MOST_WORDS:
        message = _("The summary has %(words)s words; at most %(most)s are read.")
        yield Finding("summary", message % {"words": words, "most": MOST_WORDS})
    found = grade(told)
    if found > HARDEST_GRADE:
        message = _("The summary reads at grade %(grade)s. Shorter words and sentences bring it to %(most)s.")
        told_grade = {"grade": f"{found:.1f}", "most": HARDEST_GRADE}
        yield Finding("summary", message % told_grade, is_fault=False)


def _of_sources(page: Any, law: Teller | None) -> Iterator[Finding]:
    """Sources that nothing can be opened for: of the page, and in its blocks."""
    if law is None:
        return
    for field, number, label in cited_labels(page):
        try:
            law.citation(label)
        except UnknownLawError as unknown:
            yield Finding(field, str(unknown), number)


def faults_of_text(thing: Any, *fields: str) -> list[Finding]:
    """What refuses something that is no page, such as a word of the glossary."""
    return _of_words(thing, fields, teller())
