"""The words of a page or snippet, passage by passage, whatever fields and blocks they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.html import strip_tags
from wagtail import blocks
from wagtail.blocks.stream_block import StreamValue
from wagtail.images.models import AbstractImage
from wagtail.rich_text import RichText


def text_of(thing: Any, fields: Iterable[str]) -> Iterator[str]:
    """The passages of some fields, in order. Markup is taken off; references to law stay as typed."""
    for name in fields:
        yield from (passage for passage in passages(getattr(thing, name)) if passage.strip())


def passages(value: Any) -> Iterator[str]:
    """The passages of one value."""
    for _path, passage in placed(value):
        yield passage


def placed(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each passage with the blocks and fields that lead to it, such as ``("mistakes", "said")``."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, RichText):
        yield path, _plain(value.source)
    elif isinstance(value, AbstractImage):
        yield (*path, "alt_text"), value.contextual_alt_text or ""
    elif isinstance(value, StreamValue):
        for child in value:
            yield from placed(_shown(child.block, child.value), (*path, child.block_type))
    elif isinstance(value, blocks.StructValue):
        for name, inside in value.items():
            yield from placed(inside, (*path, name))
    elif isinstance(value, list | tuple | blocks.list_block.ListValue):
        for inside in value:
            yield from placed(inside, path)


PAGE_LINK = re.compile(r'<a linktype="page" id="(\d+)">|<a id="(\d+)" linktype="page">')


def linked_in(stream: StreamValue) -> Iterator[int]:
    """The ids of the pages that rich texts of a stream lead to."""
    for block in stream:
        if isinstance(block.value, RichText):
            yield from (int(found[1] or found[2]) for found in PAGE_LINK.finditer(block.value.source))


def cited_labels(page: Any) -> Iterator[tuple[str, int, str]]:
    """The labels of the sources that a page gives: of its own, of its rows, and in its blocks."""
    for number, block in enumerate(getattr(page, "sources", ())):
        yield "sources", number, block.value
    for number, block in enumerate(getattr(page, "rows", ())):
        yield "rows", number, block.value["source"]
    for number, block in enumerate(getattr(page, "body", ())):
        stream = StreamValue(page.body.stream_block, [(block.block_type, block.value)])
        yield from (("body", number, label) for path, label in placed(stream) if "cites" in path)


def _shown(block: blocks.Block, value: Any) -> Any:
    """A block that names a figure counts as a reference to it."""
    return f"{{{value}}}" if getattr(block, "names_a_figure", False) and value else value


def _plain(html: str) -> str:
    ends = ("</p>", "</li>", "</h2>", "</h3>", "<br/>")
    for end in ends:
        html = html.replace(end, f"{end}\n")
    return strip_tags(html)
