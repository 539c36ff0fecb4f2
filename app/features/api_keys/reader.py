"""From the text of an API key to what it may do."""

from __future__ import annotations

import hmac
from collections import OrderedDict

from app.core.clock import Clock
from app.core.errors import TokenExpired, TokenInvalid
from app.features.accounts.model import hash_of
from app.features.api_keys.model import ApiKey, key_id_in
from app.features.api_keys.repository import ApiKeyRepository
from app.infra.tokens import Credentials

MAX_REMEMBERED = 1_000


class ApiKeyReader:
    """Keys never change, so those once proven are remembered; whether they still exist is for ``Standings`` to say."""

    def __init__(self, repository: ApiKeyRepository, clock: Clock) -> None:
        self._repository = repository
        self._clock = clock
        self._proven: OrderedDict[str, ApiKey] = OrderedDict()
        self._used_in_minute: dict[str, int] = {}

    async def read(self, key: str) -> Credentials:
        """Raises TokenInvalid, TokenExpired."""
        proven = await self._prove(key)
        if proven.expires_at is not None and proven.expires_at <= self._clock():
            raise TokenExpired("This API key has expired.")
        await self._note_use(proven.id)
        return proven.credentials()

    async def _prove(self, text: str) -> ApiKey:
        presented = hash_of(text)
        key = self._proven.get(presented)
        if key is None:
            key = await self._repository.find(key_id_in(text))
            if key is None or not hmac.compare_digest(key.hash, presented):
                raise TokenInvalid
            self._proven[presented] = key
            if len(self._proven) > MAX_REMEMBERED:
                _, oldest = self._proven.popitem(last=False)
                self._used_in_minute.pop(oldest.id, None)
        return key

    async def _note_use(self, key_id: str) -> None:
        now = self._clock()
        minute = int(now.timestamp() // 60)
        if self._used_in_minute.get(key_id) != minute:
            self._used_in_minute[key_id] = minute
            await self._repository.note_use(key_id, now)
