"""The census misses what a stream skipped, and nothing of an organization that is being erased."""

from __future__ import annotations

from typing import Any

import pytest

from app.core.clock import utc_now
from app.features.analytics.repository import TallyRepository
from app.features.deletion.going import Going
from app.features.sessions.model import Session
from app.features.submissions.repository import EntryLog
from app.infra.mongo import Database
from realtime.relay import leader
from realtime.relay.census import Census
from realtime.relay.failures import EventsMissing
from tests.builders.entries import first_entries
from tests.builders.sessions import opened_session
from tests.integration.log.running import Published, folded, lose_first_barrier, running_relay


class Looked(Exception):
    """Every session that was due was looked at."""


class Still:
    """A leader whose stream brings nothing more, after it brought something of one session."""

    def __init__(self, session: str) -> None:
        self._rounds = [set[str](), {session}]

    def take_changed(self) -> set[str]:
        if not self._rounds:
            raise Looked
        return self._rounds.pop()

    async def catch_up(self) -> None:
        pass


async def missed(database: Database, **deletion: Any) -> Session:
    """A session of which no tally holds anything, in an organization with this deletion."""
    session = (await opened_session(database)).session
    await EntryLog(database).append_many(first_entries(session, 3))
    organization = {"name": "Ada's", "owner": "usr_ada", "version": 1, "roster": 1, "created_at": utc_now()}
    await database["organizations"].insert_one({"_id": session.organization, **organization, **deletion})
    return session


def census_of(database: Database, session: Session) -> Census:
    tallies, going = TallyRepository(database), Going(database)
    return Census(leader=Still(session.id), entries=EntryLog(database), tallies=tallies, going=going, interval_s=0.01)


@pytest.mark.parametrize("deletion", [{}, {"deletion": None}, {"deletion": {"begun_at": None}}], ids=str)
async def test_what_a_tally_does_not_hold_is_missed(database: Database, deletion: dict[str, Any]) -> None:
    session = await missed(database, **deletion)
    with pytest.raises(EventsMissing):
        await census_of(database, session).run()


async def test_nothing_is_missed_of_what_is_erased(database: Database) -> None:
    going = await missed(database, deletion={"begun_at": utc_now()})
    gone = await missed(database)
    await database["sessions"].delete_one({"_id": gone.id})
    for session in (going, gone):
        with pytest.raises(Looked):
            await census_of(database, session).run()


async def test_a_census_whose_barrier_the_stream_skips_misses_that_too(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = (await opened_session(database)).session
    async with running_relay(database, Published()):
        await EntryLog(database).append_many(first_entries(session, 5))
        await folded(database, session.id, 5)
        monkeypatch.setattr(leader, "BARRIER_AGAIN_S", 0.2)
        lost = lose_first_barrier(monkeypatch)
        await database["tallies"].update_one({"_id": session.id}, {"$inc": {"entries": -3, "cells.colour@1.n": -3}})
        await folded(database, session.id, 5)
    assert lost, "by the census"
