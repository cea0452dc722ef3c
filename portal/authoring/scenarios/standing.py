"""Whether each scenario passes on the newest edition: worked out once for an edition, and kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from django.utils import timezone

from portal.authoring.scenarios.models import Scenario
from portal.authoring.scenarios.running import Trial
from portal.rulebook.queries import current_edition

Faults = tuple[str, ...]


@lru_cache(maxsize=1)
def _known(_sha256: str, _today: date) -> dict[str, Faults]:
    """What is known of one edition on one day, by the hash of a scenario's content."""
    return {}


def faults_now(scenarios: Iterable[Scenario]) -> dict[int, Faults]:
    """In what the newest edition answers otherwise than each scenario expects, by primary key."""
    edition = current_edition()
    known = _known(edition.sha256, timezone.localdate())
    contents = {scenario.pk: (scenario, scenario.content_sha256()) for scenario in scenarios}
    trial = Trial(edition.law, ())
    for scenario, content in contents.values():
        if content not in known:
            turned = trial.turned(scenario)
            known[content] = turned.faults if turned else ()
    return {pk: known[content] for pk, (_scenario, content) in contents.items()}
