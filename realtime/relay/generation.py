"""Where a leader begins: at the checkpoint, or with a new generation of tallies."""

from __future__ import annotations

import logging
from collections.abc import Collection

from app.core.identity import slot_of
from app.features.analytics.model import Mark
from app.features.analytics.repository import TallyRepository
from app.infra.change_stream import ChangeStream
from app.infra.mongo import Database
from realtime.relay.checkpoint import Checkpoint, CheckpointRepository
from realtime.relay.partition import Partition

log = logging.getLogger(__name__)


class Generations:
    """Begins generations and says which sessions one has still to rebuild."""

    def __init__(
        self, database: Database, partition: Partition, checkpoints: CheckpointRepository, tallies: TallyRepository
    ) -> None:
        self._database = database
        self._partition = partition
        self._checkpoints = checkpoints
        self._tallies = tallies

    async def current(self) -> Checkpoint:
        """The checkpoint; where there is none, that of a new generation."""
        return await self._checkpoints.read() or await self.begin(None)

    async def begin(self, before: Checkpoint | None) -> Checkpoint:
        """Give up the stream before now: from here on, only tallies that are rebuilt from the log count.

        When another relay was faster, its checkpoint is returned.
        """
        former = before.mark.generation if before else 0
        highest = max((await self._tallies.generations()).values(), default=0)
        stream = await ChangeStream.open(self._database, "entries", self._partition.pipeline, after=None)
        await stream.close()
        after = Checkpoint(Mark(max(former, highest) + 1, 0, stream.token), witness=None, rebuilding=True)
        if await self._checkpoints.begin(before, after):
            level = logging.INFO if before is None else logging.WARNING
            log.log(level, "a new generation begins", extra={"generation": after.mark.generation})
            return after
        return await self._checkpoints.read() or after

    async def is_left_behind(self, begun: Checkpoint, leading: Collection[str]) -> bool:
        """Whether relays that split the sessions another way have counted since this checkpoint was saved, and do so no
        more: nobody can go on from it. ``leading``: the leases that are held. Reads all tallies."""
        if any(self._partition.is_of_another_split(name) for name in leading):
            return False  # what this one began, those would be left behind by
        tallies, slots = await self._tallies.generations(), self._partition.slots
        if not any(its > begun.mark.generation for session, its in tallies.items() if slot_of(session) in slots):
            return False
        stored = await self._checkpoints.read()  # after the tallies: who begins a generation says so here first
        return stored is not None and stored.mark.generation == begun.mark.generation

    async def to_do(self, generation: int) -> list[str]:
        """The partition's sessions whose tally is older than ``generation`` or missing; recently active ones first."""
        slots = self._partition.slots
        found = self._database["sessions"].find({"slot": {"$in": slots}}, {"_id": 1})
        sessions = {document["_id"] async for document in found}
        tallies = await self._tallies.generations()
        behind = [session for session, its in tallies.items() if its < generation and slot_of(session) in slots]
        return [*behind, *sorted(sessions - tallies.keys())]
