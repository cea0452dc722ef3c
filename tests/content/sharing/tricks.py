"""What an attacker asks for: every address that is given away, and words that would be markup."""

from typing import Any

from bs4 import BeautifulSoup
from django.test import Client

from tests.content.sharing.asked import API

FEES, GIFT = "/guidance/guides/fees/", "/guidance/what-applies-now/gift-from-abroad/"
FRAMES = ["/share/embed/check/", "/share/embed/guides/fees/", "/share/embed/questions/gift-from-abroad/"]
FEEDS = ["/guidance/feed/", "/guidance/feed.json", "/guidance/feed/guides/", "/guidance/feed/guides.json"]
LISTS = [f"{API}/{name}/" for name in ("pages", "questions", "glossary", "agencies", "topics", "timeline")]
OEMBED = f"/share/oembed?url=http://127.0.0.1:8000{FEES}"
PUBLIC = [
    *("/", "/guidance/", "/guidance/guides/", FEES, GIFT, "/share/", "/share/widget.js", "/sitemap.xml"),
    *(*FRAMES, *FEEDS, *LISTS, OEMBED, f"{OEMBED}&format=xml"),
    *(f"{API}/", f"{API}/openapi.json", f"{API}/export.json"),
]
SCRIPT = "</script><script>alert(1)</script>"
EVIL = f"{SCRIPT}\"'><img src=x onerror=alert(2)>]]><!--&lt;b&gt; {{{{7*7}}}}"


def body(answer: Any) -> bytes:
    """The whole of an answer, also of one that is sent piece by piece."""
    found: bytes = answer.getvalue()
    return found


def everything(client: Client, **headers: Any) -> dict[str, bytes]:
    return {path: body(client.get(path, **headers)) for path in PUBLIC}


def harmless(page: BeautifulSoup) -> None:
    assert not page.select("[onerror], [onload], img[src=x]")
    for script in page.find_all("script"):
        assert script.get("src") or script.get("type") == "application/ld+json"
        assert script.get("src") is None or str(script["src"]).startswith("/")
