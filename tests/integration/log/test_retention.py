"""When a survey's retention period is over, the log of its sessions goes and anonymous numbers stay."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import msgspec
import pytest

from app.core.clock import utc_now
from app.core.principals import Member
from app.features.analytics.model import Tally
from app.features.analytics.repository import TallyRepository
from app.features.analytics.retention import MIN_SAID
from app.features.analytics.service import AnalyticsService, Verification
from app.features.analytics.small_groups import Shown
from app.features.sessions.model import Command, Session
from app.features.sessions.repository import SessionRepository
from app.features.submissions.barriers import Barriers
from app.features.submissions.model import entry_from
from app.features.submissions.places import Place, PlaceRepository
from app.features.submissions.quotas import quota_key
from app.features.submissions.repository import EntryLog
from app.features.surveys.settings import Quota, SessionSettings
from app.infra.mongo import Database
from tests.builders.audit import actions, recorded
from tests.builders.entries import draft_of, first_entries, new_submission
from tests.builders.erasing import joined, upkeep_service
from tests.builders.sessions import new_member, opened_session, session_service, started_session
from tests.integration.log.running import Published, folded, keep_for, running_relay

VOTES = 30
WORDS = ["common"] * MIN_SAID + ["unusual"]


def later() -> datetime:
    return utc_now() + timedelta(days=8)


async def verification(database: Database, session: Session) -> Verification:
    service = AnalyticsService(
        tallies=TallyRepository(database), entries=EntryLog(database), sessions=session_service(database)
    )
    return await service.verify(session.id)


async def tally_of(database: Database, session: Session) -> Tally:
    tally = await TallyRepository(database).read(session.id)
    assert tally is not None
    return tally


@pytest.fixture
def member() -> Member:
    return new_member()


@pytest.fixture
async def ended(database: Database, member: Member) -> Session:
    """A session that has ended, of a survey that keeps answers for a week; a relay has counted it."""
    session = (await opened_session(database, member=member)).session
    words = [
        entry_from(draft_of(session, new_submission(session.id, "word", word), f"par_{n}"), None)
        for n, word in enumerate(WORDS)
    ]
    await EntryLog(database).append_many([*first_entries(session, VOTES), *words])
    await joined(database, session, "par_1")
    await session_service(database).control(member, session.id, Command("end"))
    await keep_for(database, session, 7)
    async with running_relay(database, Published()):
        await folded(database, session.id, VOTES + len(WORDS))
    return session


async def test_the_log_goes_and_anonymous_numbers_stay(database: Database, member: Member, ended: Session) -> None:
    before = await tally_of(database, ended)
    done = await upkeep_service(database, clock=later).run()
    assert done.logs_removed == 1
    after = await tally_of(database, ended)
    assert after.counts.cells["colour@1"] == before.counts.cells["colour@1"]
    assert after.counts.cells["word@1"] == {"n": len(WORDS), "t:common": MIN_SAID, "other": 1}
    assert (after.epoch, after.version) == (before.epoch, before.version + 1)
    for collection in ("entries", "participants", "erasures"):
        assert await database[collection].count_documents({"session": ended.id}) == 0
    assert "unusual" not in str(await database["tallies"].find_one({"_id": ended.id}))
    assert (await actions(database, member.organization))[-1] == "session.log_removed"


async def test_who_took_which_place_goes_with_the_log_and_the_number_of_places_stays(
    database: Database, ended: Session
) -> None:
    quota = Quota(id="few", question="colour", options=("red",), limit=10)
    kept = {"settings": {"quotas": [msgspec.to_builtins(quota)]}}
    await database["sessions"].update_one({"_id": ended.id}, {"$set": kept})
    key = quota_key(ended, quota, 1)
    for number, who in enumerate(("par_1", "par_2"), 1):
        answers = f"{ended.id}:{who}:1:colour"
        place = Place(
            id=f"{key}:{number}", quota=key, number=number, holder=f"{who}:1", answers=answers, claims=["clm_1"],
            checked=False, at=utc_now(),
        )  # fmt: skip
        assert await PlaceRepository(database).take(place)
    assert (await upkeep_service(database, clock=later).run()).logs_removed == 1
    left = await database["quota_places"].find({"quota": key}).to_list(None)
    assert [place["number"] for place in left] == [1, 2]
    assert "par_" not in str(left)
    assert {place["at"].date() for place in left} == {later().date()}


async def test_verify_says_that_the_log_was_removed_rather_than_that_it_drifted(
    database: Database, ended: Session
) -> None:
    assert (await verification(database, ended)).log_removed_at is None
    await upkeep_service(database, clock=later).run()
    found = await verification(database, ended)
    assert found.agrees
    assert found.log_removed_at is not None
    assert found.log_removed_at.date() == later().date()


async def test_what_was_shown_of_small_groups_names_nobody_who_waits(
    database: Database, member: Member, ended: Session
) -> None:
    tallies = TallyRepository(database)
    before = await tally_of(database, ended)
    cells = {"word@1": {"n": 4, "t:common": MIN_SAID, "t:unusual": 1}}
    shown = Shown(size=3, entries=20, cells=cells, waiting={"colour@1": {"par_1": {"o:red": 1}}})
    assert await tallies.replace(before, msgspec.structs.replace(before, shown=shown))
    assert (await upkeep_service(database, clock=later).run()).logs_removed == 1
    left = {"word@1": {"n": 4, "t:common": MIN_SAID, "other": 1}}
    assert (await tally_of(database, ended)).shown == Shown(size=3, entries=20, cells=left)


async def test_nothing_goes_before_its_time(database: Database, ended: Session) -> None:
    assert (await upkeep_service(database, clock=utc_now).run()).logs_removed == 0
    await keep_for(database, ended, None)
    assert (await upkeep_service(database, clock=later).run()).logs_removed == 0
    assert (await verification(database, ended)).entries_in_log == VOTES + len(WORDS)


async def closing(database: Database, member: Member, *, days: int) -> Session:
    """A session with a participant that nobody ends, and that closes so many days from now."""
    session = (await opened_session(database, member=member)).session
    await joined(database, session, "par_1")
    settings = SessionSettings(closes_at=utc_now() + timedelta(days=days))
    assert await SessionRepository(database).replace_settings(session, settings, session.title, utc_now())
    return session


async def stored(database: Database, session: Session) -> Session:
    found = await SessionRepository(database).find(session.id)
    assert found is not None
    return found


async def test_a_session_that_the_clock_closed_loses_its_log_too_and_cannot_be_opened_again(
    database: Database, member: Member
) -> None:
    session = await closing(database, member, days=5)
    await keep_for(database, session, 2)
    at_first = await upkeep_service(database, clock=lambda: utc_now() + timedelta(days=6)).run()
    assert (at_first.logs_removed, at_first.sessions_ended) == (0, 0)
    done = await upkeep_service(database, clock=later).run()
    assert (done.logs_removed, done.sessions_ended) == (1, 1)
    after = await stored(database, session)
    assert (after.state.phase, after.state.ended_at, after.code) == ("ended", after.settings.closes_at, None)
    assert await database["participants"].count_documents({"session": session.id}) == 0
    assert (await actions(database, member.organization))[-2:] == ["session.ended", "session.log_removed"]


async def test_a_session_is_ended_once_a_week_after_its_close(database: Database, member: Member) -> None:
    session = await closing(database, member, days=0)
    assert (await upkeep_service(database).run()).sessions_ended == 0
    both = await asyncio.gather(*(upkeep_service(database, clock=later).run() for _ in range(2)))
    assert sum(done.sessions_ended for done in both) == 1
    assert (await actions(database, member.organization)).count("session.ended") == 1
    assert (await stored(database, session)).code is None
    assert await database["participants"].count_documents({"session": session.id}) == 1


async def test_a_live_session_that_everybody_left_is_ended_once_and_says_so(database: Database, member: Member) -> None:
    session = (await opened_session(database, member=member)).session
    waiting = (await started_session(database, member=member)).session
    planned = await closing(database, member, days=30)
    early = upkeep_service(database, clock=lambda: utc_now() + timedelta(hours=71))
    late = upkeep_service(database, clock=lambda: utc_now() + timedelta(hours=72))
    assert (await early.run()).sessions_forgotten == 0
    both = await asyncio.gather(*(late.run() for _ in range(2)))
    assert sum(done.sessions_forgotten for done in both) == 1
    after = await stored(database, session)
    assert (after.state.phase, after.ended_by, after.code) == ("ended", "silence", None)
    (event,) = [one for one in await recorded(database, member.organization) if one["action"] == "session.ended"]
    assert (event["actor"], '"ended_by":"silence"' in event["after"]) == ("system", True)
    assert {(await stored(database, one)).state.phase for one in (waiting, planned)} == {"lobby", "running"}


async def test_a_forgotten_session_that_cannot_be_ended_holds_up_nothing_and_is_told(
    database: Database, member: Member, ended: Session
) -> None:
    garbled, forgotten = [(await opened_session(database, member=member)).session for _ in range(2)]
    unreadable = {"_id": garbled.id, "version": "many"}
    await database["tallies"].insert_one(unreadable, bypass_document_validation=True)
    with pytest.raises(LookupError):
        await upkeep_service(database, clock=later).run()
    assert (await stored(database, ended)).log_removed_at is not None
    assert {(await stored(database, one)).state.phase for one in (garbled, forgotten)} == {"running", "ended"}


async def test_a_live_session_that_people_answer_goes_on(database: Database, member: Member) -> None:
    session = (await opened_session(database, member=member)).session
    entries = first_entries(session, 1)
    await EntryLog(database).append_many(entries)
    in_a_week = upkeep_service(database, clock=later)
    assert (await in_a_week.run()).sessions_forgotten == 0, "nobody has counted it, so nobody knows"
    async with running_relay(database, Published()):
        await folded(database, session.id, 1)
    await database["tallies"].update_one({"_id": session.id}, {"$set": {"as_of": later()}})
    assert (await in_a_week.run()).sessions_forgotten == 0
    await database["tallies"].update_one({"_id": session.id}, {"$set": {"as_of": utc_now()}})
    assert (await in_a_week.run()).sessions_forgotten == 1


async def test_a_running_session_keeps_its_log(database: Database, member: Member) -> None:
    session = (await opened_session(database, member=member)).session
    await keep_for(database, session, 7)
    assert (await upkeep_service(database, clock=later).run()).logs_removed == 0


async def test_two_passes_at_once_and_another_one_remove_it_once(
    database: Database, member: Member, ended: Session
) -> None:
    both = await asyncio.gather(*(upkeep_service(database, clock=later).run() for _ in range(2)))
    third = await upkeep_service(database, clock=later).run()
    assert sum(done.logs_removed for done in both) == 1
    assert third.logs_removed == 0
    assert (await actions(database, member.organization)).count("session.log_removed") == 1


async def test_a_log_that_is_not_counted_to_its_end_stays(database: Database, ended: Session) -> None:
    await EntryLog(database).append_many(first_entries(ended, 1, seed=9))
    assert (await upkeep_service(database, clock=later).run()).logs_removed == 0
    assert await EntryLog(database).count(ended.id) == VOTES + len(WORDS) + 1


async def test_a_session_without_answers_loses_its_participants(database: Database, member: Member) -> None:
    session = (await opened_session(database, member=member)).session
    await joined(database, session, "par_1")
    await session_service(database).control(member, session.id, Command("end"))
    await keep_for(database, session, 7)
    assert (await upkeep_service(database, clock=later).run()).logs_removed == 1
    assert await database["participants"].count_documents({"session": session.id}) == 0


async def test_a_rebuild_keeps_the_numbers_of_a_log_that_is_gone(database: Database, ended: Session) -> None:
    await upkeep_service(database, clock=later).run()
    before = await tally_of(database, ended)
    await database["checkpoints"].delete_many({})
    async with running_relay(database, Published()):
        after = await tally_of(database, ended)
    assert after.mark.generation > before.mark.generation
    assert (after.counts, after.log_removed_at) == (before.counts, before.log_removed_at)
    assert (await verification(database, ended)).agrees


async def test_a_rebuild_under_way_brings_no_removed_words_back(
    database: Database, ended: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_up, removed = Barriers.put_up, list[int]()

    async def put_up_after_the_log_went(barriers: Barriers, barrier: str) -> None:
        if not removed:
            removed.append((await upkeep_service(database, clock=later).run()).logs_removed)
        await put_up(barriers, barrier)

    monkeypatch.setattr(Barriers, "put_up", put_up_after_the_log_went)
    await database["checkpoints"].delete_many({})
    async with running_relay(database, Published()):
        after = await tally_of(database, ended)
    assert removed == [1], "between the rebuild's scan and its result"
    assert after.counts.cells["word@1"] == {"n": len(WORDS), "t:common": MIN_SAID, "other": 1}
    assert after.log_removed_at is not None
    assert (await verification(database, ended)).agrees


async def test_a_rebuild_counts_nothing_twice_where_a_removal_stopped_halfway(
    database: Database, ended: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def stopped(_log: EntryLog, _session: str) -> None:
        raise ConnectionError

    with monkeypatch.context() as crash:
        crash.setattr(EntryLog, "remove", stopped)
        with pytest.raises(ConnectionError):
            await upkeep_service(database, clock=later).run()
    before = await tally_of(database, ended)
    assert await EntryLog(database).count(ended.id) == before.counts.entries == VOTES + len(WORDS)
    await database["checkpoints"].delete_many({})
    async with running_relay(database, Published()):
        after = await tally_of(database, ended)
    assert after.mark.generation > before.mark.generation
    assert after.counts == before.counts
    assert (await upkeep_service(database, clock=later).run()).logs_removed == 1
