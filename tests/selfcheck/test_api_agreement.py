"""The interface, the command and the scenarios that lawyers keep say the same of each shipment."""

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.test import Client

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared/scenarios"
COPIES = ROOT / "portal/authoring/scenarios/starter"
FILES = ["entry", "agencies"]


def scenarios(name: str) -> list[dict[str, Any]]:
    """The scenarios where they are kept, or their copy in this repository."""
    folder = SHARED if SHARED.is_dir() else COPIES
    found: list[dict[str, Any]] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return found


def plain(label: str) -> str:
    return re.sub(r"[\s.§]", "", label).lower()


def faults(expected: dict[str, Any], got: dict[str, Any]) -> Iterator[str]:
    """What is wrong with one determination, in words."""
    if "entry" in expected:
        right = expected.get("acceptable_entries") or [expected["entry"]]
        if got["entry"] not in right:
            yield f"entry {got['entry']}, expected {right}"
        if got["de_minimis"] != expected["de_minimis"]:
            yield f"de_minimis {got['de_minimis']}, expected {expected['de_minimis']}"
        cited = {plain(label) for label in got["citations"]}
        yield from (f"lacks {cite}" for cite in expected.get("must_cite", ()) if plain(cite) not in cited)
        yield from (f"lacks {code}" for code in expected.get("warn", ()) if code not in got["warnings"])
    for kind in ("applies", "check"):
        for agency, rules in expected.get(kind, {}).items():
            missing = set(rules) - set(got["agencies"][kind].get(agency, ()))
            yield from (f"{kind} {agency} lacks {rule}" for rule in sorted(missing))
    named = set(got["agencies"]["applies"]) | set(got["agencies"]["check"])
    yield from (f"names {agency} needlessly" for agency in expected.get("not", ()) if agency in named)


def by_the_interface(client: Client, case: dict[str, Any]) -> dict[str, Any]:
    body = json.dumps({"id": case["id"], "shipment": case["shipment"]})
    answer = client.post("/api/v1/determinations", body, content_type="application/json")
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


@pytest.fixture
def _no_limit(settings: LazySettings) -> None:
    settings.API_PER_MINUTE = 1_000_000


@pytest.mark.usefixtures("_no_limit")
@pytest.mark.parametrize("name", FILES)
def test_every_scenario_is_answered_as_the_law_file_expects(client: Client, name: str) -> None:
    wrong = [
        f"{case['id']} {case['title']}: {fault}"
        for case in scenarios(name)
        for fault in faults(case["expected"], by_the_interface(client, case))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.usefixtures("_no_limit")
@pytest.mark.parametrize("name", FILES)
def test_the_interface_and_the_command_give_the_same_document(
    client: Client, name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = scenarios(name)
    lines = [json.dumps({"id": case["id"], "shipment": case["shipment"]}) for case in cases]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines)))
    call_command("determine")
    by_the_command = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert by_the_command == [by_the_interface(client, case) for case in cases]


@pytest.mark.parametrize("name", FILES)
def test_the_copies_of_the_scenarios_are_those_that_are_kept(name: str) -> None:
    if not SHARED.is_dir():
        pytest.skip("the scenarios are not kept beside this repository here")
    kept, copied = (folder / f"{name}.json" for folder in (SHARED, COPIES))
    assert json.loads(copied.read_text(encoding="utf-8")) == json.loads(kept.read_text(encoding="utf-8"))
