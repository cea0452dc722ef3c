"""A draft can be tried as the public will see it, plainly marked, and the public sees nothing of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from portal.authoring.objects.base import LawObject
from portal.rulebook import queries
from tests.authoring.people import drafted, figure, new_value, person, reader, signed_in, writer

pytestmark = pytest.mark.django_db

SHIPMENT = "arrival_date=2027-03-01&mode=air_cargo&origin_country=DE&purpose=resale&value_usd=2700.00"
ANSWER = f"check/answer/?{SHIPMENT}"
FORMAL, INFORMAL = "needs a formal entry", "An informal entry"


@pytest.fixture(autouse=True)
def _look_afresh() -> Iterator[None]:
    queries.forget_current_edition()
    yield
    queries.forget_current_edition()


@pytest.fixture
def draft() -> LawObject:
    return drafted(new_value(figure()), by=writer())


def below(draft: LawObject, path: str) -> str:
    return f"/staff/law/try/figure/{draft.pk}/{path}"


def test_the_draft_answers_below_its_address_and_the_law_everywhere_else(draft: LawObject) -> None:
    client = signed_in(reader())
    tried, public = client.get(below(draft, ANSWER)), client.get(f"/{ANSWER}")
    assert "This is not the law" in tried.content.decode()
    assert "This is not the law" not in public.content.decode()
    assert INFORMAL in tried.content.decode()
    assert INFORMAL not in public.content.decode().split("</h1>")[0]


def test_nobody_keeps_a_page_of_a_draft(draft: LawObject) -> None:
    client = signed_in(reader())
    for path in ("check/", "check/mode/", ANSWER):
        page = client.get(below(draft, path))
        if page.status_code == 200:
            assert "no-store" in page.headers["Cache-Control"]
            assert "public" not in page.headers["Cache-Control"]


def test_every_link_of_the_check_stays_below_the_draft(draft: LawObject) -> None:
    page = signed_in(reader()).get(below(draft, "check/")).content.decode()
    assert 'href="/check/' not in page
    assert f'"{below(draft, "check/")}' in page


def test_what_is_no_part_of_the_check_is_asked_for_in_its_place(draft: LawObject) -> None:
    page = signed_in(reader()).get(below(draft, "law/editions/"))
    assert page.status_code == 302
    assert page.headers["Location"].startswith("/law/editions/")


@pytest.mark.parametrize("somebody", [None, person])
def test_nobody_without_a_role_tries_a_draft(somebody: object, draft: LawObject) -> None:
    client = signed_in(somebody() if callable(somebody) else None)
    page = client.get(below(draft, ANSWER))
    assert page.status_code in (302, 403)
    assert INFORMAL not in page.content.decode()


def test_a_draft_with_faults_says_so_instead_of_answering() -> None:
    broken = figure().draft()
    row = broken.row()
    row["values"] = row["values"][:1]
    row["values"][0]["through"] = row["values"][0].get("from") or row["values"][0]["checked"]
    found = drafted(broken.take_row(row), by=writer())
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(reader())
    page = client.get(below(found, "check/"), follow=True)
    assert "This cannot be published" in page.content.decode()
