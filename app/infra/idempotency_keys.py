"""The ``idempotency_keys`` collection: which requests were begun under a key of their sender, and how they ended."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from app.infra.mongo import Database
from app.infra.mongo_errors import DuplicateKeyError

KEPT_FOR = timedelta(hours=24)


class KeptReply(msgspec.Struct, frozen=True):
    """``sealed``: the encrypted body."""

    status: int
    headers: dict[str, str]
    sealed: bytes


class KeyRecord(msgspec.Struct, frozen=True):
    """``reply`` is null until the request has ended well."""

    fingerprint: str
    claim: str
    started_at: datetime
    expires_at: datetime
    reply: KeptReply | None = None


class IdempotencyKeys:
    """Every write names the claim it belongs to, so nobody ends what somebody else began."""

    def __init__(self, database: Database) -> None:
        self._keys = database["idempotency_keys"]

    async def claim(self, key_id: str, *, fingerprint: str, claim: str, at: datetime) -> KeyRecord | None:
        """Take a free key: None. Otherwise whoever took it before; one that has expired is free."""
        new = KeyRecord(fingerprint, claim, at, at + KEPT_FOR)
        while True:
            try:
                await self._keys.insert_one({"_id": key_id, **msgspec.structs.asdict(new)})
            except DuplicateKeyError:
                document = await self._keys.find_one({"_id": key_id})
                if document is None:
                    continue
                found = msgspec.convert(document, KeyRecord)
                if found.expires_at > at:
                    return found
                await self.release(key_id, found.claim)
            else:
                return None

    async def keep(self, key_id: str, claim: str, reply: KeptReply) -> None:
        await self._keys.update_one(
            {"_id": key_id, "claim": claim}, {"$set": {"reply": msgspec.to_builtins(reply, builtin_types=(bytes,))}}
        )

    async def release(self, key_id: str, claim: str) -> None:
        """Free a key whose request changed nothing."""
        await self._keys.delete_one({"_id": key_id, "claim": claim})
