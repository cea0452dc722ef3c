"""What people ask is never written down: answers travel in query strings, and those stay out of the logs."""

import logging

import pytest
from django.test import Client

from portal.web.logs import WithoutContent


@pytest.mark.parametrize(
    ("message", "args", "written"),
    [
        ("Not Found: %s", ("/check/?value_usd=90&origin=CN",), "Not Found: /check/"),
        ('"GET /check/?value_usd=90 HTTP/1.1" 200', (), '"GET /check/ HTTP/1.1" 200'),
        ("plain", (), "plain"),
    ],
)
def test_a_query_string_is_cut_out_of_a_record(message: str, args: tuple[str, ...], written: str) -> None:
    record = logging.LogRecord("django", logging.INFO, "", 0, message, args, None)
    assert WithoutContent().filter(record)
    assert record.getMessage() == written


def test_every_handler_cuts_content_out(settings: object) -> None:
    handlers = settings.LOGGING["handlers"]  # type: ignore[attr-defined]
    assert all("without_content" in handler["filters"] for handler in handlers.values())


@pytest.mark.django_db
def test_a_missing_page_leaves_neither_its_query_nor_an_address(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.handler.addFilter(WithoutContent())
    client.get("/no-such-page/?value_usd=90", REMOTE_ADDR="192.0.2.1")
    assert "/no-such-page/" in caplog.text
    assert "value_usd" not in caplog.text
    assert "192.0.2.1" not in caplog.text
