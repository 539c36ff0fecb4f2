"""Structs inside stored documents: releases that run side by side read each other's, and one unreadable is only one."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")

log = logging.getLogger(__name__)

MOST_TOLD = 1_000


def differing(struct: msgspec.Struct, builtin_types: Iterable[type] = ()) -> dict[str, Any]:
    """What differs from its default: a release that does not know a field reads whatever makes no use of it. A default
    stands for good therefore."""
    document: dict[str, Any] = msgspec.to_builtins(struct, builtin_types=builtin_types)
    default = type(struct)()
    return {name: value for name, value in document.items() if getattr(struct, name) != getattr(default, name)}


def understood(document: Mapping[str, Any], kind: type[msgspec.Struct]) -> dict[str, Any]:
    """What this release knows of it; a later one may have written more. Requests are read strictly all the same."""
    return {name: document[name] for name in kind.__struct_fields__ if name in document}


async def readable(
    found: AsyncIterable[dict[str, Any]], made: Callable[[dict[str, Any]], T], what: str
) -> AsyncIterator[T]:
    """What was found, one by one. A document that cannot be read is left out with a line in the log, for it must not
    hold up the others."""
    async for document in found:
        for one in readable_of((document,), made, what):
            yield one


def readable_of(found: Iterable[dict[str, Any]], made: Callable[[dict[str, Any]], T], what: str) -> Iterator[T]:
    """The same of documents that are at hand."""
    for document in found:
        try:
            one = made(document)
        except (AttributeError, LookupError, TypeError, ValueError) as failure:
            _tell(what, str(document.get("_id")), f"{type(failure).__name__}: {failure}")
            continue
        yield one


@lru_cache(maxsize=MOST_TOLD)
def _tell(what: str, document_id: str, reason: str) -> None:
    """Once in a process: some are looked for twice a second."""
    log.error("a document cannot be read", extra={"document": what, "id": document_id, "reason": reason})
