"""Consecutive numbers within an owner: what lists are paged by.

The embedded server scans a whole collection to sort by an index with a limit, but answers equality plus a bounded range
from the index at once (ADR 2, limit 5). Numbers make every page such a range, and a page read twice is the same page.
"""

from __future__ import annotations

from app.infra.mongo import Database
from app.infra.mongo_errors import DuplicateKeyError


class Numbering:
    """One small document per owner and kind; no number is given twice, some may be left out."""

    def __init__(self, database: Database) -> None:
        self._counters = database["counters"]

    async def latest(self, owner: str, kind: str) -> int:
        """The highest number given so far; 0 where there is none."""
        document = await self._counters.find_one({"_id": f"{owner}:{kind}"})
        return int(document["value"]) if document else 0

    async def next(self, owner: str, kind: str) -> int:
        """A number nobody else gets."""
        return await self.take(owner, kind, 1)

    async def take(self, owner: str, kind: str, count: int) -> int:
        """So many numbers that nobody else gets; the last of them. Compare-and-set, because the embedded server's
        find-and-modify scans."""
        counter = f"{owner}:{kind}"
        while True:
            latest = await self.latest(owner, kind)
            if latest == 0:
                try:
                    await self._counters.insert_one({"_id": counter, "value": count})
                except DuplicateKeyError:
                    continue
                return count
            result = await self._counters.update_one(
                {"_id": counter, "value": latest}, {"$set": {"value": latest + count}}
            )
            if result.modified_count == 1:
                return latest + count
