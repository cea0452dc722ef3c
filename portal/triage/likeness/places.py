"""Where somebody sells: domains, stores on marketplaces, single offers there, e-mail addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from publicsuffixlist import PublicSuffixList

from portal.triage.likeness.letters import composed, plain_words, same_word
from portal.triage.likeness.vocabulary import BUSINESS, FREE_MAIL, FRONT, MARKETS, SHARED, STORE_WORDS

NOBODYS = frozenset({"gov", "mil", "example", "test", "invalid", "localhost"})
"""Last or registered names of pages that are cited, or that nobody has."""
STORE = {
    "amazon": r"(?:seller|me|merchant)=(?P<id>a[a-z0-9]{8,})",
    "ebay": r"/(?:usr|str)/(?P<id>[^/?#]+)",
    "etsy": r"/shop/(?P<id>[^/?#]+)",
    "aliexpress": r"/store/(?P<id>\d+)",
    "temu": r"mall_id=(?P<id>\d+)",
    "walmart": r"/seller/(?P<id>\d+)",
    "poshmark": r"/closet/(?P<id>[^/?#]+)",
    "mercari": r"/u/(?P<id>\d+)",
    "dhgate": r"/store/(?P<id>\d+)",
}
OFFER = {
    "amazon": r"/(?:dp|gp/product)/(?P<id>[a-z0-9]{10})",
    "ebay": r"/itm/(?:[^/?#]+/)?(?P<id>\d{9,})",
    "etsy": r"/listing/(?P<id>\d+)",
    "aliexpress": r"/item/(?P<id>\d+)",
    "temu": r"goods_id=(?P<id>\d+)",
    "walmart": r"/ip/(?:[^/?#]+/)?(?P<id>\d+)",
    "alibaba": r"_(?P<id>\d{8,})\.html",
}
SOCIAL = frozenset({"tiktok", "facebook", "instagram", "pinterest", "youtube", "twitter"})
_PROFILE = re.compile(r"^/@?(?P<id>[\w.-]{3,})/?(?:[?#].*)?$")
_NO_PROFILE = frozenset(
    {"watch", "groups", "marketplace", "shop", "shops", "search", "explore", "reel", "video"}
)
_BY_NAME = frozenset({"alibaba", "aliexpress", "dhgate"})
"""Where the store stands before the domain: suncrest.en.alibaba.com."""
_ADDRESS = re.compile(
    r"(?P<scheme>https?://)?(?P<host>(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24})(?![\w@])(?P<rest>[/?#][^\s<>\"]{0,500})?",
    re.IGNORECASE,
)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24}", re.IGNORECASE)
_HANDLE = re.compile(r"[\w.@-]+")
MOST = 30


@dataclass(slots=True)
class Places:
    """What was found; each a set of plain words that are equal where they mean the same."""

    domains: set[str] = field(default_factory=set)
    stores: set[str] = field(default_factory=set)
    offers: set[str] = field(default_factory=set)
    emails: set[str] = field(default_factory=set)
    store_names: set[str] = field(default_factory=set)
    """As typed, to be read as names."""


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=False)  # the list lies in the package


def registered(host: str) -> str | None:
    """The part of a host name that somebody registered, or nothing: "shop.firm.co.uk" is of "firm.co.uk"."""
    return _suffixes().privatesuffix(host.lower().rstrip("."))


def without_addresses(text: str) -> str:
    return _ADDRESS.sub(_unless_a_name, _MAIL.sub(" ", composed(text)))


def _unless_a_name(address: re.Match[str]) -> str:
    """ "glossy.peel" looks like an address and is none."""
    is_address = address["scheme"] or address["rest"] or registered(address["host"])
    return " " if is_address else address.group()


def places_in(texts: Iterable[str]) -> Places:
    """Addresses of pages and mail in texts."""
    found = Places()
    for text in map(composed, texts):
        for mail in list(_MAIL.finditer(text))[:MOST]:
            _add_mail(found, mail.group().lower())
        for address in list(_ADDRESS.finditer(_MAIL.sub(" ", text)))[:MOST]:
            _add_page(found, address["host"].lower(), (address["rest"] or "").lower())
    return found


def _add_mail(found: Places, mail: str) -> None:
    name, host = mail.split("@")
    domain = registered(host)
    if domain is None or domain.split(".")[0] in NOBODYS:
        return
    if domain.split(".")[0] in FREE_MAIL:
        # Dots and what follows a plus make no difference to who gets it, at the largest of them.
        found.emails.add(f"{name.split('+')[0].replace('.', '')}@{domain}")
    else:
        found.emails.add(mail)
        _add_domain(found, domain)


def _add_domain(found: Places, domain: str) -> None:
    label, _dot, suffix = domain.partition(".")
    if label not in SHARED | FREE_MAIL | NOBODYS and suffix.split(".")[0] not in NOBODYS:
        found.domains.add(domain)


def _add_page(found: Places, host: str, rest: str) -> None:
    domain = registered(host)
    if domain is None:
        return
    market = domain.split(".")[0]
    if market not in SHARED:
        _add_domain(found, domain)
        return
    if (store := re.search(STORE[market], rest) if market in STORE else None) is not None:
        _add_store(found, market, store["id"])
    if (offer := re.search(OFFER[market], rest) if market in OFFER else None) is not None:
        found.offers.add(f"{market}:{offer['id']}")
    front = host.removesuffix(domain).split(".")[0]
    if market in _BY_NAME and front and front not in FRONT:
        _add_store(found, market, front)
    profile = _PROFILE.match(rest) if market in SOCIAL else None
    if profile and profile["id"] not in _NO_PROFILE:
        _add_store(found, market, profile["id"])


def _add_store(found: Places, market: str, store: str) -> None:
    found.stores.add(store_key(market, store))
    if not any(sign.isdigit() for sign in store):  # else it is a number, and no name
        found.store_names.add(store)


def store_key(market: str, store: str) -> str:
    return f"{market}:{''.join(plain_words(store))[:60]}"


def add_told_stores(found: Places, store: str, name: str) -> None:
    """Read "Amazon, HomeBrite Direct" and "eBay seller steel_wolf_77"; a store may also stand in the name."""
    told, named = _spoken(store), _spoken(name)
    markets = _markets_in(told) or _markets_in(named)
    if rest := _rest(told):
        found.store_names.add(rest)
        found.stores.update(store_key(market, rest) for market in markets)
    if rest := _rest(named) if _markets_in(told) | _markets_in(named) else "":
        found.store_names.add(rest)
        found.stores.update(store_key(market, rest) for market in markets)


def _spoken(text: str) -> list[str]:
    return _HANDLE.findall(without_addresses(text)[:500])[:12]


def _markets_in(words: Iterable[str]) -> set[str]:
    return {plain for word in words for plain in plain_words(word) if plain in MARKETS}


def _rest(words: Iterable[str]) -> str:
    left = [word for word in words if not set(plain_words(word)) <= STORE_WORDS | MARKETS]
    is_told = any(same_word(plain) not in BUSINESS for word in left for plain in plain_words(word))
    return " ".join(left)[:100] if is_told else ""
