"""The audit chains in MongoDB: events are inserted and read, never changed or removed."""

from __future__ import annotations

import hmac
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from app.features.audit.model import Head, Link, head_seal
from app.features.audit.stored import document_of, event_id, link_of
from app.infra.mongo import Database
from app.infra.mongo_errors import BulkWriteError, DuplicateKeyError, PyMongoError, duplicate_positions, is_ambiguous

WALK_EVENTS = 200
MOST_TELLING_FIRST = ("target", "actor", "action")


class AuditLog:
    """``_id`` is ``<organization>:<number>``: of two processes that append the same number one is refused."""

    def __init__(self, database: Database, key: bytes, *, former: Sequence[bytes] = ()) -> None:
        self._events = database["audit_events"]
        self._heads = database["audit_heads"]
        self._organizations = database["organizations"]
        self._key = key
        self._former = former

    async def append(self, links: Sequence[Link]) -> int:
        """Store consecutive links of one chain and return how many of them, from the first on, stand there now.

        The others found their place taken, or nobody knows. Sending the same again is harmless.

        Raises PyMongoError where the database failed in another way.
        """
        try:
            await self._events.insert_many([document_of(link) for link in links], ordered=True)
        except BulkWriteError as failure:
            if not is_ambiguous(failure) and not any(duplicate_positions(failure).values()):
                raise
        except PyMongoError as failure:
            if not is_ambiguous(failure):
                raise
        else:
            return len(links)
        return await self._standing(links)

    async def find_head(self, organization: str) -> Head:
        """The end of a chain: from the length that was attested last, onward to the last event that follows it."""
        head = await self.attested_head(organization) or Head()
        while True:
            numbers = range(head.number + 1, head.number + 1 + WALK_EVENTS)
            found = {link.event.number: link async for link in self.links(organization, numbers)}
            for number in numbers:
                if number not in found:
                    return head
                head = found[number].head

    async def attested_head(self, organization: str) -> Head | None:
        """What ``audit_heads`` says of a chain; None where nothing is there, or it does not carry our seal."""
        document = await self._attestation(organization)
        if document is None:
            return None
        head = Head(document["number"], document["hash"], document["at"])
        seals = [head_seal(organization, head, key) for key in (self._key, *self._former)]
        return head if any(hmac.compare_digest(document["seal"], seal) for seal in seals) else None

    async def has_attestation(self, organization: str) -> bool:
        """Whether anything at all is in ``audit_heads``."""
        return await self._attestation(organization) is not None

    async def attest(self, organization: str, head: Head) -> None:
        """Keep the length and the hash of a chain in a second place; a shorter one than is known there is ignored."""
        attested = {
            "number": head.number,
            "hash": head.hash,
            "at": head.at,
            "seal": head_seal(organization, head, self._key),
        }
        result = await self._heads.update_one({"_id": organization, "number": {"$lt": head.number}}, {"$set": attested})
        if result.matched_count:
            return
        try:
            await self._heads.insert_one({"_id": organization, **attested})
        except DuplicateKeyError:
            return  # another process has attested more

    async def links(self, organization: str, numbers: Sequence[int]) -> AsyncIterator[Link]:
        """Those of these events that are there, in any order."""
        for document in (await self.documents(organization, numbers)).values():
            yield link_of(document)

    async def documents(self, organization: str, numbers: Sequence[int]) -> dict[str, dict[str, Any]]:
        """The same as they are stored, by ``_id``: for whoever does not trust what is stored."""
        found = self._events.find({"_id": {"$in": [event_id(organization, number) for number in numbers]}})
        return {document["_id"]: document async for document in found}

    async def standing(self, places: Collection[tuple[str, int]]) -> set[tuple[str, int]]:
        """Those of these organizations and numbers at which an event stands."""
        wanted = {event_id(*place): place for place in places}
        found = self._events.find({"_id": {"$in": sorted(wanted)}}, {"_id": 1})
        return {wanted[document["_id"]] async for document in found}

    async def matching(self, organization: str, filters: Mapping[str, str], after: int, to: int) -> list[Link]:
        """Those with ``after < number <= to`` whose fields have these values, the newest first."""
        # One field is asked of the database, the others are compared here: for two the embedded server scans.
        asked = next(({field: filters[field]} for field in MOST_TELLING_FIRST if field in filters), {})
        query = {"organization": organization, **asked, "number": {"$gt": after, "$lte": to}}
        found = [
            link_of(document)
            async for document in self._events.find(query)
            if all(document[field] == value for field, value in filters.items())
        ]
        return sorted(found, key=lambda link: -link.event.number)

    async def holds(self, organization: str, *, action: str, target: str) -> bool:
        """Whether such an event stands: for whoever goes on where a process died, and may not record twice."""
        head = await self.find_head(organization)
        return bool(await self.matching(organization, {"action": action, "target": target}, 0, head.number))

    async def time_of(self, organization: str, number: int) -> datetime | None:
        """When an event was recorded; None where it is missing."""
        document = await self._events.find_one({"_id": event_id(organization, number)}, {"at": 1})
        return None if document is None else document["at"]

    async def count(self, organization: str) -> int:
        """How many documents say that they are of this chain."""
        return int(await self._events.count_documents({"organization": organization}))

    async def organizations(self) -> list[str]:
        """All that should have a chain."""
        attested = {document["_id"] async for document in self._heads.find({}, {"_id": 1})}
        existing = {document["_id"] async for document in self._organizations.find({}, {"_id": 1})}
        return sorted(attested | existing)

    async def _attestation(self, organization: str) -> dict[str, Any] | None:
        return await self._heads.find_one({"_id": organization})

    async def _standing(self, links: Sequence[Link]) -> int:
        organization = links[0].event.organization
        numbers = [link.event.number for link in links]
        stored = {link.event.number: link.hash async for link in self.links(organization, numbers)}
        for count, link in enumerate(links):
            if stored.get(link.event.number) != link.hash:
                return count
        return len(links)
