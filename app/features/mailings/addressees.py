"""Addresses as keyed hashes: what is known of somebody for longer than their address is kept."""

from __future__ import annotations

import hashlib
import hmac

import msgspec


class Addressee(msgspec.Struct, frozen=True):
    """An address that an organization writes to. ``digest`` (hex) leads back to it only for who guesses it, and has the
    key; it is another one in every organization."""

    organization: str
    digest: str


class AddressHashes:
    """``secret`` is derived from JWT_SECRET: addresses are so few that a bare hash gives them away."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def of(self, organization: str, address: str) -> Addressee:
        """``address`` is folded."""
        digest = hmac.new(self._secret, f"{organization}\n{address}".encode(), hashlib.sha256).hexdigest()
        return Addressee(organization, digest)
