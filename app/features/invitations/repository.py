"""Invitations to sessions in MongoDB."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import msgspec

from app.core.errors import StorageUnavailable
from app.features.invitations.model import ANNOUNCED, KIND, Invitation
from app.infra.documents import readable
from app.infra.mongo import Database
from app.infra.mongo_errors import BulkWriteError, duplicate_positions
from app.infra.numbering import Numbering

_BATCH = 1_000


class Invitations:
    """Unique: the address within a session, and the token."""

    def __init__(self, database: Database) -> None:
        self._invitations = database["invitations"]
        self._numbering = Numbering(database)

    async def take_numbers(self, session: str, count: int) -> int:
        """So many numbers; the last of them."""
        return await self._numbering.take(session, KIND, count)

    async def latest_number(self, session: str) -> int:
        return await self._numbering.latest(session, KIND)

    async def announce(self, session: str) -> None:
        """Somebody may get mail now who could not before: whoever sends it goes through all of them once more."""
        await self._numbering.next(session, ANNOUNCED)

    async def announcements(self, session: str) -> int:
        """How many there were."""
        return await self._numbering.latest(session, ANNOUNCED)

    async def add(self, invitations: Sequence[Invitation]) -> set[str]:
        """Those whose address is in the session already are not added: their ids. Sent again it adds nothing twice."""
        known: set[str] = set()
        for start in range(0, len(invitations), _BATCH):
            batch = invitations[start : start + _BATCH]
            try:
                await self._invitations.insert_many([_document(one) for one in batch], ordered=False)
            except BulkWriteError as failure:
                refused = duplicate_positions(failure)
                if not all(refused.values()):
                    raise StorageUnavailable from failure
                known |= {batch[position].id for position in refused}
        return known

    async def known_addresses(self, session: str, addresses: Collection[str]) -> set[str]:
        """Which of these are invited to the session."""
        wanted = sorted(addresses)
        known: set[str] = set()
        for start in range(0, len(wanted), _BATCH):
            query = {"session": session, "address": {"$in": wanted[start : start + _BATCH]}}
            known |= {document["address"] async for document in self._invitations.find(query, {"address": 1})}
        return known

    async def sessions_of(self, organization: str, address: str) -> list[str]:
        """Where a folded address is invited."""
        found = self._invitations.find({"organization": organization, "address": address}, {"session": 1})
        return [document["session"] async for document in found]

    async def find(self, session: str, invitation_id: str) -> Invitation | None:
        return _invitation(await self._invitations.find_one({"_id": invitation_id, "session": session}))

    async def find_by_hash(self, token_hash: str) -> Invitation | None:
        return _invitation(await self._invitations.find_one({"hash": token_hash}))

    async def find_by_participant(self, session: str, participant: str) -> Invitation | None:
        return _invitation(await self._invitations.find_one({"session": session, "participant": participant}))

    async def by_ids(self, ids: Collection[str]) -> list[Invitation]:
        """Those that still exist."""
        found = self._invitations.find({"_id": {"$in": list(ids)}})
        return [invitation async for invitation in readable(found, _made, "invitation")]

    async def numbered(self, session: str, after: int, to: int) -> list[Invitation]:
        """Those with ``after < number <= to``, the highest first."""
        found = self._invitations.find({"session": session, "number": {"$gt": after, "$lte": to}})
        invitations = [invitation async for invitation in readable(found, _made, "invitation")]
        return sorted(invitations, key=lambda invitation: -invitation.number)

    async def count(self, session: str) -> int:
        return int(await self._invitations.count_documents({"session": session}))

    async def bind(self, invitation: Invitation, participant: str) -> bool:
        """Say who came in by it; of any number of callers at once one gets True."""
        query = {"_id": invitation.id, "participant": None}
        return (await self._invitations.update_one(query, {"$set": {"participant": participant}})).modified_count == 1

    async def claim(self, invitation: Invitation, claim: str) -> bool:
        """Let one device redeem a blind link; True for it, as often as it asks."""
        await self._invitations.update_one({"_id": invitation.id, "claim": None}, {"$set": {"claim": claim}})
        return await self._invitations.find_one({"_id": invitation.id, "claim": claim}, {"_id": 1}) is not None

    async def mark_done(self, invitation: Invitation) -> None:
        await self._invitations.update_one({"_id": invitation.id}, {"$set": {"is_done": True}})

    async def remove(self, invitation: Invitation) -> bool:
        """With the address; its link leads nowhere from here on."""
        return (await self._invitations.delete_one({"_id": invitation.id})).deleted_count == 1

    async def remove_all(self, session: str) -> None:
        await self._invitations.delete_many({"session": session})


def _document(invitation: Invitation) -> dict[str, Any]:
    document: dict[str, Any] = msgspec.to_builtins(invitation, builtin_types=(datetime,))
    return {"_id": document.pop("id"), **document}


def _invitation(document: dict[str, Any] | None) -> Invitation | None:
    return _made(document) if document else None


def _made(document: dict[str, Any]) -> Invitation:
    return msgspec.convert({**document, "id": document["_id"]}, Invitation)
