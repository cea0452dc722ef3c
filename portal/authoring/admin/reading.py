"""The rules of a draft read back as sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from portal.authoring.objects.base import LawObject


@dataclass(frozen=True, slots=True)
class ReadBack:
    id: str
    title: str
    sentence: str


def read_back(law_object: LawObject) -> Iterator[ReadBack]:
    yield from ()
