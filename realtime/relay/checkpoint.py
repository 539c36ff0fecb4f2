"""From where a relay may start: everything up to the checkpoint stands in the tallies."""

from __future__ import annotations

from typing import Any

import msgspec

from app.core.clock import Clock
from app.features.analytics.model import Mark, Token
from app.infra.mongo import Database
from app.infra.mongo_errors import DuplicateKeyError


class Checkpoint(msgspec.Struct, frozen=True):
    """``witness``: the token of the event that comes first after ``mark``, where one came.
    ``rebuilding``: some tallies may still be of an older generation."""

    mark: Mark
    witness: Token | None
    rebuilding: bool


class CheckpointRepository:
    """One document per partition; within a generation its position never falls."""

    def __init__(self, database: Database, name: str, clock: Clock) -> None:
        self._checkpoints = database["checkpoints"]
        self._name = name
        self._clock = clock

    async def read(self) -> Checkpoint | None:
        """None where no relay of this partition ever ran."""
        document = await self._checkpoints.find_one({"_id": self._name})
        if document is None:
            return None
        mark = Mark(document["generation"], document["position"], document["token"])
        return Checkpoint(mark, document["witness"], document["rebuilding"])

    async def generations(self) -> dict[str, int]:
        """Those of all partitions by their names, of other splits too."""
        return {one["_id"]: one["generation"] async for one in self._checkpoints.find({}, {"generation": 1})}

    async def begin(self, before: Checkpoint | None, after: Checkpoint) -> bool:
        """Start a generation; False where another relay has moved on from ``before`` first."""
        fields = self._fields(after)
        if before is not None:
            match = {"_id": self._name, "generation": before.mark.generation}
            return (await self._checkpoints.update_one(match, {"$set": fields})).matched_count == 1
        try:
            await self._checkpoints.insert_one({"_id": self._name, **fields})
        except DuplicateKeyError:
            return False
        return True

    async def save(self, checkpoint: Checkpoint) -> bool:
        """Move forward within the generation; False where the stored one is ahead or of another generation."""
        mark = checkpoint.mark
        match = {"_id": self._name, "generation": mark.generation, "position": {"$lte": mark.position}}
        return (await self._checkpoints.update_one(match, {"$set": self._fields(checkpoint)})).matched_count == 1

    def _fields(self, checkpoint: Checkpoint) -> dict[str, Any]:
        mark = checkpoint.mark
        return {
            "generation": mark.generation,
            "position": mark.position,
            "token": mark.token,
            "witness": checkpoint.witness,
            "rebuilding": checkpoint.rebuilding,
            "saved_at": self._clock(),
        }
