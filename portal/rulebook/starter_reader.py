"""Reads the law's rows, from the starter files or from what staff edit, into one ``Rulebook``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from portal.rulebook.citations import address_of
from portal.rulebook.conditions_format import StarterError, Vocabulary
from portal.rulebook.documents import CHARGES, NOTES, STEPS, WARNINGS, Documents, folder_documents
from portal.rulebook.starter_rules import RuleReader
from portal.rulebook.starter_words import Row, Sources, english, is_yes, span, whole, words_of
from portal.rules.answers import TOTAL, VALUE
from portal.rules.law import (
    Amount,
    Category,
    Citation,
    Country,
    Fact,
    Figure,
    Goal,
    Group,
    Heading,
    Kind,
    NamedList,
    Option,
    Outcome,
    Rule,
    Rulebook,
)

STARTER = Path(__file__).parent / "starter"
ENTRY_KIND = "entry"


def read_rulebook(folder: Path) -> Rulebook:
    """The rulebook in a folder of starter files; raises ``StarterError`` with the place of a fault."""
    return Reader(folder_documents(folder)).rulebook()


class Reader:
    """One reading: the words that rules may use first, then the rules, then the whole."""

    def __init__(self, documents: Documents) -> None:
        self.documents = documents
        self.head = documents.frame
        self.sources = Sources(timedelta(days=int(self.head["review_after_days"])))
        self.groups = tuple(
            Group(row["key"], number, words_of(row), product=is_yes(row.get("product")))
            for number, row in enumerate(self.head["groups"])
        )
        self.facts = tuple(self.read_facts())
        self.figures = tuple(self.read_figure(row) for row in documents.figures)
        self.lists = tuple(self.read_list(row) for row in documents.lists)
        self.vocabulary = Vocabulary(
            kinds={fact.key: fact.kind for fact in self.facts} | AFTER_THE_DECISION,
            options={
                fact.key: frozenset(option.key for option in fact.options)
                for fact in self.facts
                if fact.options
            },
            figures=frozenset(figure.key for figure in self.figures),
            lists={named.key: named.members for named in self.lists},
        )
        self.rule_reader = RuleReader(self.vocabulary, self.sources)

    # Questions

    def read_facts(self) -> Iterator[Fact]:
        known = {group.key for group in self.groups}
        order = 0
        for row in self.documents.questions:
            fact = self.read_fact(row, order)
            if fact.group and fact.group not in known:
                raise StarterError(f"questions: {fact.key} stands in the unknown group {fact.group!r}")
            yield fact
            order += 1
            if fact.key == VALUE:
                yield Fact(TOTAL, Kind.MONEY, order, derived=True, words=TOTAL_WORDS)
                order += 1

    def read_fact(self, row: Row, order: int) -> Fact:
        options = tuple(Option(str(option["key"]), words_of(option)) for option in row.get("options") or ())
        return Fact(
            key=row["key"],
            kind=kind_of(row),
            order=order,
            group=row.get("group") or "",
            options=options,
            can_choose=is_yes(row.get("can_choose")),
            derived=is_yes(row.get("derived")),
            derived_from=row.get("derived_from") or "",
            open_point=row.get("open_point") or "",
            words=words_of(row),
            source=self.sources.read(row),
        )

    # Figures and lists

    def read_figure(self, row: Row) -> Figure:
        values = []
        for value in row["values"]:
            where = f"figure {row['key']}"
            values.append(
                Amount(
                    span(value, where),
                    whole(value["amount"], row["unit"], where),
                    self.sources.read(value),
                    value.get("note") or "",
                )
            )
        return Figure(row["key"], row["unit"], tuple(values), words_of(row))

    def read_list(self, row: Row) -> NamedList:
        return NamedList(row["key"], tuple(map(str, row["members"])), words_of(row), self.sources.read(row))

    # Rules

    def rules(self) -> Iterator[Rule]:
        for topic in self.documents.entry_topics:
            for row in topic["rules"]:
                yield self.rule_reader.read(row, topic["topic"], ENTRY_KIND)
        for topic in self.documents.agencies:
            agency = str(topic["agency"])
            for row in topic["rules"]:
                yield self.rule_reader.read(row, agency, "obligation", agency)
        for key, kind in REMARK_KINDS.items():
            for row in self.documents.remarks.get(key, ()):
                finds = f"{kind}:{row['id']}"
                yield replace(self.rule_reader.read({**row, "finds": finds}, kind, kind), kind=kind)

    # The whole

    def rulebook(self) -> Rulebook:
        rules = tuple(self.rules())
        goals = tuple(self.read_goal(row) for row in self.head["goals"])
        categories, aisles = self.read_categories()
        agencies_from = self.head.get("agencies_from")
        return Rulebook(
            title=self.head["title"],
            covers=span(self.head["covers"], "rulebook.yaml"),
            agencies_from=agencies_from,
            strictness=tuple(self.head["strictness"]),
            facts=self.facts,
            groups=self.groups,
            figures=self.figures,
            lists=self.lists,
            countries=tuple(
                Country(code, english(name)) for code, name in sorted(self.head["countries"].items())
            ),
            rules=rules,
            goals=goals,
            categories=categories,
            aisles=aisles,
            topics=tuple(Heading(row["topic"], words_of(row)) for row in self.documents.entry_topics),
            agencies=tuple(self.heading(row) for row in self.documents.agencies),
            citations=self.citations(),
            verdicts=tuple(Heading(row["key"], words_of(row)) for row in self.head["verdicts"]),
        )

    def heading(self, row: Row) -> Heading:
        words = words_of(row)
        words.setdefault("title", english(row["name"]))
        return Heading(str(row["agency"]), words, row.get("url") or "")

    def read_goal(self, row: Row) -> Goal:
        outcomes = [self.read_outcome(item, row["key"]) for item in row["outcomes"]]
        if row.get("otherwise"):
            outcomes.append(self.read_outcome({**row["otherwise"], "when": [{"always": "yes"}]}, row["key"]))
        return Goal(row["key"], tuple(outcomes))

    def read_outcome(self, row: Row, goal: str) -> Outcome:
        where = f"goal {goal}: {row.get('outcome')}"
        return Outcome(
            key=row["outcome"],
            when=self.vocabulary.test(row["when"], where),
            entry=row.get("entry") or row["outcome"],
            also=tuple(row.get("also") or ()),
            words=words_of(row),
            source=self.sources.read(row),
        )

    def read_categories(self) -> tuple[tuple[Category, ...], tuple[Heading, ...]]:
        aisles = tuple(Heading(row["key"], words_of(row)) for row in self.head["aisles"])
        known = {aisle.key for aisle in aisles}
        categories = []
        for row in self.documents.categories:
            if row["aisle"] not in known:
                raise StarterError(f"categories: {row['slug']} stands in the unknown aisle {row['aisle']!r}")
            for fact in (*(row.get("assume") or ()), *(row.get("ask") or ())):
                if fact not in self.vocabulary.kinds:
                    raise StarterError(f"categories: {row['slug']} names the unknown question {fact!r}")
            categories.append(
                Category(
                    slug=row["slug"],
                    aisle=row["aisle"],
                    codes=tuple(str(code).replace(".", "") for code in row.get("hts") or ()),
                    assume=tuple(row.get("assume") or ()),
                    ask=tuple(row.get("ask") or ()),
                    words=words_of(row),
                    examples=tuple(row.get("examples") or ()),
                    also=tuple(row.get("also") or ()),
                )
            )
        return tuple(categories), aisles

    def citations(self) -> tuple[Citation, ...]:
        """Every label that anything cites, with its address; a label without one is a fault."""
        found = []
        for label in sorted(self.sources.cited):
            address = (
                self.sources.addresses.get(label) or self.documents.addresses.get(label) or address_of(label)
            )
            if not address:
                raise StarterError(f"citations: no address is known for {label!r}")
            found.append(Citation(label, address))
        return tuple(found)


AFTER_THE_DECISION = {"outcome": Kind.CHOICE, "process": Kind.CHOICE, "de_minimis": Kind.CHOICE}
REMARK_KINDS = {STEPS: "step", CHARGES: "charge", WARNINGS: "warning", NOTES: "note"}
TOTAL_WORDS = {
    "label": {"en": "The day's total"},
    "ask": {"en": "What is the total value of everything that one person imports that day?"},
}


def kind_of(row: Row) -> Kind:
    if row["key"] in ("categories", "hts"):
        return Kind.CATEGORIES if row["key"] == "categories" else Kind.CODES
    return Kind(row["kind"])
