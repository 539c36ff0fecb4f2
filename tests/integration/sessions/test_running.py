"""Sessions on a real database, with everything happening at once."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import msgspec
import pytest

from app.contracts.events import SessionEvent, StateChanged
from app.core.clock import utc_now
from app.core.errors import AppError, NotFound, NotOpenYet, SessionClosed, SessionEnded
from app.features.sessions.directory import MAX_AGE_S, SessionDirectory
from app.features.sessions.model import Command
from app.features.sessions.repository import SessionRepository
from app.features.sessions.service import SessionService
from app.infra.mongo import Database
from app.wiring.authoring import authoring
from tests.builders.audit import audit_trail
from tests.builders.sessions import CONTENT, new_member, session_service, started_session


class Heard:
    """Remembers what was told."""

    def __init__(self) -> None:
        self.states: list[StateChanged] = []

    async def publish(self, event: SessionEvent) -> bool:
        assert isinstance(event, StateChanged)
        self.states.append(event)
        return True


def telling(database: Database, heard: Heard) -> SessionService:
    audit = audit_trail(database)
    surveys = authoring(database, audit).surveys
    return SessionService(SessionRepository(database), surveys, heard, audit, utc_now)


async def test_commands_at_the_same_time_take_effect_one_after_the_other(database: Database) -> None:
    member, heard = new_member(), Heard()
    session = (await started_session(database, member=member)).session
    service = telling(database, heard)
    questions = [question.id for question in CONTENT.questions]
    commands = [Command("reveal", question) for question in questions] + [Command("next"), Command("next")]
    await asyncio.gather(*(service.control(member, session.id, command) for command in commands))
    found = await service.find(session.id)
    assert found is not None
    state = found.session.state
    assert (sorted(state.revealed), state.question) == (sorted(questions), questions[1])
    assert sorted(event.version for event in heard.states) == list(range(2, 2 + len(commands)))


async def test_of_two_who_go_on_from_one_question_at_the_same_time_one_does(database: Database) -> None:
    member, heard = new_member(), Heard()
    session = (await started_session(database, member=member)).session
    service = telling(database, heard)
    first, second = (question.id for question in CONTENT.questions[:2])
    await service.control(member, session.id, Command("open", first))
    reached = await asyncio.gather(
        *(service.control(member, session.id, Command("next", after=first)) for _ in range(2))
    )
    assert [one.state.question for one in reached] == [second, second]
    assert sorted(event.version for event in heard.states) == [2, 3]


async def test_of_two_who_begin_at_the_same_time_one_does_and_who_comes_later_leads_nobody_back(
    database: Database,
) -> None:
    member, heard = new_member(), Heard()
    session = (await started_session(database, member=member)).session
    service = telling(database, heard)
    first, second = (question.id for question in CONTENT.questions[:2])
    begin = Command("open", first, phase="lobby")
    await asyncio.gather(*(service.control(member, session.id, begin) for _ in range(2)))
    assert [event.version for event in heard.states] == [2]
    await service.control(member, session.id, Command("next", after=first))
    late = await service.control(member, session.id, begin)
    assert (late.state.question, late.state_version) == (second, 3)


async def test_a_command_that_changes_nothing_is_not_told(database: Database) -> None:
    member, heard = new_member(), Heard()
    session = (await started_session(database, member=member)).session
    for _ in range(3):
        await telling(database, heard).control(member, session.id, Command("open", "colour"))
    assert [event.version for event in heard.states] == [2]


async def test_a_code_belongs_to_one_running_session_and_is_free_after_its_end(database: Database) -> None:
    member, repository, service = new_member(), SessionRepository(database), session_service(database)
    first = (await started_session(database, member=member)).session
    second = msgspec.structs.replace(first, id="ses_second", number=100, run=100)
    assert not await repository.add(second)
    await service.control(member, first.id, Command("end"))
    assert await repository.add(second)
    assert (await service.preview(first.code or "")).id == "ses_second"


async def test_ended_sessions_do_not_collide_over_their_missing_codes(database: Database) -> None:
    member, service = new_member(), session_service(database)
    for _ in range(3):
        session = (await started_session(database, member=member)).session
        ended = await service.control(member, session.id, Command("end"))
        assert ended.code is None
    with pytest.raises(SessionEnded):
        await service.control(member, session.id, Command("next"))


async def test_sessions_started_at_once_get_different_numbers(database: Database) -> None:
    member = new_member()
    started = await asyncio.gather(*(started_session(database, member=member) for _ in range(8)))
    assert sorted(full.session.number for full in started) == list(range(1, 9))


async def test_a_code_is_read_in_whatever_manner_it_is_typed(database: Database) -> None:
    session = (await started_session(database)).session
    code = session.code or ""
    for typed in (code.lower(), f" {code[:3]} {code[3:]} ", f"{code[:3]}-{code[3:]}"):
        assert (await session_service(database).preview(typed)).id == session.id
    for wrong in ("", "ABC", code + "A", "OOOOOO"):
        with pytest.raises(NotFound):
            await session_service(database).preview(wrong)


class Ticker:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class CountingSessions(SessionService):
    """Counts how often the database is asked."""

    reads = 0

    async def find(self, session_id: str):  # type: ignore[no-untyped-def]
        self.reads += 1
        return await super().find(session_id)


@pytest.fixture
def counting(database: Database) -> CountingSessions:
    audit = audit_trail(database)
    surveys = authoring(database, audit).surveys
    return CountingSessions(SessionRepository(database), surveys, Heard(), audit, utc_now)


async def test_a_crowd_that_asks_for_a_session_reads_it_once(database: Database, counting: CountingSessions) -> None:
    session = (await started_session(database)).session
    directory = SessionDirectory(counting, Ticker())
    found = await asyncio.gather(*(directory.find(session.id) for _ in range(50)))
    assert {full.session.id for full in found if full} == {session.id}
    assert counting.reads == 1


async def test_what_is_remembered_is_never_older_than_promised(database: Database, counting: CountingSessions) -> None:
    member, ticks = new_member(), Ticker()
    session = (await started_session(database, member=member)).session
    directory = SessionDirectory(counting, ticks)
    await directory.find(session.id)
    await session_service(database).control(member, session.id, Command("next"))
    ticks.now += MAX_AGE_S
    found = await directory.find(session.id)
    assert found is not None
    assert found.session.state_version == 2


async def test_find_now_sees_every_change_made_before_it_was_called(
    database: Database, counting: CountingSessions
) -> None:
    member = new_member()
    session = (await started_session(database, member=member)).session
    directory = SessionDirectory(counting, Ticker())
    early = asyncio.create_task(directory.find_now(session.id))
    await asyncio.sleep(0)
    await session_service(database).control(member, session.id, Command("next"))
    found = await directory.find_now(session.id)
    await early
    assert found is not None
    assert found.session.state_version == 2


async def test_a_session_that_does_not_exist_is_not_remembered(counting: CountingSessions) -> None:
    directory = SessionDirectory(counting, Ticker())
    assert await directory.find("ses_none") is None
    assert await directory.find("ses_none") is None
    assert counting.reads == 2


@pytest.mark.parametrize(
    ("hours", "refused"), [({"opens_at": 1}, NotOpenYet), ({"opens_at": -2, "closes_at": -1}, SessionClosed)]
)
async def test_nobody_is_told_to_answer_while_the_hours_let_nobody(
    database: Database, hours: dict[str, int], refused: type[AppError]
) -> None:
    member, service = new_member(), session_service(database)
    session = (await started_session(database, member=member)).session
    away = {f"settings.{name}": utc_now() + timedelta(hours=hour) for name, hour in hours.items()}
    await database["sessions"].update_one({"_id": session.id}, {"$set": away})
    for command in (
        Command("next"),
        Command("open", "colour"),
        Command("round", "colour"),
        Command("timer", "colour", 9),
    ):
        with pytest.raises(refused):
            await service.control(member, session.id, command)
    shown = await service.control(member, session.id, Command("show", "colour"))
    assert (shown.state.question, shown.state.accepting) == ("colour", False)
    assert (await service.control(member, session.id, Command("end"))).state.phase == "ended"
