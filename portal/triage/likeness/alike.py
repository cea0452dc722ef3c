"""How alike two names are, whoever typed them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from portal.triage.likeness.letters import folded, skeleton, undoubled
from portal.triage.likeness.names import DISTINCT, ORDINARY, Name, weight
from portal.triage.likeness.vocabulary import words

FEWEST_OF_SHORT_FORM, TWO_TYPOS_BY_EAR_FROM, UNDOUBLED_FROM = 3, 7, 7
SOUND_FROM, ONE_TYPO_FROM, TWO_TYPOS_FROM, OTHER_FIRST_LETTER_FROM = 4, 5, 11, 8
"""Letters that a word must have, so that what differs is a spelling or a slip and not another word."""
STEM_FROM, SPLIT_FROM, FEWEST_SPLIT_OFF, LONGEST_SHORT_FORM = 5, 6, 4, 4
ENDINGS = words("s es e y ry er ers or ing al ment a o i n en in an ian ist")


@dataclass(frozen=True, slots=True)
class Alike:
    """``share`` of the words' weight that both have, 0 to 1; whether one that few have is among them."""

    share: float
    words: int
    """How many both have."""
    is_distinct: bool
    is_exact: bool
    conflict: float
    """0 to 1: each has a word of at least this weight that the other lacks, so they are two firms."""


NOT_ALIKE = Alike(0.0, 0, is_distinct=False, is_exact=False, conflict=1.0)


def alike(one: Name, other: Name, ordinary: frozenset[str] = frozenset()) -> Alike:
    """``ordinary`` are the goods: "Garlic" in the name of somebody who sells garlic tells little."""
    one, other = sorted((one, other), key=lambda name: name.words)
    first, left = _merged(one.words, other.words), _merged(other.words, one.words)
    first, left = _split(first, left), _split(left, first)

    def told(words: Iterable[str]) -> float:
        return sum(min(weight(word), ORDINARY if word in ordinary else 1) for word in words)

    both: list[str] = []
    alone: list[str] = []
    is_exact = True
    for word in sorted(first, key=lambda word: (-weight(word), word)):
        match = _match(word, left, one.bare or other.bare)
        if match is None:
            alone.append(word)
            continue
        left.remove(match)
        both.append(min(word, match, key=lambda it: told([it])))
        is_exact = is_exact and match == word
    is_distinct = any(told([word]) == DISTINCT for word in both)
    if is_distinct:
        _strike_short_forms(alone, left)
        _strike_more_slips(alone, left)
    alone, left = ([word for word in words if weight(word)] for words in (alone, left))
    is_half_read = one.half_read != other.half_read
    shared, missing = told(both), told([*alone, *left])
    # What only one of them says counts half, for names are cut short; what nobody translated still less.
    missing *= 0.25 if is_half_read else 1 if alone and left else 0.5
    return Alike(
        share=shared / (shared + missing) if shared else 0.0,
        words=sum(weight(word) > 0 for word in both),
        is_distinct=is_distinct,
        is_exact=is_exact and not alone and not left,
        conflict=0.0 if is_half_read else min(_most(alone, told), _most(left, told)),
    )


def _most(words: Iterable[str], told: Callable[[Iterable[str]], float]) -> float:
    return max((told([word]) for word in words), default=0.0)


def _match(word: str, others: Sequence[str], loose: bool) -> str | None:
    """The same word, else one that is written alike."""
    same = (it for it in others if it == word)
    alike_ones = (it for it in others if near(word, it, loose) or _has_other_ending(word, it))
    return next(same, None) or next(alike_ones, None)


def _strike_short_forms(ones: list[str], others: list[str]) -> None:
    """Take out what is short for the other: "Med" for "Medical", "J" for "John", "AV" for two first names."""
    for short_side, long_side in ((ones, others), (others, ones)):
        for word in [it for it in short_side if len(it) <= LONGEST_SHORT_FORM]:
            initials = [it for it in long_side if it[0] in word]
            if full := next((it for it in long_side if _is_short_for(word, it)), None):
                long_side.remove(full)
            elif 2 <= len(word) == len(initials) and word == "".join(it[0] for it in initials):
                long_side[:] = [it for it in long_side if it not in initials]
            else:
                continue
            short_side.remove(word)


