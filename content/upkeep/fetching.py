"""Asks one address outside whether something is there: without a body, within seconds, and never inwards."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urljoin, urlsplit

import urllib3
from django.conf import settings
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from content.upkeep.models import OutsideLink

State = OutsideLink.State
GONE = {404, 410}
NOT_BY_HEAD = {403, 405, 501}
"""What servers say who answer GET only; asked again that way. 404 to a HEAD is asked again too."""
NAT64 = IPv6Network("64:ff9b::/96")
MOST_REDIRECTS = 5
AGENT = {"User-Agent": "Entrywise link check", "Accept": "*/*"}


class NoPublicAddressError(Exception):
    """An address that leads into a private network, or that is none of the web."""


def is_public(address: str) -> bool:
    """Whether a number may be asked. IPv6 can wrap a private IPv4 address, so that one is looked at."""
    if settings.LINK_CHECK_PRIVATE:
        return True
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        if found.teredo or found.sixtofour:
            return False
        inside = IPv4Address(int(found) & 0xFFFFFFFF) if found in NAT64 else found.ipv4_mapped
        found = inside or found
    return found.is_global and not found.is_multicast


def _connected(connection: socket.socket) -> socket.socket:
    """Refuse before a byte is sent: a name can lead elsewhere than when it was looked up."""
    if not is_public(connection.getpeername()[0]):
        connection.close()
        raise NoPublicAddressError
    return connection


class _Plain(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _connected(super()._new_conn())


class _Secure(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _connected(super()._new_conn())


class _PlainPool(urllib3.HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _Secure


def _asker() -> urllib3.PoolManager:
    seconds = settings.LINK_CHECK_SECONDS
    manager = urllib3.PoolManager(headers=AGENT, retries=False, timeout=urllib3.Timeout(total=seconds))
    manager.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}
    return manager


def ask(address: str) -> tuple[str, int | None]:
    """The state of an address, and the status that it answered with, if any."""
    asker = _asker()
    try:
        status = _status(asker, "HEAD", address)
        if status in GONE | NOT_BY_HEAD:
            status = _status(asker, "GET", address)
    except NoPublicAddressError:
        return State.REFUSED, None
    except (HTTPError, OSError, ValueError):
        return State.UNREACHED, None
    finally:
        asker.clear()
    if status in GONE:
        return State.MISSING, status
    return (State.THERE if status < 400 else State.UNSURE), status


def _status(asker: urllib3.PoolManager, method: str, address: str) -> int:
    """The last status after redirects, each of which is looked at as the first address is."""
    for _each in range(MOST_REDIRECTS + 1):
        _demand_public(address)
        answer = asker.request(method, address, redirect=False, preload_content=False)
        to = answer.headers.get("Location")
        answer.close()  # nobody reads what is there
        answer.release_conn()
        if not (300 <= answer.status < 400 and to):
            return answer.status
        address = urljoin(address, to)
    return answer.status


def _demand_public(address: str) -> None:
    """Look the name up, so that a private address is not even connected to."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NoPublicAddressError
    port = parts.port or (443 if parts.scheme == "https" else 80)
    found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    if not all(is_public(str(each[4][0])) for each in found):
        raise NoPublicAddressError
