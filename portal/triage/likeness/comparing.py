"""How alike two reports are, and by what. It is said to people, who decide; nothing here acts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from math import prod

from portal.triage.likeness import images, texts
from portal.triage.likeness.alike import Alike, best
from portal.triage.likeness.facts import Facts
from portal.triage.likeness.names import ORDINARY
from portal.triage.likeness.numbers import are_one_phone
from portal.triage.likeness.signs import Signs, signs_of


class Verdict(StrEnum):
    SAME = "same"
    """The same matter: sent twice, or told by several."""
    RELATED = "related"
    APART = "apart"


class Reason(StrEnum):
    IMPORTER = "importer"
    REFERENCE = "reference"
    FILE = "file"
    OFFER = "offer"
    STORE = "store"
    EMAIL = "email"
    PHONE = "phone"
    DOMAIN = "domain"
    IMAGE = "image"
    IMAGE_NEAR = "image_near"
    NAME = "name"
    NAME_NEAR = "name_near"
    NAME_COMMON = "name_common"
    NAME_PART = "name_part"
    TEXT = "text"
    TEXT_PART = "text_part"
    GOODS = "goods"
    STORY = "story"
    ADDRESS = "address"


STRENGTH = {
    Reason.IMPORTER: 0.97,
    Reason.REFERENCE: 0.97,
    Reason.FILE: 0.95,
    Reason.OFFER: 0.95,
    Reason.STORE: 0.95,
    Reason.EMAIL: 0.95,
    Reason.PHONE: 0.9,
    Reason.DOMAIN: 0.95,
    Reason.IMAGE: 0.85,
    Reason.IMAGE_NEAR: 0.4,
    Reason.NAME: 0.9,
    Reason.NAME_NEAR: 0.8,
    Reason.NAME_COMMON: 0.5,
    Reason.NAME_PART: 0.6,
    Reason.TEXT: 0.9,
    Reason.TEXT_PART: 0.15,
    Reason.GOODS: 0.25,
    Reason.STORY: 0.2,
    Reason.ADDRESS: 0.15,
}
"""How sure each alone makes that two reports belong together, 0 to 1."""
RELATED_FROM, SAME_FROM = 0.6, 0.65
_OF_ONE_MATTER = frozenset(
    {Reason.REFERENCE, Reason.FILE, Reason.OFFER, Reason.IMAGE, Reason.TEXT, Reason.GOODS}
)
"""What tells of the same doings, and not only of the same firm."""


@dataclass(frozen=True, slots=True)
class Likeness:
    score: float
    """0 to 1; 1 only where all that is compared is the same."""
    verdict: Verdict
    reasons: tuple[Reason, ...]
    """The strongest first."""


def compare(one: Facts, other: Facts) -> Likeness:
    """The same whichever comes first."""
    return compare_signs(signs_of(one), signs_of(other))


def compare_signs(one: Signs, other: Signs) -> Likeness:
    """The same for what was read once and is compared with many."""
    names = best(one.names, other.names, one.goods | other.goods)
    found = {*_sure(one, other), *_told(one, other, names)}
    if (name := _name(one, other, names)) is not None:
        found.add(name)
    reasons = tuple(sorted(found, key=lambda reason: (-STRENGTH[reason], reason)))
    if one == other:
        return Likeness(1.0, Verdict.SAME, reasons)
    score = min(0.99, 1 - prod(1 - STRENGTH[reason] for reason in reasons))
    return Likeness(round(score, 4), _verdict(score, found, one, other), reasons)


def _verdict(score: float, found: set[Reason], one: Signs, other: Signs) -> Verdict:
    if score < RELATED_FROM:
        return Verdict.APART
    if score < SAME_FROM:
        return Verdict.RELATED
    is_one_kind = one.category == other.category and not (one.goods and other.goods)
    if found & _OF_ONE_MATTER or is_one_kind or (Reason.STORY in found and one.category == other.category):
        return Verdict.SAME
    return Verdict.RELATED


def _sure(one: Signs, other: Signs) -> Iterator[Reason]:
    for reason, is_shared in (
        (Reason.IMPORTER, one.importers & other.importers),
        (Reason.REFERENCE, one.references & other.references),
        (Reason.FILE, one.files & other.files),
        (Reason.OFFER, one.offers & other.offers),
        (Reason.STORE, one.stores & other.stores),
        (Reason.EMAIL, one.emails & other.emails),
        (Reason.DOMAIN, one.domains & other.domains),
        (Reason.PHONE, any(are_one_phone(a, b) for a, b in product(one.phones, other.phones))),
    ):
        if is_shared:
            yield reason
    nearest = min((images.distance(a, b) for a, b in product(one.images, other.images)), default=64)
    if nearest <= images.SOMEWHAT_NEAR:
        yield Reason.IMAGE if nearest <= images.NEAR else Reason.IMAGE_NEAR


TEXT_FROM, TEXT_SHINGLES = 0.6, 12
OTHERS_TEXT_FROM, OTHERS_TEXT_SHINGLES = 0.8, 30
"""Where other names are accused: a few sentences that open every letter say nothing."""
PART_FROM, PART_SHINGLES = 0.2, 4
GOODS_FROM = 0.5
STORY_FROM, STORY_WORDS = 0.3, 3
ADDRESS_WORDS = 2


def _told(one: Signs, other: Signs, names: Alike) -> Iterator[Reason]:
    share, shingles = texts.alike(one.shingles, other.shingles)
    is_of_others = one.names and other.names and not names.is_distinct
    least = (OTHERS_TEXT_FROM, OTHERS_TEXT_SHINGLES) if is_of_others else (TEXT_FROM, TEXT_SHINGLES)
    if share >= least[0] and shingles >= least[1]:
        yield Reason.TEXT
    elif share >= PART_FROM and shingles >= PART_SHINGLES:
        yield Reason.TEXT_PART
    if texts.goods_alike(one.goods, other.goods) >= GOODS_FROM:
        yield Reason.GOODS
    both = len(one.roots & other.roots)
    if both >= STORY_WORDS and both >= STORY_FROM * min(len(one.roots), len(other.roots)):
        yield Reason.STORY
    if (
        len(one.addresses & other.addresses)
        >= min(ADDRESS_WORDS, len(one.addresses), len(other.addresses))
        > 0
    ):
        yield Reason.ADDRESS


NAME_FROM, COMMON_NAME_FROM, COMMON_WORDS, WORST_CONFLICT = 0.4, 0.6, 2, ORDINARY


def _name(one: Signs, other: Signs, names: Alike) -> Reason | None:
    if names.share < NAME_FROM:
        return None
    if names.conflict:
        is_part = names.is_distinct and names.conflict <= WORST_CONFLICT
        return Reason.NAME_PART if is_part else None
    if not names.is_distinct:
        is_little = names.share < COMMON_NAME_FROM or names.words < COMMON_WORDS or _stand_apart(one, other)
        return None if is_little else Reason.NAME_COMMON
    return Reason.NAME if names.is_exact else Reason.NAME_NEAR


def _stand_apart(one: Signs, other: Signs) -> bool:
    """Whether a name that many have is of two: each has what only one firm can have, and it differs."""
    pairs = (
        (one.importers, other.importers),
        (one.domains, other.domains),
        (one.stores, other.stores),
        (one.addresses, other.addresses),
    )
    return any(a and b and not a & b for a, b in pairs)
