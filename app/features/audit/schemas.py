"""Audit events as REST shows and exports them."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator
from typing import Any

import msgspec

from app.features.audit.model import Event, Link, timestamp

COLUMNS = (*(field.name for field in msgspec.structs.fields(Event)), "hash")
LINES_AT_ONCE = 100


class AuditEventResource(msgspec.Struct, frozen=True, kw_only=True):
    """``before`` and ``after`` hold what changed. To recompute ``hash``, take the event from an export."""

    number: int
    id: str
    at: str
    actor: str
    login: str
    action: str
    target: str
    request: str
    address: str
    before: Any
    after: Any
    previous: str
    hash: str

    @classmethod
    def of(cls, link: Link) -> AuditEventResource:
        event = link.event
        return cls(
            number=event.number,
            id=event.id,
            at=timestamp(event.at),
            actor=event.actor,
            login=event.login,
            action=event.action,
            target=event.target,
            request=event.request,
            address=event.address,
            before=_state(event.before),
            after=_state(event.after),
            previous=event.previous,
            hash=link.hash,
        )


async def ndjson(links: AsyncIterator[Link]) -> AsyncIterator[bytes]:
    """One object a line: the fields that are hashed, as they are hashed, and ``hash``."""
    async for chunk in _chunks(links):
        yield b"".join(msgspec.json.encode(_row(link), order="deterministic") + b"\n" for link in chunk)


async def csv_rows(links: AsyncIterator[Link]) -> AsyncIterator[bytes]:
    """The same as a table (RFC 4180); a state that there is none of is an empty cell."""
    yield _lines([list(COLUMNS)])
    async for chunk in _chunks(links):
        rows = [_row(link) for link in chunk]
        yield _lines([["" if row[name] is None else str(row[name]) for name in COLUMNS] for row in rows])


def _row(link: Link) -> dict[str, Any]:
    return msgspec.structs.asdict(link.event) | {"at": timestamp(link.event.at), "hash": link.hash}


def _state(text: str | None) -> Any:
    return None if text is None else msgspec.json.decode(text)


def _lines(rows: list[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


async def _chunks(links: AsyncIterator[Link]) -> AsyncIterator[list[Link]]:
    chunk: list[Link] = []
    async for link in links:
        chunk.append(link)
        if len(chunk) == LINES_AT_ONCE:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
