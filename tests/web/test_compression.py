"""Pages go out small; a page that holds a secret goes out padded."""

import gzip

import brotli
import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_public_page_goes_out_as_brotli_to_who_reads_it(client: Client) -> None:
    plain = client.get("/").content
    answer = client.get("/", HTTP_ACCEPT_ENCODING="gzip, deflate, br")
    assert answer.headers["Content-Encoding"] == "br"
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert int(answer.headers["Content-Length"]) == len(answer.content) < len(plain) / 2
    assert brotli.decompress(answer.content) == plain


@pytest.mark.parametrize("accepted", ["gzip", "gzip, br;q=0"])
def test_a_public_page_goes_out_as_gzip_to_who_reads_only_that(client: Client, accepted: str) -> None:
    answer = client.get("/", HTTP_ACCEPT_ENCODING=accepted)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.content) == client.get("/").content


def test_a_page_with_a_token_is_padded_so_that_its_size_tells_nothing(client: Client) -> None:
    sizes = set()
    for _ in range(8):
        answer = client.get("/account/login/", HTTP_ACCEPT_ENCODING="gzip, br")
        assert answer.headers["Content-Encoding"] == "gzip"
        sizes.add(len(answer.content))
    assert len(sizes) > 1


def test_a_head_request_is_answered_without_a_body(client: Client) -> None:
    answer = client.head("/", HTTP_ACCEPT_ENCODING="br")
    assert (answer.status_code, answer.content) == (200, b"")
