"""Notices and doors are data with a day; what has run out stops the service from being put up."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from portal.reports.checks import notices_are_valid
from portal.reports.models import LegalNotice, OtherDoor
from portal.web.management.commands.setup import LOADERS
from tests.reports.writing import soup_of

pytestmark = pytest.mark.django_db


def found(days: int, **more: Any) -> list[str]:
    LegalNotice.objects.filter(key="paperwork").update(
        valid_until=timezone.localdate() + timedelta(days=days), **more
    )
    return [str(message.id) for message in notices_are_valid(databases=["default"])]


@pytest.mark.parametrize(
    ("days", "ids"),
    [(-1, ["reports.E001"]), (0, ["reports.W001"]), (90, ["reports.W001"]), (91, [])],
)
def test_a_notice_that_ran_out_is_an_error_and_one_that_soon_will_a_warning(
    days: int, ids: list[str]
) -> None:
    assert found(days) == ids


def test_a_notice_that_was_taken_down_is_no_error() -> None:
    assert found(-1, live=False) == []


def test_the_check_asks_no_database_unless_it_is_told_to() -> None:
    LegalNotice.objects.update(valid_until=timezone.localdate() - timedelta(days=1))
    assert notices_are_valid(databases=None) == []


def test_loading_again_leaves_what_staff_wrote() -> None:
    LegalNotice.objects.filter(key="award").update(text="Ours")
    OtherDoor.objects.filter(key="ipr").delete()
    call_command("load_notices", stdout=(out := StringIO()))
    assert "Made 1" in out.getvalue()
    assert LegalNotice.objects.get(key="award").text == "Ours"
    assert "load_notices" in LOADERS


def test_the_start_shows_every_door_with_what_happens_there(client: Client) -> None:
    page = soup_of(client.get("/report/"))
    doors = list(OtherDoor.objects.all())
    assert {door.key for door in doors} == {"emergency", "eapa", "forced-labor", "unsafe", "fraud", "ipr"}
    for door in doors:
        assert door.title in page.text
        assert door.what_happens in page.text
        assert not door.url or page.select_one(f"a[href='{door.url}'][rel=noreferrer]")


def test_a_telephone_number_can_be_pressed(client: Client) -> None:
    assert soup_of(client.get("/report/")).select_one("a[href='tel:18002325378']")


def test_what_is_not_known_is_not_stated() -> None:
    assert LegalNotice.objects.get(key="paperwork").valid_until is None
    assert OtherDoor.objects.get(key="eapa").url == ""


def test_staff_change_a_notice_without_a_release(client: Client) -> None:
    notice = LegalNotice.objects.get(key="award")
    notice.text, notice.valid_until = "First.\n\nSecond.", timezone.localdate()
    notice.save()
    text = soup_of(client.get("/report/")).text
    assert "First." in text
    assert "valid until" in text
