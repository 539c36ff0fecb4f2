"""Every entry of a log in the order of who answered what when, in bounded memory, from a log that has no order."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator

import msgspec

from app.features.submissions.model import Entry
from app.features.surveys.questions import Scalar

BATCH = 500
SCHEMA = """
CREATE TABLE entries (
    participant TEXT, attempt INTEGER, part TEXT, revision INTEGER, at TEXT, answers BLOB, replaces BLOB,
    PRIMARY KEY (participant, attempt, part, revision)
) WITHOUT ROWID
"""
KEEP = "INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?, ?, ?, ?)"
IN_ORDER = "SELECT * FROM entries ORDER BY participant, attempt, part, revision"
REVISION_COLUMNS = ("participant", "attempt", "part", "revision", "at", "question", "status", "value", "replaced")


class RevisionSpool:
    """A temporary SQLite file that SQLite itself makes and removes."""

    def __init__(self) -> None:
        self._file = sqlite3.connect("", check_same_thread=False, isolation_level=None)
        self._file.execute("PRAGMA journal_mode = OFF")
        self._file.execute(SCHEMA)
        self._batch: list[tuple[object, ...]] = []

    async def clear(self) -> None:
        """Begin anew."""
        self._batch = []
        await asyncio.to_thread(self._forget)

    async def add(self, entry: Entry) -> None:
        _, participant, attempt, part, revision = entry.id.split(":")
        at, said = entry.at.isoformat(timespec="milliseconds"), msgspec.json.encode(entry.answers)
        replaced = msgspec.json.encode(entry.replaces)
        self._batch.append((participant, int(attempt), part, int(revision), at, said, replaced))
        if len(self._batch) >= BATCH:
            await self._flush()

    async def rows(self) -> AsyncIterator[dict[str, Scalar]]:
        """A row for each answer of each entry; ``value`` and ``replaced`` as JSON, a text as it is."""
        await self._flush()
        cursor = await asyncio.to_thread(self._file.execute, IN_ORDER)
        while found := await asyncio.to_thread(cursor.fetchmany, BATCH):
            for participant, attempt, part, revision, at, answers, replaces in found:
                replaced = msgspec.json.decode(replaces)
                for question, value in msgspec.json.decode(answers).items():
                    row = dict(
                        zip(REVISION_COLUMNS, (participant, attempt, part, revision, at, question), strict=False)
                    )
                    row |= {"status": "taken_back"} if value is None else {"status": "given", "value": _text(value)}
                    if replaced.get(question) is not None:
                        row["replaced"] = _text(replaced[question])
                    yield row

    def close(self) -> None:
        self._file.close()

    async def _flush(self) -> None:
        batch, self._batch = self._batch, []
        await asyncio.to_thread(self._keep, batch)

    # Cursors are closed in the thread that opened them, as in the spool of exports.

    def _keep(self, batch: list[tuple[object, ...]]) -> None:
        self._file.executemany(KEEP, batch).close()

    def _forget(self) -> None:
        self._file.execute("DELETE FROM entries").close()


def _text(value: object) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
