"""Looks things up: what was typed, mended where nothing fits, narrowed by facets, the best first."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from content.finding.engines import Hit, Wanted, Width, engine
from content.finding.lexicon import Lexicon, lexicon
from content.finding.models import SearchEntry
from content.finding.words import SHORTEST_PREFIX, Phrase, Term, roots

MOST_RANKED = 400
"""Ranking costs by the match. Above this, words are looked for in summaries or names only, and of terms of
which any may fit the commonest are left out.
"""
MOST_HELD = 200
"""So many of the best are held to be counted and paged."""
FEW = 100
"""With so few summaries that fit, the whole text is ranked all the same."""
MOST_TOGETHER = 5
"""Nothing says all of a whole question; with more words than these it is not even asked for."""
ENOUGH = 3
"""Fewer entries than this with every word: those with some of the words follow them."""
WORTH_SHOWING = 0.3
"""Of the score of the best, where only some of the words fit."""
EXACT_NAME = 4.0

Kind = SearchEntry.Kind
WORTH: Mapping[str, float] = {
    **dict.fromkeys([Kind.TERM, Kind.GOODS], 0.8),
    **dict.fromkeys([Kind.TOPIC, Kind.PAGE], 0.7),
    **dict.fromkeys([Kind.NEWS, Kind.EVENT], 0.6),
}


@dataclass(frozen=True)
class Found:
    """What a search led to. ``hits`` are the best, at most ``MOST_HELD``; ``total`` counts all, up to
    ``MOST_RANKED`` and one.

    ``instead`` is what was looked for because nothing fitted the words themselves; ``maybe`` what might
    have been meant. ``counts`` is empty where not all hits are held.
    """

    wanted: Wanted
    hits: tuple[Hit, ...] = ()
    total: int = 0
    instead: str = ""
    maybe: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def are_all_held(self) -> bool:
        return self.total == len(self.hits)


def search(text: str, language: str, facets: tuple[str, ...] = ()) -> Found:
    """Look a text up among the entries of a language that have all of some facets."""
    known = lexicon(language)
    terms = known.terms(text)
    wanted = Wanted(terms, language, weights=_weights(known, terms))
    if not terms:
        return Found(wanted)
    mended = _mended(text, known, terms)
    found = _look_up(wanted, facets)
    if found.total or facets or not mended:
        return replace(found, maybe=mended)
    terms = known.terms(mended)
    return replace(_look_up(Wanted(terms, language, weights=_weights(known, terms)), ()), instead=mended)


def _mended(text: str, known: Lexicon, terms: tuple[Term, ...]) -> str:
    """What was typed with its typing errors mended; nothing where there were none."""
    better = known.mend(terms)
    if not better:
        return ""
    return " ".join(better.get(term.words, term.words) for term in terms)


def _weights(known: Lexicon, terms: tuple[Term, ...]) -> tuple[float, ...]:
    return tuple(math.log(1 + known.size / known.weight(term)) for term in terms)


def _look_up(wanted: Wanted, facets: tuple[str, ...]) -> Found:
    """First what has every word; where that is little, what has some of them follows."""
    found = _ranked(wanted) if len(wanted.terms) <= MOST_TOGETHER else Found(wanted)
    if len(wanted.terms) > 1 and found.total < ENOUGH:
        loose = _ranked(_rare(wanted, lexicon(wanted.language)))
        first = [hit.id for hit in found.hits]
        best = max((hit.score for hit in loose.hits), default=0.0)
        hits = [hit for hit in loose.hits if hit.score >= WORTH_SHOWING * best or hit.id in first]
        hits.sort(key=lambda hit: hit.id not in first)
        found = Found(loose.wanted, tuple(hits), len(hits))
    if not facets:
        return replace(found, counts=_counts(found))
    if found.are_all_held:
        hits = [hit for hit in found.hits if all(f" {facet} " in hit.facets for facet in facets)]
        found = replace(found, hits=tuple(hits), total=len(hits))
    else:
        found = _ranked(replace(found.wanted, facets=facets))
    return replace(found, counts=_counts(found))


def _ranked(wanted: Wanted) -> Found:
    total, hits = _matches(wanted)
    if total > MOST_RANKED:
        for width in (Width.NAMES, Width.HEADS, Width.ALL):
            hits = engine().best(wanted, width, among=MOST_RANKED)
            if len(hits) >= FEW:
                break
    name = roots(" ".join(term.words for term in wanted.terms))
    hits = [Hit(*hit[:-1], score=hit.score * _worth(hit, name)) for hit in hits[:MOST_HELD]]
    hits.sort(key=lambda hit: -hit.score)
    return Found(wanted, tuple(hits), total)


def _matches(wanted: Wanted) -> tuple[int, list[Hit]]:
    """How many there are, and all of them unless there are more than are ranked.

    Matching several words costs, so where few have them all they are ranked at once: fewer hits than were
    asked for are all there are. One word is counted in a moment.
    """
    known = lexicon(wanted.language)
    if _is_common(wanted, known):
        return MOST_RANKED + 1, []
    if wanted.every and len(wanted.terms) > 1 and _expected(wanted, known) < MOST_RANKED:
        hits = engine().best(wanted, Width.ALL, among=MOST_RANKED)
        if len(hits) < MOST_RANKED:
            return len(hits), hits
    total = engine().count(wanted, most=MOST_RANKED + 1)
    is_ranked = 0 < total <= MOST_RANKED
    return total, engine().best(wanted, Width.ALL, among=total) if is_ranked else []


def _is_common(wanted: Wanted, known: Lexicon) -> bool:
    """One word that is known to stand in very many entries need not be counted."""
    if len(wanted.terms) != 1 or wanted.facets:
        return False
    return known.entries.get(wanted.terms[0].words, 0) > 2 * MOST_RANKED


def _expected(wanted: Wanted, known: Lexicon) -> int:
    """How many entries have all words, at most and about: the lexicon knows no stems."""
    return min(known.weight(term) for term in wanted.terms)


def _rare(wanted: Wanted, known: Lexicon) -> Wanted:
    """Of terms of which any may fit, those that say the most: the others fit everywhere."""
    terms: list[Term] = []
    weights: list[float] = []
    matches = 0
    for weight, term in sorted(zip(wanted.weights, wanted.terms, strict=True), key=lambda one: -one[0]):
        matches += known.weight(term)
        if terms and matches > MOST_RANKED:
            break
        terms.append(term)
        weights.append(weight)
    return replace(wanted, terms=tuple(terms), weights=tuple(weights), every=False)


def _worth(hit: Hit, name: Phrase) -> float:
    """By its kind; what is called exactly so comes first."""
    is_called = hit.title.count(" ") < len(name) and roots(hit.title) == name
    return WORTH.get(hit.kind, 1.0) * (EXACT_NAME if is_called else 1.0)


def _counts(found: Found) -> Mapping[str, int]:
    if not found.are_all_held:
        return {}
    return Counter("".join(hit.facets for hit in found.hits).split())


# While somebody types


MOST_SUGGESTED = 8


def suggestions(text: str, language: str) -> list[SearchEntry]:
    """Things whose names or questions hold all words, of which the last may be only begun; two queries."""
    known = lexicon(language)
    terms = known.terms(text, is_typing=True)
    if not terms or len(text.strip()) < SHORTEST_PREFIX:
        return []
    wanted = Wanted(terms, language, weights=_weights(known, terms))
    hits = engine().best(wanted, Width.NAMES, among=MOST_RANKED)[:MOST_SUGGESTED]
    entries = SearchEntry.objects.only("title", "url", "kind").in_bulk([hit.id for hit in hits])
    return [entries[hit.id] for hit in hits if hit.id in entries]
