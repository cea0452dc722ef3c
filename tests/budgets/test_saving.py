"""Saving the largest topic as its editor sends it: few queries, and no more than a few times opening it."""

from __future__ import annotations

import sys
import time
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.authoring.objects.topics import AgencyTopic
from tests.authoring.people import signed_in, writer
from tests.journeys.conftest import As, as_user

__all__ = ["as_user"]

pytestmark = pytest.mark.django_db(transaction=True)
MOST_QUERIES, TIMES_OPENING = 60, 4
SENT = "new URLSearchParams(new FormData(document.querySelector('form[data-edit-form]'))).toString()"


def work(client: Client, path: str, body: QueryDict | None = None) -> tuple[float, int, Any]:
    """Seconds of this process's own work, queries, and the answer."""
    with CaptureQueriesContext(connection) as queries:
        start = time.process_time()
        answer = client.get(path) if body is None else client.post(path, body)
        return time.process_time() - start, len(queries), answer


def test_saving_the_largest_topic_is_no_great_work(as_user: As) -> None:
    topic = AgencyTopic.objects.get(key="FDA")
    author = writer("FDA")
    path = f"/staff/snippets/authoring/agencytopic/edit/{topic.pk}/"
    page = as_user(author)
    page.goto(path)
    page.locator("textarea[name=about]").fill("Saved to see how long it takes.")
    body = QueryDict(page.evaluate(SENT))
    client = signed_in(author)
    opening = min(work(client, path)[0] for _time in range(3))
    seconds, asked, answer = work(client, path, body)
    sys.stderr.write(f"\nopening {opening:.2f} s, saving {seconds:.2f} s and {asked} queries\n")
    assert answer.status_code == 302, answer.content[:200]
    assert AgencyTopic.objects.get(pk=topic.pk).draft().about == "Saved to see how long it takes."
    assert asked <= MOST_QUERIES
    assert seconds <= TIMES_OPENING * opening
