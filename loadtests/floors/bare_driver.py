"""The same documents once more, written by the driver alone: what the database gives when nothing is in its way."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pymongo import MongoClient, WriteConcern

from loadtests.stack import DATABASE

BATCH = 500
COLLECTION = "entries_bare"


class BareDriver:
    """``insert_many(ordered=False)`` with majority writes, into a collection checked and indexed as ``entries`` is."""

    def __init__(self, client: MongoClient[dict[str, Any]]) -> None:
        self._entries = client[DATABASE]["entries"]
        self._target = client[DATABASE].get_collection(COLLECTION, write_concern=WriteConcern(w="majority", j=True))

    def insert_again(self, session: str, part: str, count: int) -> float:
        """Seconds for the documents that a session has stored of one part.

        Raises:
            RuntimeError: they are not ``count``, as many as were acked.
        """
        documents = list(self._entries.find({"session": session, f"answers.{part}": {"$exists": True}}))
        if len(documents) != count:
            raise RuntimeError(f"{count} submissions were acked, but {len(documents)} entries are stored")
        started = time.perf_counter()
        for start in range(0, count, BATCH):
            self._target.insert_many(documents[start : start + BATCH], ordered=False)
        return time.perf_counter() - started


@contextmanager
def bare_driver(url: str) -> Iterator[BareDriver]:
    """On a collection of its own, gone afterwards."""
    with MongoClient[dict[str, Any]](url) as client:
        database = client[DATABASE]
        database.drop_collection(COLLECTION)
        _create_like_entries(client)
        yield BareDriver(client)
        database.drop_collection(COLLECTION)


def _create_like_entries(client: MongoClient[dict[str, Any]]) -> None:
    database = client[DATABASE]
    [entries] = database.list_collections(filter={"name": "entries"})
    database.create_collection(COLLECTION, **entries.get("options", {}))
    for name, index in database["entries"].index_information().items():
        if name != "_id_":
            database[COLLECTION].create_index(index["key"], unique=index.get("unique", False))
