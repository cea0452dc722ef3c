"""What somebody typed into the search: words, "phrases", -words, name:words, and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from portal.triage.queue.terms import NAME, NUMBER, WORD, Term, term, terms_to_find
from portal.triage.queue.words import as_number, folded, ordinary, words_in

MOST_WORDS = 24
REPORT = re.compile(r"^\s*TVR[\s-]?(\d{4})[\s-]?(\d{8})\s*$", re.IGNORECASE)
PIECE = re.compile(
    r"(?P<minus>-?)(?P<name>name:)?(?:[\"“”„](?P<phrase>[^\"“”„]*)[\"“”„]?|(?P<word>\S+))", re.I
)
AnyOf = frozenset[Term]


class AskedBadlyError(ValueError):
    """Nothing can be looked for; ``str()`` says why and what to do."""


@dataclass(slots=True)
class Asked:
    """``all_of``: each has to be met by any of its terms. ``none_of``: not all of one may be met together."""

    all_of: list[AnyOf] = field(default_factory=list)
    none_of: list[list[AnyOf]] = field(default_factory=list)
    phrases: list[str] = field(default_factory=list)
    number: str = ""
    """Of one report; then nothing else is asked."""
    left_out: list[str] = field(default_factory=list)
    """Words that nearly every report has."""


def read(text: str) -> Asked:
    """Raises ``AskedBadlyError``."""
    asked = Asked()
    if number := REPORT.match(text):
        asked.number = f"TVR-{number[1]}-{number[2]}"
        return asked
    for piece in PIECE.finditer(text):
        _take(asked, piece)
    if len(asked.all_of) + len(asked.none_of) > MOST_WORDS:
        raise AskedBadlyError(_("Write at most %(most)s words.") % {"most": MOST_WORDS})
    if not asked.all_of:
        raise AskedBadlyError(_why_nothing(asked))
    return asked


def _take(asked: Asked, piece: re.Match[str]) -> None:
    phrase, kind = piece["phrase"], NAME if piece["name"] else WORD
    text = piece["word"] if phrase is None else phrase
    words = list(dict.fromkeys(words_in(text)))
    if (number := as_number(text)) and phrase is None and kind == WORD:
        whole = {term(NUMBER, number)} | (terms_to_find(WORD, words[0]) if len(words) == 1 else frozenset())
        clauses = [frozenset(whole)]
    else:
        clauses = [terms_to_find(kind, word) for word in words if word not in ordinary()]
        if not piece["minus"]:
            asked.left_out += [word for word in words if word in ordinary()]
    if not clauses:
        return
    if piece["minus"]:
        asked.none_of.append(clauses)
        return
    asked.all_of += clauses
    if phrase is not None and len(words) > 1:
        asked.phrases.append(flat(phrase))


def _why_nothing(asked: Asked) -> str:
    if asked.left_out:
        told = {"word": asked.left_out[0]}
        return _("“%(word)s” stands in nearly every report and is not looked for. Add other words.") % told
    if asked.none_of:
        return _("Write at least one word that the reports have to have. A word after - only leaves out.")
    return _("There is nothing to look for in this. Write words of at least two letters, or a number.")


def flat(text: str) -> str:
    """A text as phrases are compared: folded, with a space wherever one or more of anything parts words."""
    return " ".join(re.split(r"[\W_]+", folded(text))).strip()


def holds(texts: Iterator[str], phrases: list[str]) -> bool:
    """Whether each phrase stands in one of the texts."""
    known = [f" {flat(text)} " for text in texts]
    return all(any(_stands(phrase, text) for text in known) for phrase in phrases)


def _stands(phrase: str, text: str) -> bool:
    """At the bounds of words, where the script has bounds."""
    return f" {phrase} " in text if phrase.isascii() else phrase in text
