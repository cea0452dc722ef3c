"""The length of a padded page tells nothing of what it holds."""

from __future__ import annotations

from django.http import HttpResponse
from hypothesis import given
from hypothesis import strategies as st

from portal.web.padding import STEP_BYTES, padded


@given(st.binary(max_size=STEP_BYTES + 100))
def test_every_page_is_whole_steps_long_and_begins_as_it_was(content: bytes) -> None:
    page = padded(HttpResponse(content))
    assert len(page.content) % STEP_BYTES == 0
    assert page.content.startswith(content)
    assert len(page.content) - len(content) < STEP_BYTES + 20


def test_what_is_filled_in_is_never_the_same() -> None:
    assert padded(HttpResponse(b"x")).content != padded(HttpResponse(b"x")).content
