"""The page of the queue: what it shows, what it asks of the database, and that looking is accounted for."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.authoring.people import signed_in
from tests.triage.people import lead, reported

pytestmark = pytest.mark.django_db

MOST_QUERIES = 12


@pytest.mark.parametrize("count", [2, 20])
def test_queries(count: int) -> None:
    for _n in range(count):
        reported()
    client = signed_in(lead())
    client.get("/staff/violations/")
    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/staff/violations/?q=invoices")
    for q in queries:
        print(q["sql"][:230])
    print(len(queries), answer.status_code)
    assert 0
