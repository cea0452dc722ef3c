"""What the things of a rulebook are called inside a sentence.

A name that comes from the rulebook stands in quotation marks, as it is written where it is edited. Two
things of one kind with the same name are told apart by their keys, so that no two tests read alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.rulebook.wording import Wording, dotted, in_sentence, quoted
from portal.rules.answers import DAY, MODE, ORIGIN, OTHERS, SENT_FROM, TOTAL, VALUE
from portal.rules.law import Fact, Goal, Kind, Rulebook, Words
from portal.rules.ready import DE_MINIMIS, ENTRY, ROUTE

OUTCOME, PROCESS, PURPOSE, QUANTITY = "outcome", "process", "purpose", "quantity"
GOALS = {PROCESS: ENTRY, DE_MINIMIS: DE_MINIMIS}
"""What only the remarks on a decision read, and the goal whose outcomes are its values."""
_THE = "AE AX BQ BS BV CC CF CK DO FK FO GB GM IM IO KM KY MH MP MV NL PH SB SC TC TF UM US VG VI"
TAKES_AN_ARTICLE = frozenset(_THE.split(" "))
"""Countries whose names need "the" inside an English sentence."""
MOST_NAMES = 8
Texts = Iterable[tuple[str, Mapping[str, Words]]]


class Names:
    """The names of one rulebook's things, in one wording."""

    def __init__(self, book: Rulebook, wording: Wording) -> None:
        self.book = book
        self.wording = wording
        self.facts = {fact.key: fact for fact in book.facts}
        self.derived = frozenset(fact.key for fact in book.facts if fact.derived_from)
        self._answers: dict[str, dict[str, str]] = {}

    # Things by their keys

    @cached_property
    def labels(self) -> dict[str, str]:
        return self._named(((fact.key, fact.words) for fact in self.book.facts), "label")

    @cached_property
    def countries(self) -> dict[str, str]:
        return self._named(((one.code, {"name": one.words}) for one in self.book.countries), "name")

    @cached_property
    def kinds(self) -> dict[str, str]:
        return self._named(((kind.slug, kind.words) for kind in self.book.categories), "label")

    @cached_property
    def figures(self) -> dict[str, str]:
        return self._named(((figure.key, figure.words) for figure in self.book.figures), "title")

    @cached_property
    def lists(self) -> dict[str, str]:
        return self._named(((named.key, named.words) for named in self.book.lists), "title")

    @cached_property
    def findings(self) -> dict[str, str]:
        return self._named(((verdict.key, verdict.words) for verdict in self.book.verdicts), "title")

    @cached_property
    def rules(self) -> dict[str, str]:
        return self._named(((rule.id, rule.words) for rule in self.book.rules), "title")

    @cached_property
    def lists_by_members(self) -> dict[frozenset[str], str]:
        """The key of each list by what is on it; of two that are alike the first."""
        return {frozenset(named.members): named.key for named in reversed(self.book.lists)}

    def _named(self, things: Texts, word: str) -> dict[str, str]:
        names = {key: self.wording.say(words, word) or key for key, words in things}
        times = Counter(names.values())
        return {key: name if times[name] == 1 else f"{name} ({key})" for key, name in names.items()}

    # Questions and answers

    def label(self, fact: str) -> str:
        return self.labels.get(fact, fact)

    def statement(self, fact: str) -> str:
        """What is so when a yes/no question is answered yes, inside a sentence."""
        return self.lowered(self.label(fact))

    @cached_property
    def _subjects(self) -> dict[str, str]:
        """What the engine knows by name, as singular nouns: a label need not be one."""
        return {
            MODE: _("the way of shipping"),
            PURPOSE: _("the purpose"),
            ORIGIN: _("the country of origin"),
            SENT_FROM: _("the country that it is sent from"),
            VALUE: _("the value of this shipment"),
            TOTAL: _("the day's total"),
            OTHERS: _("the value of the other imports of the same day"),
            QUANTITY: _("the number of units"),
            DAY: _("the day of arrival"),
            ROUTE: _("the kind of entry"),
            OUTCOME: _("the kind of entry in the answer"),
            PROCESS: _("the process in the answer"),
            DE_MINIMIS: _("the answer about the low-value exemption"),
        }

    def subject(self, fact: str) -> str:
        """What an answer is about, inside a sentence."""
        if fact in self._subjects:
            return self._subjects[fact]
        return _("the answer to %(question)s") % {"question": quoted(self.label(fact))}

    def member(self, fact: str, member: str) -> str:
        """One option, country, kind of goods, tariff code or outcome, as it is written."""
        if self.kind(fact) == Kind.CODES:
            return dotted(member)
        return self._answers_of(fact).get(member, member)

    def _answers_of(self, fact: str) -> dict[str, str]:
        if fact not in self._answers:
            self._answers[fact] = self._members(fact)
        return self._answers[fact]

    def members(self, fact: str, members: Iterable[str], most: int = MOST_NAMES) -> str:
        """Several of them, sorted; a long list is cut short and says so."""
        named = sorted(self.member(fact, member) for member in members)
        return ", ".join(cut(named, most)) if named else _("None of these")

    def in_order(self, fact: str, members: Iterable[str]) -> list[str]:
        """Options and outcomes in the order in which they are offered, all others by their names."""
        if self.kind(fact) not in (Kind.CHOICE, None):
            return sorted(members, key=lambda member: self.member(fact, member))
        places = {member: place for place, member in enumerate(self._answers_of(fact))}
        return sorted(members, key=lambda member: (places.get(member, len(places)), member))

    def answer(self, fact: str, member: str) -> str:
        """The same inside a sentence: quoted, but for countries and codes."""
        name, kind = self.member(fact, member), self.kind(fact)
        if kind == Kind.COUNTRY:
            return _("the %(country)s") % {"country": name} if member in TAKES_AN_ARTICLE else name
        return name if kind == Kind.CODES else quoted(name)

    def kind(self, fact: str) -> Kind | None:
        return self.facts[fact].kind if fact in self.facts else None

    def _members(self, fact: str) -> dict[str, str]:
        known = self.facts.get(ROUTE if fact == OUTCOME else fact)
        if fact in GOALS:
            return self.outcomes.get(GOALS[fact], {})
        if known is None:
            return {}
        if known.kind == Kind.COUNTRY:
            return self.countries
        return self.kinds if known.kind == Kind.CATEGORIES else self._options(known)

    def _options(self, fact: Fact) -> dict[str, str]:
        return self._named(((option.key, option.words) for option in fact.options), "label")

    @cached_property
    def outcomes(self) -> dict[str, dict[str, str]]:
        return {goal.key: self._outcomes(goal) for goal in self.book.goals}

    def _outcomes(self, goal: Goal) -> dict[str, str]:
        """Outcomes with the same title are told apart by their places in the order of their goal."""
        titles = [self.wording.say(outcome.words, "title") or outcome.key for outcome in goal.outcomes]
        times = Counter(titles)
        return {
            outcome.key: title
            if times[title] == 1
            else _("%(title)s (no. %(number)s)") % {"title": title, "number": number}
            for number, (outcome, title) in enumerate(zip(goal.outcomes, titles, strict=True), 1)
        }

    def outcome(self, goal: str, key: str) -> str:
        return self.outcomes.get(goal, {}).get(key, key)

    # Inside sentences

    @cached_property
    def _proper(self) -> frozenset[str]:
        """First words that are names of places: they keep their capital everywhere."""
        return frozenset(word for name in self.countries.values() for word in name.split(" "))

    def lowered(self, text: str) -> str:
        return in_sentence(text, self._proper)

    def finding(self, verdict: str) -> str:
        """What a verdict says is so, inside a sentence."""
        if verdict in self.findings:
            return self.lowered(self.findings[verdict])
        return _("%(finding)s is found") % {"finding": quoted(verdict)}

    def rule(self, rule_id: str) -> str:
        return quoted(self.rules.get(rule_id, rule_id))

    def figure(self, key: str) -> str:
        return self.lowered(self.figures.get(key, key))

    def named_list(self, key: str) -> str:
        return quoted(self.lists.get(key, key))

    def places(self, fact: str, members: frozenset[str]) -> list[str]:
        """Several answers as few names: a named list stands for its members, what is left for itself."""
        if not members:
            return [_("nothing at all")]
        exact = self.lists_by_members.get(members)
        if exact:
            return [self._on_list(exact)]
        named, left = [], members
        if self.kind(fact) == Kind.COUNTRY:
            for named_list in sorted(self.book.lists, key=lambda one: -len(one.members)):
                on_list = frozenset(named_list.members)
                if len(on_list) > MOST_NAMES and on_list <= left:
                    named.append(self._on_list(named_list.key))
                    left -= on_list
        return [*(self.answer(fact, member) for member in self.in_order(fact, left)), *named]

    def _on_list(self, key: str) -> str:
        return _("on the list %(list)s") % {"list": self.named_list(key)}


def remark_headings() -> dict[str, str]:
    """The headings of the rules that go with a decision, by their kinds."""
    return {
        "step": _("Next steps"),
        "charge": _("What it costs"),
        "warning": _("Warnings"),
        "note": _("Points of law that nobody has decided"),
    }


def cut(names: list[str], most: int = MOST_NAMES) -> list[str]:
    """A list that is short enough to read; what is left out is counted."""
    if len(names) <= most:
        return names
    rest = len(names) - most + 1
    return [*names[: most - 1], ngettext("%(number)s more", "%(number)s more", rest) % {"number": rest}]
