"""Slow work never takes all threads of a process, and whoever finds no seat is told so soon."""

from __future__ import annotations

import runpy
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from django.test import RequestFactory

from portal.web import pdf, slow

ROOT_CONFIG = "gunicorn.conf.py"


@pytest.fixture
def full() -> Iterator[None]:
    with ExitStack() as stack:
        for _seat in range(slow.AT_ONCE):
            stack.enter_context(slow.seat())
        yield


def test_a_thread_stays_free_for_pages() -> None:
    assert runpy.run_path(ROOT_CONFIG)["threads"] > slow.AT_ONCE + slow.WAITING


def test_one_waits_a_little_and_the_next_not_at_all(full: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slow, "WAIT_SECONDS", 0.5)
    took: list[float] = []

    def ask() -> None:
        begun = time.monotonic()
        with pytest.raises(slow.BusyError), slow.seat():
            pass
        took.append(time.monotonic() - begun)

    threads = [threading.Thread(target=ask) for _person in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(seconds > 0.4 for seconds in took) == [False] * 3 + [True]


def test_a_seat_is_given_back_whatever_happens_on_it() -> None:
    for _time in range(slow.AT_ONCE + 1):
        with pytest.raises(ValueError, match="broken"), slow.seat():
            raise ValueError("broken")


def test_a_page_to_print_comes_where_no_pdf_can_be_made_just_now(
    full: None, monkeypatch: pytest.MonkeyPatch, db: None
) -> None:
    monkeypatch.setattr(slow, "WAIT_SECONDS", 0.05)
    context: dict[str, Any] = {"sections": [], "doors": [], "notices": []}
    answer = pdf.as_pdf(RequestFactory().get("/"), "print/paper_report.html", context, "x.pdf")
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert "No PDF can be made just now" in answer.content.decode()
