"""A mark in the log itself, by which its stream tells that it has brought everything written before a moment."""

from __future__ import annotations

import secrets

from app.infra.mongo import Database

PREFIX = "barrier:"


def new_barrier() -> str:
    """The id of a barrier that was never used."""
    return f"{PREFIX}{secrets.token_hex(12)}"


class Barriers:
    """A barrier is a document of ``entries`` without a session: it comes through the stream and counts nothing.

    It is removed right after; one that a crash leaves behind does no harm.
    """

    def __init__(self, database: Database, slot: int) -> None:
        """``slot``: one of the partition's in whose stream they are to come."""
        self._entries = database["entries"]
        self._slot = slot

    async def put_up(self, barrier: str) -> None:
        """Write a barrier with an id from ``new_barrier``; returns once a majority holds it. It may come through the
        stream before that."""
        await self._entries.insert_one({"_id": barrier, "slot": self._slot})

    async def remove(self, barrier: str) -> None:
        await self._entries.delete_one({"_id": barrier})
