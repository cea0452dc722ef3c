"""What rules may name: every question, figure, list, finding, kind of goods and country there is.

It holds what is published and what is drafted, so that a rule can be written together with the figure it
needs; the gate refuses a rule whose figure is not there when it is published. Made anew when anything was
saved, and looked at once a request.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from asgiref.local import Local
from django.core.signals import request_started
from django.db.models import Max
from django.utils.translation import gettext as _
from wagtail.models import Revision

from portal.rulebook.documents import NOTES, WARNINGS, Documents
from portal.rules.law import Kind

Choices = list[tuple[str, Any]]

DECIDED = ("outcome", "process", "de_minimis")
"""What was decided, as what is shown with an answer may read it."""
TOTAL = ("day_total_usd", Kind.MONEY)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    kinds: Mapping[str, Kind]
    labels: Mapping[str, str]
    options: Choices
    decided: Choices
    units: Mapping[str, str]
    all_figures: Choices
    lists: Choices
    countries: Choices
    categories: Choices
    verdicts: Choices
    notes: Choices
    rules: Choices
    product_facts: Choices
    groups: Choices
    aisles: Choices
    entries: Choices
    warnings: Choices
    addresses: Mapping[str, str]

    @property
    def figure_keys(self) -> frozenset[str]:
        return frozenset(self.units)

    def facts(self, kind: Kind) -> Choices:
        """The questions of one kind."""
        return [(key, self.labels[key]) for key, found in self.kinds.items() if found == kind]

    def figures(self, unit: str) -> Choices:
        """The figures of one unit."""
        return [(key, title) for key, title in self.all_figures if self.units[key] == unit]


def of(documents: Documents) -> Vocabulary:
    """The vocabulary of some rows; nothing in them needs to fit together."""
    frame, questions = documents.frame, documents.questions
    kinds = {row["key"]: _kind(row) for row in questions} | dict([TOTAL])
    labels = {row["key"]: str(row.get("label") or row["key"]) for row in questions}
    labels[TOTAL[0]] = _("The day's total")
    outcomes = {goal["key"]: _outcomes(goal) for goal in frame.get("goals", ())}
    entries = [(key, key) for key in frame.get("strictness", ())]
    product = {group["key"] for group in frame.get("groups", ()) if group.get("product")}
    return Vocabulary(
        kinds=kinds | dict.fromkeys(DECIDED, Kind.CHOICE),
        labels=labels,
        options=[
            (labels[row["key"]], _options(row["key"], [(o["key"], o["label"]) for o in row["options"]]))
            for row in questions
            if row.get("options")
        ],
        decided=[
            (_("Kind of entry"), _options("outcome", entries)),
            (_("Process"), _options("process", outcomes.get("entry", []))),
            (_("Low-value exemption"), _options("de_minimis", outcomes.get("de_minimis", []))),
        ],
        units={row["key"]: row["unit"] for row in documents.figures},
        all_figures=_titled(documents.figures),
        lists=_titled(documents.lists),
        countries=sorted(frame.get("countries", {}).items(), key=lambda pair: pair[1]),
        categories=_by_aisle(documents),
        verdicts=_titled(frame.get("verdicts", ())),
        notes=_titled(documents.remarks.get(NOTES, ()), "id"),
        rules=[
            (f"{topic['agency']}", [(row["id"], row["title"]) for row in topic.get("rules") or ()])
            for topic in documents.agencies
        ],
        product_facts=[(row["key"], labels[row["key"]]) for row in questions if row.get("group") in product],
        groups=_titled(frame.get("groups", ())),
        aisles=_titled(frame.get("aisles", ())),
        entries=entries,
        warnings=_warnings(documents.remarks.get(WARNINGS, ())),
        addresses=dict(documents.addresses),
    )


def _kind(row: Mapping[str, Any]) -> Kind:
    return {"categories": Kind.CATEGORIES, "hts": Kind.CODES}.get(row["key"]) or Kind(row["kind"])


def _titled(rows: Iterable[Mapping[str, Any]], key: str = "key") -> Choices:
    return [(str(row[key]), str(row.get("title") or row[key])) for row in rows]


def _warnings(rows: Iterable[Mapping[str, Any]]) -> Choices:
    """The codes of all warnings; several may share one, for days or countries of their own."""
    titles: dict[str, str] = {}
    for row in rows:
        titles.setdefault(str(row["warns"]), str(row["title"]))
    return list(titles.items())


def _options(fact: str, options: Choices) -> Choices:
    return [(f"{fact}={key}", label) for key, label in options]


def _outcomes(goal: Mapping[str, Any]) -> Choices:
    rows = [*goal.get("outcomes", ()), *([goal["otherwise"]] if goal.get("otherwise") else ())]
    return [(row["outcome"], f"{row.get('title', '')} ({row['outcome']})") for row in rows]


def _by_aisle(documents: Documents) -> Choices:
    aisles = {row["key"]: str(row.get("title")) for row in documents.frame.get("aisles", ())}
    found: dict[str, Choices] = {title: [] for title in aisles.values()}
    for row in documents.categories:
        found.setdefault(aisles.get(row["aisle"]) or str(row["aisle"]), []).append(
            (row["slug"], row["label"])
        )
    return [(title, kinds) for title, kinds in found.items() if kinds]


# Kept between requests, and looked at once in each.


class _Kept:
    """What this process knows, and the state of the law of which it was made."""

    source: Callable[[], Documents] | None = None
    stamp: object = None
    vocabulary: Vocabulary | None = None


_seen = Local()


def read_from(source: Callable[[], Documents]) -> None:
    """Where the rows of all that is published or drafted come from."""
    _Kept.source = staticmethod(source)


def vocabulary() -> Vocabulary:
    """The vocabulary of everything that is published or drafted."""
    found: Vocabulary | None = getattr(_seen, "vocabulary", None)
    if found is None:
        stamp = tuple(Revision.objects.aggregate(Max("id"), Max("created_at")).values())
        if _Kept.vocabulary is None or _Kept.stamp != stamp:
            if _Kept.source is None:
                raise RuntimeError("nobody said where the law's rows come from")
            _Kept.vocabulary, _Kept.stamp = of(_Kept.source()), stamp
        found = _seen.vocabulary = _Kept.vocabulary
    return found


def look_again(**_signal: Any) -> None:
    """Forget what this request has seen, as after it saved something."""
    _seen.vocabulary = None


def use(found: Vocabulary) -> None:
    """Take this vocabulary until the next request: while rows are loaded that are not saved yet."""
    _seen.vocabulary = found


request_started.connect(look_again, dispatch_uid="authoring-vocabulary")
