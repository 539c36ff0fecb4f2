"""What finds files that belong to no report, without reading a piece of any: the index holds all that is asked for."""

from __future__ import annotations

from pymongo import ASCENDING, IndexModel
from pymongo.errors import OperationFailure

from app.infra.migrations.collection import CollectionSpec, ensure_collection
from app.infra.mongo import Database

INDEX_NOT_FOUND = 27
PIECES = CollectionSpec(
    name="report_files.chunks",
    indexes=(
        IndexModel(
            [("n", ASCENDING), ("_id", ASCENDING), ("files_id", ASCENDING)],
            name="first_pieces_by_age",
            partialFilterExpression={"n": 0},
        ),
    ),
)


async def apply(database: Database) -> None:
    """Create it, then remove the one of 0023: it lacks the ``_id``, so that every piece was read for its age."""
    await ensure_collection(database, PIECES)
    try:
        await database["report_files.chunks"].drop_index("first_pieces")
    except OperationFailure as failure:
        if failure.code != INDEX_NOT_FOUND:
            raise
