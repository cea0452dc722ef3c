"""What tests of the law's safety stand on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from portal.authoring.objects.base import LawObject
from portal.authoring.objects.terms import Figure
from portal.authoring.review import approving
from portal.authoring.scenarios.models import Scenario
from portal.rulebook import queries
from tests.authoring.people import drafted, submitted, writer
from tests.authoring.security.attackers import new_figure


@pytest.fixture(autouse=True)
def _look_afresh() -> Iterator[None]:
    queries.forget_current_edition()
    yield
    queries.forget_current_edition()


@pytest.fixture
def draft() -> LawObject:
    """A draft with a finished review behind it, so that all its pages have something to show."""
    author = writer()
    found = submitted(new_figure(by=author), by=author)
    approving.take_back(found, by=author)
    scenario = Scenario.objects.order_by("pk")[0]
    scenario.starter_sha256 = ""
    scenario.save()
    scenario.save_revision(user=author)
    return drafted(Figure.objects.get(pk=found.pk), by=author)
