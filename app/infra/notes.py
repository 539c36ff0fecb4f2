"""Signed notes to ourselves: what a client carries from one step to the next and can neither make nor change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TypeVar

import jwt
import msgspec

from app.core.clock import Clock
from app.core.errors import TokenExpired, TokenInvalid
from app.infra.tokens import ALGORITHM, derived_key, signed_payload

T = TypeVar("T", bound=msgspec.Struct)


class Notes:
    """One kind of note, with a key of its own: a note of one purpose is worthless for another. ``former`` secrets
    only prove."""

    def __init__(
        self, secret: str, purpose: str, clock: Clock, *, lifetime: timedelta, former: Sequence[str] = ()
    ) -> None:
        self.lifetime = lifetime
        self._keys = [derived_key(one, f"note:{purpose}") for one in (secret, *former)]
        self._clock = clock

    def write(self, content: msgspec.Struct) -> str:
        expires_at = int((self._clock() + self.lifetime).timestamp())
        payload = {"exp": expires_at, "content": msgspec.to_builtins(content)}
        return jwt.encode(payload, self._keys[0], algorithm=ALGORITHM)

    def read(self, note: str, kind: type[T]) -> T:
        """Raises TokenInvalid, TokenExpired."""
        try:
            payload = signed_payload(note, self._keys)
            content = msgspec.convert(payload["content"], kind)
            expires_at = int(payload["exp"])
        except (jwt.PyJWTError, msgspec.ValidationError, KeyError, ValueError, TypeError) as invalid:
            raise TokenInvalid from invalid
        if expires_at <= self._clock().timestamp():
            raise TokenExpired
        return content
