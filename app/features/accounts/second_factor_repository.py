"""Second factors in MongoDB: a part of the user's document, so that each change is one compare-and-set."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from app.infra.mongo import Database


class SecondFactor(msgspec.Struct, frozen=True):
    """``sealed``: the secret of the authenticator app, encrypted; ``recovery``: hashes of the codes that are left."""

    sealed: bytes
    recovery: tuple[str, ...]


class SecondFactorRepository:
    def __init__(self, database: Database) -> None:
        self._users = database["users"]
        self._organizations = database["organizations"]

    async def find(self, user: str) -> SecondFactor | None:
        """The confirmed one."""
        stored = (await self._document(user)).get("second_factor")
        return SecondFactor(bytes(stored["sealed"]), tuple(stored["recovery"])) if stored else None

    async def propose(self, user: str, sealed: bytes) -> bool:
        """Keep a secret until it is confirmed, in place of a former one; False where a factor is in use."""
        result = await self._users.update_one(
            {"_id": user, "second_factor": None}, {"$set": {"proposed_second_factor": sealed}}
        )
        return result.matched_count == 1

    async def proposal(self, user: str) -> bytes | None:
        stored = (await self._document(user)).get("proposed_second_factor")
        return bytes(stored) if stored else None

    async def confirm(self, user: str, sealed: bytes, step: int, recovery: Sequence[str], at: datetime) -> bool:
        """Put the proposal to use; False where another call was first, or proposed another one."""
        factor = {"sealed": sealed, "last_step": step, "recovery": list(recovery), "enabled_at": at}
        result = await self._users.update_one(
            {"_id": user, "second_factor": None, "proposed_second_factor": sealed},
            {"$set": {"second_factor": factor}, "$unset": {"proposed_second_factor": ""}},
        )
        return result.modified_count == 1

    async def use_step(self, user: str, step: int) -> bool:
        """Take a time step; False where it, or a later one, was taken. Of any number at once one gets True."""
        result = await self._users.update_one(
            {"_id": user, "second_factor.last_step": {"$lt": step}}, {"$set": {"second_factor.last_step": step}}
        )
        return result.modified_count == 1

    async def use_recovery(self, user: str, code_hash: str) -> bool:
        """Take a recovery code; False where it is none, or no longer. Of any number at once one gets True."""
        result = await self._users.update_one(
            {"_id": user, "second_factor.recovery": code_hash}, {"$pull": {"second_factor.recovery": code_hash}}
        )
        return result.modified_count == 1

    async def replace_recovery(self, user: str, hashes: Sequence[str]) -> None:
        await self._users.update_one(
            {"_id": user, "second_factor.last_step": {"$gte": 0}}, {"$set": {"second_factor.recovery": list(hashes)}}
        )

    async def remove(self, user: str) -> None:
        await self._users.update_one({"_id": user}, {"$set": {"second_factor": None, "proposed_second_factor": None}})

    async def require_in(self, organization: str, *, is_required: bool, expected: int) -> bool:
        """Compare-and-set on the organization's version; False when it is another one by now."""
        result = await self._organizations.update_one(
            {"_id": organization, "version": expected},
            {"$set": {"require_second_factor": is_required}, "$inc": {"version": 1}},
        )
        return result.modified_count == 1

    async def version_of(self, organization: str) -> int:
        document = await self._organizations.find_one({"_id": organization}, {"version": 1})
        return document.get("version", 1) if document else 0

    async def _document(self, user: str) -> dict[str, Any]:
        fields = {"second_factor": 1, "proposed_second_factor": 1}
        return await self._users.find_one({"_id": user}, fields) or {}
