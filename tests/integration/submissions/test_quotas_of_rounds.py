"""Each round of a live session begins with all places free, and none of them is given twice."""

from __future__ import annotations

import asyncio

import msgspec
import pytest

from app.core.clock import utc_now
from app.core.errors import QuotaFull
from app.core.principals import Participant
from app.features.sessions.model import Command, Session, SessionInFull
from app.features.submissions.doors import Doors
from app.features.submissions.places import Place, PlaceRepository
from app.features.surveys.settings import Quota, SessionSettings
from app.infra.migrations import migrate
from app.infra.migrations.m0037_places_of_rounds import move_place
from app.infra.mongo import Database
from tests.builders.entries import new_submission
from tests.builders.erasing import erasure_service, joined
from tests.builders.sessions import CHOICE, CONTENT, new_member, session_service, started_session
from tests.builders.submissions import submission_service
from tests.integration.submissions.test_quotas import assert_all_but_full, keeper, taken

WARM = Quota(id="warm", question=CHOICE.id, options=("red",), limit=2)
MIGRATION = "0037_places_of_rounds"


@pytest.fixture
async def live(database: Database) -> SessionInFull:
    """In its first round, with a quota of two."""
    content = msgspec.structs.replace(CONTENT, settings=SessionSettings(quotas=(WARM,)))
    full = await started_session(database, content=content)
    return await command(database, full.session, "open")


async def command(database: Database, session: Session, action: str) -> SessionInFull:
    member, service = new_member(session.organization), session_service(database)
    await service.control(member, session.id, msgspec.convert({"action": action, "question": CHOICE.id}, Command))
    return await service.get(session.organization, session.id)


async def test_a_new_round_begins_with_all_places_free_and_gives_each_once(
    database: Database, live: SessionInFull
) -> None:
    session, doors = live.session, Doors(keeper(database), lambda: 0.0)
    people = [await joined(database, session, f"par_{number}") for number in range(4)]
    async with submission_service(database) as service:
        for person in people[:2]:
            await service.submit(person, new_submission(session.id))
        with pytest.raises(QuotaFull):
            await service.submit(people[2], new_submission(session.id))
        assert await doors.full_options(live) == {CHOICE.id: ["red"]}

        again = await command(database, session, "round")
        assert (await taken(database, again.session), await doors.full_options(again)) == ([0], {})
        calls = [service.submit(person, new_submission(session.id, attempt=2)) for person in people]
        results = await asyncio.gather(*calls, return_exceptions=True)
    assert_all_but_full(results, WARM.limit)
    assert (await taken(database, again.session), await taken(database, session)) == ([2], [2])


async def test_a_place_of_a_later_round_comes_free_when_its_answer_goes(
    database: Database, live: SessionInFull
) -> None:
    session = (await command(database, live.session, "round")).session
    erased, leaving = [await joined(database, session, f"par_{number}") for number in range(2)]
    async with submission_service(database) as service:
        for person in (erased, leaving):
            await service.submit(person, new_submission(session.id, attempt=2))
        await service.submit(leaving, new_submission(session.id, value="blue", attempt=2, revision=2))
        assert await taken(database, session) == [1]
        await erasure_service(database).erase(erased, erased)
        assert await taken(database, session) == [0]
        await service.submit(leaving, new_submission(session.id, attempt=2, revision=3))
    assert await taken(database, session) == [1]
    await keeper(database).forget_holders(session)
    assert "par_" not in str(await database["quota_places"].find({}).to_list(None))


async def test_places_that_the_release_before_gave_count_for_the_round_they_were_taken_in(
    database: Database, live: SessionInFull
) -> None:
    session = (await command(database, live.session, "round")).session
    for number, holder in enumerate(("par_1:1", "par_2:2"), 1):
        assert await PlaceRepository(database).take(place_as_before(session, number, holder))
    for _ in range(2):
        await database["migrations"].delete_one({"_id": MIGRATION})
        assert await migrate(database) == [MIGRATION]
        assert (await taken(database, session), await taken(database, live.session)) == ([1], [1])
    async with submission_service(database) as service:
        for number in (3, 2):  # the second has a place already
            await service.submit(someone(session, number), new_submission(session.id, attempt=2))
        with pytest.raises(QuotaFull):
            await service.submit(someone(session, 1), new_submission(session.id, attempt=2))
    assert await taken(database, session) == [2]


async def test_places_of_a_question_in_its_first_round_stay(database: Database, live: SessionInFull) -> None:
    assert await PlaceRepository(database).take(place_as_before(live.session, 1, "par_1:1"))
    before = await database["quota_places"].find({}).to_list(None)
    await database["migrations"].delete_one({"_id": MIGRATION})
    assert await migrate(database) == [MIGRATION]
    assert await database["quota_places"].find({}).to_list(None) == before


async def test_a_place_that_changes_hands_while_it_is_moved_is_neither_lost_nor_kept_for_nobody(
    database: Database, live: SessionInFull
) -> None:
    places, session = PlaceRepository(database), (await command(database, live.session, "round")).session
    joined_since, given_back, kept, in_the_way = [
        place_as_before(session, number, f"par_{name}:2") for number, name in ((1, 1), (2, 2), (3, 3), (3, 4))
    ]
    for place in (joined_since, given_back, kept):
        assert await places.take(place)
    seen = await database["quota_places"].find({"quota": kept.quota}).sort("number", 1).to_list(None)
    assert await places.join(joined_since, "clm_2", utc_now())
    assert await places.give_back(given_back)
    for document in seen * 2:
        await move_place(database, document)
    assert await places.take(in_the_way)
    for document in await database["quota_places"].find({"quota": kept.quota}).to_list(None):
        await move_place(database, document)
    moved = await database["quota_places"].find({"quota": f"{kept.quota}:2"}).sort("number", 1).to_list(None)
    assert [(one["holder"], one["claims"], one["checked"]) for one in moved] == [
        ("par_1:2", ["clm_1", "clm_2"], False),
        ("par_2:2", ["clm_1"], False),
        ("par_3:2", ["clm_1"], False),
    ]
    assert await places.held(kept.quota, in_the_way.holder) == in_the_way
    assert await places.count(kept.quota) == 1


def place_as_before(session: Session, number: int, holder: str) -> Place:
    """All rounds together."""
    key = f"{session.id}:{WARM.id}"
    return Place(
        id=f"{key}:{number}", quota=key, number=number, holder=holder, answers=f"{session.id}:{holder}:{CHOICE.id}",
        claims=["clm_1"], checked=True, at=utc_now(),
    )  # fmt: skip


def someone(session: Session, number: int) -> Participant:
    return Participant(f"par_{number}", session.id, session.organization)
