"""From where a request comes, in no more detail than its owner needs to recognize it."""

from __future__ import annotations

import ipaddress
from typing import Any, Literal

import msgspec
from litestar import Request

Language = Literal["en", "de"]

MAX_USER_AGENT_CHARACTERS = 300
UNKNOWN = "unknown"


class Device(msgspec.Struct, frozen=True):
    """``network``: the address without its last parts; ``language``: in which mail to its user is written."""

    user_agent: str
    network: str
    language: Language


def device_of(request: Request[Any, Any, Any]) -> Device:
    """Behind a proxy the address is right once that proxy is trusted (``TRUSTED_PROXIES``)."""
    return Device(
        user_agent=request.headers.get("user-agent", "")[:MAX_USER_AGENT_CHARACTERS],
        network=network_of(request.client.host if request.client else ""),
        language=preferred_language(request.headers.get("accept-language", "")),
    )


def network_of(address: str) -> str:
    """The /24 of an IPv4 address, the /48 of an IPv6 one: a household or a campus, not a person."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return UNKNOWN
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped is not None:
        parsed = parsed.ipv4_mapped
    return str(ipaddress.ip_network((parsed, 24 if parsed.version == 4 else 48), strict=False))


def preferred_language(accept_language: str) -> Language:
    """German where it is asked for before English; English for all others."""
    ranked = sorted((_weighed(part) for part in accept_language.split(",")), key=lambda one: one[0], reverse=True)
    for weight, tag in ranked:
        language = tag.partition("-")[0]
        if weight > 0 and language in ("en", "de"):
            return "de" if language == "de" else "en"
    return "en"


def _weighed(part: str) -> tuple[float, str]:
    tag, _, quality = part.strip().lower().partition(";q=")
    try:
        return (float(quality) if quality else 1.0), tag
    except ValueError:
        return 0.0, tag
