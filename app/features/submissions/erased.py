"""Which entries of a session count for nothing, because their participant was erased."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from app.core.principals import Participant
from app.features.submissions.model import Entry, answers_id, revision_of
from app.infra.documents import readable
from app.infra.mongo import Database

ErasedRevisions = Mapping[str, int]
"""What all revisions of the same answers share (``answers_id``) → the last revision that was erased."""

NO_HASH = "0" * 64
"""In the place of the payload's: answers are so few that a hash gives them away."""


def is_erased(entry_id: str, erased: ErasedRevisions) -> bool:
    """Whether this entry is one of the erased revisions."""
    return bool(erased) and revision_of(entry_id) <= erased.get(answers_id(entry_id), 0)


def without_content(entry: Entry) -> Entry:
    """The entry as it is counted and kept after an erasure: that there was one, and nothing of what it said."""
    return msgspec.structs.replace(entry, answers={}, replaces={}, client={}, payload_hash=NO_HASH)


class Erasure(msgspec.Struct, frozen=True, kw_only=True):
    """``is_open`` until the sweep after the wipe is done, ``wiped_at`` is None until the first wipe is.

    ``asked_by``: a user, or the participant. ``is_on_record``: whether the audit event stands.
    """

    participant: str
    session: str
    organization: str
    requested_at: datetime
    is_open: bool
    chains: dict[str, int]
    wiped_at: datetime | None
    asked_by: str = ""
    is_on_record: bool = True  # those of the release before, which recorded them without noting it here


class ErasureRepository:
    """The collection ``erasures``: one document per erased participant; it holds ids only."""

    def __init__(self, database: Database) -> None:
        self._erasures = database["erasures"]

    async def begin(self, participant: Participant, *, asked_by: str, at: datetime) -> None:
        """Remember that this participant is to be erased; a repeat opens the erasure again."""
        begun = {
            "session": participant.session,
            "organization": participant.organization,
            "requested_at": at,
            "chains": [],
            "wiped_at": None,
            "asked_by": asked_by,
            "is_on_record": False,
            "recording_until": at,
        }
        await self._erasures.update_one(
            {"_id": participant.participant}, {"$setOnInsert": begun, "$set": {"is_open": True}}, upsert=True
        )

    async def claim_record(self, participant: str, now: datetime, until: datetime) -> bool:
        """Whether the caller is to put the erasure on record; who claimed it and did not gives it up at ``until``."""
        unclaimed = {"_id": participant, "is_on_record": False, "recording_until": {"$lte": now}}
        claimed = await self._erasures.update_one(unclaimed, {"$set": {"recording_until": until}})
        return claimed.modified_count == 1

    async def mark_recorded(self, participant: str) -> None:
        """The audit event stands."""
        await self._erasures.update_one({"_id": participant}, {"$set": {"is_on_record": True}})

    async def find(self, participant: str) -> Erasure | None:
        document = await self._erasures.find_one({"_id": participant})
        return _erasure(document) if document else None

    async def cover(self, participant: str, chains: ErasedRevisions) -> None:
        """From here on these revisions count for nothing, in every recount. Before that they must sum up to nothing.

        What was covered stays so: whoever erases the same participant at the same time may know of later revisions.
        """
        while (document := await self._erasures.find_one({"_id": participant}, {"chains": 1})) is not None:
            covered = dict(document["chains"])
            wider = covered | {chain: last for chain, last in chains.items() if last > covered.get(chain, 0)}
            if wider == covered:
                return
            known = {"_id": participant, "chains": document["chains"]}
            change = {"$set": {"chains": [[chain, last] for chain, last in sorted(wider.items())]}}
            if (await self._erasures.update_one(known, change)).matched_count:
                return

    async def mark_wiped(self, participant: str, at: datetime) -> None:
        """The content is gone."""
        await self._erasures.update_one({"_id": participant, "wiped_at": None}, {"$set": {"wiped_at": at}})

    async def close(self, participant: str) -> None:
        """Nothing can come in any more, and nothing is left."""
        await self._erasures.update_one({"_id": participant}, {"$set": {"is_open": False}})

    async def open_ones(self) -> list[Erasure]:
        """Those that were not finished, or not looked at again."""
        return [one async for one in readable(self._erasures.find({"is_open": True}), _erasure, "erasure")]

    async def forget(self, session: str) -> None:
        """When the session's log is gone."""
        await self._erasures.delete_many({"session": session})

    async def revisions(self, session: str) -> dict[str, int]:
        """All erased revisions of a session."""
        found: dict[str, int] = {}
        async for document in self._erasures.find({"session": session}, {"chains": 1}):
            found.update(document["chains"])
        return found


def _erasure(document: dict[str, Any]) -> Erasure:
    return msgspec.convert({**document, "participant": document["_id"], "chains": dict(document["chains"])}, Erasure)
