"""The words of starter files: Markdown becomes the rich text that editors go on with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from content.loading.files import StarterPageError

REFUSED = frozenset({"fence", "code_block", "html_block", "blockquote_open", "hr"})
Resolve = Callable[[str], Mapping[str, str]]
"""From an address as a file writes it to the attributes of the link."""


class _Renderer(RendererHTML):
    resolve: Resolve

    def link_open(self, tokens: list[Token], index: int, *_rest: object) -> str:
        attributes = self.resolve(str(tokens[index].attrGet("href") or ""))
        return "<a " + " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items()) + ">"


def rich_text(markdown: str, resolve: Resolve) -> str:
    """Markdown as rich text; only paragraphs, two levels of headings, lists, emphasis and links."""
    parser = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer)
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # `resolve` refuses others
    parser.renderer.resolve = resolve  # type: ignore[attr-defined]
    for token in parser.parse(markdown):
        if token.type in REFUSED:
            raise StarterPageError(f"{token.type} is not used in texts: {markdown[:60]!r}")
    return str(parser.render(markdown)).strip()
