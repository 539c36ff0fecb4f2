"""Addresses that an organization may not write to any more: kept as keyed hashes, so that they outlive an erasure."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Literal

from app.infra.mongo import Database
from app.infra.mongo_errors import DuplicateKeyError

Reason = Literal["unsubscribed", "bounced", "complained"]


class Suppressions:
    """``secret`` is derived from JWT_SECRET: addresses are so few that a bare hash gives them away."""

    def __init__(self, database: Database, secret: bytes) -> None:
        self._suppressions = database["mail_suppressions"]
        self._secret = secret

    async def among(self, organization: str, addresses: Sequence[str]) -> set[str]:
        """Those of the folded addresses that get no mail."""
        keys = {self._key(organization, address): address for address in addresses}
        found = self._suppressions.find({"_id": {"$in": list(keys)}}, {"_id": 1})
        return {keys[document["_id"]] async for document in found}

    async def add(self, organization: str, address: str, reason: Reason, at: datetime) -> bool:
        """No more mail to a folded address; the first reason stays. False where it was so before."""
        document = {"_id": self._key(organization, address), "organization": organization, "reason": reason, "at": at}
        with suppress(DuplicateKeyError):
            await self._suppressions.insert_one(document)
            return True
        return False

    async def lift(self, organization: str, address: str) -> bool:
        """Let it get mail again; False where it does already."""
        removed = await self._suppressions.delete_one({"_id": self._key(organization, address)})
        return removed.deleted_count == 1

    def _key(self, organization: str, address: str) -> str:
        digest = hmac.new(self._secret, f"{organization}\n{address}".encode(), hashlib.sha256).hexdigest()
        return f"{organization}:{digest}"
