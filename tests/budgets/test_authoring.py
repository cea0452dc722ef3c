"""What the pages of the law's desk may ask of the database, whatever the size of the law."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.authoring.objects.topics import AgencyTopic, EntryTopic, NextSteps
from tests.authoring.people import drafted, figure, new_value, signed_in, superuser, writer

pytestmark = pytest.mark.django_db

EDITOR_QUERIES, GATE_QUERIES, LIST_QUERIES = 60, 60, 20


def asked(client: Client, path: str) -> int:
    client.get(path)  # the first page of a process fills what is kept between requests
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize(
    ("kind", "key"), [(AgencyTopic, "FDA"), (EntryTopic, "bans-by-origin"), (NextSteps, "steps")]
)
def test_the_editor_of_the_largest_topics_stays_under_its_queries(kind: type[EntryTopic], key: str) -> None:
    found = kind.objects.get(key=key)
    path = f"/staff/snippets/authoring/{kind._meta.model_name}/edit/{found.pk}/"
    assert asked(signed_in(superuser()), path) <= EDITOR_QUERIES


def test_the_gate_asks_no_more_the_more_scenarios_there_are() -> None:
    found = drafted(new_value(figure()), by=writer())
    client = signed_in(superuser())
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"/staff/law/gate/figure/{found.pk}/").status_code == 200
    assert len(queries) <= GATE_QUERIES


def test_the_list_of_all_rules_stays_under_its_queries() -> None:
    assert asked(signed_in(superuser()), "/staff/law/rules/") <= LIST_QUERIES