def _is_short_for(short: str, full: str) -> bool:
    """The first letter, a beginning, or letters left out between the first and the others: "whse"."""
    if len(short) == 1 or len(full) <= len(short) or short[0] != full[0]:
        return short == full[:1]
    letters = iter(full)
    return len(short) >= FEWEST_OF_SHORT_FORM and all(letter in letters for letter in short)


def _strike_more_slips(ones: list[str], others: list[str]) -> None:
    """Beside a word that few have, a second may differ more: "Yusuf Kaya" and "Yousef Kaya"."""
    for word in list(ones):
        match = next((it for it in others if _is_rather_near(word, it)), None)
        if match is not None:
            ones.remove(word)
            others.remove(match)


def _is_rather_near(one: str, other: str) -> bool:
    if one[0] != other[0] and min(len(one), len(other)) < OTHER_FIRST_LETTER_FROM - 2:
        return False
    return skeleton(one) == skeleton(other) != "" or OSA.distance(one, other, score_cutoff=1) <= 1


def best(ones: Iterable[Name], others: Sequence[Name], ordinary: frozenset[str] = frozenset()) -> Alike:
    """The most alike pair of two lists of names."""
    pairs = (alike(one, other, ordinary) for one in ones for other in others)
    return max(pairs, key=lambda it: (-it.conflict, it.is_distinct, it.share), default=NOT_ALIKE)


def near(one: str, other: str, loose: bool = False) -> bool:
    """Whether two words are one, written by sound or with a slip of the hand."""
    short = min(len(one), len(other))
    if one == other or (short >= SOUND_FROM and folded(one) == folded(other)):
        return True
    bones = skeleton(one) if loose else ""
    if len(bones) >= 3 and bones.removeprefix("l") == skeleton(other).removeprefix("l"):
        return True
    one, other = _without_article(one), _without_article(other)
    is_other_letter = one[0] != other[0]
    if short < ONE_TYPO_FROM or one.isdigit() or (is_other_letter and short < OTHER_FIRST_LETTER_FROM):
        return False
    sounds_alike = short >= TWO_TYPOS_BY_EAR_FROM and skeleton(one) == skeleton(other)
    most = 2 if (short >= TWO_TYPOS_FROM or sounds_alike) and not is_other_letter else 1
    if short >= UNDOUBLED_FROM:
        one, other = undoubled(one), undoubled(other)
    return OSA.distance(one, other, score_cutoff=most) <= most


def _without_article(word: str) -> str:
    """The article of Arabic is written as a part of the word by some: "Alrayyan"."""
    return word[2:] if word.startswith(("al", "el")) and len(word) >= SPLIT_FROM + 1 else word


def _has_other_ending(one: str, other: str) -> bool:
    """ "Cabinet" and "Cabinetry"."""
    short, long = sorted((one, other), key=len)
    return len(short) >= STEM_FROM and long.startswith(short) and long[len(short) :] in ENDINGS


def _split(words: Sequence[str], others: Sequence[str]) -> list[str]:
    """Words that begin with a whole word of the other name, in two: "Cumberlandcandle"."""
    found: list[str] = []
    for word in words:
        begins = (
            it for it in others if len(it) >= SPLIT_FROM and word.startswith(it) and weight(it) == DISTINCT
        )
        start = next(begins, word)
        rest = word[len(start) :]
        found += [start, rest] if len(rest) >= FEWEST_SPLIT_OFF else [word]
    return found


def _merged(words: Sequence[str], others: Sequence[str]) -> list[str]:
    """Words that the other name writes as one, as one: "Harbor Line" against "Harborline"."""
    found: list[str] = []
    place = 0
    while place < len(words):
        for length in (3, 2):
            joined = "".join(words[place : place + length])
            enough = place + length <= len(words)
            if enough and any(len(it) >= 4 and near(joined, it) for it in others):
                found.append(next(it for it in others if near(joined, it)))
                place += length
                break
        else:
            found.append(words[place])
            place += 1
    return found
