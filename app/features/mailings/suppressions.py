"""Addresses that an organization may not write to any more: kept as keyed hashes, so that they outlive an erasure."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Literal

from app.features.mailings.addressees import Addressee, AddressHashes
from app.infra.mongo import Database
from app.infra.mongo_errors import DuplicateKeyError

Reason = Literal["unsubscribed", "bounced", "complained"]


class Suppressions:
    def __init__(self, database: Database, hashes: AddressHashes) -> None:
        self._suppressions = database["mail_suppressions"]
        self._hashes = hashes

    async def among(self, organization: str, addresses: Sequence[str]) -> set[str]:
        """Those of the folded addresses that get no mail."""
        return set(await self.reasons(organization, addresses))

    async def reasons(self, organization: str, addresses: Sequence[str]) -> dict[str, Reason]:
        """Why they get none."""
        keys = {_key(one): address for address in addresses for one in self._hashes.all_of(organization, address)}
        found = self._suppressions.find({"_id": {"$in": list(keys)}}, {"reason": 1})
        return {keys[document["_id"]]: document["reason"] async for document in found}

    async def add(self, addressee: Addressee, reason: Reason, at: datetime) -> bool:
        """No more mail to somebody; the first reason stays. False where it was so before."""
        document = {"_id": _key(addressee), "organization": addressee.organization, "reason": reason, "at": at}
        with suppress(DuplicateKeyError):
            await self._suppressions.insert_one(document)
            return True
        return False

    async def lift(self, organization: str, address: str) -> bool:
        """Let a folded address get mail again; False where it does already."""
        keys = [_key(one) for one in self._hashes.all_of(organization, address)]
        return bool((await self._suppressions.delete_many({"_id": {"$in": keys}})).deleted_count)


def _key(addressee: Addressee) -> str:
    return f"{addressee.organization}:{addressee.digest}"
