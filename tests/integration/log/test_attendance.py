"""Who has joined and answered, read for the screens of a gateway: by indexes, and no more than is asked for."""

from __future__ import annotations

from app.core.clock import utc_now
from app.core.principals import Participant
from app.core.settings import Settings
from app.features.sessions.participants import ParticipantRepository
from app.features.submissions.model import entry_from, participant_of
from app.features.submissions.repository import EntryLog
from app.infra import mongo
from app.infra.mongo import Database
from realtime.readers import StoredAttendance
from realtime.turnout import Asked, Awaited
from tests.builders.entries import draft_of, first_entries, new_submission
from tests.builders.sessions import opened_session
from tests.fixtures.queries import Recorder

OTHERS = 30


async def test_the_log_is_asked_for_first_revisions_and_for_later_ones_of_those_alone_who_answered(
    settings: Settings, database: Database, queries: Recorder
) -> None:
    session = (await opened_session(database)).session
    client = mongo.connect(settings.required_mongodb_url())  # one that the recorder listens to
    attendance = StoredAttendance(ParticipantRepository(client[database.name]), EntryLog(client[database.name]))
    people = [Awaited(session.id, f"par_{number}", Asked("colour", 1)) for number in range(OTHERS)]
    assert await attendance.answered(people) == []
    [(_, query)] = [found for shape, found in queries.found.items() if shape.startswith("entries")]
    assert (len(query["_id"]["$in"]), queries.times.total()) == (OTHERS, 1)
    kept, changed = first_entries(session, 2)
    taken_back = new_submission(session.id, value=None, revision=2)
    back = entry_from(draft_of(session, taken_back, participant_of(changed.id)), changed)
    await EntryLog(database).append_many([kept, changed, back])
    answered = [Awaited(session.id, participant_of(entry.id), Asked("colour", 1)) for entry in (kept, changed)]
    assert await attendance.answered([*people, *answered]) == answered[:1]
    client.close()


async def test_those_who_have_joined_are_counted_by_their_numbers(
    settings: Settings, database: Database, queries: Recorder
) -> None:
    client = mongo.connect(settings.required_mongodb_url())
    participants = ParticipantRepository(client[database.name])
    attendance = StoredAttendance(participants, EntryLog(client[database.name]))
    for person in ("par_1", "par_2", "par_2", "par_3"):
        await participants.add(Participant(person, "ses_1", "org_1"), utc_now(), name=None, email=None)
    assert await attendance.latest_number("ses_1") == 4
    assert await attendance.joined("ses_1", after=0, to=4) == 3
    assert await attendance.joined("ses_1", after=1, to=4) == 2
    client.close()
