"""Requests to addresses that customers chose: never into our own network, whatever names and redirects say.

A name is resolved once for each request, all its addresses are judged, and the connection goes to one that was judged.
So a name that means another address a moment later (DNS rebinding) changes nothing. Redirects are not followed.
"""

from __future__ import annotations

import asyncio
import functools
import re
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from ipaddress import ip_address
from typing import Literal

import httpx
import msgspec

from app.core.clock import Ticks
from app.infra.addresses import is_public

DEADLINE_S = 10.0
"""For everything: the name, the connection, the request, the head of the answer."""
CONNECT_S = 5.0
MAX_TRIED = 3
MAX_URL = 2_000

_HOST = re.compile(rb"[A-Za-z0-9._:-]+")

Problem = Literal[
    "address_refused", "unknown_host", "timed_out", "connection_failed", "certificate_invalid", "redirected", "refused"
]
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""Host and port → addresses. Raises OSError for a name that leads nowhere."""


class Outcome(msgspec.Struct, frozen=True):
    """``status`` is null where no answer came, ``problem`` where it was a success (2xx)."""

    status: int | None
    problem: Problem | None
    took_ms: int


class Outgoing:
    """``allow_private``: for tests and development, where receivers are on this machine and speak http."""

    def __init__(self, http: httpx.AsyncClient, resolve: Resolve, ticks: Ticks, *, allow_private: bool) -> None:
        self._http = http
        self._resolve = resolve
        self._ticks = ticks
        self._allow_private = allow_private

    def fault_of(self, url: str) -> Literal["invalid_url", "https_required", "address_refused"] | None:
        """What is wrong with an address before anybody is asked where it leads."""
        parsed = _parsed(url)
        if parsed is None or parsed.scheme not in ("http", "https") or parsed.userinfo or parsed.fragment:
            return "invalid_url"
        if parsed.scheme != "https" and not self._allow_private:
            return "https_required"
        return None if self._allow_private or _may_be_public(parsed.host) else "address_refused"

    async def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Outcome:
        """Send once; takes ``DEADLINE_S`` at most. Of the answer only the head is read."""
        started = self._ticks()
        status, problem = await self._posted(url, headers, body)
        return Outcome(status, problem, round((self._ticks() - started) * 1_000))

    async def _posted(self, url: str, headers: Mapping[str, str], body: bytes) -> tuple[int | None, Problem | None]:
        parsed = _parsed(url)
        if parsed is None or self.fault_of(url) is not None:
            return None, "address_refused"
        try:
            async with asyncio.timeout(DEADLINE_S):
                addresses = await self._resolve(_host_of(parsed), parsed.port or _default_port(parsed))
                if not self._allow_private and not all(is_public(address) for address in addresses):
                    return None, "address_refused"
                status = await self._first_reached(parsed, addresses, headers, body)
        except TimeoutError:
            return None, "timed_out"
        except (OSError, UnicodeError):  # the latter for names that no resolver takes
            return None, "unknown_host"
        except httpx.TimeoutException:
            return None, "timed_out"
        except httpx.HTTPError as failure:
            return None, "certificate_invalid" if "CERTIFICATE_VERIFY" in str(failure) else "connection_failed"
        if 200 <= status < 300:
            return status, None
        return status, "redirected" if 300 <= status < 400 else "refused"

    async def _first_reached(
        self, url: httpx.URL, addresses: Sequence[str], headers: Mapping[str, str], body: bytes
    ) -> int:
        failure: Exception = OSError("The name has no address.")
        for address in addresses[:MAX_TRIED]:
            try:
                return await self._status(url, address, headers, body)
            except (httpx.ConnectError, httpx.ConnectTimeout) as unreached:
                failure = unreached
        raise failure

    async def _status(self, url: httpx.URL, address: str, headers: Mapping[str, str], body: bytes) -> int:
        host = _host_of(url)
        request = self._http.build_request(
            "POST",
            url.copy_with(host=address),
            headers={**headers, "host": url.netloc.decode("ascii")},
            content=body,
            extensions={"sni_hostname": host, "timeout": httpx.Timeout(DEADLINE_S, connect=CONNECT_S).as_dict()},
        )
        response = await self._http.send(request, stream=True)
        await response.aclose()
        return response.status_code


@asynccontextmanager
async def outgoing(
    ticks: Ticks, *, allow_private: bool, tls: ssl.SSLContext | None = None, resolve: Resolve | None = None
) -> AsyncIterator[Outgoing]:
    """Open until the context ends. ``tls``: whom to trust, by default whom everybody trusts."""
    # No kept connections: the pool tells them apart by address, and one address may be the home of many names.
    limits = httpx.Limits(max_connections=100, max_keepalive_connections=0)
    verify = tls or _public_trust()
    # No proxy from the environment either: it would resolve the name once more.
    async with httpx.AsyncClient(verify=verify, limits=limits, follow_redirects=False, trust_env=False) as http:
        yield Outgoing(http, resolve or resolved, ticks, allow_private=allow_private)


@functools.cache
def _public_trust() -> ssl.SSLContext:
    """Whom everybody trusts. Reading all certificates takes 35 ms of CPU: once is enough for a process."""
    return ssl.create_default_context()


async def resolved(host: str, port: int) -> Sequence[str]:
    """By the machine's own means, the address to prefer first; also reads ``127.1`` and ``0x7f000001``."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(place[4][0]) for place in found]


def _parsed(url: str) -> httpx.URL | None:
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, UnicodeError):
        return None
    is_sane = _HOST.fullmatch(parsed.raw_host) and (parsed.port is None or 0 < parsed.port <= 65_535)
    return parsed if is_sane and len(url) <= MAX_URL else None


def _host_of(url: httpx.URL) -> str:
    return url.raw_host.decode("ascii")


def _default_port(url: httpx.URL) -> int:
    return 443 if url.scheme == "https" else 80


def _may_be_public(host: str) -> bool:
    """False for an address that is not, and for names that never leave the machine or the house."""
    try:
        ip_address(host)
    except ValueError:
        return "." in host.rstrip(".") and not host.rstrip(".").endswith((".localhost", ".local", ".internal"))
    return is_public(host)
