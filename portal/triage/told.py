"""All that was told of a report and about it, opened for whoever may read it. Never the sender's name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from portal.reports import keeping
from portal.reports import services as reports
from portal.reports.models import Evidence
from portal.reports.sealing import CannotOpenError, Key
from portal.triage.models import Case

NOT_TOLD = {"you"}
"""The step about the sender."""
NO_WORDS = {"id", "category", "role", "when"}
"""Keys of choices, not what somebody wrote."""
NAMES = ("name", "also", "store")
"""Of somebody who is accused."""


@dataclass(frozen=True, slots=True)
class Told:
    """``answers`` are the steps as they were sent; ``files`` are what is known of each (`keeping.told`),
    with the ``image_hash`` of a picture."""

    language: str
    answers: Mapping[str, Any]
    messages: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    files: tuple[Mapping[str, Any], ...] = ()

    @property
    def accused(self) -> list[dict[str, str]]:
        return list(self.answers.get("who") or [])

    def names(self) -> list[str]:
        """Of everybody who is accused."""
        return [one[field] for one in self.accused for field in NAMES if one.get(field)]

    def texts(self) -> Iterator[str]:
        """Everything that somebody wrote, the sender and the staff."""
        for step, answer in self.answers.items():
            if step not in NOT_TOLD:
                for told in answer if isinstance(answer, list) else [answer]:
                    yield from _written(told)
        yield from self.messages
        yield from self.notes
        for file in self.files:
            yield str(file.get("name", ""))


def _written(told: Any) -> Iterator[str]:
    if isinstance(told, Mapping):
        yield from (
            str(value) for key, value in told.items() if key not in NO_WORDS and isinstance(value, str)
        )


def told_of(case: Case) -> Told | None:
    """Nothing once the report was disposed of."""
    return told_all([case]).get(case.pk)


def told_all(cases: Iterable[Case]) -> dict[Any, Told]:
    """Of several, each by its key, with the same number of queries. Those that do not open are absent."""
    cases = list(cases)
    files = Prefetch("report__evidence", Evidence.objects.select_related("picture"))
    prefetch_related_objects(cases, "report__messages", files, "notes")
    found = {}
    for case in cases:
        with suppress(CannotOpenError):
            found[case.pk] = _told(case)
    return found


def _told(case: Case) -> Told:
    report = case.report
    key = reports.key_of(report)
    return Told(
        language=report.language,
        answers=reports.answers_of(report),
        messages=tuple(reports.opened(row, key)["text"] for row in report.messages.all()),
        notes=tuple(reports.opened(row, key)["text"] for row in case.notes.all()),
        files=tuple(_file(row, key) for row in report.evidence.all()),
    )


def _file(row: Evidence, key: Key) -> dict[str, Any]:
    looks = reports.opened(row.picture, key) if hasattr(row, "picture") else {}
    return keeping.told(row, key) | looks
