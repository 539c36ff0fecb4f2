"""A session that hides small groups, from the log to what everybody is told."""

from __future__ import annotations

import msgspec

from app.core.identity import new_id
from app.features.analytics.repository import TallyRepository
from app.features.analytics.small_groups import HIDDEN
from app.features.submissions.model import entry_from
from app.features.submissions.repository import EntryLog
from app.features.surveys.settings import SessionSettings
from app.infra.mongo import Database
from tests.builders.entries import draft_of, new_submission
from tests.builders.sessions import CONTENT, started_session
from tests.faults.oracle import verified
from tests.integration.log.running import Published, folded, running_relay

PROTECTED = msgspec.structs.replace(CONTENT, settings=SessionSettings(min_group_size=3))
CELL = "colour@1"


async def test_screens_move_by_whole_groups_while_the_tally_counts_everybody(database: Database) -> None:
    session, published = (await started_session(database, content=PROTECTED)).session, Published()
    tallies, log = TallyRepository(database), EntryLog(database)
    seen = []
    async with running_relay(database, published):
        for number in range(1, 8):
            draft = draft_of(session, new_submission(session.id), new_id("par"))
            await log.append_many([entry_from(draft, None)])
            await folded(database, session.id, number)
            tally = await tallies.read(session.id)
            assert tally is not None
            assert tally.counts.cells[CELL]["n"] == number
            seen.append(tally.results())
        assert (await verified(database, session.id)).agrees
    hidden, three, six = {HIDDEN: 1}, {"n": 3, "o:red": 3}, {"n": 6, "o:red": 6}
    assert [data.cells[CELL] for data in seen] == [hidden, hidden, three, three, three, six, six]
    assert [data.entries for data in seen] == [0, 0, 3, 3, 3, 6, 6]
    told = [event.data for event in published.events]
    assert all(data.cells[CELL] in (hidden, three, six) and data.entries in (0, 3, 6) for data in told)


async def test_a_rebuild_shows_nobody_who_was_not_shown_before(database: Database) -> None:
    session = (await started_session(database, content=PROTECTED)).session
    tallies, log = TallyRepository(database), EntryLog(database)

    async def answer() -> None:
        draft = draft_of(session, new_submission(session.id), new_id("par"))
        await log.append_many([entry_from(draft, None)])

    async with running_relay(database, Published()):
        for _ in range(4):
            await answer()
        await folded(database, session.id, 4)
    before = await tallies.read(session.id)
    assert before is not None
    shown = before.results()
    await database["checkpoints"].delete_many({})
    async with running_relay(database, Published()):
        await folded(database, session.id, 4)
        after = await tallies.read(session.id)
        assert after is not None
        assert (after.epoch, after.results().cells) == (before.epoch + 1, shown.cells)
        assert after.shown is not None
        assert not after.shown.waiting
