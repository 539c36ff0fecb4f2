"""Who holds a token or an API key, as of now: what guards and sockets ask before anything else."""

from __future__ import annotations

from typing import Protocol

import msgspec

from app.core.principals import Member
from app.features.accounts.standing import Standings
from app.infra.tokens import Credentials, Tokens

KEY_PREFIX = "ipk_"


class KeyReader(Protocol):
    """API keys by their text; raises TokenInvalid, TokenExpired."""

    async def read(self, key: str) -> Credentials: ...


class Doorkeeper:
    """Tokens prove who somebody was when they were issued; ``standings`` knows what became of them since."""

    def __init__(self, tokens: Tokens, keys: KeyReader, standings: Standings) -> None:
        self._tokens = tokens
        self._keys = keys
        self._standings = standings

    async def identify(self, token: str) -> Credentials:
        """What this may do over REST. Raises TokenInvalid, TokenExpired, TokenRevoked, Removed."""
        if token.startswith(KEY_PREFIX):
            return await self._confirmed(await self._keys.read(token))
        return await self._confirmed(self._tokens.read(token))

    async def identify_for_socket(self, token: str) -> Credentials:
        """What this may do on the socket. Raises TokenInvalid, TokenExpired, TokenRevoked, Removed."""
        if token.startswith(KEY_PREFIX):
            return await self._confirmed(await self._keys.read(token))
        return await self._confirmed(self._tokens.read_for_socket(token))

    async def _confirmed(self, credentials: Credentials) -> Credentials:
        principal = credentials.principal
        if not isinstance(principal, Member):
            return credentials
        return msgspec.structs.replace(credentials, principal=await self._standings.confirmed(principal))
