"""A stream that loses a rebuild's own barrier does not hold the relay up."""

from __future__ import annotations

import pytest

from app.features.submissions.repository import EntryLog
from app.infra.mongo import Database
from realtime.relay import rebuild
from tests.builders.entries import first_entries
from tests.builders.sessions import opened_session
from tests.integration.log.running import Published, folded, lose_first_barrier, running_relay


async def test_a_rebuild_whose_barrier_is_lost_begins_anew(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    session = (await opened_session(database)).session
    await EntryLog(database).append_many(first_entries(session, 5))
    lost = lose_first_barrier(monkeypatch)
    monkeypatch.setattr(rebuild, "MAX_EMPTY_READS", 2)
    async with running_relay(database, Published()):
        await folded(database, session.id, 5)
    checkpoint = await database["checkpoints"].find_one({})
    assert checkpoint is not None
    assert (len(lost), checkpoint["generation"]) == (1, 2)
