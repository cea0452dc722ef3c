"""Rules as the starter files write them: entry rules, agency rules, and what is shown after the decision."""

from __future__ import annotations

from typing import Any

from portal.rulebook.conditions_format import StarterError, Vocabulary
from portal.rulebook.starter_words import WORD_KEYS, Row, Sources, english, plain_value, span, words_of
from portal.rules.conditions import AllOf, AnyOf, Binds, Held, Not, OneOf, Test, Yes
from portal.rules.law import Rule, Softener, Unless

READ_FOR_LOGIC = frozenset(
    {"id", "finds", "from", "through", "when", "unless", "check when", "concerns", "says", "sides"}
    | {"cites", "url", "confidence", "checked", "review", "law", "kind", "status", "topic", "agency"}
)


NOTE_CITES = "note cites"


class RuleReader:
    """Reads rules in the words of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary, sources: Sources) -> None:
        self.vocabulary = vocabulary
        self.sources = sources

    def read(self, row: Row, topic: str, kind: str, agency: str = "") -> Rule:
        where = f"{topic}: {row.get('id')}"
        when = self.vocabulary.test(row.get("when") or [], where)
        concerns = self.concerns(row.get("concerns"), where)
        softeners = [
            Softener(f"{row['id']}?{number}", self.vocabulary.test(item["when"], where), words_of(item))
            for number, item in enumerate(row.get("check when") or (), 1)
        ]
        if concerns is not None:
            when = AllOf((concerns, when))
        if isinstance(row.get("concerns"), dict) and row["concerns"].get("rules"):
            firm = AnyOf(tuple(Binds(rule) for rule in row["concerns"]["rules"]))
            softeners.append(Softener(f"{row['id']}?follows", Not(firm)))
        unless = tuple(
            Unless(
                item.get("id") or f"{row['id']}/{number}",
                self.vocabulary.test(item["when"], where),
                span(item, where),
                words_of(item),
                self.sources.read(item),
            )
            for number, item in enumerate(row.get("unless") or (), 1)
        )
        return Rule(
            id=row["id"],
            topic=topic,
            finds=row.get("finds") or row["id"],
            when=when,
            unless=unless,
            softeners=tuple(softeners),
            span=span(row, where),
            words=words_of(row),
            source=self.sources.read(row),
            agency=agency,
            kind=row.get("kind") or kind,
            status=row.get("status") or "in_force",
            details=self.details(row),
        )

    def concerns(self, concerns: Any, where: str) -> Test | None:
        """The first condition of an agency rule: what goods it concerns at all."""
        if concerns is None or concerns == "everything":
            return None
        parts: list[Test] = []
        if concerns.get("categories"):
            parts.append(
                OneOf("categories", self.vocabulary.members("categories", concerns["categories"], where))
            )
        if concerns.get("hts"):
            parts.append(OneOf("hts", frozenset(map(str, concerns["hts"]))))
        for fact in concerns.get("facts") or ():
            if fact not in self.vocabulary.kinds:
                raise StarterError(f"{where}: no question has the key {fact!r}")
            parts.append(Yes(fact))
        parts += [Held(rule) for rule in concerns.get("rules") or ()]
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def details(self, row: Row) -> dict[str, Any]:
        """What pages show and no logic reads."""
        kept: dict[str, Any] = {}
        for key, value in row.items():
            if key in READ_FOR_LOGIC or key in WORD_KEYS or value in (None, [], ""):
                continue
            if key == NOTE_CITES:
                value = self.sources.labels(value)
            kept[key.replace(" ", "_")] = plain_value(value)
        if row.get("sides"):
            kept["sides"] = [
                {"says": dict(english(side["says"])), "cites": list(self.sources.read(side).cites)}
                for side in row["sides"]
            ]
        return kept
