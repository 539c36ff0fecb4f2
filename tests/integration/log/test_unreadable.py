"""A session whose questions cannot be read is passed over, and none of its answers is missed when they can."""

from __future__ import annotations

import pytest

from app.features.analytics.repository import TallyRepository
from app.features.analytics.service import AnalyticsService
from app.features.sessions.model import Session
from app.features.submissions.repository import EntryLog
from app.infra.mongo import Database
from realtime.relay import leader
from realtime.relay.census import Census
from tests.builders.entries import first_entries
from tests.builders.sessions import opened_session, session_service
from tests.fixtures.waiting import until
from tests.integration.log.running import Published, folded, leading_relay, running_relay


def noted_checks(patch: pytest.MonkeyPatch) -> list[list[str]]:
    """The sessions of each census, when it is over."""
    checks, check = list[list[str]](), Census._check

    async def noted(census: Census, sessions: list[str]) -> None:
        await check(census, sessions)
        checks.append(sessions)

    patch.setattr(Census, "_check", noted)
    return checks


async def ask_as(database: Database, session: Session, kind: str) -> None:
    """Give the first question of its survey this type."""
    await database["survey_versions"].update_one({"survey": session.survey}, {"$set": {"questions.0.type": kind}})


async def test_a_session_whose_questions_cannot_be_read_holds_up_no_other_and_is_counted_when_they_can(
    database: Database, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where a release that knew another type of question was taken back, and comes again."""
    odd, other = [(await opened_session(database)).session for _ in range(2)]
    log, checks = EntryLog(database), noted_checks(monkeypatch)
    await log.append_many(first_entries(odd, 3))
    await ask_as(database, odd, "hologram")
    async with leading_relay(database, Published()):
        await log.append_many([*first_entries(odd, 2), *first_entries(other, 5)])
        await folded(database, other.id, 5)
        await log.append_many(first_entries(other, 1))
        await folded(database, other.id, 6)
        await until(lambda: [other.id] in checks)
        assert await TallyRepository(database).read(odd.id) is None
    checkpoint = await database["checkpoints"].find_one({})
    assert checkpoint is not None
    assert (checkpoint["generation"], checkpoint["rebuilding"]) == (1, True), "nothing was missed, all comes again"
    told = [record for record in caplog.records if record.message == "a session cannot be counted"]
    assert [record.__dict__["session"] for record in told] == [odd.id]
    await ask_as(database, odd, "single_choice")
    async with running_relay(database, Published()):
        await folded(database, odd.id, 5)
    service = AnalyticsService(tallies=TallyRepository(database), entries=log, sessions=session_service(database))
    assert [(await service.verify(one.id)).agrees for one in (odd, other)] == [True, True]


@pytest.mark.parametrize("meanwhile", ["the same relay", "another one"])
async def test_a_session_that_can_be_counted_again_is_counted_whole(
    database: Database, monkeypatch: pytest.MonkeyPatch, meanwhile: str
) -> None:
    monkeypatch.setattr(leader, "CHECKPOINT_INTERVAL_S", 0.0)
    other, log, published = (await opened_session(database)).session, EntryLog(database), Published()
    async with running_relay(database, published, census_interval_s=60):
        odd = (await opened_session(database)).session
        await ask_as(database, odd, "hologram")
        for number in range(1, 4):
            await log.append_many([*first_entries(odd, 1, seed=number), *first_entries(other, 1, seed=number)])
            await folded(database, other.id, number)
        if meanwhile == "the same relay":
            await ask_as(database, odd, "single_choice")
            await log.append_many(first_entries(odd, 1))
            await folded(database, odd.id, 4)
    await ask_as(database, odd, "single_choice")
    async with running_relay(database, published, census_interval_s=60):
        if meanwhile == "another one":
            await log.append_many(first_entries(odd, 1))
        await folded(database, odd.id, 4)
        await log.append_many(first_entries(other, 1, seed=4))
        await folded(database, other.id, 4)
    checkpoint = await database["checkpoints"].find_one({})
    assert checkpoint is not None
    assert checkpoint["generation"] == 1, "what was passed over came again, and nothing was made anew"
    service = AnalyticsService(tallies=TallyRepository(database), entries=log, sessions=session_service(database))
    assert [(await service.verify(one.id)).agrees for one in (odd, other)] == [True, True]
