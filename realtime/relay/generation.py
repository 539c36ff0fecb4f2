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

    async def current(self, leading: Collection[str]) -> Checkpoint:
        """The checkpoint; that of a new generation where there is none, or where nobody can go on from it: relays that
        split the sessions another way have counted since, and do so no more. ``leading``: the leases that are held."""
        stored = await self._checkpoints.read()
        if stored is None or await self._is_left_behind(stored, leading):
            return await self.begin(stored)
        return stored

    async def _is_left_behind(self, stored: Checkpoint, leading: Collection[str]) -> bool:
        if any(self._partition.is_of_another_split(name) for name in leading):
            return False  # they would be left behind by what this one began
        generations = await self._checkpoints.generations()
        others = [latest for name, latest in generations.items() if self._partition.is_of_another_split(name)]
        return max(others, default=0) >= stored.mark.generation

    async def begin(self, before: Checkpoint | None) -> Checkpoint:
        """Give up the stream before now: from here on, only tallies that are rebuilt from the log count.

        Its number is new, also where the sessions are split another way: there events are numbered otherwise.
        When another relay was faster, its checkpoint is returned.
        """
        former = before.mark.generation if before else 0
        counted, begun = await self._tallies.generations(), await self._checkpoints.generations()
        latest = max((former, *counted.values(), *begun.values()))
        stream = await ChangeStream.open(self._database, "entries", self._partition.pipeline, after=None)
        await stream.close()
        after = Checkpoint(Mark(latest + 1, 0, stream.token), witness=None, rebuilding=True)
        if await self._checkpoints.begin(before, after):
            level = logging.INFO if before is None else logging.WARNING
            log.log(level, "a new generation begins", extra={"generation": after.mark.generation})
            return after
        return await self._checkpoints.read() or after

    async def to_do(self, generation: int) -> list[str]:
        """The partition's sessions whose tally is older than ``generation`` or missing; recently active ones first."""
        slots = self._partition.slots
        found = self._database["sessions"].find({"slot": {"$in": slots}}, {"_id": 1})
        sessions = {document["_id"] async for document in found}
        tallies = await self._tallies.generations()
        behind = [session for session, its in tallies.items() if its < generation and slot_of(session) in slots]
        return [*behind, *sorted(sessions - tallies.keys())]
