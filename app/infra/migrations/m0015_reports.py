"""Reports and their files."""

from __future__ import annotations

from pymongo import ASCENDING, IndexModel

from app.infra.migrations.collection import CollectionSpec, ensure_collection
from app.infra.migrations.schema import BOOLEAN, DATE, OBJECT, STRING, document, integer, one_of
from app.infra.mongo import Database

REPORTS = (
    CollectionSpec(
        name="reports",
        schema=document(
            {
                "_id": STRING,
                "organization": STRING,
                "session": STRING,
                "number": integer(1),
                "wanted": OBJECT,
                "state": one_of("queued", "running", "done", "failed", "expired"),
                "is_open": BOOLEAN,
                "has_file": BOOLEAN,
                "attempt": integer(),
                "revision": integer(1),
                "requested_by": STRING,
                "created_at": DATE,
                "expires_at": DATE,
            }
        ),
        indexes=(
            IndexModel([("organization", ASCENDING), ("session", ASCENDING), ("number", ASCENDING)], name="number"),
            IndexModel([("organization", ASCENDING), ("is_open", ASCENDING)], name="open"),
            IndexModel([("session", ASCENDING), ("has_file", ASCENDING)], name="session_files"),
            IndexModel([("has_file", ASCENDING), ("expires_at", ASCENDING)], name="files"),
        ),
    ),
    # What GridFS would make by itself at the first upload, if it might.
    CollectionSpec(
        name="report_files.files",
        indexes=(IndexModel([("filename", ASCENDING), ("uploadDate", ASCENDING)], name="filename_1_uploadDate_1"),),
    ),
    CollectionSpec(
        name="report_files.chunks",
        indexes=(IndexModel([("files_id", ASCENDING), ("n", ASCENDING)], name="files_id_1_n_1", unique=True),),
    ),
)


async def apply(database: Database) -> None:
    """Create or complete all of it."""
    for spec in REPORTS:
        await ensure_collection(database, spec)
