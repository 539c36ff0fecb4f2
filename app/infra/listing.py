"""Lists that the database puts in order: by a stored key, equals by their number, from a place onwards."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, Generic, TypeVar

import msgspec

from app.core.folding import folded
from app.infra.documents import readable_of
from app.infra.mongo import Collection

T = TypeVar("T")

Filter = Mapping[str, Any]

NUMBER = "number"
"""The field that no two documents of one organization share (see ``app.infra.numbering``)."""

NEAR = 200
"""How many numbers are looked through first. The embedded server reads whatever the scope holds before it sorts, about
50 µs a document; a page by number mostly needs the next few, which a range of numbers gives in 1 ms."""

EVERYTHING: Filter = {}


class Order(msgspec.Struct, frozen=True):
    """``key``: a stored field. Index it with the organization before it and ``number`` after it."""

    key: str
    descending: bool


class Place(msgspec.Struct, frozen=True):
    """Where a page ended: the key and the number of its last document."""

    value: str | int | datetime
    number: int


class Asked(msgspec.Struct, frozen=True):
    """A page: at most ``limit`` documents, those that follow ``after`` in this order."""

    order: Order
    limit: int
    after: Place | None = None


class Found(msgspec.Struct, Generic[T], frozen=True):
    """``last``: where the next page goes on; None at the end of the list. A document that cannot be read is left out:
    a page may hold fewer than were asked for, and others follow it."""

    items: list[T]
    last: Place | None


def holding(field: str, text: str | None) -> dict[str, Any]:
    """The condition that a folded field holds ``text``, whatever its case and accents; none where nothing is asked."""
    sought = folded(text or "")
    return {field: {"$regex": re.escape(sought)}} if sought else {}


async def listed(
    collection: Collection,
    scope: Filter,
    asked: Asked,
    made: Callable[[dict[str, Any]], T],
    *,
    conditions: Filter = EVERYTHING,
    latest: int | None = None,
) -> Found[T]:
    """A page of what lies in ``scope`` and meets ``conditions``.

    An index must answer ``scope``; conditions and place are asked for after the sort, where MongoDB's planner takes
    them forward into the bounds of the order's index, while the embedded server would scan for them. ``latest``: the
    highest number, where the scope is a whole organization.
    """
    found: list[dict[str, Any]] = []
    for stretch in _stretches(scope, asked, latest):
        missing = asked.limit + 1 - len(found)
        found += await collection.aggregate(_pipeline(stretch, asked, conditions, missing)).to_list(None)
        if len(found) > asked.limit:
            break
    shown = found[: asked.limit]
    last = Place(shown[-1][asked.order.key], shown[-1][NUMBER]) if len(found) > asked.limit else None
    return Found(list(readable_of(shown, made, collection.name)), last)


def _stretches(scope: Filter, asked: Asked, latest: int | None) -> Iterator[Filter]:
    """What is looked through for a page, one after the other."""
    if latest is None or asked.order.key != NUMBER:
        yield scope
    elif asked.order.descending:
        top = asked.after.number - 1 if asked.after else latest
        low = max(0, top - NEAR)
        yield {**scope, NUMBER: {"$gt": low, "$lte": top}}
        if low:
            yield {**scope, NUMBER: {"$gt": 0, "$lte": low}}
    else:
        low = asked.after.number if asked.after else 0
        yield {**scope, NUMBER: {"$gt": low, "$lte": low + NEAR}}
        if latest > low + NEAR:
            yield {**scope, NUMBER: {"$gt": low + NEAR, "$lte": latest}}


def _pipeline(scope: Filter, asked: Asked, conditions: Filter, limit: int) -> list[dict[str, Any]]:
    direction = -1 if asked.order.descending else 1
    wanted = [{"$match": condition} for condition in (_beyond(asked), conditions) if condition]
    order = {asked.order.key: direction, NUMBER: direction}
    return [{"$match": scope}, {"$sort": order}, *wanted, {"$limit": limit}]


def _beyond(asked: Asked) -> Filter:
    """What follows the place: first its equals with another number. The first bound is there for the planner."""
    if asked.after is None:
        return EVERYTHING
    key, place, beyond = asked.order.key, asked.after, "$lt" if asked.order.descending else "$gt"
    if key == NUMBER:
        return {NUMBER: {beyond: place.number}}
    equals = {key: place.value, NUMBER: {beyond: place.number}}
    return {key: {f"{beyond}e": place.value}, "$or": [{key: {beyond: place.value}}, equals]}
