"""A partner's own site: another host, with a page that holds what it was given."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A carrier</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"></head>
<body><main><h1>A carrier</h1>{lines}</main></body></html>"""


class PartnerSite(ThreadingHTTPServer):
    """Serves one page. It is not called localhost as the test server is: for browsers it is another site."""

    daemon_threads = True
    lines = ""
    headers: dict[str, str] = {}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/"


class _Pages(BaseHTTPRequestHandler):
    server: PartnerSite

    def do_GET(self) -> None:
        body = PAGE.format(lines=self.server.lines).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_said: Any) -> None:
        pass


@contextmanager
def partner_site() -> Iterator[PartnerSite]:
    with PartnerSite(("127.0.0.1", 0), _Pages) as site:
        Thread(target=site.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield site
        site.shutdown()
