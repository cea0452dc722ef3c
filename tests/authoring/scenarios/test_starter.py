"""The starter scenarios are loaded once, brought up to date, and never laid over what staff changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.authoring.scenarios.loading import load_scenarios, starter_cases
from portal.authoring.scenarios.models import Scenario
from tests.authoring.people import writer

pytestmark = pytest.mark.django_db


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """A newer starter: one case expects something else, and there is one more."""
    cases: list[dict[str, Any]] = [dict(case) for case in starter_cases() if case["id"] in ("A02", "A03")]
    cases[0] = cases[0] | {"expected": cases[0]["expected"] | {"entry": "formal"}}
    cases.append(cases[1] | {"id": "Z99", "title": "One more"})
    (tmp_path / "entry.json").write_text(json.dumps(cases), encoding="utf-8")
    return tmp_path


def test_loading_again_is_one_query() -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        loaded = load_scenarios()
    assert (loaded.made, loaded.renewed, loaded.kept) == ([], [], [])
    assert len([query for query in queries if "SAVEPOINT" not in query["sql"]]) == 1


def test_a_case_keeps_what_its_file_expects() -> None:
    toy = Scenario.objects.get(key="P001")
    assert toy.applies == ["cpsc-cpc", "cpsc-toys", "cpsc-efiling", "fcc-rf", "phmsa-lithium"]
    assert toy.no_agencies == ["FDA", "APHIS", "NHTSA", "EPA"]
    assert toy.because.startswith("A toy for children")
    either = Scenario.objects.get(must_cite__contains="19 CFR 10.153(e)", de_minimis="not_eligible")
    assert either.entries == ["informal", "formal"]
    assert either.source.endswith("How sure: one source.")


def test_a_newer_starter_is_taken_over(changed: Path) -> None:
    loaded = load_scenarios(changed)
    assert (loaded.made, loaded.renewed, loaded.kept) == (["Z99"], ["A02"], [])
    renewed = Scenario.objects.get(key="A02")
    assert renewed.entries == ["formal"]
    assert renewed.revisions.count() == 2
    assert Scenario.objects.get(key="Z99").revisions.count() == 1
    assert load_scenarios(changed).renewed == []


def test_what_staff_changed_is_never_overwritten(changed: Path) -> None:
    mine = Scenario.objects.get(key="A02")
    mine.title = "As we say it"
    mine.save()
    mine.save_revision(user=writer())
    loaded = load_scenarios(changed)
    assert (loaded.renewed, loaded.kept) == ([], ["A02"])
    kept = Scenario.objects.get(key="A02")
    assert (kept.title, kept.entries) == ("As we say it", ["informal"])
    assert load_scenarios(changed).kept == []  # told once


def test_a_starter_case_is_not_deleted_in_any_way() -> None:
    with pytest.raises(PermissionDenied):
        Scenario.objects.get(key="A02").delete()
    with pytest.raises(PermissionDenied):
        Scenario.objects.filter(key__in=["A02", "A03"]).delete()
    assert Scenario.objects.count() == 211


def test_a_scenario_expects_at_least_one_thing() -> None:
    nothing = Scenario(key="S1", title="Nothing", shipment={"mode": "postal"})
    with pytest.raises(ValidationError, match="at least one thing"):
        nothing.full_clean()
    nothing.no_agencies = ["FDA"]
    nothing.full_clean()


def test_going_back_to_a_version_never_takes_a_scenario_out_of_the_count() -> None:
    made = Scenario(key="S1", title="For a draft", shipment={"mode": "postal"}, entries=["informal"])
    made.made_for = "figure/informal-limit"
    made.save()
    version = made.save_revision(user=writer())
    made.made_for = ""
    made.save()
    assert version.as_object().made_for == ""
