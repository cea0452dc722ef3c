"""Spanish has to be a translation and not a change: every word comes from a catalogue or the rulebook."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from portal.rulebook.contents import contents
from portal.rulebook.wording import Wording

pytestmark = pytest.mark.django_db

MUG = (
    "arrival_date=2026-11-22&mode=postal&purpose=personal&origin_country=CN&value_usd=30.00"
    "&same_day_other_value_usd=0.00&categories=ceramic-glass-tableware&hts=none"
)
PAGES = [
    "/check/",
    "/check/arrival_date/",
    "/check/mode/?arrival_date=2026-11-22",
    f"/check/value_usd/?{MUG.replace('30.00', '-5')}",
    f"/check/about-the-goods/?{MUG}",
    f"/check/contents/?{MUG}",
    f"/check/answer/?{MUG}",
    f"/check/keep/?{MUG}",
    "/check/answer/?mode=unknown",
    "/report/what/",
    "/report/who/add/",
    "/report/goods/",
    "/report/evidence/",
    "/report/you/",
    "/report/save/",
    "/report/resume/",
    "/report/status/",
    "/report/discard/",
    "/account/login/",
    "/no-such-page/",
    "/law/editions/",
    "/law/editions/1/",
]
# Names, not words: they are the same in every language.
NAMES = re.compile(
    r"Entrywise|[A-Z]{2,}[A-Z0-9-]*|\b(JSON|CSV|PDF|XML|SHA|ISO|API|OpenAPI|English|State)\b"
    r"|\d+ (USC|CFR|FR)\S*.*|EO \d+|CSMS # ?\d+|Pub\. L\..*|HTSUS.*"
    r"|https?://\S+|[\w.-]+\.(gov|org|com|json|pdf)\S*"
    r"|[0-9a-f]{8,}…?|\b(January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"|\b(Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.|\b(CBP Dec|HQ|FR Doc|Slip Op|Proclamation)\b.*"
    # Labels of citations without a number, and what was written down when an edition was made.
    r"|(message|notice) \d{4}-\S+|Regulatory Procedures Manual.*|chapter \d+$|E-Commerce FAQ .*"
    r"|The starter rulebook|The first edition\.|Doc\. \d{4}-\S+|Notice \d+"
    r"|Customs Directive .*|\bForm \d+|proposal \d{4}|rescinded by"
)
SPOKEN = ("aria-label", "alt", "placeholder", "title")


def marked(text: str) -> str:
    return f"«{text}»" if text.strip() else text


class Words(HTMLParser):
    """The words of a page that stand in no mark: nobody could translate them."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.quiet = 0
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.quiet += tag in ("script", "style", "code")
        for name, value in attrs:
            if name in SPOKEN and value:
                self.look_at(value)

    def handle_endtag(self, tag: str) -> None:
        self.quiet -= tag in ("script", "style", "code")

    def handle_data(self, data: str) -> None:
        if not self.quiet:
            self.look_at(data)

    def look_at(self, text: str) -> None:
        plain = []
        for letter in text:
            if letter == "«":
                self.depth += 1
            elif letter == "»":
                self.depth = max(0, self.depth - 1)
            elif not self.depth:
                plain.append(letter)
        words = NAMES.sub("", "".join(plain)).strip()
        if re.search(r"[A-Za-z]{3,}", words):
            self.found.append(" ".join(words.split()))


@pytest.fixture
def in_marks(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every word that a catalogue or the rulebook gives stands in marks."""
    contents.cache_clear()
    monkeypatch.setattr(translation._trans, "gettext", lambda text: marked(str(text)), raising=False)
    monkeypatch.setattr(translation._trans, "pgettext", lambda _context, text: text, raising=False)
    monkeypatch.setattr(
        translation._trans,
        "ngettext",
        lambda one, many, number: marked(one if number == 1 else many),
        raising=False,
    )
    fill = Wording.fill
    monkeypatch.setattr(Wording, "fill", lambda self, text: marked(fill(self, text)))
    yield
    contents.cache_clear()


@pytest.mark.parametrize("address", PAGES)
def test_no_page_says_a_word_that_could_not_be_translated(
    address: str, client: Client, in_marks: None
) -> None:
    answer: Any = client.get(address)
    page = Words()
    page.feed(answer.content.decode())
    assert page.found == []
