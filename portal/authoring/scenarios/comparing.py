"""What a scenario expects, held against what a law answers: in sentences, and as data to take over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from portal.authoring.scenarios.words import entry_word, status_word
from portal.rulebook.citations import plain
from portal.rules.compiled import APPLIES, CHECK
from portal.selfcheck.determination import DEPENDS, Determination, agencies


class Answered:
    """What a law answers, in the words of the contract; worked out when it is first compared."""

    def __init__(self, determination: Determination) -> None:
        self.determination = determination

    @cached_property
    def entry(self) -> str:
        entries = self.determination.decision.entries
        return entries[0] if len(entries) == 1 else DEPENDS

    @cached_property
    def de_minimis(self) -> str:
        status = self.determination.decision.de_minimis
        return next(iter(status)) if len(status) == 1 else DEPENDS

    @cached_property
    def _agencies(self) -> dict[str, dict[str, list[str]]]:
        return agencies(self.determination.decision)

    @property
    def warnings(self) -> list[str]:
        return [str(rule.details["warns"]) for rule in self.determination.warnings]

    def rules(self, state: str) -> list[str]:
        """The ids of the agencies' rules that bind ("applies") or may bind ("check")."""
        return [rule for rules in self._agencies[state].values() for rule in rules]

    def names(self, agency: str) -> bool:
        return any(agency in named for named in self._agencies.values())

    def lacks(self, labels: list[str]) -> list[str]:
        """The labels that are not cited. What takes longest to work out is looked at last."""
        for found in (self.determination.grounds, self.determination.citations):
            cited = {plain(label) for label in found()}
            labels = [label for label in labels if plain(label) not in cited]
            if not labels:
                break
        return labels


@dataclass(slots=True)
class Difference:
    """In what an answer is another one than expected: sentences, and each such field as it would be now."""

    faults: list[str] = field(default_factory=list)
    now: dict[str, Any] = field(default_factory=dict)


def difference(expected: Mapping[str, Any], answered: Answered) -> Difference:
    """What a scenario expects, by field, against one answer."""
    found = Difference()
    for name, compare in COMPARED.items():
        if name in expected:
            compare(expected[name], answered, found)
    _rules(expected.get("applies", []), expected.get("checks", []), answered, found)
    if found.now and not any(({**expected, **found.now}).values()):
        # Nothing of what was expected is left, and a scenario expects something.
        found.now |= {"entries": [answered.entry], "de_minimis": answered.de_minimis}
    return found


def _entries(expected: list[str], answered: Answered, found: Difference) -> None:
    if answered.entry not in expected:
        right = get_text_list([entry_word(key) for key in expected], _("or"))
        says = _("The kind of entry is %(now)s; it has to be %(right)s.")
        found.faults.append(says % {"now": entry_word(answered.entry), "right": right})
        found.now["entries"] = [answered.entry]


def _de_minimis(expected: str, answered: Answered, found: Difference) -> None:
    if answered.de_minimis != expected:
        says = _("The low-value exemption is %(now)s; it has to be %(right)s.")
        told = {"now": status_word(answered.de_minimis), "right": status_word(expected)}
        found.faults.append(says % told)
        found.now["de_minimis"] = answered.de_minimis


def _must_cite(expected: list[str], answered: Answered, found: Difference) -> None:
    if lacking := answered.lacks(expected):
        found.faults += [_("It does not cite %(label)s.") % {"label": label} for label in lacking]
        found.now["must_cite"] = "\n".join(label for label in expected if label not in lacking)


def _warns(expected: list[str], answered: Answered, found: Difference) -> None:
    there = answered.warnings
    if lacking := [code for code in expected if code not in there]:
        found.faults += [_("It does not warn of %(code)s.") % {"code": code} for code in lacking]
        found.now["warns"] = [code for code in expected if code in there]


def _no_agencies(expected: list[str], answered: Answered, found: Difference) -> None:
    if named := [agency for agency in expected if answered.names(agency)]:
        says = _("It names %(agency)s, which has no part in it.")
        found.faults += [says % {"agency": agency} for agency in named]
        found.now["no_agencies"] = [agency for agency in expected if agency not in named]


def _rules(applies: list[str], checks: list[str], answered: Answered, found: Difference) -> None:
    """Agencies' rules. One that was to bind and is only to be checked now is expected so, and vice versa."""
    if not (applies or checks):
        return
    bind, check = answered.rules(APPLIES), answered.rules(CHECK)
    says = _("The rule %(rule)s does not bind.")
    found.faults += [says % {"rule": rule} for rule in applies if rule not in bind]
    says = _("The rule %(rule)s is not among those to check.")
    found.faults += [says % {"rule": rule} for rule in checks if rule not in check]
    named = [*applies, *checks]
    for name, before, now in (
        ("applies", applies, [rule for rule in named if rule in bind]),
        ("checks", checks, [rule for rule in named if rule in check]),
    ):
        if now != before:
            found.now[name] = now


COMPARED: dict[str, Callable[[Any, Answered, Difference], None]] = {
    "entries": _entries,
    "de_minimis": _de_minimis,
    "must_cite": _must_cite,
    "warns": _warns,
    "no_agencies": _no_agencies,
}
