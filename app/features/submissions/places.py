"""The places of quotas in MongoDB: one document each, numbered from 1, so that an insert is what gives a place."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from app.infra.mongo import Database
from app.infra.mongo_errors import DuplicateKeyError

MAX_CLAIMS = 50


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """``claims``: the calls that rely on the place; it may go only when none is left, or when the log says so.
    ``checked``: the log was seen to hold the answer that it is kept for."""

    id: str
    quota: str
    number: int
    holder: str
    answers: str
    claims: list[str]
    checked: bool
    at: datetime


class PlaceRepository:
    """Unique: the number within a quota (by ``_id``), and the holder within a quota."""

    def __init__(self, database: Database) -> None:
        self._places = database["quota_places"]

    async def take(self, place: Place) -> bool:
        """False where the number is taken, or the holder has another one."""
        document = msgspec.to_builtins(place, builtin_types=(datetime,))
        document["_id"] = document.pop("id")
        try:
            await self._places.insert_one(document)
        except DuplicateKeyError:
            return False
        return True

    async def held(self, quota: str, holder: str) -> Place | None:
        document = await self._places.find_one({"quota": quota, "holder": holder})
        return _place(document) if document else None

    async def join(self, place: Place, claim: str, at: datetime) -> bool:
        """Let one more call rely on a place; False where it is gone. Of many the latest are kept: those before have
        long been stored, or refused."""
        change = {
            "$push": {"claims": {"$each": [claim], "$slice": -MAX_CLAIMS}},
            "$set": {"at": at, "checked": False},
        }
        result = await self._places.update_one({"_id": place.id, "holder": place.holder}, change)
        return result.matched_count == 1

    async def withdraw(self, place: str, claim: str) -> None:
        """A call no longer relies on the place; when it was the last, the place is free."""
        await self._places.update_one({"_id": place}, {"$pull": {"claims": claim}})
        await self._places.delete_one({"_id": place, "claims": []})

    async def give_back(self, place: Place) -> bool:
        """Free a place, unless another call has come to rely on it since it was read."""
        query = {"_id": place.id, "holder": place.holder, "claims": place.claims}
        return (await self._places.delete_one(query)).deleted_count == 1

    async def mark(self, place: Place, *, checked: bool, at: datetime | None = None) -> bool:
        """Note whether the log was looked at; False where another call has come to rely on the place since. ``at``:
        from when on it is waited before somebody looks."""
        query = {"_id": place.id, "holder": place.holder, "claims": place.claims}
        change = {"checked": checked} | ({} if at is None else {"at": at})
        return (await self._places.update_one(query, {"$set": change})).matched_count == 1

    async def unchecked(self, quota: str, before: datetime, most: int) -> list[Place]:
        """Places that were claimed before then, and not looked at since."""
        found = self._places.find({"quota": quota, "checked": False, "at": {"$lt": before}}).limit(most)
        return [_place(document) async for document in found]

    async def numbers(self, quota: str) -> set[int]:
        """The numbers that are taken."""
        return {document["number"] async for document in self._places.find({"quota": quota}, {"number": 1})}

    async def forget_holders(self, session: str, at: datetime) -> None:
        """Keep the numbers of all its quotas, and nothing of who took which or when; a repeat changes no more than the
        date."""
        unnamed = {"$concat": ["removed:", {"$toString": "$number"}]}  # a holder is unique within a quota
        change = [{"$set": {"holder": unnamed, "answers": "", "checked": True, "at": at}}]
        of_session = {"$gte": f"{session}:", "$lt": f"{session};"}  # no pattern: for one, every place would be read
        await self._places.update_many({"quota": of_session}, change)

    async def count(self, quota: str) -> int:
        return int(await self._places.count_documents({"quota": quota}))


def _place(document: dict[str, Any]) -> Place:
    return msgspec.convert({**document, "id": document["_id"]}, Place)
