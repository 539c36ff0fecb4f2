"""Which addresses are public: the special ones of the IANA registries are not, in whatever form they come."""

from __future__ import annotations

import pytest

from app.infra.addresses import is_public

PRIVATE = (
    "127.0.0.1 127.8.9.1 0.0.0.0 10.1.2.3 172.16.0.1 172.31.255.254 192.168.1.1 169.254.169.254 100.64.0.1 192.0.0.8 "
    "192.0.2.1 192.88.99.1 198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.1 239.1.1.1 240.0.0.1 255.255.255.255 "
    ":: ::1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 ::ffff:0:127.0.0.1 "
    "64:ff9b::127.0.0.1 64:ff9b::a9fe:a9fe 64:ff9b::10.0.0.1 64:ff9b:1::8.8.8.8 "
    "fe80::1 fe80::1%eth0 fec0::1 fc00::1 fd12:3456::1 ff02::1 ff0e::1 100::1 2001::1 2001:db8::1 2002:7f00:1::1 "
    "2002:808:808::1 3fff::1 5f00::1 4000::1"
)
PUBLIC = (
    "8.8.8.8 1.1.1.1 93.184.215.14 172.32.0.1 100.128.0.1 192.0.1.1 198.20.0.1 223.255.255.254 "
    "2606:4700::1111 2a00:1450:4001::200e ::ffff:8.8.8.8 64:ff9b::8.8.8.8"
)


@pytest.mark.parametrize("address", PRIVATE.split())
def test_what_stays_inside_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC.split())
def test_what_leaves_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("text", ["", "example.org", "127.1", "0x7f000001", "2130706433", "8.8.8.8:80", "8.8.8.8/8"])
def test_what_is_no_address_is_not_public(text: str) -> None:
    assert not is_public(text)
