"""Participants in MongoDB: pseudonyms, with a name only where the session asks for one."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from app.core.folding import person_key
from app.core.principals import Participant
from app.infra.listing import Asked, Filter, Found, holding, listed
from app.infra.mongo import Database
from app.infra.mongo_errors import DuplicateKeyError
from app.infra.numbering import Numbering

KIND = "participants"
KEY = "person_key"
"""The stored field that participants are found and put in order by: it goes with the name, in the same document."""

MAX_DIGITS = 9
"""Of a number that somebody is looked for by; no session has more participants."""


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """A participant as stored. ``number`` counts those of the session from 1; only identified sessions keep names.
    ``key_hash``: of the key that they joined under (docs/adr/0040-joining-twice.md)."""

    id: str
    session: str
    organization: str
    number: int
    joined_at: datetime
    name: str | None = None
    email: str | None = None
    removed_at: datetime | None = None
    key_hash: str | None = None


class ParticipantRecord(msgspec.Struct, frozen=True):
    """``known``: everything that is stored, a name or an address for one."""

    participant: Participant
    joined_at: datetime
    known: dict[str, Any]


class ParticipantRepository:
    def __init__(self, database: Database) -> None:
        self._participants = database["participants"]
        self._numbers = SharedNumbers(Numbering(database))

    async def add(
        self,
        participant: Participant,
        at: datetime,
        *,
        name: str | None,
        email: str | None,
        key_hash: str | None = None,
    ) -> bool:
        """False where a participant of this id is on record already, and stays as they are."""
        document: dict[str, Any] = {
            "_id": participant.participant,
            "session": participant.session,
            "organization": participant.organization,
            "number": await self._numbers.next(participant.session),
            "name": name,
            "email": email,
            KEY: person_key(name, email),
            "joined_at": at,
            **({} if key_hash is None else {"key_hash": key_hash}),
        }
        try:
            await self._participants.insert_one(document)
        except DuplicateKeyError:
            return False
        return True

    async def stands(self, participant: Participant) -> bool:
        """Whether such a participant has joined, removed or not."""
        query = {"_id": participant.participant, "session": participant.session}
        return await self._participants.find_one(query, {"_id": 1}) is not None

    async def find(self, session: str, participant: str) -> Person | None:
        document = await self._participants.find_one({"_id": participant, "session": session})
        return _person(document) if document else None

    async def among(self, session: str, ids: Sequence[str]) -> list[Person]:
        """Those of ``ids`` who are on record in the session."""
        found = self._participants.find({"_id": {"$in": list(ids)}, "session": session})
        return [_person(document) async for document in found]

    async def latest_number(self, session: str) -> int:
        """The highest number in the session: where its list begins."""
        return await self._numbers.latest(session)

    async def numbered(self, session: str, after: int, to: int) -> list[Person]:
        """Those with ``after < number <= to``, who came last first."""
        found = self._participants.find({"session": session, "number": {"$gt": after, "$lte": to}})
        return sorted([_person(document) async for document in found], key=lambda person: -person.number)

    async def listed(self, session: str, asked: Asked, sought: str | None) -> Found[Person]:
        """Those whose name or address holds ``sought``, or whose number or pseudonym it is; all where it is None."""
        is_by_key = asked.order.key == KEY
        if is_by_key or sought:
            await self._complete_keys(session)
        stretch = None if is_by_key else await self.latest_number(session)
        keyed = {KEY: {"$exists": True}} if is_by_key else {}
        wanted = {**keyed, **sought_as(sought)}
        return await listed(self._participants, {"session": session}, asked, _person, conditions=wanted, latest=stretch)

    async def _complete_keys(self, session: str) -> None:
        """A process of the release before inserts participants without a key, after the migration too."""
        async for one in self._participants.find({"session": session, KEY: None}, {"name": 1, "email": 1}):
            key = person_key(one.get("name"), one.get("email"))
            await self._participants.update_one({"_id": one["_id"], KEY: None}, {"$set": {KEY: key}})

    async def count_numbered(self, session: str, after: int, to: int) -> int:
        """How many of those with ``after < number <= to`` are on record."""
        query = {"session": session, "number": {"$gt": after, "$lte": to}}
        return int(await self._participants.count_documents(query))

    async def count(self, session: str) -> int:
        """How many have joined, removed ones included."""
        return int(await self._participants.count_documents({"session": session}))

    async def record(self, participant: Participant) -> ParticipantRecord | None:
        """All that is stored of a participant of this session and organization, beside the answers."""
        query = {
            "_id": participant.participant,
            "session": participant.session,
            "organization": participant.organization,
        }
        document = await self._participants.find_one(query)
        if document is None:
            return None
        # The first key says nothing that name and address do not say, the hash of the other nothing about anybody.
        apart = ("_id", "session", "organization", KEY, "key_hash")
        known = {name: value for name, value in document.items() if name not in apart}
        return ParticipantRecord(participant, document["joined_at"], known)

    async def erase(self, participant: Participant) -> None:
        """Remove the record; a repeat does nothing."""
        await self._participants.delete_one({"_id": participant.participant, "session": participant.session})

    async def erase_all(self, session: str) -> None:
        """Remove the records of a whole session."""
        await self._participants.delete_many({"session": session})

    async def mark_removed(self, session: str, participant: str, at: datetime) -> None:
        query = {"_id": participant, "session": session, "removed_at": None}
        await self._participants.update_one(query, {"$set": {"removed_at": at}})


class Batch:
    """Those who get their numbers in the same write."""

    def __init__(self) -> None:
        self.size = 0
        self.is_forming = True


class SharedNumbers:
    """The participants' numbers: all who ask while a write is under way share the next one. A hall that joins within a
    second would otherwise compete for one counter, each against each."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._latest: dict[str, tuple[Batch, asyncio.Task[int]]] = {}

    async def next(self, session: str) -> int:
        """A number that nobody else gets."""
        latest = self._latest.get(session)
        batch, task = latest if latest is not None and latest[0].is_forming else self._begin(session)
        batch.size += 1
        position = batch.size
        return await asyncio.shield(task) + position

    async def latest(self, session: str) -> int:
        return await self._numbering.latest(session, KIND)

    def _begin(self, session: str) -> tuple[Batch, asyncio.Task[int]]:
        batch, previous = Batch(), self._latest.get(session)
        task = asyncio.create_task(self._take(session, batch, previous[1] if previous else None))
        begun = self._latest[session] = batch, task
        task.add_done_callback(lambda _: self._ended(session, batch))
        return begun

    async def _take(self, session: str, batch: Batch, previous: asyncio.Task[int] | None) -> int:
        """The number before the batch's first; waits for the write before, so that a batch can form."""
        if previous is not None:
            await asyncio.wait((previous,))
        batch.is_forming = False
        return await self._numbering.take(session, KIND, batch.size) - batch.size

    def _ended(self, session: str, batch: Batch) -> None:
        if self._latest[session][0] is batch:
            del self._latest[session]


def sought_as(text: str | None) -> Filter:
    """The condition that a name or address holds a text, or that it is somebody's number or pseudonym."""
    held = holding(KEY, text)
    if text is None or not held:
        return {}
    whole = text.strip()
    number = [{"number": int(whole)}] if whole.isascii() and whole.isdigit() and len(whole) <= MAX_DIGITS else []
    return {"$or": [held, {"_id": whole}, *number]}


def _person(document: dict[str, Any]) -> Person:
    return msgspec.convert({**document, "id": document["_id"]}, Person)
