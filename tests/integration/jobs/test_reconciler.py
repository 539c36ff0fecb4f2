"""Every session is recounted in the background: drift is 0, and would be seen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from datetime import timedelta

import pytest

from app.core.clock import utc_now
from app.features.analytics.model import Recount
from app.features.analytics.reconciler import RECOUNT, Reconciler
from app.features.analytics.recounts import RecountRepository
from app.features.analytics.repository import TallyRepository
from app.features.analytics.service import AnalyticsService
from app.features.jobs.repository import JobRepository
from app.features.jobs.service import JobService
from app.features.sessions.model import Command, Session
from app.features.sessions.repository import SessionRepository
from app.features.submissions.erased import ErasedRevisions
from app.features.submissions.model import Entry
from app.features.submissions.repository import NOTHING_ERASED, EntryLog
from app.infra.mongo import Database
from app.wiring.jobs import KINDS
from tests.builders.entries import first_entries
from tests.builders.sessions import new_member, opened_session, session_service
from tests.integration.log.running import Published, folded, running_relay


class Deaf:
    """Workers that nobody can wake."""

    async def wake(self, job_id: str) -> bool:
        return False


@pytest.fixture
def reconciler(database: Database) -> Reconciler:
    return reconciler_on(database, EntryLog(database))


def reconciler_on(database: Database, entries: EntryLog, *, made_anew_within_s: float = 0.5) -> Reconciler:
    tallies = TallyRepository(database)
    analytics = AnalyticsService(
        tallies=tallies,
        entries=entries,
        sessions=session_service(database),
        made_anew_within_s=made_anew_within_s,
    )
    return Reconciler(
        sessions=SessionRepository(database),
        tallies=tallies,
        recounts=RecountRepository(database),
        analytics=analytics,
        jobs=JobService(JobRepository(database), Deaf(), KINDS, utc_now),
        clock=utc_now,
    )


async def counted_session(database: Database, entries: int = 30) -> str:
    """An opened session whose entries are folded."""
    session = (await opened_session(database)).session
    await EntryLog(database).append_many(first_entries(session, entries))
    async with running_relay(database, Published()):
        await folded(database, session.id, entries)
    return session.id


async def recounted(database: Database, session: str) -> Recount:
    found = await RecountRepository(database).read(session)
    assert found is not None
    return found


async def test_a_session_that_moved_is_recounted_once(database: Database, reconciler: Reconciler) -> None:
    session = await counted_session(database)
    assert [await reconciler.look(), await reconciler.look()] == [1, 0]
    jobs = [job async for job in database["jobs"].find({"kind": RECOUNT})]
    assert [job["arguments"] for job in jobs] == [{"session": session}]
    await reconciler.recount(session)
    found = await recounted(database, session)
    assert (found.agrees, found.differences, found.entries) == (True, 0, 30)


async def test_a_session_that_moves_while_its_recount_waits_has_one(database: Database, reconciler: Reconciler) -> None:
    session = await counted_session(database)
    await reconciler.look()
    await database["tallies"].update_one({"_id": session}, {"$inc": {"version": 1}})
    assert await reconciler.look() == 0
    await database["jobs"].update_one({"kind": RECOUNT}, {"$set": {"is_open": False, "state": "done"}})
    assert await reconciler.look() == 1


async def test_a_session_is_not_read_again_where_it_was_recounted_at_its_position(
    database: Database, reconciler: Reconciler
) -> None:
    session = await counted_session(database)
    await reconciler.recount(session)
    first = await recounted(database, session)
    await reconciler.recount(session)
    assert await recounted(database, session) == first
    await database["tallies"].update_one({"_id": session}, {"$inc": {"version": 1}})
    await reconciler.recount(session)
    assert (await recounted(database, session)).version == first.version + 1


async def test_drift_is_seen_and_said(
    database: Database, reconciler: Reconciler, caplog: pytest.LogCaptureFixture
) -> None:
    session = await counted_session(database)
    await database["tallies"].update_one({"_id": session}, {"$inc": {"cells.colour@1.n": 1}})
    await reconciler.recount(session)
    found = await recounted(database, session)
    assert (found.agrees, found.differences) == (False, 1)
    assert "a tally drifts from its log" in caplog.text


class Busy(EntryLog):
    """Answers come in before, during and after each scan, and are folded at once: there is no still moment."""

    session: Session
    seed = 0

    async def scan(self, session: str, erased: ErasedRevisions = NOTHING_ERASED) -> AsyncIterator[Entry]:
        await self._answer()
        async for entry in super().scan(session, erased):
            yield entry
        await self._answer()

    async def _answer(self) -> None:
        folded_already = await TallyRepository(self._database).entries_folded([self.session.id])
        self.seed += 1
        await self.append_many(first_entries(self.session, 10, seed=self.seed))
        await folded(self._database, self.session.id, folded_already[self.session.id] + 10)


@asynccontextmanager
async def busy_room(database: Database) -> AsyncIterator[tuple[str, Reconciler]]:
    """One with 20 entries in its tally, and a reconciler that never finds it at rest; no census comes before it."""
    session = (await opened_session(database)).session
    entries = Busy(database)
    entries.session = session
    async with running_relay(database, Published(), census_interval_s=60.0):
        await entries.append_many(first_entries(session, 20, seed=99))
        await folded(database, session.id, 20)
        yield session.id, reconciler_on(database, entries, made_anew_within_s=0.0)


async def test_a_room_that_is_never_at_rest_is_proved_up_to_where_its_tally_stood(database: Database) -> None:
    async with busy_room(database) as (session, reconciler):
        await reconciler.recount(session)
        found, tally = await recounted(database, session), await TallyRepository(database).read(session)
    assert (found.agrees, found.entries) == (True, 20)
    assert tally is not None
    assert (tally.counts.entries, tally.version > found.version) == (40, True)


async def test_drift_is_found_in_a_room_that_is_never_at_rest(database: Database) -> None:
    async with busy_room(database) as (session, reconciler):
        await database["tallies"].update_one({"_id": session}, {"$inc": {"cells.colour@1.n": 1}})
        await reconciler.recount(session)
    found = await recounted(database, session)
    assert (found.agrees, found.differences) == (False, 1)


async def test_answers_that_no_relay_folds_yet_are_no_drift(
    database: Database, reconciler: Reconciler, caplog: pytest.LogCaptureFixture
) -> None:
    session = (await opened_session(database)).session
    async with running_relay(database, Published()):
        await EntryLog(database).append_many(first_entries(session, 20))
        await folded(database, session.id, 20)
    await EntryLog(database).append_many(first_entries(session, 10, seed=1))
    await reconciler.recount(session.id)
    found = await recounted(database, session.id)
    assert (found.agrees, found.entries) == (True, 20)
    assert "drifts" not in caplog.text


LOST = {"entries": -3, "cells.colour@1.n": -3}
"""What a tally lacks whose stream skipped three entries without an error."""


async def lacking_session(database: Database) -> str:
    """One of 30 entries, three of which its tally has lost."""
    session = await counted_session(database)
    await database["tallies"].update_one({"_id": session}, {"$inc": LOST})
    return session


@pytest.mark.parametrize("is_led", [True, False])
async def test_a_tally_at_rest_that_lacks_entries_drifts_also_where_no_relay_leads(
    database: Database, reconciler: Reconciler, is_led: bool
) -> None:
    session = await lacking_session(database)
    async with running_relay(database, Published(), census_interval_s=60.0) if is_led else nullcontext():
        await reconciler.recount(session)
    found = await recounted(database, session)
    assert (found.agrees, found.entries, found.differences) == (False, 30, 2)


async def test_a_tally_that_lacks_entries_drifts_in_a_room_that_is_never_at_rest(database: Database) -> None:
    async with busy_room(database) as (session, reconciler):
        await database["tallies"].update_one({"_id": session}, {"$inc": LOST})
        await reconciler.recount(session)
    found = await recounted(database, session)
    assert (found.agrees, found.differences) == (False, 2)


async def test_a_tally_that_is_being_made_anew_is_no_drift_and_is_compared_later(
    database: Database, reconciler: Reconciler
) -> None:
    session = await lacking_session(database)
    await database["checkpoints"].update_many({}, {"$set": {"rebuilding": True}})
    assert await reconciler.look() == 1
    await reconciler.recount(session)
    assert await RecountRepository(database).read(session) is None
    await database["jobs"].delete_many({})
    assert await reconciler.look() == 1, "what could not be compared is looked at again"


async def test_the_checkpoint_of_a_partition_that_is_gone_hides_no_drift(
    database: Database, reconciler: Reconciler
) -> None:
    session = await lacking_session(database)
    long_ago = utc_now() - timedelta(days=2)
    await database["checkpoints"].update_many({}, {"$set": {"rebuilding": True, "saved_at": long_ago}})
    await reconciler.recount(session)
    assert not (await recounted(database, session)).agrees


async def test_without_checkpoints_the_relay_makes_every_tally_anew(database: Database, reconciler: Reconciler) -> None:
    session = await lacking_session(database)
    await database["checkpoints"].delete_many({})
    async with running_relay(database, Published()):
        await folded(database, session, 30)
    await reconciler.recount(session)
    found = await recounted(database, session)
    assert (found.agrees, found.epoch) == (True, 2)


async def test_a_session_that_was_compared_where_it_stands_is_left_alone(
    database: Database, reconciler: Reconciler
) -> None:
    session = await counted_session(database)
    await reconciler.recount(session)
    assert await reconciler.look() == 0
    await database["tallies"].update_one({"_id": session}, {"$inc": {"version": 1}})
    assert await reconciler.look() == 1


async def test_nothing_is_said_of_a_tally_whose_place_in_the_stream_is_lost(
    database: Database, reconciler: Reconciler, caplog: pytest.LogCaptureFixture
) -> None:
    session = await counted_session(database, entries=20)
    await database["tallies"].update_one({"_id": session}, {"$set": {"token": {"_data": "82"}, "entries": 15}})
    await reconciler.recount(session)
    assert await RecountRepository(database).read(session) is None
    assert "drifts" not in caplog.text


async def test_a_session_is_looked_at_until_an_hour_after_its_end(database: Database, reconciler: Reconciler) -> None:
    member = new_member()
    session = (await opened_session(database, member=member)).session
    await EntryLog(database).append_many(first_entries(session, 5))
    async with running_relay(database, Published()):
        await folded(database, session.id, 5)
    await session_service(database).control(member, session.id, Command("end"))
    assert await reconciler.look() == 1
    await database["jobs"].delete_many({})
    ended = utc_now() - timedelta(hours=2)
    await database["sessions"].update_one({"_id": session.id}, {"$set": {"state.ended_at": ended}})
    assert await reconciler.look() == 0


async def test_a_large_log_that_grows_is_not_read_all_the_time(database: Database, reconciler: Reconciler) -> None:
    session = await counted_session(database)
    await database["tallies"].update_one({"_id": session}, {"$set": {"entries": 50_000}})
    await reconciler.look()
    await database["tallies"].update_one({"_id": session}, {"$inc": {"version": 1}})
    assert await reconciler.look() == 0


async def test_a_session_that_is_gone_is_nobodys_loss(database: Database, reconciler: Reconciler) -> None:
    session = await counted_session(database, entries=3)
    await database["sessions"].delete_one({"_id": session})
    await reconciler.recount(session)
    await reconciler.recount("ses_never")
    assert await RecountRepository(database).read(session) is None
