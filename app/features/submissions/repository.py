"""The log: the ``entries`` collection, which is only ever appended to."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from typing import Any

from app.core.errors import KeyConflict, RevisionConflict, StorageUnavailable
from app.features.submissions.model import Entry, revision_id
from app.features.submissions.outcome import Outcome, Refused, Repeated, Written
from app.infra.mongo import Database
from app.infra.mongo_errors import BulkWriteError, duplicate_positions, is_ambiguous

REVISIONS_PER_LOOK = 64
SCAN_BATCH = 1_000
RETRY_AFTER_FAILED_WRITE_MS = 5_000
"""After a failure of the server that is no verdict on the entry, a full disk for one."""


class EntryLog:
    """Appends entries and reads them back. Every write waits for a majority, every read sees only what one holds."""

    def __init__(self, database: Database) -> None:
        self._entries = database["entries"]

    async def append_many(self, entries: Sequence[Entry]) -> list[Outcome]:
        """Write a batch in one round trip; what became of each entry, in the same order.

        No two entries may share an id or a key. Sending a batch again is harmless.

        Raises:
            PyMongoError: ``is_ambiguous`` ones leave the fate of the batch open: send the same batch again.
        """
        try:
            await self._entries.insert_many([document_of(entry) for entry in entries], ordered=False)
        except BulkWriteError as failure:
            if is_ambiguous(failure):
                raise
            return await self._settle(entries, duplicate_positions(failure))
        return [Written(entry) for entry in entries]

    async def _settle(self, entries: Sequence[Entry], failed: dict[int, bool]) -> list[Outcome]:
        refused = [entries[position] for position, is_duplicate in failed.items() if is_duplicate]
        by_id = await self.by_ids(entry.id for entry in refused)
        outcomes: list[Outcome] = []
        for position, entry in enumerate(entries):
            if position not in failed:
                outcomes.append(Written(entry))
            elif not failed[position]:
                outcomes.append(Refused(StorageUnavailable(retry_after_ms=RETRY_AFTER_FAILED_WRITE_MS)))
            else:
                outcomes.append(await self._judge(entry, by_id.get(entry.id)))
        return outcomes

    async def _judge(self, entry: Entry, stored: Entry | None) -> Outcome:
        """Why a unique index refused ``entry``; ``stored`` has the same id, if a majority holds such a one."""
        if stored is not None and stored.key == entry.key:
            return Repeated(stored) if stored.payload_hash == entry.payload_hash else Refused(KeyConflict())
        if await self.by_key(entry.session, entry.key) is not None:
            return Refused(KeyConflict())
        if stored is not None:
            return Refused(RevisionConflict(current_revision=await self.latest_revision(entry.id)))
        # Refused by something that no majority holds yet: it may still vanish in an election, so nothing is certain.
        return Refused(StorageUnavailable(retry_after_ms=200))

    async def by_ids(self, ids: Iterable[str]) -> dict[str, Entry]:
        """The stored ones among ``ids``, by id."""
        found = self._entries.find({"_id": {"$in": list(ids)}})
        return {document["_id"]: entry_of(document) async for document in found}

    async def by_id(self, entry_id: str) -> Entry | None:
        document = await self._entries.find_one({"_id": entry_id})
        return None if document is None else entry_of(document)

    async def by_key(self, session: str, key: str) -> Entry | None:
        document = await self._entries.find_one({"session": session, "key": key})
        return None if document is None else entry_of(document)

    async def latest_revision(self, entry_id: str) -> int:
        """The highest stored revision of the same answers, 0 where there is none; revisions have no gaps."""
        latest = 0
        while True:
            candidates = range(latest + 1, latest + 1 + REVISIONS_PER_LOOK)
            found = await self.by_ids(revision_id(entry_id, revision) for revision in candidates)
            latest += len(found)
            if len(found) < REVISIONS_PER_LOOK:
                return latest

    async def scan(self, session: str) -> AsyncIterator[Entry]:
        """Every entry of a session, in no particular order, a thousand at a time in memory."""
        async for document in self._entries.find({"session": session}).batch_size(SCAN_BATCH):
            yield entry_of(document)

    async def count(self, session: str) -> int:
        """How many entries a majority holds of a session."""
        return int(await self._entries.count_documents({"session": session}))


def document_of(entry: Entry) -> dict[str, Any]:
    """An entry as MongoDB keeps it; a first revision has no ``replaces``."""
    document: dict[str, Any] = {
        "_id": entry.id,
        "session": entry.session,
        "organization": entry.organization,
        "slot": entry.slot,
        "attempt": entry.attempt,
        "answers": entry.answers,
        "key": entry.key,
        "payload_hash": entry.payload_hash,
        "at": entry.at,
    }
    if entry.replaces:
        document["replaces"] = entry.replaces
    if entry.client:
        document["client"] = entry.client
    return document


def entry_of(document: dict[str, Any]) -> Entry:
    """The inverse of ``document_of``."""
    return Entry(
        id=document["_id"],
        session=document["session"],
        organization=document["organization"],
        attempt=document["attempt"],
        answers=document["answers"],
        replaces=document.get("replaces", {}),
        key=document["key"],
        payload_hash=document["payload_hash"],
        at=document["at"],
        client=document.get("client", {}),
    )
