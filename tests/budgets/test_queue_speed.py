"""How fast the queue is at 200,000 reports on PostgreSQL: kinds of views, and p95 over all of them.

Counted is the work of this process and of the one that answers it in the database, so that whoever else uses
the machine counts for nothing; where the database runs elsewhere it is the time that passes.
"""

from __future__ import annotations

import os
import re
import sys
import time
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.triage.models import Tag, Team
from tests.authoring.people import signed_in
from tests.budgets.many_reports import NUMBER_ASKED, make
from tests.triage.people import lead, officer

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db]

WITHIN_MS, MOST_QUERIES, ROUNDS = 500, 12, 5
QUEUE = "/staff/violations/"
VIEWS = {
    "as it opens": "",
    "newest first": "sort=newest",
    "deadlines": "sort=deadline",
    "filters": "state=asked&category=marking&verified=yes&evidence=yes",
    "a team's category": "team={team}&category=forced_labor",
    "a tag, all states": "tag={tag}&state=any&sort=oldest",
    "a rare word": "q=zither&state=any",
    "a very common word": "q=invoices&state=any",
    "two words": "q=cotton+lamps&state=any",
    "a common word without another": "q=invoices+-cotton",
    "a phrase": "q=%22invoices+and+the+declared%22",
    "an importer's number": f"q={NUMBER_ASKED}&state=any",
}
OF_THE_FRAME = re.compile(
    r"django_session|triage_notification|wagtailusers_userprofile|wagtailcore_|authoring_desk|^SAVEPOINT|^RELEASE"
    r'|FROM "accounts_user" WHERE "accounts_user"."id" =|FROM "auth_group" INNER JOIN "accounts_user_groups"'
    r'|AS "content_type__app_label"'
)
"""Who is signed in, and what Wagtail asks for its menus: the same on every page of the admin."""


@pytest.fixture
def queue() -> tuple[Client, Team, Tag]:
    if connection.vendor != "postgresql":
        pytest.skip(
            "The queue is measured on PostgreSQL: DATABASE_URL=postgres://… pytest -m benchmark "
            "tests/budgets/test_queue_speed.py"
        )
    officers, client = [officer() for _each in range(30)], signed_in(lead())
    teams = [Team.objects.create(name=f"Team {place}") for place in range(8)]
    tags = [Tag.objects.create(name=f"Tag {place}") for place in range(30)]
    make(officers, teams, tags)
    return client, teams[0], tags[0]


def test_every_kind_of_view_is_fast_at_two_hundred_thousand_reports(queue: tuple[Client, Team, Tag]) -> None:
    client, team, tag = queue
    views = {name: f"{QUEUE}?{query.format(team=team.pk, tag=tag.pk)}" for name, query in VIEWS.items()}
    views["a deep page"] = deep_page(client, 20)
    views["workload"] = f"{QUEUE}workload/"
    taken: dict[str, list[float]] = {name: [] for name in views}
    passed: list[float] = []
    asked = {name: queries(client, address) for name, address in views.items()}
    for _round in range(ROUNDS):
        for name, address in views.items():
            start = time.perf_counter()
            taken[name].append(milliseconds(client, address))
            passed.append((time.perf_counter() - start) * 1_000)
    for name, times in taken.items():
        sys.stderr.write(f"\n{name:32} {min(times):5.0f} to {max(times):5.0f} ms, {asked[name]} queries")
    p95 = at95([each for times in taken.values() for each in times])
    sys.stderr.write(f"\np95 {p95:.0f} ms of work, {at95(passed):.0f} ms that passed\n")
    assert max(asked.values()) <= MOST_QUERIES, asked
    assert p95 <= WITHIN_MS, taken


def at95(taken: list[float]) -> float:
    return sorted(taken)[int(len(taken) * 0.95)]


def deep_page(client: Client, pages: int) -> str:
    """The address of a page that nobody reaches by an offset."""
    address = QUEUE
    for _page in range(pages):
        found = re.search(r'rel="next" href="([^"]+)"', client.get(address).content.decode())
        assert found
        address = QUEUE + found[1].replace("&amp;", "&")
    return address


def milliseconds(client: Client, address: str) -> float:
    start = work_done()
    assert client.get(address).status_code == 200
    return (work_done() - start) * 1_000


def work_done() -> float:
    """Seconds of both processes so far, or of the clock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid(), inet_server_addr() = inet_client_addr()")
        number, is_here = cursor.fetchone()
    told = Path(f"/proc/{number}/stat")
    if not (is_here and told.exists() and "postgres" in told.read_text()):
        return time.perf_counter()
    fields = told.read_text().rpartition(")")[2].split()
    ticks = int(fields[11]) + int(fields[12])
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


def queries(client: Client, address: str) -> int:
    """What the page itself asks."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    assert b"queue-problem" not in answer.content
    return sum(not OF_THE_FRAME.search(query["sql"]) for query in asked)
