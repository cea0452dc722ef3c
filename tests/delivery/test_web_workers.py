"""The default installation: one command, no broker, and a web worker delivers."""

import os
import signal
import socket

import pytest

from portal.delivery import relay
from portal.delivery.models import Lease
from tests.delivery.conftest import Noted, Start, time_passes, until
from tests.delivery.test_relay import is_done, post

pytestmark = pytest.mark.django_db(transaction=True)


def delivered_by(noted: Noted) -> int:
    """Post a delivery and return the number of the process that carried it out."""
    before = noted()
    post("note_who")
    until(is_done, "a web worker delivers")
    (who,) = [word for word in noted() if word not in before] or before[-1:]
    return int(who)


def test_a_web_worker_delivers_and_when_it_is_killed_another_does(start: Start, noted: Noted) -> None:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{sock.getsockname()[1]}"
    # Our own gunicorn.conf.py, and an application that needs no law to be loaded first.
    server = start("-m", "gunicorn", "django.core.wsgi:get_wsgi_application()", "--bind", address)
    first = delivered_by(noted)
    assert first != server.pid
    assert delivered_by(noted) == first  # the same one, as long as it lives
    os.kill(first, signal.SIGKILL)
    time_passes()
    second = delivered_by(noted)
    assert second not in {first, server.pid}
    server.send_signal(signal.SIGTERM)
    assert server.wait() == 0
    assert not Lease.objects.filter(name=relay.LEASE).exists()
