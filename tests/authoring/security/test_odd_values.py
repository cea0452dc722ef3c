"""Whatever stands in an address or a field: it is refused or taken, and never breaks a page."""

from __future__ import annotations

from time import process_time
from typing import Any
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from portal.accounts.models import User
from portal.authoring.objects.base import LawObject
from portal.authoring.objects.terms import Figure
from portal.authoring.scenarios.models import Scenario
from tests.authoring.people import (
    approver,
    drafted,
    figure,
    new_value,
    signed_in,
    submitted,
    superuser,
    writer,
)
from tests.authoring.security.attackers import edit_url, gate_of, goods, opened

pytestmark = pytest.mark.django_db

ODD = [
    *("²", "٣", "-1", "1e9", "9" * 19, "9" * 5000, "a\x00b", "\ud800", "' OR 1=1 --"),
    *("{", "9999-12-31", "2026-02-30", "%"),
]
SNIPPETS = "/staff/snippets/authoring"


@pytest.fixture
def author() -> User:
    return writer()


def sent(value: str) -> str:
    """A value as it can stand in an address; half of a pair of surrogates becomes bytes that are no text."""
    return quote(value.encode("utf-8", "surrogatepass"))


LISTS: dict[str, tuple[str, ...]] = {
    f"{SNIPPETS}/figure/": ("p", "q", "ordering", "desk", "unit", "is_searching", "next", "list_display"),
    f"{SNIPPETS}/figure/results/": ("p", "q", "ordering", "desk", "unit"),
    f"{SNIPPETS}/question/": ("kind",),
    f"{SNIPPETS}/scenario/": ("p", "q", "ordering", "entry", "agency", "owner", "standing"),
    "/staff/law/rules/": ("p", "page", "q", "topic", "on", "confidence", "review", "status"),
    "/staff/law/reviews/": ("days", "desk"),
    "/staff/law/scenarios/from-answer/": ("draft", "arrival_date", "value_usd", "origin_country", "hts", "x"),
    f"{SNIPPETS}/figure/history/%s/": ("p", "user", "action", "timestamp_from", "timestamp_to", "ordering"),
    f"{SNIPPETS}/figure/usage/%s/": ("p", "describe_on_delete"),
    f"{SNIPPETS}/figure/inspect/%s/": ("p",),
    "/staff/law/export/figure/%s/": ("version",),
    "/staff/law/try/figure/%s/check/answer/": ("arrival_date", "value_usd", "draft"),
    "/staff/bulk/authoring/figure/delete/": ("id", "next", "childOf"),
}


