"""Faults 1 to 5: whatever happens to relays, every answer is counted once."""

from __future__ import annotations

from signal import SIGCONT

import pytest

from app.core.settings import Settings
from app.features.analytics.repository import TallyRepository
from tests.builders.submissions import submission_service
from tests.faults.conftest import StartRelay, was_killed
from tests.faults.crowd import Crowd
from tests.faults.oracle import assert_nothing_lost_or_doubled
from tests.faults.standing import stands_still
from tests.faults.watched import WatchedRoom

pytestmark = pytest.mark.fault


@pytest.mark.parametrize(
    "point",
    [
        pytest.param("before_cas", marks=pytest.mark.fault(1)),
        pytest.param("after_cas", marks=pytest.mark.fault(2)),
        pytest.param("after_publish", marks=pytest.mark.fault(3)),
        pytest.param("before_checkpoint", marks=pytest.mark.fault(3)),
    ],
)
async def test_a_relay_that_is_killed_loses_nothing_and_counts_nothing_twice(
    point: str, seed: int, settings: Settings, room: WatchedRoom, start_relay: StartRelay
) -> None:
    times = "2" if point == "before_checkpoint" else "5"  # the first checkpoint is saved before any entry
    victim = start_relay(settings, "--at", point, "--times", times)
    async with submission_service(room.database) as service:
        crowd = Crowd(service, room.session, seed=seed)
        await crowd.answer_until(was_killed(victim))
        start_relay(settings)
        await crowd.answer(150, over_s=1.0)
        await assert_nothing_lost_or_doubled(room, crowd.books())


@pytest.mark.fault(4)
async def test_a_frozen_leader_that_wakes_changes_nothing(
    seed: int, settings: Settings, room: WatchedRoom, start_relay: StartRelay
) -> None:
    zombie = start_relay(settings, "--signal", "STOP", "--at", "before_cas", "--times", "5")
    async with submission_service(room.database) as service:
        crowd = Crowd(service, room.session, seed=seed)
        await crowd.answer_until(lambda: stands_still(zombie))
        start_relay(settings)  # waits for the lease to run out
        await crowd.answer(100, over_s=1.0)
        await assert_nothing_lost_or_doubled(room, crowd.books())
        zombie.signal(SIGCONT)  # and goes on with the compare-and-set that it had prepared
        await crowd.answer(100, over_s=2.0)
        await assert_nothing_lost_or_doubled(room, crowd.books())


@pytest.mark.fault(5)
async def test_two_relays_that_both_lead_count_everything_once(
    seed: int, settings: Settings, room: WatchedRoom, start_relay: StartRelay
) -> None:
    relays = [start_relay(settings, "--unguarded") for _ in range(2)]
    async with submission_service(room.database) as service:
        crowd = Crowd(service, room.session, seed=seed)
        await crowd.answer(300, over_s=3.0)
        relays[0].kill()
        await crowd.answer(100, over_s=1.0)
        start_relay(settings, "--unguarded")
        await crowd.answer(100, over_s=1.0)
        await assert_nothing_lost_or_doubled(room, crowd.books())
    tally = await TallyRepository(room.database).read(room.id)
    assert tally is not None
    assert tally.mark.generation == 1, "leading together is no reason to rebuild"
