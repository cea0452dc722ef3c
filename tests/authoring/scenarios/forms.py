"""What a browser sends of a form: the fields that are filled in, ticked or chosen."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import urlencode

from django.http import QueryDict


class _Filled(HTMLParser):
    """Reads the controls of a page the way a browser does when the form is sent."""

    def __init__(self) -> None:
        super().__init__()
        self.pairs: list[tuple[str, str]] = []
        self.select = ""
        self.chosen: str | None = None
        self.first: str | None = None
        self.textarea: str | None = None
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        name = found.get("name") or ""
        if tag == "input" and name and found.get("type") not in ("submit", "button", "file"):
            if found.get("type") not in ("checkbox", "radio") or "checked" in found:
                self.pairs.append((name, found.get("value") or ""))
        elif tag == "select":
            self.select, self.chosen, self.first = name, None, None
        elif tag == "option" and self.select:
            self.first = self.first if self.first is not None else found.get("value") or ""
            if "selected" in found:
                self.chosen = found.get("value") or ""
        elif tag == "textarea":
            self.textarea, self.text = name, ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "select" and self.select:
            self.pairs.append((self.select, self.chosen if self.chosen is not None else self.first or ""))
            self.select = ""
        elif tag == "textarea" and self.textarea is not None:
            self.pairs.append((self.textarea, self.text.removeprefix("\n")))
            self.textarea = None

    def handle_data(self, data: str) -> None:
        if self.textarea is not None:
            self.text += data


def filled_in(html: str) -> QueryDict:
    """The fields of a page as they would be sent."""
    reader = _Filled()
    reader.feed(html)
    return QueryDict(urlencode(reader.pairs), mutable=True)
