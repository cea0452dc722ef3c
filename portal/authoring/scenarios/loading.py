"""The starter scenarios: cases in files, read into scenarios and never laid over what staff changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision

from portal.authoring.objects.base import row_sha256
from portal.authoring.scenarios.answers import in_one_form
from portal.authoring.scenarios.models import Scenario
from portal.rulebook.queries import current_edition

STARTER = Path(__file__).resolve().parent / "starter"

Case = Mapping[str, Any]
"""One case of a file: ``id``, ``title``, ``shipment`` and ``expected``, as the contract writes them."""


@dataclass(slots=True)
class Loaded:
    """What a loading did, by the names of the scenarios. ``kept``: changed by staff, so left as it is."""

    made: list[str] = field(default_factory=list)
    renewed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


def starter_cases(folder: Path = STARTER) -> list[Case]:
    """The cases of all files of a folder."""
    return [
        case
        for file in sorted(folder.glob("*.json"))
        for case in json.loads(file.read_text(encoding="utf-8"))
    ]


@transaction.atomic
def load_scenarios(folder: Path = STARTER) -> Loaded:
    """Bring the scenarios up to the files. Safe to run twice: then it is one query.

    Needs an edition: its questions say how answers are read.
    """
    files = {case["id"]: (case, row_sha256(case)) for case in starter_cases(folder)}
    there = dict(Scenario.objects.filter(key__in=files).values_list("key", "starter_sha256"))
    loaded = Loaded()
    made = []
    for key, (case, sha256) in files.items():
        if key not in there:
            made.append(Scenario(key=key, starter_sha256=sha256, **fields_of(case)))
        elif there[key] != sha256:
            _renew(Scenario.objects.get(key=key), fields_of(case), sha256, loaded)
    _make(made)
    loaded.made += [each.key for each in made]
    return loaded


def fields_of(case: Case) -> dict[str, Any]:
    """A case as the fields of a scenario."""
    expected = case["expected"]
    entry = expected.get("entry")
    return {
        "title": case["title"],
        "shipment": in_one_form(case["shipment"], current_edition().law),
        "entries": expected.get("acceptable_entries") or ([entry] if entry else []),
        "de_minimis": expected.get("de_minimis", ""),
        "must_cite": "\n".join(expected.get("must_cite", ())),
        "warns": expected.get("warn", []),
        "applies": _rules(expected.get("applies", {})),
        "checks": _rules(expected.get("check", {})),
        "no_agencies": expected.get("not", []),
        "because": _because(case),
        "source": _source(case),
    }


def _rules(by_agency: Mapping[str, list[str]]) -> list[str]:
    return [rule for rules in by_agency.values() for rule in rules]


def _because(case: Case) -> str:
    expected = case["expected"]
    told = [expected.get("because") or case.get("because", ""), expected.get("entry_detail", "")]
    return "\n".join(text for text in told if text)


def _source(case: Case) -> str:
    """The facts of the law file that a case rests on, and how sure they are."""
    facts, sure = ", ".join(case.get("law", ())), str(case.get("confidence", "")).replace("_", " ")
    told = [f"Law file: {facts}." if facts else "", f"How sure: {sure}." if sure else ""]
    return " ".join(text for text in told if text)


def _make(made: list[Scenario]) -> None:
    """Store new scenarios, each with a first version in its history, made by nobody in particular."""
    Scenario.objects.bulk_create(made)
    versions = Revision.objects.bulk_create([_version(each) for each in made])
    for each, version in zip(made, versions, strict=True):
        each.latest_revision = version
    Scenario.objects.bulk_update(made, ["latest_revision"])


def _version(each: Scenario) -> Revision:
    return Revision(
        content_object=each,
        base_content_type=each.get_base_content_type(),
        content=each.serializable_data(),
        object_str=str(each),
        created_at=timezone.now(),
    )


def _renew(found: Scenario, fields: Mapping[str, Any], sha256: str, loaded: Loaded) -> None:
    """A file that changed since it was loaded: taken over while nobody edited the scenario."""
    found.starter_sha256 = sha256
    if found.revisions.exclude(user=None).exists():
        found.save(update_fields=["starter_sha256"])
        loaded.kept.append(found.key)
        return
    for name, value in fields.items():
        setattr(found, name, value)
    found.save()
    found.save_revision()
    loaded.renewed.append(found.key)
