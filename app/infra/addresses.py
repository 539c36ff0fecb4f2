"""Which internet addresses belong to the public: pure, by the registries of IANA.

``ipaddress.is_global`` alone is not enough: before Python 3.12.4 it calls multicast, NAT64 of a private address,
``::127.0.0.1``, 6to4 and ``fec0::/10`` global.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

_EMBEDDING = (IPv6Network("::ffff:0:0/96"), IPv6Network("64:ff9b::/96"))
"""Whose last 32 bits are an IPv4 address that packets reach in the end: mapped (RFC 4291), NAT64 (RFC 6052)."""
_UNICAST = IPv6Network("2000::/3")
_SPECIAL_V4 = (IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24"))
_SPECIAL_V6 = (IPv6Network("2001::/23"), IPv6Network("2002::/16"), IPv6Network("3fff::/20"))
"""Protocol assignments with Teredo, 6to4, documentation."""


def is_public(address: str) -> bool:
    """Whether packets to it leave our network; False for what is no address."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return _v4_is_public(found) if isinstance(found, IPv4Address) else _v6_is_public(found)


def _v4_is_public(address: IPv4Address) -> bool:
    return address.is_global and not address.is_multicast and not any(address in one for one in _SPECIAL_V4)


def _v6_is_public(address: IPv6Address) -> bool:
    if any(address in one for one in _EMBEDDING):
        return _v4_is_public(IPv4Address(int(address) & 0xFFFF_FFFF))
    return address in _UNICAST and address.is_global and not any(address in one for one in _SPECIAL_V6)
