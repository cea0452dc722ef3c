"""How gunicorn serves the site; it reads this file by itself. README.md tells what else can be set."""

from typing import Any

# What a client may not tell us: only a proxy that ENTRYWISE_PROXIES counts speaks for others.
forwarder_headers = ""
secure_scheme_headers: dict[str, str] = {}

limit_request_line = 8190
control_socket_disable = True
loglevel = "error"  # gunicorn's warnings name addresses
threads = 4  # one more than portal/web/slow.py lets be busy
workers = 2


def post_worker_init(worker: Any) -> None:
    """Each worker brings a relay; one of them works, the others stand by. Django is ready only here."""
    from portal.delivery import relay

    worker.relay = relay.in_background()


def worker_exit(server: Any, worker: Any) -> None:
    if getattr(worker, "relay", None):
        worker.relay.stop()
