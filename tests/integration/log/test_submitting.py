"""The door for answers: what is taken, what is refused, and that a refusal is never given from memory."""

from __future__ import annotations

import msgspec
import pytest

from app.core.errors import AnswersInvalid, NotAllowed, NotFound, QuestionClosed
from app.core.identity import new_id
from app.core.principals import Participant
from app.features.sessions.model import Command, Session
from app.features.submissions.model import NewSubmission
from app.features.submissions.repository import EntryLog
from app.infra.mongo import Database
from tests.builders.entries import new_key, new_submission
from tests.builders.sessions import new_member, opened_session, session_service, started_session
from tests.builders.submissions import submission_service


def participant_of(session: Session) -> Participant:
    return Participant(new_id("par"), session.id, session.organization)


async def test_an_answer_becomes_an_entry_with_a_receipt(database: Database) -> None:
    session = (await opened_session(database)).session
    participant, submission = participant_of(session), new_submission(session.id, value="blue")
    async with submission_service(database) as service:
        receipt = await service.submit(participant, submission)
    stored = await EntryLog(database).by_key(session.id, submission.key)
    assert stored is not None
    assert (stored.answers, stored.at, stored.organization) == ({"colour": "blue"}, receipt.at, session.organization)
    assert (receipt.status, receipt.key) == ("accepted", submission.key)


async def test_a_token_of_another_session_is_refused(database: Database) -> None:
    session, other = (await opened_session(database)).session, (await opened_session(database)).session
    async with submission_service(database) as service:
        with pytest.raises(NotAllowed):
            await service.submit(participant_of(other), new_submission(session.id))


async def test_a_session_that_does_not_exist_is_not_found(database: Database) -> None:
    nowhere = Participant(new_id("par"), "ses_nowhere", "org_nowhere")
    async with submission_service(database) as service:
        with pytest.raises(NotFound):
            await service.submit(nowhere, new_submission("ses_nowhere"))


async def test_only_the_open_question_in_its_present_round_takes_answers(database: Database) -> None:
    session = (await opened_session(database)).session
    async with submission_service(database) as service:
        for submission in (new_submission(session.id, "mood", 3), new_submission(session.id, attempt=2)):
            with pytest.raises(QuestionClosed):
                await service.submit(participant_of(session), submission)


async def test_a_question_that_was_just_opened_elsewhere_takes_answers_at_once(database: Database) -> None:
    member = new_member()
    session = (await opened_session(database, member=member)).session
    async with submission_service(database) as service:
        await service.submit(participant_of(session), new_submission(session.id))  # the session is in memory now
        await session_service(database).control(member, session.id, Command("open", "mood"))
        receipt = await service.submit(participant_of(session), new_submission(session.id, "mood", 3))
    assert receipt.status == "accepted"


async def test_an_open_session_takes_whole_forms_and_their_revisions(database: Database) -> None:
    session = (await started_session(database, mode="open")).session
    participant = participant_of(session)
    first = NewSubmission(
        key=new_key(), session=session.id, part="form", attempt=1, revision=1, answers={"colour": "red", "mood": 4}
    )
    second = msgspec.structs.replace(first, key=new_key(), revision=2, answers={"mood": 5})
    async with submission_service(database) as service:
        await service.submit(participant, first)
        await service.submit(participant, second)
        with pytest.raises(AnswersInvalid):
            await service.submit(participant, new_submission(session.id))
    stored = await EntryLog(database).by_key(session.id, second.key)
    assert stored is not None
    assert stored.answers == {"colour": None, "mood": 5}
    assert stored.replaces == {"colour": "red", "mood": 4}
