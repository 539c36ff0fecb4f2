"""A recount beside a tally that moves: what may be said of the entries after it, and when nothing may."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from types import SimpleNamespace
from typing import Any, cast

import pytest

from app.features.analytics import recounting
from app.features.analytics.model import Mark, Tally
from app.features.analytics.recounting import Recounter
from app.features.analytics.tally import Change, Counts
from app.features.sessions.model import Session
from app.features.submissions.erased import ErasedRevisions
from app.features.submissions.model import Entry, answers_id
from app.features.submissions.repository import EntryLog
from tests.builders.entries import first_entries
from tests.builders.sessions import QUESTIONS

SESSION = cast("Session", SimpleNamespace(id="ses_1", organization="org_1"))


class Log:
    """``stored``, and what the stream brings after the tally; ``is_stuck``: it never comes to an end."""

    def __init__(self, stored: Sequence[Entry], after: Sequence[Sequence[Entry]], *, is_stuck: bool = False) -> None:
        self.stored, self._after, self._is_stuck = stored, after, is_stuck
        self.gone: ErasedRevisions = {}

    async def erased(self, session: str) -> ErasedRevisions:
        assert session == SESSION.id
        return self.gone

    async def scan(self, session: str, erased: ErasedRevisions) -> AsyncIterator[Entry]:
        assert (session, erased) == (SESSION.id, self.gone)
        for entry in self.stored:
            yield entry

    async def appended_after(self, session: str, token: dict[str, Any]) -> AsyncGenerator[Sequence[Entry]]:
        assert (session, token) == (SESSION.id, {"_data": "1"})
        for batch in self._after:
            yield batch
        if self._is_stuck:
            await asyncio.Event().wait()


def tally_of(entries: Sequence[Entry]) -> Tally:
    counts = Counts()
    for entry in entries:
        counts.fold(Change(entry.attempt, entry.answers, entry.replaces), QUESTIONS)
    mark = Mark(1, len(entries), {"_data": "1"})
    at = min(entry.at for entry in entries)
    return Tally(session="ses_1", organization="org_1", epoch=1, version=1, mark=mark, as_of=at, counts=counts)


async def proved(log: Log, tally: Tally) -> Counts | None:
    """What a recount says of the log as far as the tally had come."""
    recounter = Recounter(cast("EntryLog", log))
    return await recounter.up_to(tally, await recounter.whole(SESSION.id, QUESTIONS, tally), QUESTIONS)


async def test_entries_after_the_tally_are_taken_out_again_and_those_after_the_count_never_were_in() -> None:
    entries, uncounted = first_entries(SESSION, 6), first_entries(SESSION, 1, seed=7)
    tally = tally_of(entries[:4])
    assert await proved(Log(entries, [[], entries[4:5], [], entries[5:], uncounted]), tally) == tally.counts


async def test_nothing_is_said_where_the_stream_does_not_come_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recounting, "LATER_WITHIN_S", 0.01)
    entries = first_entries(SESSION, 6)
    assert await proved(Log(entries, [entries[4:5]], is_stuck=True), tally_of(entries[:4])) is None


async def test_nothing_is_said_of_an_answer_that_was_erased_meanwhile() -> None:
    entries = first_entries(SESSION, 6)
    log = Log(entries, [entries[4:]])
    log.gone = {answers_id(entries[5].id): 1}
    assert await proved(log, tally_of(entries[:4])) is None


async def test_nothing_is_said_where_too_many_came_to_remember_them(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = first_entries(SESSION, 6)
    monkeypatch.setattr(recounting, "MOST_RECENT", 5)
    assert await proved(Log(entries, [entries[4:]]), tally_of(entries[:4])) is None


def test_counts_are_equal_to_counts_alone() -> None:
    assert Counts() == Counts()
    assert Counts() != {}
    assert repr(tally_of(first_entries(SESSION, 1)).counts).startswith("Counts(entries=1, cells={'colour@1'")
