"""How often one address may ask. Counted in the cache, under a digest of the address; nothing is logged."""

from collections.abc import Callable
from functools import wraps
from ipaddress import ip_address, ip_network
from time import time as now
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.crypto import salted_hmac

from portal.web import errors

View = Callable[..., HttpResponseBase]
_WINDOW_SECONDS = 60
_HOUR, _DAY = 60 * 60, 24 * 60 * 60
_HOUSES, _NEIGHBOURS = {4: 32, 6: 64}, {4: 24, 6: 48}
"""How many bits of an address tell one customer of a network, and a neighbourhood of them."""


def client_address(request: HttpRequest) -> str:
    """Who asks, as our own outermost proxy saw it; what a client puts into the header is not believed."""
    forwarded = [
        part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()
    ]
    if settings.PROXIES and len(forwarded) >= settings.PROXIES:
        return forwarded[-settings.PROXIES]
    return str(request.META.get("REMOTE_ADDR", ""))


def neighbourhood(request: HttpRequest) -> str:
    """The part of the network somebody asks from, such as ``192.0.2.0``: an address that tells no house."""
    return _network(request, _NEIGHBOURS).partition("/")[0]


def seconds_to_wait(request: HttpRequest, *, scope: str, per_minute: int) -> int:
    """Count this request; return 0 while it is within the limit, else how long to wait."""
    moment = now()
    window = int(moment // _WINDOW_SECONDS)
    who = salted_hmac("portal.web.limits", f"{scope}:{window}:{_network(request, _HOUSES)}").hexdigest()
    key = f"limit:{who}"
    cache.add(key, 0, timeout=2 * _WINDOW_SECONDS)
    try:
        count = cache.incr(key)
    except ValueError:  # dropped between the two calls: a full cache must not lock anybody out
        return 0
    return 0 if count <= per_minute else max(1, int((window + 1) * _WINDOW_SECONDS - moment) + 1)


def later(response: HttpResponseBase, seconds: int) -> HttpResponseBase:
    """An answer of a view's own that says when to come again."""
    response.headers["Retry-After"] = str(seconds)
    return response


def rate_limit(scope: str, *, per_minute: int) -> Callable[[View], View]:
    """Decorate a view that one address may ask for only so often; above that it gets the 429 page."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if wait := seconds_to_wait(request, scope=scope, per_minute=per_minute):
                return errors.rate_limited(request, retry_after_seconds=wait)
            return view(request, *args, **kwargs)

        return wrapped

    return decorate


# By neighbourhood and hour, for what nobody may be recognised by


def times_in_hour(request: HttpRequest, *, scope: str, count: bool) -> int:
    """How often somebody of the same neighbourhood asked in this hour; ``count``: this time as well."""
    return amount_in_hour(request, scope=scope, more=int(count))


def amount_in_hour(request: HttpRequest, *, scope: str, more: int) -> int:
    """How much a neighbourhood has had in this hour, with so much ``more``, in whatever is counted.

    It is counted under a digest that another day's key makes another one, in the cache alone, and is gone
    with the hour.
    """
    moment = now()
    told = f"{int(moment // _DAY)}:{int(moment // _HOUR)}:{scope}:{_network(request, _NEIGHBOURS)}"
    key = f"limit:{salted_hmac('portal.web.limits.neighbourhood', told).hexdigest()}"
    if not more:
        return int(cache.get(key, 0))
    cache.add(key, 0, timeout=_HOUR)
    try:
        return int(cache.incr(key, more))
    except ValueError:
        return 0


def seconds_to_next_hour() -> int:
    moment = now()
    return int((moment // _HOUR + 1) * _HOUR - moment) + 1


def _network(request: HttpRequest, bits: dict[int, int]) -> str:
    """Where somebody asks from. IPv4 in the clothes of IPv6 is IPv4, or all of it were one network."""
    told = client_address(request)
    try:
        address = ip_address(_without_port(told))
    except ValueError:
        return told
    address = getattr(address, "ipv4_mapped", None) or address
    return str(ip_network((address, bits[address.version]), strict=False))


def _without_port(told: str) -> str:
    """Some proxies write down the port too: ``192.0.2.1:4711``, ``[2001:db8::1]:4711``."""
    if told.startswith("["):
        return told[1:].partition("]")[0]
    return told.partition(":")[0] if told.count(":") == 1 else told
