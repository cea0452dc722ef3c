"""What this process knows by heart of the index: its words, synonyms, and the names of facets."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from urllib.parse import quote_plus

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString
from rapidfuzz import process
from rapidfuzz.distance import OSA

from content.finding.models import SearchEntry, SearchWord, Synonym
from content.finding.words import (
    SHORTEST_PREFIX,
    Phrase,
    Synonyms,
    Term,
    root,
    roots,
    terms_of,
    words_of,
)
from content.snippets import Facet

LIKE_ENOUGH = 0.7
COMMON = 400
"""A word that stands in more entries than this needs no others that mean the same."""
SHORTEST_MENDED = 4
LONGEST_WORD = 40
MOST_QUESTIONS = 6


class Named(NamedTuple):
    """A page that everybody is shown who finds nothing."""

    url: str
    title: str


@dataclass(frozen=True)
class Lexicon:
    """The words of the index in one language. ``labels`` names facets by ``kind:value``, in safe markup;
    ``questions`` are the first few of the library.
    """

    entries: Mapping[str, int]
    synonyms: Synonyms
    labels: Mapping[str, SafeString]
    size: int
    topics: tuple[Named, ...] = ()
    questions: tuple[Named, ...] = ()

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """All beginnings of all words."""
        wide = range(SHORTEST_PREFIX, LONGEST_WORD)
        return frozenset(word[:end] for word in self.entries for end in wide if end < len(word))

    @cached_property
    def _roots(self) -> frozenset[str]:
        return frozenset(root(word) for word in self.entries)

    @cached_property
    def facets(self) -> Mapping[str, tuple[str, ...]]:
        """All facets of each kind."""
        kinds: defaultdict[str, list[str]] = defaultdict(list)
        for facet in self.labels:
            kinds[facet.split(":")[0]].append(facet)
        return {kind: tuple(facets) for kind, facets in kinds.items()}

    @cached_property
    def quoted(self) -> Mapping[str, SafeString]:
        """Each facet as an address names it, in safe markup."""
        return {facet: escape(quote_plus(facet)) for facet in self.labels}

    def terms(self, text: str, *, is_typing: bool = False) -> tuple[Term, ...]:
        """What a text looks for. A word that the index does not have may be the beginning of one."""
        terms = [self._begun(term) for term in terms_of(text, self.synonyms)]
        if terms and is_typing and text[-1:].isalnum():
            terms[-1] = Term(terms[-1].phrases, begins=True)
        return tuple(terms)

    def _begun(self, term: Term) -> Term:
        word = term.words
        if self.entries.get(word, 0) > COMMON:
            return Term(term.phrases[:1])
        begins = len(term.phrases) == 1 and not self.knows(word) and word in self.beginnings
        return Term(term.phrases, begins)

    def knows(self, word: str) -> bool:
        return word in self.entries or root(word) in self._roots

    def weight(self, term: Term) -> int:
        """In how many entries the words of a term stand, about: the fewer, the more it says."""
        return max(1, sum(self.entries.get(phrase[0], 0) for phrase in term.phrases))

    def mend(self, terms: Iterable[Term]) -> dict[str, str]:
        """For each word that is not in the index, the likeliest one that is."""
        found = {}
        for term in terms:
            word = term.words
            if term.begins or len(term.phrases) > 1 or self.knows(word):
                continue
            if better := self._likeliest(word):
                found[word] = better
        return found

    def _likeliest(self, word: str) -> str:
        if len(word) < SHORTEST_MENDED or not word.isalpha():
            return ""
        likely = process.extract(
            word, self.entries.keys(), scorer=OSA.normalized_similarity, score_cutoff=LIKE_ENOUGH, limit=8
        )
        # Of words that are as near, the one that stands in more entries.
        return max(likely, key=lambda one: (round(one[1], 1), self.entries[one[0]]))[0] if likely else ""


@dataclass(slots=True)
class _Held:
    by_language: dict[str, tuple[float, Lexicon]]


_held = _Held({})


def lexicon(language: str) -> Lexicon:
    """The lexicon of a language; read again after ``LOOK_AGAIN_AFTER`` seconds, by five queries."""
    read_at, found = _held.by_language.get(language, (0.0, None))
    now = time.monotonic()
    if found is None or now - read_at > settings.LOOK_AGAIN_AFTER:
        found = _read(language)
        _held.by_language[language] = now, found
    return found


def forget_lexicon() -> None:
    """Read it again at the next question, as after the index changed in this process."""
    _held.by_language.clear()


def _read(language: str) -> Lexicon:
    topics = tuple(_named(SearchEntry.Kind.TOPIC, language))
    labels = {f"topic:{url.rstrip('/').split('/')[-1]}": title for url, title in topics}
    for kind, key, label in Facet.objects.values_list("kind", "key", "label"):
        labels[f"{kind}:{key}"] = label
    labels |= {f"kind:{value}": str(label) for value, label in SearchEntry.Kind.choices}
    return Lexicon(
        entries=dict(SearchWord.objects.filter(language=language).values_list("word", "entries")),
        synonyms=synonyms_of(language),
        labels={facet: escape(label) for facet, label in labels.items()},
        size=SearchEntry.objects.filter(language=language).count(),
        topics=topics,
        questions=tuple(_named(SearchEntry.Kind.QUESTION, language)[:MOST_QUESTIONS]),
    )


def _named(kind: str, language: str) -> list[Named]:
    found = SearchEntry.objects.filter(kind=kind, language=language).order_by("page__path")
    return [Named(*row) for row in found.values_list("url", "title")]


def synonyms_of(language: str) -> Synonyms:
    found: dict[Phrase, tuple[Phrase, ...]] = {}
    for group in Synonym.objects.filter(locale__language_code=language):
        phrases = tuple(dict.fromkeys(tuple(words_of(line)) for line in group.lines))
        for line in group.lines:
            # A word may stand in several groups: it then means all of them.
            found[roots(line)] = tuple(dict.fromkeys((*found.get(roots(line), ()), *phrases)))
    return {phrase: _needed(others) for phrase, others in found.items()}


def _needed(phrases: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """Without phrases that hold another of them: who finds "duty" finds "import duty" too."""
    single = {root(phrase[0]) for phrase in phrases if len(phrase) == 1}
    return tuple(
        phrase for phrase in phrases if len(phrase) == 1 or not single.intersection(map(root, phrase))
    )


def words_in(entry: SearchEntry) -> frozenset[str]:
    """The words of an entry by which typing errors are mended."""
    text = f"{entry.title} {entry.also} {entry.summary} {entry.body}"
    return frozenset(word for word in words_of(text) if 1 < len(word) <= LONGEST_WORD and not word.isdigit())


def count_words(entries: Iterable[SearchEntry]) -> Counter[str]:
    return Counter(word for entry in entries for word in words_in(entry))
