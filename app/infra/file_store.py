"""Files in MongoDB (GridFS): written and read piece by piece, so that none needs to fit into memory."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import msgspec
from bson import Int64, ObjectId
from gridfs.errors import NoFile
from motor.motor_asyncio import AsyncIOMotorGridFSBucket

from app.core.clock import utc_now
from app.infra.mongo import Database

PIECE_BYTES = 255 * 1024
"""One chunk of GridFS."""
PIECES_AT_ONCE = 16
"""In one command, during which the embedded server hears nobody else."""
BATCH = 1_000
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


class StoredFile(msgspec.Struct, frozen=True):
    """``size`` in bytes, ``digest`` is the SHA-256 (hex) of the content."""

    size: int
    digest: str


class FileStore:
    """One bucket. Ids are the caller's; an id that is written again must have been removed before."""

    def __init__(self, database: Database, bucket: str) -> None:
        self._files, self._chunks = database[f"{bucket}.files"], database[f"{bucket}.chunks"]
        self._bucket = AsyncIOMotorGridFSBucket(database, bucket_name=bucket, chunk_size_bytes=PIECE_BYTES)

    async def save(self, file_id: str, name: str, path: Path) -> StoredFile:
        """Store a file of the disk. Cancelled, or failing, it leaves nothing that can be read.

        By GridFS's own specification, as the driver's writer gathers 48 MB before it sends any.
        """
        digest, size, number = hashlib.sha256(), 0, 0
        with await asyncio.to_thread(path.open, "rb") as source:
            while pieces := await asyncio.to_thread(_next_pieces, source):
                for piece in pieces:
                    digest.update(piece)
                    size += len(piece)
                numbered = enumerate(pieces, number)
                await self._chunks.insert_many({"files_id": file_id, "n": n, "data": piece} for n, piece in numbered)
                number += len(pieces)
        told = {"length": Int64(size), "chunkSize": PIECE_BYTES, "uploadDate": utc_now(), "filename": name}
        await self._files.insert_one({"_id": file_id, **told})
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


def _next_pieces(source: BinaryIO) -> list[bytes]:
    return [piece for _ in range(PIECES_AT_ONCE) if (piece := source.read(PIECE_BYTES))]


async def _pieces(source: object) -> AsyncIterator[bytes]:
    while piece := await source.readchunk():  # type: ignore[attr-defined]  # Motor's classes are made at run time
        yield piece
