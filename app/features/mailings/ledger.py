"""The ledger of mails in MongoDB: one line per person and wave, and the batches in which they leave.

A worker may die between any two of these steps, and a silent one may wake up beside its successor:

1. *reserve* writes the lines. The unique ``_id`` gives each person to one batch.
2. *seal* writes the batch: who is in it and exactly what is sent. Only a sealed batch may be sent, and only as it is:
   every resend has the same key and the same content, so the mail service delivers it once.
3. *record* notes the outcome, then ends the batch.

Lines without a batch are *voided*: a void batch takes the place of the one that was never sealed, so it never can be.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec

from app.core.errors import StorageUnavailable
from app.features.mailings.model import Batch, Line, LineState, Wave
from app.infra.by_id import find_by_ids
from app.infra.documents import readable
from app.infra.mongo import Database
from app.infra.mongo_errors import BulkWriteError, DuplicateKeyError, duplicate_positions


class Ledger:
    def __init__(self, database: Database) -> None:
        self._lines = database["mail_ledger"]
        self._batches = database["mail_batches"]

    async def lines(self, ids: Sequence[str]) -> dict[str, Line]:
        """Those that are there, by id."""
        return {document["_id"]: _line(document) async for document in find_by_ids(self._lines, ids)}

    async def begun(self, session: str, waves: Iterable[Wave]) -> list[Wave]:
        """Those of which there is any line."""
        queries = ((wave, {"session": session, "wave": wave.id}) for wave in waves)
        return [wave for wave, query in queries if await self._lines.find_one(query, {"_id": 1}) is not None]

    async def of_invitation(self, invitation: str) -> list[Line]:
        """What was sent to one person."""
        return [_line(document) async for document in self._lines.find({"invitation": invitation})]

    async def of_invitations(self, invitations: Sequence[str]) -> list[Line]:
        """What was sent to these people, the latest last."""
        found = readable(self._lines.find({"invitation": {"$in": list(invitations)}}), _line, "mail")
        return sorted([line async for line in found], key=lambda line: line.at)

    async def reserve(self, lines: Sequence[Line]) -> list[Line]:
        """Those of the lines that were not there and now are."""
        try:
            await self._lines.insert_many([_document(line) for line in lines], ordered=False)
        except BulkWriteError as failure:
            refused = duplicate_positions(failure)
            if not all(refused.values()):
                raise StorageUnavailable from failure
            return [line for position, line in enumerate(lines) if position not in refused]
        return list(lines)

    async def seal(self, batch: Batch) -> bool:
        """Fix what is sent; False where another worker has voided it, and taken its lines away."""
        try:
            await self._batches.insert_one({**_document(batch), "state": "open"})
        except DuplicateKeyError:
            return False
        return True

    async def take_up(self, batch: Batch) -> bool:
        """Announce that it is sent again; False where it was dissolved or has ended."""
        query = {"_id": batch.id, "state": "open"}
        return (await self._batches.update_one(query, {"$inc": {"tries": 1}})).modified_count == 1

    async def dissolve(self, batch: Batch) -> bool:
        """Give its people back, where no call can have been accepted; False where somebody else has taken it up."""
        query = {"_id": batch.id, "state": "open", "tries": 1}
        change = {"$set": {"state": "void"}, "$unset": {"sealed": ""}}
        if (await self._batches.update_one(query, change)).modified_count == 0:
            return False
        await self._release(batch.id)
        return True

    async def record(self, batch: Batch, outcomes: dict[LineState, list[str]]) -> None:
        """Note what became of the lines, then end the batch and forget its content; a repeat changes nothing."""
        for state, ids in outcomes.items():
            query = {"_id": {"$in": ids}, "state": "reserved"}
            await self._lines.update_many(query, {"$set": {"state": state}})
        await self._batches.update_one(
            {"_id": batch.id, "state": "open"}, {"$set": {"state": "ended"}, "$unset": {"sealed": ""}}
        )

    async def open_batches(self, session: str) -> list[Batch]:
        """Sealed, and nobody has recorded how they ended."""
        found = self._batches.find({"session": session, "state": "open"})
        return [batch async for batch in readable(found, _batch, "batch of mails")]

    async def release_unsealed(self, session: str, waves: Iterable[str], at: datetime) -> int:
        """Free the people of batches that were reserved and never sealed; how many batches that were."""
        stray = [line for wave in waves for line in await self._reserved(session, wave)]
        known = await self._sealed({line.batch for line in stray})
        unsealed = {line.batch: line for line in stray if line.batch not in known}
        released = 0
        for batch, line in unsealed.items():
            if await self._void(batch, line, at):
                await self._release(batch)
                released += 1
        return released

    async def has_reserved(self, session: str, wave: str) -> bool:
        """Whether somebody's mail is neither sent nor given back."""
        query = {"session": session, "wave": wave, "state": "reserved"}
        return await self._lines.find_one(query, {"_id": 1}) is not None

    async def note(self, line: str, states: Collection[LineState], state: LineState) -> Line | None:
        """What the mail service reports of a mail, where it stands at one of ``states``; the line, if there is one."""
        await self._lines.update_one({"_id": line, "state": {"$in": list(states)}}, {"$set": {"state": state}})
        document = await self._lines.find_one({"_id": line})
        return _line(document) if document else None

    async def counts(self, session: str) -> dict[tuple[str, LineState], int]:
        """(wave, state) → how many mails stand there, in one question; none where there are none."""
        pipeline: list[dict[str, Any]] = [
            {"$match": {"session": session}},
            {"$group": {"_id": {"wave": "$wave", "state": "$state"}, "mails": {"$sum": 1}}},
        ]
        found = self._lines.aggregate(pipeline)
        return {(one["_id"]["wave"], one["_id"]["state"]): one["mails"] async for one in found}

    async def forget(self, session: str) -> None:
        for collection in (self._lines, self._batches):
            await collection.delete_many({"session": session})

    async def _reserved(self, session: str, wave: str) -> list[Line]:
        query = {"session": session, "wave": wave, "state": "reserved"}
        return [_line(document) async for document in self._lines.find(query)]

    async def _sealed(self, batches: Collection[str]) -> set[str]:
        """Those that were sealed; void ones are not."""
        found = self._batches.find({"_id": {"$in": list(batches)}}, {"state": 1})
        return {document["_id"] async for document in found if document["state"] != "void"}

    async def _void(self, batch: str, line: Line, at: datetime) -> bool:
        """Make sure that it can never be sealed; False where it just was."""
        empty = Batch(
            id=batch,
            session=line.session,
            organization=line.organization,
            members=(),
            sealed_at=at,
            tries=0,
            sealed=b"",
        )
        try:
            await self._batches.insert_one({**_document(empty), "state": "void"})
        except DuplicateKeyError:
            return batch not in await self._sealed([batch])
        return True

    async def _release(self, batch: str) -> None:
        await self._lines.delete_many({"batch": batch, "state": "reserved"})


def _document(stored: Line | Batch) -> dict[str, Any]:
    document: dict[str, Any] = msgspec.to_builtins(stored, builtin_types=(datetime, bytes))
    return {"_id": document.pop("id"), **document}


def _line(document: dict[str, Any]) -> Line:
    return msgspec.convert({**document, "id": document["_id"]}, Line)


def _batch(document: dict[str, Any]) -> Batch:
    return msgspec.convert({**document, "id": document["_id"]}, Batch)
