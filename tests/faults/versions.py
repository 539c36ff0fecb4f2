"""Looks at a tally all the time: no version, no number of entries may fall within an epoch, and no epoch at all."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NamedTuple

from app.infra.mongo import Database
from app.infra.mongo_errors import PyMongoError

LOOK_EVERY_S = 0.02


class Seen(NamedTuple):
    """A tally as it was at one look."""

    epoch: int
    version: int
    entries: int


@asynccontextmanager
async def versions_watched(database: Database, session: str) -> AsyncIterator[list[Seen]]:
    """Yields what is seen; fails at the end where anything fell. A database that is away is looked at again."""
    seen: list[Seen] = []

    async def watch() -> None:
        while True:
            try:
                found = await database["tallies"].find_one({"_id": session}, dict.fromkeys(Seen._fields, 1))
            except PyMongoError:
                found = None
            if found is not None:
                seen.append(Seen(*(found[name] for name in Seen._fields)))
            await asyncio.sleep(LOOK_EVERY_S)

    watching = asyncio.create_task(watch())
    try:
        yield seen
    finally:
        watching.cancel()
        await asyncio.wait((watching,))
    assert watching.cancelled(), watching.exception()
    assert seen, "there was never a tally"
    for before, after in itertools.pairwise(seen):
        assert before.epoch <= after.epoch, "the epoch fell"
        if before.epoch == after.epoch:
            assert before.version <= after.version, "the version fell"
            assert before.entries <= after.entries, "the number of entries fell"
