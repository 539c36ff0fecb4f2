"""Looking up who answered and joined elsewhere: everybody has a turn, however many there are."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Collection

import pytest

from app.core.errors import StorageUnavailable
from app.core.principals import Participant
from realtime import turnout_check
from realtime.hub import Hub
from realtime.joined import JoinedCount
from realtime.turnout import SWEEP_S, Awaited
from realtime.turnout_check import INTERVAL_S, MAX_LOOKED_UP, TurnoutCheck
from tests.builders.hubs import Asking, NobodyElse, StandingTicks, hub_on
from tests.fixtures.waiting import until


class Looked(NobodyElse):
    """Counts who was looked up."""

    def __init__(self) -> None:
        self.times: Counter[str] = Counter()

    async def answered(self, awaited: Collection[Awaited]) -> list[Awaited]:
        assert 0 < len(awaited) <= MAX_LOOKED_UP
        self.times.update(one.participant for one in awaited)
        return []


async def hall(hub: Hub, session: str, size: int) -> list[str]:
    """So many people in a session, none of whom answers."""
    people = [Participant(f"{session}_{number}", session, "org_1") for number in range(size)]
    for person in people:
        hub.enter(person)
    await hub.room_of(people[0])
    assert hub.headcounts.here(session).asked == "q@1"
    return [person.participant for person in people]


async def test_in_a_hall_that_takes_longer_than_a_sweep_everybody_has_a_turn_before_anybody_has_two() -> None:
    ticks, looked = StandingTicks(), Looked()
    hub = hub_on(Asking(), ticks=ticks)
    check = TurnoutCheck(hub, looked)
    seconds = int(SWEEP_S / INTERVAL_S) + 2
    people = await hall(hub, "ses_1", seconds * MAX_LOOKED_UP)
    for _ in range(seconds):
        await check.check()
        ticks.now += INTERVAL_S
    assert looked.times == dict.fromkeys(people, 1)
    await check.check()
    assert looked.times.total() == len(people) + MAX_LOOKED_UP


async def test_a_full_hall_does_not_keep_the_rooms_beside_it_waiting() -> None:
    ticks, looked = StandingTicks(), Looked()
    hub = hub_on(Asking(), ticks=ticks)
    check = TurnoutCheck(hub, looked)
    full = [await hall(hub, name, 20 * MAX_LOOKED_UP) for name in ("ses_1", "ses_2")]
    small = await hall(hub, "ses_3", 3)
    for _ in range(6):
        await check.check()
        ticks.now += INTERVAL_S
    assert set(small) <= set(looked.times)
    shares = [sum(looked.times[one] for one in people) for people in full]
    assert min(shares) >= 2 * MAX_LOOKED_UP


class Register(NobodyElse):
    """Numbers that were given out, and those of them that are stored; ``ranges`` were counted."""

    def __init__(self) -> None:
        self.latest, self.stored, self.ranges = 0, set[int](), list[tuple[int, int]]()

    async def latest_number(self, session: str) -> int:
        return self.latest

    async def joined(self, session: str, *, after: int, to: int) -> int:
        self.ranges.append((after, to))
        return len(self.stored & set(range(after + 1, to + 1)))


async def test_only_new_participants_are_counted_and_none_is_missed_who_is_stored_after_the_next() -> None:
    register, joined = Register(), JoinedCount()
    register.latest, register.stored = 3, {1, 3}
    assert await joined.look("s", register) == 2
    register.latest, register.stored = 5, {1, 2, 3, 5}
    assert await joined.look("s", register) == 4
    register.stored.add(4)
    assert [await joined.look("s", register) for _ in range(3)] == [5, 5, 5]
    assert register.ranges == [(0, 3), (0, 3), (3, 5), (3, 5)]


async def test_a_database_that_is_away_for_a_look_is_asked_at_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    class Away(Looked):
        looks = 0

        async def answered(self, awaited: Collection[Awaited]) -> list[Awaited]:
            self.looks += 1
            if self.looks == 1:
                raise StorageUnavailable
            return await super().answered(awaited)

    monkeypatch.setattr(turnout_check, "INTERVAL_S", 0.001)
    hub, away = hub_on(Asking(), ticks=StandingTicks()), Away()
    people = await hall(hub, "ses_1", 3)
    running = asyncio.create_task(TurnoutCheck(hub, away).run())
    await until(lambda: set(away.times) == set(people))
    running.cancel()
