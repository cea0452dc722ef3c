"""How tests ask the library's interface."""

from typing import Any

from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page

from content.sharing.models import SharedPage

API = "/api/library/v1"


def ask(client: Client, path: str, **query: Any) -> Any:
    answer = client.get(f"{API}{path}", query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def every_page(client: Client, **query: Any) -> list[dict[str, Any]]:
    """All parts of the list of pages, as somebody walks them."""
    found: list[dict[str, Any]] = []
    part = ask(client, "/pages/", **query)
    while True:
        found += part["pages"]
        if part["next"] is None:
            return found
        part = client.get(part["next"]).json()


def row_of(slug: str) -> SharedPage:
    return SharedPage.objects.get(slug=slug)


def page_of(slug: str) -> Any:
    return Page.objects.get(slug=slug).specific


def soup(client: Client, path: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(path).content, "html.parser")
