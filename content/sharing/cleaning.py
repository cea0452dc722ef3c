"""A page's body as other sites can show it: plain elements only, whole addresses, and the same as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

KEPT: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(["p", "ul", "ol", "li", "dl", "dt", "dd", "h2", "h3", "strong", "b", "em", "i", "q"], ()),
    **dict.fromkeys(["table", "caption", "thead", "tbody", "tr", "details", "summary"], ()),
    "a": ("href",),
    "th": ("scope",),
    "td": (),
    "time": ("datetime",),
    "data": ("value",),
}
"""Elements that stay, each with the attributes that stay; of all others only the words do."""
LEFT_OUT = frozenset({"svg", "script", "style", "iframe", "button", "form", "video", "template"})
BLOCKS = frozenset(["p", "li", "dt", "dd", "h2", "h3", "caption", "tr", "summary"])
CELLS = frozenset({"th", "td"})
SPACE = re.compile(r"\s+")
UNWRITTEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""Characters that XML cannot hold, and that no reader sees."""
SAFE = frozenset({"http", "https", "mailto", "tel"})


class _Cleaner(HTMLParser):
    """Writes what may stay as markup and as text. A block ends a line of the text."""

    def __init__(self, address: str) -> None:
        super().__init__(convert_charrefs=True)
        self.address = address
        self.html: list[str] = []
        self.text: list[str] = []
        self.left_out = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in LEFT_OUT:
            self.left_out += 1
        elif not self.left_out:
            if tag in BLOCKS:
                self.text.append("\n")
            elif tag in CELLS:
                self.text.append(" | ")
            if tag in KEPT:
                self.html.append(f"<{tag}{''.join(self._attributes(tag, attrs))}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in LEFT_OUT:
            self.left_out = max(0, self.left_out - 1)
        elif not self.left_out:
            if tag in BLOCKS:
                self.text.append("\n")
            if tag in KEPT:
                self.html.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self.left_out:
            self.html.append(escape(data, quote=False))
            self.text.append(SPACE.sub(" ", data))

    def _attributes(self, tag: str, attrs: list[tuple[str, str | None]]) -> Iterator[str]:
        for name, value in attrs:
            if name not in KEPT[tag] or not value:
                continue
            if name == "href":
                value = urljoin(self.address, value)
                if urlsplit(value).scheme not in SAFE:
                    continue
            yield f' {name}="{escape(value)}"'


def readable(text: str) -> str:
    return UNWRITTEN.sub("", text)


def cleaned(html: str, address: str) -> tuple[str, str]:
    """Markup without classes, pictures and parts that need our style, and the same as plain text.

    ``address`` is the whole address of the page: links are told from there.
    """
    cleaner = _Cleaner(address)
    cleaner.feed(readable(html))
    cleaner.close()
    lines = (" ".join(line.split()).removeprefix("| ") for line in "".join(cleaner.text).splitlines())
    return " ".join("".join(cleaner.html).split()), "\n".join(line for line in lines if line)
