"""A collection as data, and the one way to bring the database in line with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pymongo import IndexModel
from pymongo.errors import OperationFailure

from app.infra.mongo import Database

NAMESPACE_EXISTS = 48


@dataclass(frozen=True, kw_only=True)
class CollectionSpec:
    """``schema`` is a ``$jsonSchema``; writes that do not fit it are refused by the server."""

    name: str
    schema: Mapping[str, Any] = field(default_factory=dict)
    indexes: tuple[IndexModel, ...] = ()


async def ensure_collection(database: Database, spec: CollectionSpec) -> None:
    """Create what is missing and set the validator; leaves everything as it is when run again."""
    options: dict[str, Any] = {"validator": {"$jsonSchema": dict(spec.schema)}} if spec.schema else {}
    if not await _was_created(database, spec.name, options) and options:
        await database.command("collMod", spec.name, **options)
    if spec.indexes:
        await database[spec.name].create_indexes(list(spec.indexes))


async def _was_created(database: Database, name: str, options: Mapping[str, Any]) -> bool:
    """False where it was there."""
    try:
        await database.create_collection(name, check_exists=False, **options)
    except OperationFailure as failure:
        if failure.code != NAMESPACE_EXISTS:
            raise
        return False
    return True
