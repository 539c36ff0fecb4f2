"""Many documents by their ids, a few in each query."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Iterable, Mapping
from itertools import islice
from typing import Any

from app.infra.mongo import Collection

IDS_PER_QUERY = 32
"""The embedded server compares each document that it found with each id of the query, and serves nobody else meanwhile:
five hundred ids at once take four times as long as sixteen times thirty-two (ADR 2)."""


async def in_batches(ids: AsyncIterable[str], most: int = IDS_PER_QUERY) -> AsyncIterator[list[str]]:
    """As many at once as one query takes."""
    some: list[str] = []
    async for one in ids:
        some.append(one)
        if len(some) == most:
            yield some
            some = []
    if some:
        yield some


async def find_by_ids(
    collection: Collection, ids: Iterable[str], wanted: Mapping[str, int] | None = None
) -> AsyncIterator[dict[str, Any]]:
    """Those of them that there are, in no particular order; ``wanted``: which fields."""
    left = iter(ids)
    while some := list(islice(left, IDS_PER_QUERY)):
        async for document in collection.find({"_id": {"$in": some}}, wanted):
            yield document
