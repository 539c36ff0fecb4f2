"""The texts of one question, searchable: a temporary SQLite file that SQLite itself creates and removes.

Memory stays bounded however many texts there are; calls run in threads, one at a time (``shelves`` sees to that).
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Collection, Iterable

from app.core.folding import folded_whole
from app.features.exports.spool import Standing
from app.features.surveys.questions import Question
from app.features.texts.coding import Coding
from app.features.texts.model import Found, Place, Text, TextCounts, TextId, Wanted, mark_of

BATCH = 500
SCHEMA = """
CREATE TABLE texts (
    at TEXT, participant TEXT, attempt INTEGER, mark TEXT, text TEXT, folded TEXT,
    PRIMARY KEY (at, participant, attempt)
) WITHOUT ROWID;
CREATE TABLE tagged (
    participant TEXT, attempt INTEGER, mark TEXT, tag TEXT, PRIMARY KEY (participant, attempt, mark, tag)
) WITHOUT ROWID;
"""
_TAGS = "SELECT 1 FROM tagged WHERE (participant, attempt, mark) = (t.participant, t.attempt, t.mark)"
_IN_ROUND = "(:attempt IS NULL OR attempt = :attempt)"
_WANTED = f"""
{_IN_ROUND} AND (:sought = '' OR instr(folded, :sought) > 0)
AND (:tag IS NULL OR EXISTS ({_TAGS} AND tag = :tag)) AND (NOT :is_untagged OR NOT EXISTS ({_TAGS}))
"""
PAGE = f"""
SELECT at, participant, attempt, mark, text, (
    SELECT group_concat(tag) FROM tagged WHERE (participant, attempt, mark) = (t.participant, t.attempt, t.mark)
) FROM texts AS t
WHERE (:after_at IS NULL OR (at, participant, attempt) < (:after_at, :after_participant, :after_attempt))
AND {_WANTED}
ORDER BY at DESC, participant DESC, attempt DESC LIMIT :limit
"""  # noqa: S608  (made of constants)
COUNT = f"SELECT count(*) FROM texts AS t WHERE {_WANTED}"  # noqa: S608
BY_TAG = f"""
SELECT tag, count(*) FROM texts JOIN tagged USING (participant, attempt, mark) WHERE {_IN_ROUND} GROUP BY tag
"""  # noqa: S608


class Shelf:
    """Filled once; tags are put on it anew whenever they have changed."""

    def __init__(self) -> None:
        self._file = sqlite3.connect("", check_same_thread=False, isolation_level=None)
        self._file.execute("PRAGMA journal_mode = OFF")
        self._file.executescript(SCHEMA)

    async def fill(self, question: Question, standings: AsyncIterator[Standing]) -> None:
        """Keep what was written; other answers are passed over."""
        batch: list[tuple[object, ...]] = []
        async for standing in standings:
            text = question.words(standing.answers.get(question.id))
            if text is None:
                continue
            batch.append(
                (standing.last_at, standing.participant, standing.attempt, mark_of(text), text, folded_whole(text))
            )
            if len(batch) == BATCH:
                await asyncio.to_thread(self._keep, batch)
                batch = []
        await asyncio.to_thread(self._keep, batch)

    async def tag(self, codings: Iterable[Coding], known: Collection[str]) -> None:
        """These instead of all that were there. Tags that are no longer ``known`` are none."""
        rows = [
            (coding.participant, coding.attempt, coding.mark, tag)
            for coding in codings
            for tag in coding.tags
            if tag in known
        ]
        await asyncio.to_thread(self._retag, rows)

    async def page(self, wanted: Wanted, limit: int, after: Place | None) -> Found:
        """Those that are wanted, the newest first, from a place onwards."""
        return await asyncio.to_thread(self._page, wanted, limit, after)

    async def counts(self, wanted: Wanted) -> TextCounts:
        return await asyncio.to_thread(self._counts, wanted)

    def close(self) -> None:
        self._file.close()

    def _keep(self, batch: list[tuple[object, ...]]) -> None:
        self._file.executemany("INSERT INTO texts VALUES (?, ?, ?, ?, ?, ?)", batch).close()

    def _retag(self, rows: list[tuple[str, int, str, str]]) -> None:
        self._file.execute("DELETE FROM tagged").close()
        self._file.executemany("INSERT OR IGNORE INTO tagged VALUES (?, ?, ?, ?)", rows).close()

    def _page(self, wanted: Wanted, limit: int, after: Place | None) -> Found:
        place = {
            "after_at": after.at if after else None,
            "after_participant": after.participant if after else "",
            "after_attempt": after.attempt if after else 0,
        }
        rows = self._file.execute(PAGE, {**_conditions(wanted), **place, "limit": limit + 1}).fetchall()
        texts = [_text(*row) for row in rows[:limit]]
        if len(rows) <= limit:
            return Found(texts, None)
        last = texts[-1]
        return Found(texts, Place(last.at, last.id.participant, last.id.attempt))

    def _counts(self, wanted: Wanted) -> TextCounts:
        return TextCounts(
            texts=self._count(Wanted(wanted.attempt)),
            untagged=self._count(Wanted(wanted.attempt, is_untagged=True)),
            by_tag=dict(self._file.execute(BY_TAG, {"attempt": wanted.attempt}).fetchall()),
            found=self._count(wanted),
        )

    def _count(self, wanted: Wanted) -> int:
        (count,) = self._file.execute(COUNT, _conditions(wanted)).fetchone()
        return int(count)


def _conditions(wanted: Wanted) -> dict[str, object]:
    return {
        "attempt": wanted.attempt,
        "sought": wanted.sought,
        "tag": wanted.tag,
        "is_untagged": wanted.is_untagged,
    }


def _text(at: str, participant: str, attempt: int, mark: str, text: str, tags: str | None) -> Text:
    return Text(TextId(participant, attempt, mark), at, text, tuple(tags.split(",")) if tags else ())
