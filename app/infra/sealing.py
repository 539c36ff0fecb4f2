"""Secrets at rest: what must be read again is stored sealed, with a key that is not in the database."""

from __future__ import annotations

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.core.errors import InternalError
from app.infra.tokens import derived_key

_NONCE_BYTES = 12


class Sealer:
    """AES-256-GCM; ``owner`` is bound in, so that a sealed secret cannot be moved to another account."""

    def __init__(self, secret: str, purpose: str) -> None:
        self._cipher = AESGCM(derived_key(secret, f"sealing:{purpose}"))

    def seal(self, text: str, owner: str) -> bytes:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, text.encode(), owner.encode())

    def open(self, sealed: bytes, owner: str) -> str:
        """Raises InternalError where JWT_SECRET is another one than when it was sealed, or the bytes were changed."""
        try:
            opened = self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], owner.encode())
        except InvalidTag as failure:
            raise InternalError("A stored secret cannot be opened: was JWT_SECRET changed?") from failure
        return opened.decode()
