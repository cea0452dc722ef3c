"""Operators hear of what waits too long, once an hour, and not by the way that may be broken."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from portal.delivery import services, watching
from portal.delivery.alarms import alarms
from portal.delivery.models import Delivery
from tests.delivery.conftest import Noted, time_passes

pytestmark = pytest.mark.django_db
OPERATOR = "operator@example.gov"


@pytest.fixture(autouse=True)
def _told(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.ALARM_MAIL = [OPERATOR]
    for name in set(alarms) - {"outbox"}:
        monkeypatch.delitem(alarms, name)


def post_long_ago(**minutes: int) -> None:
    with transaction.atomic():
        number = services.post("note", {"word": "secret"})
    Delivery.objects.filter(pk=number).update(posted_at=timezone.now() - timedelta(**minutes))


def test_while_all_is_well_nobody_hears_anything(noted: Noted) -> None:
    post_long_ago(minutes=4)
    watching.watch()
    assert mail.outbox == []


def test_a_delivery_that_nobody_tries_for_five_minutes_is_told_at_once_and_then_once_an_hour(
    noted: Noted, caplog: pytest.LogCaptureFixture
) -> None:
    post_long_ago(minutes=6)
    for _time in range(3):
        watching.watch()
    assert [m.to for m in mail.outbox] == [[OPERATOR]]
    assert "more than five minutes" in str(mail.outbox[0].body)
    assert caplog.text.count("Alarm outbox") == 3
    assert "secret" not in caplog.text + str(mail.outbox[0].body)
    assert Delivery.objects.count() == 1, "it does not go by the outbox"
    time_passes()
    watching.watch()
    assert len(mail.outbox) == 2


def test_a_mail_server_that_is_away_stops_no_alarm(
    noted: Noted, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.DELIVERY_MAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    post_long_ago(minutes=6)
    watching.watch()
    watching.watch()
    assert caplog.text.count("could not be mailed: ConnectionRefusedError") == 2, "and is tried again"


def test_what_has_failed_for_good_is_told(noted: Noted) -> None:
    post_long_ago(minutes=1)
    Delivery.objects.update(state="failed", next_at=None)
    watching.watch()
    assert "failed for good" in str(mail.outbox[0].body)
