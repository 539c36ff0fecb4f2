"""The log: the ``entries`` collection, which is only ever appended to, but for the content of who was erased."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Mapping, Sequence
from datetime import UTC
from typing import Any

from app.core.clock import utc_now
from app.core.errors import KeyConflict, RevisionConflict, StorageUnavailable
from app.core.identity import slot_of
from app.core.principals import Participant
from app.features.submissions.barriers import Barriers, new_barrier
from app.features.submissions.documents import document_of, entry_of
from app.features.submissions.erased import (
    NO_HASH,
    ErasedRevisions,
    ErasureRepository,
    is_erased,
    without_content,
)
from app.features.submissions.model import FIRST_REVISION, Entry, participant_of, revision_id, revision_of
from app.features.submissions.outcome import Outcome, Refused, Repeated, Written
from app.features.submissions.windows import LONG_LOG, Windows
from app.infra.by_id import find_by_ids
from app.infra.change_stream import ChangeStream, Token
from app.infra.mongo import Database
from app.infra.mongo_errors import BulkWriteError, duplicate_positions, is_ambiguous

NOTHING_ERASED: ErasedRevisions = {}
STEPS_AHEAD = (1, 2, 4, 8, 16)
"""Most answers were hardly ever changed, some often: the twenty-fourth revision is found by looking three times."""
SCAN_BATCH = 1_000
STREAM_WAIT_S = 0.2
RETRY_AFTER_FAILED_WRITE_MS = 5_000
"""After a failure of the server that is no verdict on the entry, a full disk for one."""


class EntryLog:
    """Appends entries and reads them back. Every write waits for a majority, every read sees only what one holds."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._entries = database["entries"]
        self._sessions = database["sessions"]
        self._tallies = database["tallies"]
        self._erasures = ErasureRepository(database)

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
        found = find_by_ids(self._entries, ids)
        return {document["_id"]: entry_of(document) async for document in found}

    async def stored(self, ids: Iterable[str]) -> list[str]:
        """Those of them that there are entries of."""
        return [document["_id"] async for document in find_by_ids(self._entries, ids, {"_id": 1})]

    async def by_id(self, entry_id: str) -> Entry | None:
        document = await self._entries.find_one({"_id": entry_id})
        return None if document is None else entry_of(document)

    async def by_key(self, session: str, key: str) -> Entry | None:
        document = await self._entries.find_one({"session": session, "key": key})
        return None if document is None else entry_of(document)

    async def latest_revision(self, entry_id: str) -> int:
        """The highest stored revision of the same answers, 0 where there is none."""
        return max(
            [revision_of(entry.id) for entry in await self.latest([revision_id(entry_id, FIRST_REVISION)])], default=0
        )

    async def latest(self, first_ids: Iterable[str]) -> list[Entry]:
        """The latest revision of each of the answers whose first revisions have these ids; those not stored are left
        out. Revisions have no gaps: where the next one is missing, none follows."""
        latest: dict[str, Entry] = {}
        open_ends = dict.fromkeys(first_ids, FIRST_REVISION - 1)
        while open_ends:
            looked_at = {revision_id(one, last + step): one for one, last in open_ends.items() for step in STEPS_AHEAD}
            found = await self.by_ids(looked_at)
            # In the order of the steps, so that the highest one stays.
            latest |= {one: found[name] for name, one in looked_at.items() if name in found}
            open_ends = {
                one: revision_of(latest[one].id)
                for one, last in open_ends.items()
                if revision_id(one, last + 1) in found and revision_id(one, last + 2) in found
            }
        return list(latest.values())

    async def scan(self, session: str, erased: ErasedRevisions = NOTHING_ERASED) -> AsyncIterator[Entry]:
        """Every entry of a session, in no particular order, a thousand at a time in memory.

        Those in ``erased`` come without content, whether that was wiped already or not: whoever counts must ask
        ``erased`` before and after, and start again where it has changed.
        """
        async for document in self._documents(session):
            entry = entry_of(document)
            yield without_content(entry) if is_erased(entry.id, erased) else entry

    async def appended_after(self, session: str, token: Token) -> AsyncGenerator[list[Entry]]:
        """What came into a session's log between the event of this token and now, perhaps a little more. To be closed.

        It ends at a barrier, so what it has not brought did not come after the token; where the barrier itself does not
        come, it does not end. Raises StreamLost.
        """
        barrier, barriers = new_barrier(), Barriers(self._database, slot_of(session))
        wanted = {"operationType": "insert", "$or": [{"fullDocument.session": session}, {"fullDocument._id": barrier}]}
        stream = await ChangeStream.open(self._database, "entries", [{"$match": wanted}], after=token)
        try:
            await barriers.put_up(barrier)
            has_come = False
            while not has_come:
                batch = await stream.read(most=SCAN_BATCH, wait_s=STREAM_WAIT_S)
                documents = {event["fullDocument"]["_id"]: event["fullDocument"] for event in batch.events}
                has_come = documents.pop(barrier, None) is not None
                # Plain commands, by which streams are read, give dates without their time zone.
                yield [entry_of({**one, "at": one["at"].replace(tzinfo=UTC)}) for one in documents.values()]
        finally:
            await stream.close()
            await barriers.remove(barrier)

    async def _documents(self, session: str, wanted: Mapping[str, int] | None = None) -> AsyncIterator[dict[str, Any]]:
        windows = await self._windows(session)
        for window in windows:
            windows.held = 0
            async for document in self._entries.find({"session": session, **window}, wanted).batch_size(SCAN_BATCH):
                windows.held += 1
                yield document

    async def _windows(self, session: str) -> Windows:
        """The pieces in which to read. All there is lies in them, whatever the tally says, which may be far behind."""
        tally = await self._tallies.find_one({"_id": session}, {"entries": 1})
        if tally is None or tally["entries"] <= LONG_LOG:
            return Windows()
        wanted = {"created_at": 1, "state.started_at": 1, "state.ended_at": 1}
        found = await self._sessions.find_one({"_id": session}, wanted)
        if found is None:
            return Windows()
        began, ended = found["state"].get("started_at"), found["state"].get("ended_at")
        return Windows(began or found["created_at"], ended or utc_now(), entries=tally["entries"])

    async def erased(self, session: str) -> ErasedRevisions:
        """Which entries of a session count for nothing."""
        return await self._erasures.revisions(session)

    async def was_erased(self, participant: str) -> bool:
        """Whether an erasure of this participant was begun."""
        return await self._erasures.find(participant) is not None

    async def of_participant(self, participant: Participant) -> list[Entry]:
        """Everything that one participant said."""
        start = f"{participant.session}:{participant.participant}:"
        # Not by a range of ids: for that the embedded server scans all sessions (ADR 2, limit 5), for this only one.
        in_session = self._documents(participant.session, {"_id": 1})
        own = [document["_id"] async for document in in_session if document["_id"].startswith(start)]
        return list((await self.by_ids(own)).values())

    async def wipe(self, entry_id: str) -> None:
        """Take the content out of an entry that is erased; what stays is that there was one."""
        content = {"answers": {}, "payload_hash": NO_HASH}
        await self._entries.update_one({"_id": entry_id}, {"$set": content, "$unset": {"replaces": "", "client": ""}})

    async def remove(self, session: str) -> None:
        """Remove a session's log for good: only where its tally is frozen, or it would be drift."""
        await self._entries.delete_many({"session": session})
        await self._erasures.forget(session)

    async def respondents(self, session: str, enough: int) -> int:
        """How many participants have said something, erased ones left out; no more are looked for than ``enough``."""
        erased, found = await self.erased(session), set[str]()
        async for document in self._documents(session, {"answers": 1}):
            said = any(value is not None for value in document["answers"].values())
            if said and not is_erased(document["_id"], erased):
                found.add(participant_of(document["_id"]))
            if len(found) >= enough:
                break
        return len(found)

    async def count(self, session: str) -> int:
        """How many entries a majority holds of a session."""
        windows, total = await self._windows(session), 0
        for window in windows:
            windows.held = int(await self._entries.count_documents({"session": session, **window}))
            total += windows.held
        return total
