"""Files in MongoDB, by GridFS's specification: the driver reads what we write."""

from __future__ import annotations

import hashlib
from pathlib import Path
from random import Random

import pytest
from motor.motor_asyncio import AsyncIOMotorGridFSBucket
from pymongo.errors import BulkWriteError

from app.infra.file_store import PIECE_BYTES, PIECES_AT_ONCE, FileStore
from app.infra.mongo import Database
from app.wiring.reports import BUCKET

BATCH_BYTES = PIECE_BYTES * PIECES_AT_ONCE


async def test_what_is_stored_comes_back_whole(database: Database, tmp_path: Path) -> None:
    store, source = FileStore(database, BUCKET), tmp_path / "report"
    driver = AsyncIOMotorGridFSBucket(database, bucket_name=BUCKET)
    for size in (0, 1, PIECE_BYTES, BATCH_BYTES, BATCH_BYTES + 1):
        content = Random(size).randbytes(size)
        source.write_bytes(content)
        stored = await store.save(f"file-{size}", "report.json", source)
        assert (stored.size, stored.digest) == (size, hashlib.sha256(content).hexdigest())
        pieces = await store.read(f"file-{size}")
        assert pieces is not None
        assert b"".join([piece async for piece in pieces]) == content
        read = await driver.open_download_stream(f"file-{size}")
        assert (read.length, read.chunk_size, read.filename) == (size, PIECE_BYTES, "report.json")


async def test_a_file_is_not_written_over(database: Database, tmp_path: Path) -> None:
    store, source = FileStore(database, BUCKET), tmp_path / "report"
    source.write_bytes(b"first")
    await store.save("file", "report", source)
    source.write_bytes(b"other")
    with pytest.raises(BulkWriteError):
        await store.save("file", "report", source)
    pieces = await store.read("file")
    assert pieces is not None
    assert [piece async for piece in pieces] == [b"first"]
