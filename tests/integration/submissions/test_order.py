"""What comes again, too early, too late or under somebody else's key."""

from __future__ import annotations

import pytest

from app.core.errors import KeyConflict, RevisionGap, SessionEnded
from app.core.identity import new_id
from app.core.principals import Participant
from app.features.sessions.model import Command, Session
from app.infra.mongo import Database
from tests.builders.entries import new_submission
from tests.builders.sessions import new_member, opened_session, session_service
from tests.builders.submissions import submission_service


def participant_of(session: Session) -> Participant:
    return Participant(new_id("par"), session.id, session.organization)


async def test_a_key_belongs_to_one_participant_of_a_session(database: Database) -> None:
    session = (await opened_session(database)).session
    first = new_submission(session.id)
    async with submission_service(database) as service:
        await service.submit(participant_of(session), first)
        with pytest.raises(KeyConflict):
            await service.submit(participant_of(session), first)


async def test_a_revision_whose_predecessor_is_missing_is_refused_for_now(database: Database) -> None:
    session = (await opened_session(database)).session
    participant = participant_of(session)
    second = new_submission(session.id, value="blue", revision=2)
    async with submission_service(database) as service:
        with pytest.raises(RevisionGap) as refusal:
            await service.submit(participant, second)
        assert refusal.value.temporary
        await service.submit(participant, new_submission(session.id, value="red"))
        assert (await service.submit(participant, second)).status == "accepted"


async def test_a_resend_gets_its_receipt_even_after_the_session_has_ended(database: Database) -> None:
    member = new_member()
    session = (await opened_session(database, member=member)).session
    participant, submission = participant_of(session), new_submission(session.id)
    async with submission_service(database) as service:
        first = await service.submit(participant, submission)
    await session_service(database).control(member, session.id, Command("end"))
    async with submission_service(database) as service:
        again = await service.submit(participant, submission)
        assert (again.status, again.receipt, again.at) == ("duplicate", first.receipt, first.at)
        with pytest.raises(SessionEnded):
            await service.submit(participant, new_submission(session.id, revision=2))
