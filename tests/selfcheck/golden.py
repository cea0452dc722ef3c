"""The golden answers: shipments out of the lawyers' scenarios with what the starter law decided of them.

They are held against the engine by ``test_golden_answers.py``. Where the law itself changes on purpose, make
them anew, and read the difference before it is committed:

    .venv/bin/python manage.py shell -v 0 -c "from tests.selfcheck.golden import write; write()"
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from portal.selfcheck.determination import Determination, summary
from portal.selfcheck.replay import DECISIONS
from portal.selfcheck.shipment import ShipmentReader
from tests.law import TODAY, starter_edition

FOLDER = Path(__file__).parent / "kept"
SCENARIOS = Path(__file__).resolve().parents[2] / "portal/authoring/scenarios/starter"
ONE_IN = {"entry": 3, "agencies": 4}
"""Of so many scenarios one is kept: some thirty of each file."""


def decisions(shipment: dict[str, Any], asked_on: date) -> dict[str, Any]:
    """What is decided of a shipment, without a word that somebody might put better."""
    edition = starter_edition()
    answers = ShipmentReader(edition.law).read(shipment)
    told = summary(Determination(edition, answers, asked_on))
    return {field: told[field] for field in DECISIONS}


def golden() -> list[dict[str, Any]]:
    """Every golden answer: ``id``, ``shipment``, ``asked_on`` and what was ``decided``."""
    files = sorted(FOLDER.glob("*.json"))
    return [answer for file in files for answer in json.loads(file.read_text(encoding="utf-8"))]


def write() -> None:
    """Make them anew from the scenarios and the starter law as they are now. One line is one answer."""
    for name, one_in in ONE_IN.items():
        cases = json.loads((SCENARIOS / f"{name}.json").read_text(encoding="utf-8"))[::one_in]
        lines = [
            json.dumps(
                {
                    "id": case["id"],
                    "shipment": case["shipment"],
                    "asked_on": TODAY.isoformat(),
                    "decided": decisions(case["shipment"], TODAY),
                }
            )
            for case in cases
        ]
        (FOLDER / f"{name}.json").write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")
