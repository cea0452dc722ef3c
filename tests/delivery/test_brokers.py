"""With a broker: real Redis, real RabbitMQ, real workers, and brokers that are away or never answer."""

import os
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from kombu import Connection

from portal.celery import app
from portal.delivery import publishing
from portal.delivery.models import Delivery, State
from portal.delivery.relay import Relay
from tests.delivery.conftest import Noted, Start, can_be_locked, time_passes, until
from tests.delivery.servers import FallsSilent, SilentServer
from tests.delivery.test_relay import is_done, post

pytestmark = pytest.mark.django_db(transaction=True)

BROKERS = {
    "redis": os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/0"),
    "rabbitmq": os.environ.get("TEST_RABBITMQ_URL", "amqp://guest:guest@127.0.0.1:5672//"),
}

UseBroker = Callable[[str], None]


@pytest.fixture
def queue() -> str:
    """A queue of this test alone, whatever else the broker serves."""
    return f"entrywise-test-{uuid4().hex}"


@pytest.fixture
def use(queue: str, settings: Any, monkeypatch: pytest.MonkeyPatch) -> UseBroker:
    """Have the relay publish to the broker of an address."""
    monkeypatch.setitem(app.conf, "task_default_queue", queue)
    monkeypatch.setitem(app.conf, "broker_transport_options", {"global_keyprefix": f"{queue}:"})
    app.__dict__.pop("amqp", None)  # what it remembered of another test's queue

    def begin(address: str) -> None:
        settings.CELERY_BROKER_URL = address

    return begin


@pytest.fixture(params=BROKERS)
def broker(request: pytest.FixtureRequest, queue: str) -> Iterator[str]:
    """The address of a real broker. The queue is removed afterwards."""
    if request.param == "redis":
        pytest.importorskip("redis", reason="The package redis is not installed.")
    address = BROKERS[request.param]
    with Connection(address) as connection:
        try:
            socket.create_connection((connection.hostname, connection.port)).close()
        except OSError:
            pytest.skip(f"No {request.param} answers at {connection.as_uri()}.")
        yield address
        if request.param == "redis":
            client = connection.default_channel.client
            for key in client.scan_iter(f"{queue}:*"):
                client.delete(key)
        else:
            connection.default_channel.queue_delete(queue)


@pytest.fixture
def start_worker(start: Start, queue: str) -> Callable[[str], None]:
    def begin(address: str) -> None:
        worker = ("-m", "celery", "--app", "portal.celery", "worker", "--concurrency", "1")
        quiet = ("--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "warning")
        start(*worker, *quiet, CELERY_BROKER_URL=address, TEST_QUEUE=queue)

    return begin


def test_a_worker_carries_out_each_delivery_once_whatever_dies_or_comes_twice(
    broker: str, use: UseBroker, start_worker: Callable[[str], None], noted: Noted, tmp_path: Path
) -> None:
    use(broker)
    start_worker(broker)
    begun = tmp_path / "begun"
    post("stumble", word="stumbled", begun=str(begun))
    Relay().once()
    until(begun.exists, "the worker begins")
    os.kill(int(begun.read_text()), signal.SIGKILL)
    until(can_be_locked, "what it had half done is undone")
    assert noted() == []
    assert Delivery.objects.get().state == State.RUNNING

    words = [f"word {number}" for number in range(10, 30)]
    for word in words:
        post("note", word=word)
    for _ in range(2):  # most messages are published twice
        time_passes()
        Relay().once()
    until(is_done, "the worker's next process carries out all that was left and all that came")
    post("note", word="word 99")
    Relay().once()
    until(is_done, "the last word, which comes after every message that came twice")
    assert noted() == ["stumbled", *words, "word 99"]
    assert set(Delivery.objects.filter(kind="note").values_list("attempts", flat=True)) == {1}


def closed_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@pytest.mark.parametrize("scheme", ["redis", "amqp"])
def test_a_dead_broker_costs_no_delivery_a_try_and_loses_none(
    scheme: str, use: UseBroker, noted: Noted, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    if scheme == "redis":
        pytest.importorskip("redis", reason="The package redis is not installed.")
    use(f"{scheme}://127.0.0.1:{closed_port()}/")
    for word in ("one", "two"):
        post("note", word=word)
    relay = Relay()
    relay.once()
    relay.once()
    assert set(Delivery.objects.values_list("state", "attempts", "claim")) == {(State.WAITING, 0, None)}
    assert caplog.text.count("The broker is away") == 1  # and it is left in peace for a moment
    settings.CELERY_BROKER_URL = ""
    Relay().once()
    assert noted() == ["one", "two"]


@pytest.mark.parametrize("scheme", ["redis", "amqp"])
def test_a_broker_that_accepts_and_never_answers_is_given_up(
    scheme: str, use: UseBroker, noted: Noted
) -> None:
    """The relay would hang here for ever, and this test with it, if one of its waits had no end."""
    if scheme == "redis":
        pytest.importorskip("redis", reason="The package redis is not installed.")
    with SilentServer() as server:
        use(f"{scheme}://127.0.0.1:{server.port}/")
        post("note", word="patient")
        assert server.connections == 0  # whoever posts never talks to a broker
        with pytest.raises(publishing.BrokerAwayError):
            publishing.publish_batch()
        assert server.connections == 1
    assert Delivery.objects.get().state == State.WAITING


def test_a_broker_that_takes_a_message_and_never_confirms_it_is_given_up(
    broker: str, use: UseBroker, noted: Noted
) -> None:
    address = urlsplit(broker)
    assert address.hostname is not None
    with FallsSilent(address.hostname, address.port or 0, at=publishing.TASK.encode()) as server:
        account = address.netloc.rpartition("@")[0]
        use(f"{address.scheme}://{account}{'@' if account else ''}127.0.0.1:{server.port}{address.path}")
        post("note", word="patient")
        with pytest.raises(publishing.BrokerAwayError):
            publishing.publish_batch()
        assert server.swallowed
    assert Delivery.objects.get().state == State.WAITING


def test_a_relay_that_dies_while_publishing_leaves_what_the_next_publishes(noted: Noted) -> None:
    post("note", word="left")
    publishing.claims.to_publish(10)
    assert not publishing.claims.is_anything_due()
    time_passes()
    Relay().once()
    assert noted() == ["left"]