@pytest.mark.parametrize("where", LISTS)
def test_no_parameter_of_a_page_breaks_it(where: str, author: User) -> None:
    client, wrong = signed_in(author), []
    client.raise_request_exception = False
    address = where % figure().pk if "%s" in where else where
    for number, name in enumerate(LISTS[where]):
        for value in ODD[number % 2 :: 2]:
            answer = client.get(f"{address}?{name}={sent(value)}")
            if answer.status_code >= 500:
                wrong.append(f"{name}={value[:20]!r}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


PATHS = [
    f"{SNIPPETS}/figure/edit/%s/",
    f"{SNIPPETS}/figure/inspect/%s/",
    f"{SNIPPETS}/figure/history/%s/",
    f"{SNIPPETS}/figure/history/%s/revisions/compare/earliest...latest/",
    f"{SNIPPETS}/figure/history/1/revisions/compare/%s...latest/",
    f"{SNIPPETS}/figure/history/1/revisions/%s/revert/",
    f"{SNIPPETS}/figure/history/1/revisions/%s/unschedule/",
    f"{SNIPPETS}/figure/workflow_history/1/detail/%s/",
    f"{SNIPPETS}/scenario/edit/%s/",
    f"{SNIPPETS}/scenario/history/%s/revisions/compare/earliest...latest/",
    f"{SNIPPETS}/scenario/history/1/revisions/compare/%s...latest/",
    "/staff/law/gate/figure/%s/",
    "/staff/law/gate/%s/1/",
    "/staff/law/export/%s/1/",
    "/staff/law/import/figure/%s/",
    "/staff/law/try/figure/%s/check/",
    "/staff/law/try/figure/1/%s",
]


@pytest.mark.parametrize("path", PATHS)
def test_no_number_of_an_address_breaks_it(path: str) -> None:
    client = signed_in(superuser())
    client.raise_request_exception = False
    wrong = [value[:20] for value in ODD if client.get(path % sent(value)).status_code >= 500]
    assert not wrong


@pytest.mark.parametrize(
    "name", ["loaded_revision_id", "loaded_revision_created_at", "overwrite_revision_id"]
)
@pytest.mark.parametrize("found", [goods, lambda: Scenario.objects.order_by("pk")[0]])
def test_no_hidden_field_of_an_editor_breaks_it(name: str, found: Any, author: User) -> None:
    client, each = signed_in(author), found()
    form = opened(client, edit_url(each))
    client.raise_request_exception = False
    wrong = []
    for value in ODD:
        answer = client.post(edit_url(each), form | {name: value.replace("\ud800", "")})
        if answer.status_code >= 500:
            wrong.append(value[:20])
    assert not wrong


def test_no_field_of_an_editor_breaks_it(author: User) -> None:
    client, found = signed_in(author), goods()
    form = opened(client, edit_url(found))
    client.raise_request_exception = False
    wrong = []
    names = sorted({*form, "go_live_at", "position", "key", "desk", "expire_at"})
    for number, name in enumerate(names):
        for value in ODD[number % 3 :: 3]:
            answer = client.post(edit_url(found), form | {name: value.replace("\ud800", "")})
            if answer.status_code >= 500:
                wrong.append(f"{name}={value[:20]!r}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", ["action", "submit-why", "approve-sha256", "approve-why", "back-comment"])
def test_no_field_of_the_gate_breaks_it(name: str, author: User) -> None:
    found = submitted(drafted(new_value(figure()), by=author), by=author)
    client = signed_in(approver())
    client.raise_request_exception = False
    for action in ("approve", "send-back"):
        for value in ODD:
            form = {"action": action, name: value.replace("\ud800", "")}
            assert client.post(gate_of(found), form).status_code < 500


# Blocks

FORMS: dict[str, Any] = {
    "nothing": {},
    "a number that is none": {"values-count": "²"},
    "a number without end": {"values-count": "9" * 5000},
    "more blocks than there are": {"values-count": "1000000000"},
    "a block without its parts": {"values-count": "1", "values-0-deleted": "", "values-0-type": "value"},
    "an order that is none": {
        "values-count": "1",
        "values-0-deleted": "",
        "values-0-type": "value",
        "values-0-order": "x",
        "values-0-id": "",
    },
    "an identity that is none": {
        "values-count": "1",
        "values-0-deleted": "1",
        "values-0-id": "\x00",
    },
}


def warm(author: User) -> Client:
    """Somebody for whom the admin and the law are compiled: the first page of a process does that."""
    desk = signed_in(author)
    desk.get(edit_url(figure()))
    desk.get(f"/staff/law/import/figure/{figure().pk}/")
    return desk


@pytest.mark.parametrize("told", FORMS)
def test_blocks_that_no_editor_sends_are_a_bad_request(told: str, author: User) -> None:
    found = figure()
    before = found.revisions.count()
    form = {"title": found.title, "unit": found.unit, **FORMS[told]}
    desk = warm(author)
    began = process_time()
    assert desk.post(edit_url(found), form).status_code == 400
    assert process_time() - began < 5
    assert Figure.objects.get(pk=found.pk).revisions.count() == before


def test_ten_thousand_blocks_are_answered_in_time(author: User) -> None:
    """Bounded by the number and size of fields that a request may have."""
    found = figure()
    form = {"title": found.title, "unit": found.unit, "values-count": "10000"}
    for number in range(10_000):
        form[f"values-{number}-deleted"] = "1"
    desk = warm(author)
    began = process_time()
    assert desk.post(edit_url(found), form).status_code < 500
    assert process_time() - began < 10
    form |= {f"values-{number}-type": "value" for number in range(10_000)}
    assert signed_in(author).post(edit_url(found), form).status_code == 413


NESTED: list[tuple[bytes, str]] = [
    (b"[" * 20_000, "nested in lists"),
    (b"values: " + b"{a: " * 5_000, "nested in keys"),
    (b"a: &a [1]\nb: [*a, *a]\n", "references"),
    (b"values: !!python/object/apply:os.system ['true']\n", "a command"),
    (b"\xff\xfe\x00", "no text"),
    ("key: \ud800".encode("utf-8", "surrogatepass"), "half a pair"),
]


@pytest.mark.parametrize("data", [data for data, _told in NESTED], ids=[told for _data, told in NESTED])
def test_a_file_made_to_break_the_import_is_refused(data: bytes, author: User) -> None:
    found: LawObject = figure()
    sent_file = {"file": SimpleUploadedFile("x.yaml", data), "seen": str(found.latest_revision_id)}
    desk = warm(author)
    began = process_time()
    assert desk.post(f"/staff/law/import/figure/{found.pk}/", sent_file).status_code == 422
    assert process_time() - began < 10
    assert not Figure.objects.get(pk=found.pk).has_unpublished_changes


@pytest.mark.parametrize("seen", ODD)
def test_no_version_of_an_import_breaks_it(seen: str, author: User) -> None:
    found = figure()
    form = {"file": SimpleUploadedFile("x.yaml", b"key: x"), "seen": seen.replace("\ud800", "")}
    assert signed_in(author).post(f"/staff/law/import/figure/{found.pk}/", form).status_code == 422
