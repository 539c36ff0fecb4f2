"""However many leaderboards are asked for, few logs are read at a time."""

from __future__ import annotations

import asyncio

import pytest

from app.core.errors import Unavailable
from app.features.exports.scores import MAX_AT_ONCE, MAX_WAITING
from app.features.submissions.repository import EntryLog
from app.infra.mongo import Database
from tests.builders.exports import score_service
from tests.builders.sessions import new_member, opened_session


async def test_where_too_many_logs_wait_a_leaderboard_is_refused_for_now(database: Database) -> None:
    member, over = new_member(), asyncio.Event()
    session = (await opened_session(database, member=member)).session
    scores = score_service(database, EntryLog(database))

    async def hold() -> None:
        async with scores.turns.taken():
            await over.wait()

    crowd = [asyncio.create_task(hold()) for _ in range(MAX_AT_ONCE + MAX_WAITING)]
    await asyncio.sleep(0)
    with pytest.raises(Unavailable):
        await scores.leaderboard(member, session.id, top=10)
    over.set()
    await asyncio.gather(*crowd)
    assert (await scores.leaderboard(member, session.id, top=10)).places == []
