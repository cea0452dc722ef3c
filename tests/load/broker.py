"""A queue of one run alone, at a broker that may serve others; it is gone at the end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from kombu import Connection


@contextmanager
def own_queue(address: str) -> Iterator[str]:
    name = f"entrywise-load-{uuid4().hex}"
    is_redis = address.startswith("redis")
    yield name
    with Connection(address) as connection:
        if is_redis:
            client = connection.default_channel.client
            for key in client.scan_iter(f"{name}:*"):
                client.delete(key)
        else:
            connection.default_channel.queue_delete(name)
