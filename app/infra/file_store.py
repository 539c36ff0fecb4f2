"""Files in MongoDB (GridFS): written and read piece by piece, so that none needs to fit into memory."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from bson import ObjectId
from gridfs.errors import NoFile
from motor.motor_asyncio import AsyncIOMotorGridFSBucket

from app.infra.mongo import Database

PIECE_BYTES = 255 * 1024
"""One chunk of GridFS."""
BATCH = 1_000
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


class StoredFile(msgspec.Struct, frozen=True):
    """``size`` in bytes, ``digest`` is the SHA-256 (hex) of the content."""

    size: int
    digest: str


class FileStore:
    """One bucket. Ids are the caller's; an id that is written again must have been removed before."""

    def __init__(self, database: Database, bucket: str) -> None:
        self._chunks = database[f"{bucket}.chunks"]
        self._bucket = AsyncIOMotorGridFSBucket(database, bucket_name=bucket, chunk_size_bytes=PIECE_BYTES)

    async def save(self, file_id: str, name: str, path: Path) -> StoredFile:
        """Store a file of the disk. Cancelled, or failing, it leaves nothing that can be read."""
        digest, size = hashlib.sha256(), 0
        with await asyncio.to_thread(path.open, "rb") as source:
            async with self._bucket.open_upload_stream_with_id(file_id, name) as target:
                while piece := await asyncio.to_thread(source.read, PIECE_BYTES):
                    digest.update(piece)
                    size += len(piece)
                    await target.write(piece)
        return StoredFile(size, digest.hexdigest())

    async def read(self, file_id: str) -> AsyncIterator[bytes] | None:
        """The content in pieces; None where there is no such file (any more)."""
        try:
            source = await self._bucket.open_download_stream(file_id)
        except NoFile:
            return None
        return _pieces(source)

    async def begun_before(self, moment: datetime) -> AsyncIterator[list[str]]:
        """Ids of all files whose first piece is older, a batch at a time: whole ones, and those that a process never
        finished. An id of a piece begins with its time, and an index answers alone: no piece is read."""
        first = {"n": 0, "_id": {"$gte": ObjectId.from_datetime(BEGINNING), "$lt": ObjectId.from_datetime(moment)}}
        pieces = self._chunks.find(first, {"files_id": 1}).batch_size(BATCH)
        while batch := await pieces.to_list(BATCH):
            yield [piece["files_id"] for piece in batch]

    async def remove(self, file_id: str) -> None:
        """Whole or cut off; one that is not there is no error."""
        try:
            await self._bucket.delete(file_id)
        except NoFile:
            return


async def _pieces(source: object) -> AsyncIterator[bytes]:
    while piece := await source.readchunk():  # type: ignore[attr-defined]  # Motor's classes are made at run time
        yield piece
