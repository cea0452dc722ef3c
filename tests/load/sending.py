"""Sends pages at their time, and notes what came back."""

from __future__ import annotations

import http.client
import queue
import threading
import time
from collections import Counter
from typing import NamedTuple

HOST, PORT = "127.0.0.1", 8917
SENDERS = 24
TRIES = 60
CSRF = "c" * 32
ANSWERED = 200
KEPT_OPEN_SECONDS = 1.0
"""Less than a server keeps a connection that says nothing."""
HEADERS = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrftoken={CSRF}"}


class Page(NamedTuple):
    """What one page sends, and when."""

    due: float
    token: str
    body: bytes


class Tally:
    """What came back: seconds, answers by kind, receipts by token."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.seconds: list[float] = []
        self.answers: Counter[str] = Counter()
        self.codes: dict[str, str] = {}

    def note(self, answer: str, seconds: float, token: str = "", code: str = "") -> None:
        with self.lock:
            self.answers[answer] += 1
            self.seconds.append(seconds)
            if code:
                self.codes[token] = code

    def milliseconds_at(self, part: float) -> float:
        ranked = sorted(self.seconds)
        return 1000 * ranked[min(len(ranked) - 1, int(len(ranked) * part))]


def send_all(pages: list[Page], port: int = PORT) -> Tally:
    """Send each page at its time, by as many connections as are needed for that."""
    waiting: queue.Queue[Page] = queue.Queue()
    for page in pages:
        waiting.put(page)
    tally, start = Tally(), time.monotonic()
    threads = [
        threading.Thread(target=_sender, args=(waiting, tally, start, port)) for _one in range(SENDERS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return tally


def _sender(waiting: queue.Queue[Page], tally: Tally, start: float, port: int) -> None:
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    while True:
        try:
            page = waiting.get_nowait()
        except queue.Empty:
            connection.close()
            return
        pause = start + page.due - time.monotonic()
        if pause > KEPT_OPEN_SECONDS:
            connection.close()
        time.sleep(max(0.0, pause))
        for attempt in range(TRIES):
            if _is_received(connection, page, tally):
                break
            time.sleep(min(1.0, 0.05 * 2**attempt))


def _is_received(connection: http.client.HTTPConnection, page: Page, tally: Tally) -> bool:
    began = time.monotonic()
    try:
        connection.request("POST", "/report/review/", page.body, HEADERS)
        answer = connection.getresponse()
        text = answer.read().decode()
    except (OSError, http.client.HTTPException) as error:
        connection.close()
        tally.note(type(error).__name__, time.monotonic() - began)
        return False
    code = text.partition('id="code"')[2].partition('value="')[2].partition('"')[0]
    tally.note(str(answer.status), time.monotonic() - began, page.token, code)
    return answer.status == ANSWERED and bool(code)
