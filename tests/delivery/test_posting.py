"""Whatever is told about and its delivery are kept together, or neither is."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.delivery import services, waking
from portal.delivery.handlers import UnknownKindError
from portal.delivery.models import Delivery, State
from portal.delivery.relay import Relay


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_posts_nothing_and_wakes_nobody() -> None:
    def post_and_fail() -> None:
        with transaction.atomic():
            services.post("note", {"word": "never"})
            services.send_mail("Never", "never", to=["somebody@example.com"])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        post_and_fail()
    assert not Delivery.objects.exists()
    assert not waking._posted.is_set()


@pytest.mark.django_db(transaction=True)
def test_the_relay_is_woken_by_the_commit_and_not_before() -> None:
    with transaction.atomic():
        services.post("note", {"word": "soon"})
        assert not waking._posted.is_set()
    assert waking._posted.is_set()


@pytest.mark.django_db(transaction=True)
def test_a_delivery_cannot_be_posted_apart_from_what_it_tells_about() -> None:
    with pytest.raises(services.OutsideTransactionError):
        services.post("note", {"word": "alone"})
    with pytest.raises(services.OutsideTransactionError):
        services.send_mail("Alone", "alone", to=["somebody@example.com"])
    assert not Delivery.objects.exists()


@pytest.mark.django_db
def test_what_nobody_could_carry_out_is_refused_at_once() -> None:
    with pytest.raises(UnknownKindError):
        services.post("no such kind", {})
    with pytest.raises(TypeError), transaction.atomic():
        services.post("note", {"word": object()})


@pytest.mark.django_db
def test_numbers_cannot_be_guessed_and_nothing_shows_the_content() -> None:
    numbers = {services.post("note", {"word": "secret"}) for _ in range(10)}
    assert len(numbers) == 10
    row = Delivery.objects.first()
    assert row is not None
    assert {number.version for number in numbers} == {4}
    assert "secret" not in f"{row} {row!r}"


@pytest.mark.django_db
def test_each_recipient_gets_a_delivery_of_their_own() -> None:
    services.send_mail("Hello\n", "text", to=["a@example.com", "b@example.com", "a@example.com"])
    assert sorted(row.payload["to"] for row in Delivery.objects.all()) == ["a@example.com", "b@example.com"]
    assert {row.payload["subject"] for row in Delivery.objects.all()} == {"Hello"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"state": State.DONE, "payload": {"word": "left behind"}, "next_at": None},
        {"state": State.DONE, "payload": {}},
        {"state": State.WAITING, "next_at": None},
        {"state": "lost", "next_at": None},
    ],
)
def test_the_database_refuses_content_that_is_kept_and_rows_that_nobody_looks_at(wrong: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(kind="note", **wrong)


@pytest.mark.django_db
def test_what_was_done_is_forgotten_after_its_days_and_nothing_else_is(settings: Any, noted: Any) -> None:
    old, new = (services.post("note", {"word": word}) for word in ("old", "new"))
    Relay().once()
    waiting, failed = (services.post("note", {"word": word}) for word in ("waiting", "failed"))
    long_ago = timezone.now() - timedelta(days=settings.DELIVERY_KEPT_DAYS, seconds=1)
    Delivery.objects.filter(pk=failed).update(state=State.FAILED, next_at=None)
    Delivery.objects.exclude(pk=new).update(posted_at=long_ago)
    Delivery.objects.filter(pk=old).update(done_at=long_ago)
    services.forget_done()
    assert set(Delivery.objects.values_list("pk", flat=True)) == {new, waiting, failed}
