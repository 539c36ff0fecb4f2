"""The last place of a quota is given once, whoever asks, resends, revises or dies."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec
import pytest

from app.core.clock import utc_now
from app.core.errors import QuotaFull, RevisionConflict
from app.core.identity import new_id
from app.core.principals import Participant
from app.features.sessions.model import Session, SessionInFull
from app.features.submissions.doors import Doors
from app.features.submissions.model import NewSubmission, Receipt, entry_from, revision_id
from app.features.submissions.places import MAX_CLAIMS, PlaceRepository
from app.features.submissions.quotas import PATIENCE, QuotaKeeper
from app.features.submissions.repository import EntryLog
from app.features.surveys.settings import Quota, SessionSettings
from app.infra.mongo import Database
from tests.builders.entries import draft_of, new_submission
from tests.builders.erasing import erasure_service, joined
from tests.builders.sessions import CHOICE, CONTENT, QUESTIONS, started_session
from tests.builders.submissions import submission_service


def red_or_blue(limit: int) -> Quota:
    return Quota(id="warm", question=CHOICE.id, options=("red",), limit=limit, message="Red is gone.")


async def session_with(database: Database, *quotas: Quota) -> Session:
    return (await session_in_full(database, *quotas)).session


async def session_in_full(database: Database, *quotas: Quota) -> SessionInFull:
    content = msgspec.structs.replace(CONTENT, settings=SessionSettings(quotas=quotas, attempts=2))
    return await started_session(database, mode="open", content=content)


def someone(session: Session) -> Participant:
    return Participant(new_id("par"), session.id, session.organization)


def form(session: Session, colour: str = "red", *, revision: int = 1, attempt: int = 1) -> NewSubmission:
    one = new_submission(session.id, value=colour, revision=revision, attempt=attempt)
    return msgspec.structs.replace(one, part="form")


def keeper(database: Database, later: timedelta = timedelta(0)) -> QuotaKeeper:
    def clock() -> datetime:
        return utc_now() + later

    return QuotaKeeper(PlaceRepository(database), EntryLog(database), clock)


async def test_an_erased_participants_places_are_free_and_nobody_elses(database: Database) -> None:
    session = await session_with(database, red_or_blue(2))
    async with submission_service(database) as service:
        erased = await joined(database, session, "par_1")
        await service.submit(erased, form(session))
        await service.submit(someone(session), form(session))
        with pytest.raises(QuotaFull):
            await service.submit(someone(session), form(session))
        for _ in range(2):
            await erasure_service(database).erase(erased, erased)
            assert await taken(database, session) == [1]
        await service.submit(await joined(database, session, "par_2"), form(session))
        with pytest.raises(QuotaFull):
            await service.submit(await joined(database, session, "par_3"), form(session))


async def taken(database: Database, session: Session) -> list[int]:
    return [count.taken for count in await keeper(database).counts(session)]


async def reds(database: Database, session: Session) -> int:
    """How many stored answers choose red now."""
    latest: dict[str, tuple[int, object]] = {}
    async for entry in EntryLog(database).scan(session.id):
        who, _, revision = entry.id.rpartition(":")
        if int(revision) > latest.get(who, (0, None))[0]:
            latest[who] = int(revision), entry.answers["colour"]
    return sum(value == "red" for _, value in latest.values())


def assert_all_but_full(results: Sequence[Receipt | BaseException], limit: int) -> None:
    refused = [result for result in results if not isinstance(result, Receipt)]
    assert len(results) - len(refused) == min(limit, len(results))
    assert all(isinstance(one, QuotaFull) and one.fields[0].field == "answers.colour" for one in refused)


@pytest.mark.parametrize(("people", "limit"), [(50, 100), (150, 100), (150, 7)])
async def test_exactly_the_limit_is_stored_through_two_gateways(database: Database, people: int, limit: int) -> None:
    session = await session_with(database, red_or_blue(limit))
    async with submission_service(database) as one, submission_service(database) as other:
        calls = [(one, other)[number % 2].submit(someone(session), form(session)) for number in range(people)]
        assert_all_but_full(await asyncio.gather(*calls, return_exceptions=True), limit)
    stored = min(people, limit)
    assert (await reds(database, session), await taken(database, session)) == (stored, [stored])


async def test_a_resend_holds_one_place_however_often_it_comes(database: Database) -> None:
    session = await session_with(database, red_or_blue(2))
    who, submission = someone(session), form(session)
    async with submission_service(database) as one, submission_service(database) as other:
        receipts = await asyncio.gather(*(service.submit(who, submission) for service in (one, other) * 10))
        assert len({receipt.receipt for receipt in receipts}) == 1
        await one.submit(someone(session), form(session))
        assert (await other.submit(who, submission)).status == "duplicate"
        with pytest.raises(QuotaFull):
            await one.submit(who, form(session, attempt=2))
    assert await taken(database, session) == [2]


async def test_a_place_is_free_again_once_its_answer_has_left_the_option(database: Database) -> None:
    session = await session_with(database, red_or_blue(1))
    first, second = someone(session), someone(session)
    async with submission_service(database) as service:
        await service.submit(first, form(session))
        await service.submit(second, form(session, "blue"))
        with pytest.raises(QuotaFull, match="Red is gone"):
            await service.submit(second, form(session, revision=2))
        await service.submit(first, form(session, "blue", revision=2))
        assert await taken(database, session) == [0]
        await service.submit(second, form(session, revision=2))
        await service.submit(second, form(session, revision=3))
        with pytest.raises(QuotaFull):
            await service.submit(first, form(session, revision=3))
    assert (await reds(database, session), await taken(database, session)) == (1, [1])


async def test_of_two_quotas_a_full_one_leaves_the_other_free(database: Database) -> None:
    fruit = Quota(id="fruit", question="fruits", options=("apple", "pear"), limit=1)
    session = await session_with(database, red_or_blue(5), fruit)
    both = msgspec.structs.replace(form(session), answers={"colour": "red", "fruits": ["pear"]})
    again = msgspec.structs.replace(form(session), answers={"colour": "red", "fruits": ["apple", "pear"]})
    async with submission_service(database) as service:
        await service.submit(someone(session), both)
        with pytest.raises(QuotaFull) as refusal:
            await service.submit(someone(session), again)
    assert refusal.value.fields[0].field == "answers.fruits"
    assert await taken(database, session) == [1, 1]


async def test_two_devices_that_revise_at_once_never_lose_the_place_of_the_one_that_is_stored(
    database: Database,
) -> None:
    session = await session_with(database, red_or_blue(3))
    who = someone(session)
    async with submission_service(database) as phone, submission_service(database) as laptop:
        await phone.submit(who, form(session, "blue"))
        results = await asyncio.gather(
            *(device.submit(who, form(session, revision=2)) for device in (phone, laptop)), return_exceptions=True
        )
    assert sum(isinstance(result, RevisionConflict) for result in results) == 1
    assert (await reds(database, session), await taken(database, session)) == (1, [1])


async def test_a_claim_whose_answer_was_never_stored_is_given_to_the_next_after_a_while(database: Database) -> None:
    session = await session_with(database, red_or_blue(2))
    dead = draft_of(session, form(session), someone(session).participant)
    await keeper(database).claim(dead, session, QUESTIONS)  # the process ends here
    async with submission_service(database) as service:
        await service.submit(someone(session), form(session))
        with pytest.raises(QuotaFull):
            await service.submit(someone(session), form(session))

    def later() -> datetime:
        return utc_now() + PATIENCE + timedelta(seconds=1)

    async with submission_service(database, clock=later) as service:
        await service.submit(someone(session), form(session))
        with pytest.raises(QuotaFull):
            await service.submit(someone(session), form(session))
    assert (await reds(database, session), await taken(database, session)) == (2, [2])


async def test_places_given_up_in_an_outage_come_free_at_the_door(database: Database) -> None:
    session = await session_with(database, red_or_blue(2))
    async with submission_service(database) as service:
        await service.submit(someone(session), form(session))
    dead = draft_of(session, form(session), someone(session).participant)
    await keeper(database).claim(dead, session, QUESTIONS)  # the process ends here
    assert await keeper(database).full_options(session, QUESTIONS) == {CHOICE.id: ["red"]}
    late = keeper(database, PATIENCE + timedelta(seconds=1))
    assert (await late.full_options(session, QUESTIONS), await taken(database, session)) == ({}, [1])


async def test_a_crowd_at_the_door_counts_the_places_once_a_second(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, now, counted = await session_in_full(database, red_or_blue(1)), [0.0], []
    count = PlaceRepository.count

    async def noted(places: PlaceRepository, quota: str) -> int:
        counted.append(quota)
        return await count(places, quota)

    monkeypatch.setattr(PlaceRepository, "count", noted)
    doors = Doors(keeper(database), lambda: now[0])
    assert await asyncio.gather(*(doors.full_options(found) for _ in range(100))) == [{}] * 100
    assert len(counted) == 1
    await keeper(database).claim(
        draft_of(found.session, form(found.session), someone(found.session).participant), found.session, QUESTIONS
    )
    counted.clear()
    now[0] = 0.9
    assert (await doors.full_options(found), counted) == ({}, [])
    now[0] = 1.0
    assert await doors.full_options(found) == {CHOICE.id: ["red"]}


async def test_a_place_whose_answer_left_while_the_process_died_is_found(database: Database) -> None:
    session = await session_with(database, red_or_blue(1))
    first = someone(session)
    async with submission_service(database) as service:
        await service.submit(first, form(session))
        leaving = form(session, "blue", revision=2)
        await keeper(database).claim(draft_of(session, leaving, first.participant), session, QUESTIONS)
        await service.submit(first, leaving)
    stale = await keeper(database).counts(session)
    assert stale[0].taken == 0

    async with submission_service(database) as service:
        await service.submit(first, form(session, revision=3))
    assert await taken(database, session) == [1]


async def test_an_old_place_with_a_stored_answer_is_kept_and_looked_at_once(database: Database) -> None:
    session = await session_with(database, red_or_blue(1))
    async with submission_service(database) as service:
        await service.submit(someone(session), form(session))
    late = keeper(database, PATIENCE + timedelta(seconds=1))
    for _ in range(2):
        with pytest.raises(QuotaFull):
            await late.claim(draft_of(session, form(session), someone(session).participant), session, QUESTIONS)
    [place] = await database["quota_places"].find({}).to_list(None)
    assert (place["checked"], len(place["claims"])) == (True, 1)


async def test_a_place_that_is_looked_at_while_its_answer_leaves_is_found_though_the_process_died(
    database: Database,
) -> None:
    full = await session_in_full(database, red_or_blue(1))
    session, who = full.session, someone(full.session)
    async with submission_service(database) as service:
        await service.submit(who, form(session))
    await database["quota_places"].update_many({}, {"$set": {"at": utc_now() - 2 * PATIENCE}})
    leaving = draft_of(session, form(session, "blue", revision=2), who.participant)
    await keeper(database).claim(leaving, session, QUESTIONS)
    assert await keeper(database).full_options(session, QUESTIONS), "somebody looks: it still says red"
    red = (await EntryLog(database).by_ids([revision_id(leaving.id, 1)])).popitem()[1]
    await EntryLog(database).append_many([entry_from(leaving, red)])
    assert await keeper(database, later=2 * PATIENCE).full_options(session, QUESTIONS) == {}


async def test_a_place_of_somebody_who_changed_their_mind_often_is_not_lost_to_the_change_before(
    database: Database,
) -> None:
    full = await session_in_full(database, red_or_blue(1))
    session, who, quotas = full.session, someone(full.session), keeper(database)
    async with submission_service(database) as service:
        for revision in range(1, MAX_CLAIMS + 1):
            await service.submit(who, form(session, revision=revision))
        left, back = (
            draft_of(session, form(session, colour, revision=MAX_CLAIMS + revision), who.participant)
            for revision, colour in enumerate(("blue", "red"), 1)
        )
        leaving = await quotas.claim(left, session, QUESTIONS)
        await quotas.claim(back, session, QUESTIONS)
        await quotas.stored(leaving)
        with pytest.raises(QuotaFull):
            await service.submit(someone(session), form(session))


async def test_a_late_resend_of_a_change_that_left_an_option_takes_no_place_from_who_came_back(
    database: Database,
) -> None:
    session = await session_with(database, red_or_blue(1))
    who, left = someone(session), form(session, "blue", revision=2)
    async with submission_service(database) as service:
        for submission in (form(session), left, form(session, revision=3)):
            await service.submit(who, submission)
        assert (await service.submit(who, left)).status == "duplicate"
        with pytest.raises(QuotaFull):
            await service.submit(someone(session), form(session))
    assert await taken(database, session) == [1]
