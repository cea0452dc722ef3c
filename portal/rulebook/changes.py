"""What changed between two editions, in plain words. Nothing that differs is left out.

Each thing of the law is matched with itself by its key. What is the same change many times over (a source
that was checked again) is summed up.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from portal.rulebook.comparing.fields import Tally, differing, field_change
from portal.rulebook.comparing.pairing import pairs
from portal.rulebook.comparing.rows import Changed, Row, nothing, row_changes, summed
from portal.rulebook.comparing.rules import Reading, rule_changes
from portal.rulebook.comparing.terms import (
    citation_changes,
    country_changes,
    fact_changes,
    figure_changes,
    group_changes,
    heading_changes,
    kind_changes,
    list_changes,
    outcome_changes,
)
from portal.rulebook.sentences import Sentences
from portal.rulebook.telling.names import OUTCOME, remark_headings
from portal.rulebook.wording import dotted, listed, quoted, through
from portal.rules.law import (
    AFTERWARDS,
    Category,
    Citation,
    Country,
    Fact,
    Figure,
    NamedList,
    Outcome,
    Rule,
    Rulebook,
)
from portal.rules.spans import ALWAYS


def changes(before: Rulebook | None, after: Rulebook) -> tuple[Changed, ...]:
    """Everything that differs, by headings: the whole, topics, remarks, agencies, then the terms."""
    if before is None:
        return (Changed(_("The rulebook"), "", _("The first edition.")),)
    if before == after:
        return ()
    return _Comparison(before, after).all()


class _Comparison:
    def __init__(self, before: Rulebook, after: Rulebook) -> None:
        self.before = before
        self.after = after
        self.reading = Reading(Sentences(before), Sentences(after), Tally())
        self.headings = self._headings()

    def all(self) -> tuple[Changed, ...]:
        found = [*summed([*self.frame(), *self.rules(), *self.goals(), *self.terms()])]
        sums = self.reading.tally.sums()
        found += [Changed(_("Sources and lists"), "", text, lines) for text, lines in sums]
        places = [_("The rulebook"), *self.headings.values(), *(changed.place for changed in found)]
        ranks = {place: rank for rank, place in enumerate(dict.fromkeys(places))}
        return tuple(sorted(found, key=lambda changed: ranks[changed.place]))

    def frame(self) -> Iterator[Changed]:
        """The plain fields of the rulebook itself; its things are told one by one."""
        things = {"rules", "goals", *_rows_of_terms()}
        for name in differing(self.before, self.after):
            if name not in things:
                before, after = getattr(self.before, name), getattr(self.after, name)
                yield Changed(_("The rulebook"), "", field_change(name, before, after, self._entry))

    def rules(self) -> Iterator[Changed]:
        row = Row("id", self._place, _rule_title, rule_changes, _rule_text)
        yield from row_changes(self.reading, row, _("The rulebook"), self.before.rules, self.after.rules)

    def goals(self) -> Iterator[Changed]:
        found = pairs(self.before.goals, self.after.goals, lambda goal: goal.key)
        whole, title = _("What is decided"), self.reading.after.situations.subject
        yield from (Changed(whole, title(goal.key), _("Decided from now on.")) for goal in found.added)
        yield from (Changed(whole, title(goal.key), _("Not decided any more.")) for goal in found.removed)
        if found.moved:
            yield Changed(whole, "", _("What is decided stands in another order."))
        for old, new in found.both:
            place, row = _row(title(new.key), "key", _title, outcome_changes, _outcome_text)
            yield from row_changes(self.reading, row, place, old.outcomes, new.outcomes)

    def terms(self) -> Iterator[Changed]:
        for name, (whole, row) in _rows_of_terms().items():
            before, after = getattr(self.before, name), getattr(self.after, name)
            yield from row_changes(self.reading, row, whole, before, after)

    # Headings

    def _place(self, rule: Rule) -> str:
        key = rule.agency or (rule.kind if rule.kind in AFTERWARDS else rule.topic)
        return self.headings.get(key, key)

    def _headings(self) -> dict[str, str]:
        """Headings of rules in the order of an edition's page: topics, remarks, agencies."""
        topics = (*self.before.topics, *self.after.topics)
        agencies = (*self.before.agencies, *self.after.agencies)
        titled = self.reading.after
        return {
            **{topic.key: _title(titled, topic) for topic in topics},
            **remark_headings(),
            **{agency.key: _title(titled, agency) for agency in agencies},
        }

    def _entry(self, key: str) -> str:
        return quoted(self.reading.after.names.member(OUTCOME, key))


# How things are called, and what a new one says


def _title(names: Sentences, thing: Any) -> str:
    return names.names.wording.say(thing.words, "title") or str(thing.key)


def _label(names: Sentences, thing: Any) -> str:
    return names.names.wording.say(thing.words, "label") or str(getattr(thing, "key", "") or thing.slug)


def _rule_title(names: Sentences, rule: Rule) -> str:
    return names.names.rules.get(rule.id, rule.id)


def _rule_text(names: Sentences, rule: Rule) -> str:
    told = {"sentence": names.rule(rule).plain, "sources": ", ".join(rule.source.cites)}
    return (_("%(sentence)s Sources: %(sources)s.") if rule.source.cites else "%(sentence)s") % told


def _outcome_text(names: Sentences, outcome: Outcome) -> str:
    return _("it is the answer if %(when)s.") % {"when": names.clause(outcome.when)}


def _figure_text(names: Sentences, figure: Figure) -> str:
    cites = dict.fromkeys(label for value in figure.values for label in value.source.cites)
    return _("%(amounts)s (%(cites)s).") % {"amounts": through(figure, ALWAYS), "cites": ", ".join(cites)}


def _list_text(names: Sentences, named: NamedList) -> str:
    return listed([names.names.countries.get(member, member) for member in named.members])


def _fact_text(names: Sentences, fact: Fact) -> str:
    return names.names.wording.say(fact.words, "ask")


def _kind_text(names: Sentences, kind: Category) -> str:
    codes = listed([dotted(code) for code in kind.codes])
    return _("tariff codes that start with %(codes)s.") % {"codes": codes} if codes else ""


def _country(names: Sentences, country: Country) -> str:
    return names.names.wording.say({"name": country.words}, "name") or country.code


def _citation(_names: Sentences, citation: Citation) -> str:
    return citation.label


def _row(whole: str, key: str, title: Any, tell: Any, describe: Any = nothing) -> tuple[str, Row]:
    """A row of things that all stand under one heading."""
    return whole, Row(key, lambda _thing: whole, title, tell, describe)


def _rows_of_terms() -> dict[str, tuple[str, Row]]:
    """The rows of a rulebook by its fields, each under its heading."""
    return {
        "figures": _row(_("Dated figures"), "key", _title, figure_changes, _figure_text),
        "lists": _row(_("Named lists"), "key", _title, list_changes, _list_text),
        "facts": _row(_("Questions"), "key", _label, fact_changes, _fact_text),
        "groups": _row(_("Subjects of questions"), "key", _title, group_changes),
        "categories": _row(_("Kinds of goods"), "slug", _label, kind_changes, _kind_text),
        "aisles": _row(_("Aisles of goods"), "key", _title, heading_changes),
        "topics": _row(_("Topics"), "key", _title, heading_changes),
        "agencies": _row(_("Agencies"), "key", _title, heading_changes),
        "verdicts": _row(_("Findings"), "key", _title, heading_changes),
        "countries": _row(_("Countries"), "code", _country, country_changes),
        "citations": _row(_("Addresses of citations"), "label", _citation, citation_changes),
    }
