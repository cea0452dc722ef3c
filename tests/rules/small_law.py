"""Small random rulebooks and shipments, for properties that must hold for any law whatever."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

from hypothesis import strategies as st

from portal.rules.answers import Answers, Value
from portal.rules.conditions import (
    AllOf,
    AnyOf,
    AtMost,
    Binds,
    From,
    Held,
    Not,
    OneOf,
    Test,
    Unsettled,
    Yes,
)
from portal.rules.law import (
    Amount,
    Category,
    Fact,
    Figure,
    Goal,
    Kind,
    Option,
    Outcome,
    Rule,
    Rulebook,
    Softener,
    Unless,
)
from portal.rules.ready import Law
from portal.rules.spans import Span

DAYS = (date(2024, 1, 1), date(2025, 5, 2), date(2026, 6, 24))
AS_OF = date(2025, 1, 15)

CATEGORIES = (
    Category("toys", "aisle", ("95",), ("a",), ("b",), {}),
    Category("food", "aisle", ("02", "21"), (), ("c",), {}),
    Category("tools", "aisle", ("84",), (), (), {}),
)

FACTS = (
    Fact("arrival_date", Kind.DAY, 0),
    Fact("mode", Kind.CHOICE, 1, options=tuple(Option(key, {}) for key in ("air", "sea", "land"))),
    Fact("origin_country", Kind.COUNTRY, 2),
    Fact("value_usd", Kind.MONEY, 3),
    Fact("day_total_usd", Kind.MONEY, 4, derived=True),
    Fact("same_day_other_value_usd", Kind.MONEY, 5),
    Fact("categories", Kind.CATEGORIES, 6),
    Fact("hts", Kind.CODES, 7),
    *(Fact(key, Kind.YES_NO, 8 + number) for number, key in enumerate("abc")),
    Fact("told", Kind.YES_NO, 12, derived=True, derived_from="derived"),
    Fact("shipped_from", Kind.COUNTRY, 13),
    Fact("carried_by_traveler", Kind.YES_NO, 14),
)

FIGURES = (
    Figure("low", "usd", (Amount(Span(None, DAYS[1]), 100), Amount(Span(DAYS[1]), 200))),
    Figure("high", "usd", (Amount(Span(), 300),)),
)

# Every cell of every fact is met by at least one of these.
DOMAIN: dict[str, tuple[Value, ...]] = {
    "mode": ("air", "sea", "land"),
    "origin_country": ("CN", "DE", "KE"),
    "value_usd": (0, 100, 101, 200, 201, 300, 301),
    "same_day_other_value_usd": (0, 1, 99, 100, 101, 199, 200, 201, 299, 300, 301),
    "categories": ((), ("toys",), ("food",), ("tools",), ("toys", "food")),
    "a": (True, False),
    "b": (True, False),
    "c": (True, False),
    "told": (True, False),
}

BASE_LEAVES = st.one_of(
    st.sampled_from([Yes("a"), Yes("b"), Yes("c")]),
    st.sets(st.sampled_from(["air", "sea", "land"]), min_size=1, max_size=2).map(
        lambda members: OneOf("mode", frozenset(members))
    ),
    st.sets(st.sampled_from(["CN", "DE"]), min_size=1).map(
        lambda members: OneOf("origin_country", frozenset(members))
    ),
    # Sets of categories that overlap are told apart as if they had nothing to do with each other while the
    # goods are unknown (``variables.Listed``); exactness is promised for sets that do not overlap.
    st.sampled_from(["toys", "food"]).map(lambda slug: OneOf("categories", frozenset({slug}))),
    st.builds(AtMost, st.sampled_from(["value_usd", "day_total_usd"]), st.sampled_from(["low", "high"])),
    st.builds(From, st.just("arrival_date"), st.sampled_from(DAYS)),
)


def tests_over(leaves: st.SearchStrategy[Test]) -> st.SearchStrategy[Test]:
    """Conditions of up to three levels over the given leaves."""
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: AllOf(tuple(parts))),
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
            inner.map(Not),
        ),
        max_leaves=5,
    )


NO_GOALS = tuple(
    Goal(key, (Outcome("formal", AllOf(()), entry="formal"),)) for key in ("entry", "de_minimis")
)

SPANS = st.sampled_from(
    [Span(), Span(DAYS[0]), Span(DAYS[1]), Span(None, DAYS[1]), Span(DAYS[1], DAYS[2]), Span(DAYS[2])]
)


@st.composite
def rules(
    draw: st.DrawFn, number: int, finds: str, leaves: st.SearchStrategy[Test], agency: str = ""
) -> Rule:
    tests = tests_over(leaves)
    name = f"rule-{number}"
    unless = draw(st.lists(st.tuples(tests, SPANS), max_size=2))
    softeners = draw(st.lists(tests, max_size=1)) if agency else []
    return Rule(
        id=name,
        topic="topic",
        finds=name if agency else finds,
        when=draw(tests),
        unless=tuple(Unless(f"{name}/{i}", when, span) for i, (when, span) in enumerate(unless)),
        softeners=tuple(Softener(f"{name}?{i}", when) for i, when in enumerate(softeners)),
        span=draw(SPANS),
        agency=agency,
        kind="obligation" if agency else "entry",
    )


@st.composite
def rulebooks(draw: st.DrawFn, *, unsettled: bool = False, overlapping: bool = False) -> Rulebook:
    """A rulebook of a few layers: verdicts that read verdicts, a derived fact, goals and agency rules."""
    ground = BASE_LEAVES | st.just(Unsettled("open")) if unsettled else BASE_LEAVES
    if overlapping:
        ground |= st.sampled_from([("toys", "food"), ("food", "tools")]).map(
            lambda slugs: OneOf("categories", frozenset(slugs))
        )
    upper = ground | st.sampled_from([Held("first"), Yes("told"), Held("nobody-finds-this")])
    found = [draw(rules(n, "derived", ground)) for n in range(1)]
    found += [draw(rules(n, "first", ground | st.just(Yes("told")))) for n in range(1, 3)]
    found += [draw(rules(n, "second", upper)) for n in range(3, 5)]
    found += [draw(rules(n, "", ground, agency="FDA")) for n in range(5, 7)]
    following = ground | st.sampled_from([Held("rule-5"), Binds("rule-6")])
    found += [draw(rules(7, "", following, agency="EPA"))]
    goal_leaves = upper | st.sampled_from([Held("second")])
    goals = []
    for key, names in (("entry", ("barred", "formal", "informal")), ("de_minimis", ("no", "maybe", "yes"))):
        outcomes = [Outcome(name, draw(tests_over(goal_leaves)), entry=name) for name in names[:-1]]
        goals.append(Goal(key, (*outcomes, Outcome(names[-1], AllOf(()), entry=names[-1]))))
    return replace(small_book(), rules=tuple(found), goals=tuple(goals))


def small_book() -> Rulebook:
    """The questions, figures and categories of the small laws, without a rule."""
    return Rulebook(
        title="A small law",
        covers=Span(date(2020, 1, 1), date(2030, 1, 1)),
        agencies_from=None,
        strictness=("barred", "formal", "informal"),
        facts=FACTS,
        groups=(),
        figures=FIGURES,
        lists=(),
        countries=(),
        rules=(),
        goals=NO_GOALS,
        categories=CATEGORIES,
        aisles=(),
        topics=(),
        agencies=(),
        citations=(),
    )


@st.composite
def answers(draw: st.DrawFn, *, unknown: int = 3) -> dict[str, Value | None]:
    """A shipment of which up to ``unknown`` facts are open: half not asked, half answered "don't know"."""
    open_facts = draw(st.sets(st.sampled_from(sorted(DOMAIN)), max_size=unknown))
    found: dict[str, Value | None] = {"arrival_date": draw(st.sampled_from([AS_OF, *DAYS])), "hts": ()}
    for key, domain in DOMAIN.items():
        if key not in open_facts:
            found[key] = draw(st.sampled_from(domain))
        elif draw(st.booleans()):
            found[key] = None
    return found


@dataclass(frozen=True)
class Case:
    law: Law
    answers: Answers


@st.composite
def cases(draw: st.DrawFn, *, unknown: int = 3, unsettled: bool = False) -> Case:
    return Case(Law(draw(rulebooks(unsettled=unsettled))), draw(answers(unknown=unknown)))


def completions(given: Answers, law: Law) -> Iterator[dict[str, Value | None]]:
    """Every way of answering what is open. A derived fact that was not asked stays derived."""
    slugs = given.get("categories") or ()
    filled_in = {fact for slug in slugs for fact in law.categories[slug].assume} | {"told"}  # type: ignore
    open_facts = [
        key for key in DOMAIN if given.get(key) is None and not (key in filled_in and key not in given)
    ]
    for values in product(*(DOMAIN[key] for key in open_facts)):
        yield {**given, **dict(zip(open_facts, values, strict=True))}
