"""A log read up to a moment, beside a tally that may hold other answers than those."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from app.core.clock import utc_now
from app.features.analytics.repository import TallyRepository
from app.features.exports.spool import spooled
from app.features.reports.log_at import LogAt
from app.features.reports.model import Filters
from app.features.reports.reading import Reading
from app.features.sessions.model import Session, SessionInFull
from app.features.submissions.model import Entry, entry_from
from app.features.submissions.repository import EntryLog
from app.infra.mongo import Database
from tests.builders.entries import draft_of, new_submission
from tests.builders.sessions import opened_session
from tests.integration.log.running import Published, folded, running_relay


def said(session: Session, who: str, colour: str, at: datetime) -> Entry:
    entry = entry_from(draft_of(session, new_submission(session.id, "colour", colour), who), None)
    return msgspec.structs.replace(entry, at=at)


async def read(database: Database, full: SessionInFull, as_of: datetime) -> Reading:
    tallies, log = TallyRepository(database), LogAt(database, as_of)
    reading = Reading(full, full.version.content, Filters(), await tallies.read(full.session.id))
    async with spooled(log, tallies, full.session.id) as spool:
        async for _ in reading.standings(spool, log):
            pass
    return reading


async def test_a_tally_of_as_many_other_answers_is_not_said_to_differ(database: Database) -> None:
    """One was taken after the moment that is read up to, another was taken before and is stored late."""
    full = await opened_session(database)
    session, log, as_of = full.session, EntryLog(database), utc_now().replace(microsecond=0)
    after = as_of + timedelta(seconds=1)
    async with running_relay(database, Published()):
        await log.append_many([said(session, "par_1", "red", as_of), said(session, "par_2", "blue", after)])
        await folded(database, session.id, 2)
    assert (await read(database, full, after)).verdict() == "agrees"
    assert (await read(database, full, as_of)).verdict() == "other_position"
    await log.append_many([said(session, "par_3", "red", as_of)])
    assert (await read(database, full, as_of)).verdict() == "other_position"
    await database["tallies"].update_one({"_id": session.id}, {"$inc": {"cells.colour@1.o:red": 1, "entries": 1}})
    assert (await read(database, full, after)).verdict() == "differs"
