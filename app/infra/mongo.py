"""MongoDB: how every process connects, and with which promises."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

# Motor runs blocking calls in threads, by default five per core; every open change stream holds one for up to a
# second at a time. The variable is read when Motor is imported.
os.environ.setdefault("MOTOR_MAX_WORKERS", "32")

from motor.motor_asyncio import (
    AsyncIOMotorClient,
    AsyncIOMotorCollection,
    AsyncIOMotorDatabase,
)
from pymongo.monitoring import CommandListener

from app.infra.monitoring.commands import MeasuredCommands, MeasuredPool

if TYPE_CHECKING:
    Client = AsyncIOMotorClient[dict[str, Any]]
    Database = AsyncIOMotorDatabase[dict[str, Any]]
    Collection = AsyncIOMotorCollection[dict[str, Any]]
else:
    Client = AsyncIOMotorClient
    Database = AsyncIOMotorDatabase
    Collection = AsyncIOMotorCollection

__all__ = ["Client", "Collection", "Database", "connect", "require_answers"]

WATCHING = (MeasuredCommands(), MeasuredPool())
SERVER_SELECTION_TIMEOUT_MS = 3_000
CONNECT_TIMEOUT_MS = 3_000
SOCKET_TIMEOUT_MS = 30_000


async def require_answers(database: Database) -> None:
    """Raises PyMongoError where the database is away, or answers nothing but pings: as after a full disk."""
    await database["leases"].find_one({"_id": "nobody"})


def connect(url: str, *, application: str = "impactpulse", listeners: Sequence[CommandListener] = ()) -> Client:
    """A client whose writes return when a majority holds them in the journal; ``client[name]`` is a Database.

    ``listeners`` hear of every command that it sends.

    Nothing is sent before the first operation. Dates come back as aware UTC datetimes. Retries of writes are ours:
    every write of the project is idempotent, and the embedded server is slow with the driver's own (ADR 2, limit 1).
    """
    return AsyncIOMotorClient(
        url,
        appname=application,
        tz_aware=True,
        w="majority",
        journal=True,
        readConcernLevel="majority",
        retryWrites=False,
        serverSelectionTimeoutMS=SERVER_SELECTION_TIMEOUT_MS,
        connectTimeoutMS=CONNECT_TIMEOUT_MS,
        socketTimeoutMS=SOCKET_TIMEOUT_MS,
        maxPoolSize=64,
        event_listeners=[*WATCHING, *listeners],
    )
