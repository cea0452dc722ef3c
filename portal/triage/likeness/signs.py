"""Everything of a report that it can be known by, made plain once, for marks and for comparing."""

from __future__ import annotations

from dataclasses import dataclass

from portal.triage.likeness import numbers, texts
from portal.triage.likeness.facts import Facts
from portal.triage.likeness.names import Name, name_of, names_of
from portal.triage.likeness.places import Places, add_told_stores, places_in

MOST_NAMES = 20


@dataclass(frozen=True, slots=True)
class Signs:
    """Sets of plain strings; two reports that mean the same thing have the same string. Names are sorted."""

    category: str
    names: tuple[Name, ...]
    domains: frozenset[str]
    stores: frozenset[str]
    offers: frozenset[str]
    emails: frozenset[str]
    phones: frozenset[str]
    importers: frozenset[str]
    references: frozenset[str]
    files: frozenset[str]
    images: tuple[str, ...]
    shingles: frozenset[str]
    roots: frozenset[str]
    goods: frozenset[str]
    addresses: frozenset[str]

    def __repr__(self) -> str:
        return "Signs(…)"


def signs_of(facts: Facts) -> Signs:
    """Raises nothing, whatever was typed; 10,000 characters take some hundredths of a second."""
    told = [facts.story, facts.goods, facts.numbers]
    fields = [x for one in facts.accused for x in (one.website, one.email, one.store, one.name, one.also)]
    places = places_in([*told, *fields, *(one.address for one in facts.accused)])
    for one in facts.accused:
        add_told_stores(places, one.store, one.name)
    return Signs(
        category=facts.category,
        names=_names(facts, places),
        domains=frozenset(places.domains),
        stores=frozenset(places.stores),
        offers=frozenset(places.offers),
        emails=frozenset(places.emails),
        phones=frozenset(x for one in facts.accused for x in numbers.phones_in(one.phone)),
        importers=frozenset(
            numbers.importers_in(" / ".join(one.importer_number for one in facts.accused), [*told, *fields])
        ),
        references=frozenset(numbers.references_in([*told, *fields])),
        files=frozenset(x for file in facts.files for x in file.sha256),
        images=tuple(sorted({file.image_hash for file in facts.files if file.image_hash})),
        shingles=texts.shingles_of(facts.story),
        roots=texts.roots(f"{facts.goods}\n{facts.story}"),
        goods=texts.goods_words(facts.goods),
        addresses=frozenset(x for one in facts.accused for x in texts.roots(f"{one.address}\n{one.country}")),
    )


def _names(facts: Facts, places: Places) -> tuple[Name, ...]:
    told = [name for one in facts.accused for name in names_of(one.name, one.also)]
    stores = [name for typed in places.store_names if (name := name_of(typed)) is not None]
    # A firm is often called as its page is: "brightstone-imports.com".
    labels = (domain.split(".")[0].replace("-", " ") for domain in places.domains)
    sites = [name for label in labels if (name := name_of(label)) is not None]
    return tuple(sorted({*told, *stores, *sites}, key=lambda name: (name.words, name.places))[:MOST_NAMES])
