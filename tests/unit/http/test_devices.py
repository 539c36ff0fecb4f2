"""Devices are told apart without keeping whole addresses."""

from __future__ import annotations

import pytest

from app.http.devices import network_of, preferred_language


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2:3::4", "2001:db8:1::/48"),
        ("testclient", "unknown"),
        ("", "unknown"),
    ],
)
def test_an_address_is_kept_without_its_last_parts(address: str, network: str) -> None:
    assert network_of(address) == network


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("de", "de"),
        ("de-AT,en;q=0.5", "de"),
        ("fr, en;q=0.9, de;q=0.8", "en"),
        ("en;q=0.3,de;q=0.7", "de"),
        ("de;q=0", "en"),
        ("de;q=high", "en"),
        ("es,fr", "en"),
    ],
)
def test_mail_is_german_for_who_prefers_it_to_english(header: str, language: str) -> None:
    assert preferred_language(header) == language
