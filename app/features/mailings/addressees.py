"""Addresses as keyed hashes: what is known of somebody for longer than their address is kept."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence

import msgspec


class Addressee(msgspec.Struct, frozen=True):
    """An address that an organization writes to. ``digest`` (hex) leads back to it only for who guesses it, and has the
    key; it is another one in every organization."""

    organization: str
    digest: str


class AddressHashes:
    """``secret`` is derived from JWT_SECRET: addresses are so few that a bare hash gives them away."""

    def __init__(self, secret: bytes, *, former: Sequence[bytes] = ()) -> None:
        self._secrets = (secret, *former)

    def of(self, organization: str, address: str) -> Addressee:
        """``address`` is folded."""
        return self.all_of(organization, address)[0]

    def all_of(self, organization: str, address: str) -> list[Addressee]:
        """By every secret that there was, the present one first."""
        said = f"{organization}\n{address}".encode()
        digests = (hmac.new(secret, said, hashlib.sha256).hexdigest() for secret in self._secrets)
        return [Addressee(organization, digest) for digest in digests]
