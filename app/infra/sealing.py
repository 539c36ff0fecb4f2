"""Secrets at rest: what must be read again is stored sealed, with a key that is not in the database."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from contextlib import suppress

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.core.errors import InternalError
from app.infra.tokens import derived_key

_NONCE_BYTES = 12


class Sealer:
    """AES-256-GCM; ``owner`` is bound in, so that a sealed secret cannot be moved to another account. ``former`` ones
    only open."""

    def __init__(self, secret: str, purpose: str, *, former: Sequence[str] = ()) -> None:
        self._ciphers = [AESGCM(derived_key(one, f"sealing:{purpose}")) for one in (secret, *former)]

    def seal(self, text: str, owner: str) -> bytes:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._ciphers[0].encrypt(nonce, text.encode(), owner.encode())

    def open(self, sealed: bytes, owner: str) -> str:
        """Raises InternalError where it was sealed with none of these secrets, or the bytes were changed."""
        for cipher in self._ciphers:
            with suppress(InvalidTag):
                return cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], owner.encode()).decode()
        raise InternalError("A stored secret cannot be opened: was JWT_SECRET changed?")
