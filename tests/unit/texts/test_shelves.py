"""When the texts of a question are read again, and when they are let go."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator

import pytest

from app.contracts.frames import Position
from app.core.errors import AnswersRemoved
from app.features.exports.spool import Standing
from app.features.surveys.questions import LongText
from app.features.texts.model import Wanted
from app.features.texts.shelf import Shelf
from app.features.texts.shelves import FRESH_S, MOST, LogState, Shelves, Source

QUESTION = LongText(id="why", title="Why?")


class Readings:
    """Counts how often the log was read."""

    def __init__(self) -> None:
        self.now = 0.0
        self.read = 0
        self.shelves = Shelves(lambda: self.now)

    async def texts(self, version: int, erased: int = 0, question: str = "why") -> int:
        source = Source(LogState(Position(1, version), erased), "0.0", self._filled, self._tag)
        async with self.shelves.borrowed(("ses_1", question), source) as (shelf, _):
            self.last = shelf
            return (await shelf.counts(Wanted())).texts

    async def _filled(self) -> Shelf:
        self.read += 1
        shelf = Shelf()
        await shelf.fill(QUESTION, self._standings())
        return shelf

    async def _standings(self) -> AsyncIterator[Standing]:
        for person in range(self.read):
            yield Standing(f"par_{person}", 1, {"why": "Because."}, "2026-01-01", "2026-01-01")
        yield Standing("par_na", 1, {"why": {"na": True}}, "2026-01-01", "2026-01-01")

    async def _tag(self, shelf: Shelf) -> None:
        await shelf.tag([], ())


def is_gone(shelf: Shelf) -> bool:
    try:
        shelf._counts(Wanted())
    except sqlite3.ProgrammingError:
        return True
    return False


async def test_a_log_is_read_again_when_it_moved_but_not_with_every_move() -> None:
    readings = Readings()
    assert [await readings.texts(version) for version in (1, 1, 2)] == [1, 1, 1]
    readings.now = FRESH_S
    former = readings.last
    assert [await readings.texts(version) for version in (2, 2, 3)] == [2, 2, 2]
    assert is_gone(former)
    readings.shelves.close()
    assert is_gone(readings.last)


async def test_who_was_erased_is_gone_however_fresh_the_texts_are() -> None:
    readings = Readings()
    assert [await readings.texts(1), await readings.texts(1, erased=2)] == [1, 2]
    assert await readings.texts(1) == 2  # who asked before that is served with what is newer
    readings.shelves.close()


async def test_the_question_that_was_asked_for_longest_ago_makes_room() -> None:
    readings = Readings()
    await readings.texts(1, question="q0")
    first = readings.last
    for number in range(1, MOST):
        await readings.texts(1, question=f"q{number}")
    assert not is_gone(first)
    await readings.texts(1, question="one more")
    assert is_gone(first)
    readings.shelves.close()


async def test_a_log_that_cannot_be_read_leaves_nothing_behind() -> None:
    async def removed() -> Shelf:
        raise AnswersRemoved

    readings = Readings()
    source = Source(LogState(Position(1, 1), 0), "", removed, readings._tag)
    with pytest.raises(AnswersRemoved):
        async with readings.shelves.borrowed(("ses_1", "why"), source):
            pass
    assert await readings.texts(1) == 1
    readings.shelves.close()
