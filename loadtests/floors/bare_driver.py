"""The same documents once more, written by the driver alone: what the database gives when nothing is in its way."""

from __future__ import annotations

import time
from typing import Any

from pymongo import MongoClient, WriteConcern

from loadtests.stack import DATABASE

BATCH = 500
COLLECTION = "entries_bare"


def insert_again(url: str, session: str, count: int) -> float:
    """Documents per second of ``insert_many(ordered=False)`` with majority writes.

    The collection has the validator and the indexes of ``entries``; the documents are those the session has stored.
    """
    with MongoClient[dict[str, Any]](url) as client:
        database = client[DATABASE]
        documents = list(database["entries"].find({"session": session}))
        if len(documents) != count:
            raise RuntimeError(f"{count} submissions were acked, but {len(documents)} entries are stored")
        database.drop_collection(COLLECTION)
        _create_like_entries(client)
        target = database.get_collection(COLLECTION, write_concern=WriteConcern(w="majority", j=True))
        started = time.perf_counter()
        for start in range(0, count, BATCH):
            target.insert_many(documents[start : start + BATCH], ordered=False)
        seconds = time.perf_counter() - started
        database.drop_collection(COLLECTION)
    return count / seconds


def _create_like_entries(client: MongoClient[dict[str, Any]]) -> None:
    database = client[DATABASE]
    [entries] = database.list_collections(filter={"name": "entries"})
    database.create_collection(COLLECTION, **entries.get("options", {}))
    for name, index in database["entries"].index_information().items():
        if name != "_id_":
            database[COLLECTION].create_index(index["key"], unique=index.get("unique", False))
