"""The duties of an upkeep: what one of them, or one record, fails of holds up none of the others."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.core.clock import utc_now
from app.features.sessions.model import Command, Session
from app.features.sessions.repository import SessionRepository
from app.features.submissions.erased import ErasureRepository
from app.features.submissions.erasure import SWEEP_AFTER
from app.features.submissions.model import Entry, entry_from
from app.features.submissions.repository import EntryLog
from app.infra.mongo import Database
from tests.builders.entries import draft_of, first_entries, new_submission
from tests.builders.erasing import joined, upkeep_service
from tests.builders.sessions import new_member, opened_session, session_service
from tests.integration.log.running import expired_session


def said_in(session: Session, participant: str) -> Entry:
    return entry_from(draft_of(session, new_submission(session.id, "word", "mine"), participant), None)


async def test_an_erasure_that_meets_a_report_which_cannot_be_read_holds_up_nobody_else(database: Database) -> None:
    log, erasures = EntryLog(database), ErasureRepository(database)
    sessions = [(await opened_session(database, member=new_member())).session for _ in range(2)]
    stuck, free = [await joined(database, session, f"par_{n}") for n, session in enumerate(sessions)]
    for session, one in zip(sessions, (stuck, free), strict=True):
        await log.append_many([said_in(session, one.participant)])
        await erasures.begin(one, asked_by=one.participant, at=utc_now())
    garbled = {"_id": "rep_1", "session": stuck.session, "has_file": True, "state": 7}
    await database["reports"].insert_one(garbled, bypass_document_validation=True)
    for clock in (utc_now, lambda: utc_now() + 2 * SWEEP_AFTER):
        with pytest.raises(LookupError):
            await upkeep_service(database, clock=clock).run()
    assert [entry.answers for entry in await log.of_participant(free)] == [{}, {}]
    assert [erasure.participant for erasure in await erasures.open_ones()] == [stuck.participant]


async def test_what_cannot_be_read_or_removed_holds_up_no_other_duty(database: Database) -> None:
    member = new_member()
    expired = await expired_session(database, member, 5)
    unreadable, torn, forgotten = [(await opened_session(database, member=member)).session for _ in range(3)]
    await session_service(database).control(member, torn.id, Command("end"))
    changes = {unreadable.id: {"mode": 7}, torn.id: {"survey": expired.survey, "run": 7}}
    for session, change in changes.items():
        await database["sessions"].update_one({"_id": session}, {"$set": change}, bypass_document_validation=True)
    garbled = {"_id": torn.id, "version": "many"}
    await database["tallies"].insert_one(garbled, bypass_document_validation=True)
    await EntryLog(database).append_many(first_entries(torn, 1))
    with pytest.raises(LookupError):
        await upkeep_service(database, clock=lambda: utc_now() + timedelta(days=8)).run()
    left = [await database["entries"].count_documents({"session": one.id}) for one in (expired, torn)]
    assert left == [0, 1]
    ended = await SessionRepository(database).find(forgotten.id)
    assert ended is not None
    assert ended.state.phase == "ended"
