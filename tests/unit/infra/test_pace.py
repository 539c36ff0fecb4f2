"""The rate that another service allows holds for all together, and who is awaited goes first."""

from __future__ import annotations

import asyncio

import pytest

from app.core.errors import MailUnavailable
from app.infra.pace import Pace
from app.infra.throttle import MemoryCounters, Throttle


class Time:
    """Passes only while somebody sleeps; whoever wakes first goes first."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    time = Time()
    monkeypatch.setattr(asyncio, "sleep", time.sleep)
    return time


def shared(time: Time) -> Throttle:
    return Throttle(MemoryCounters(time), MemoryCounters(time))


async def test_processes_that_share_a_count_keep_to_one_rate(time: Time) -> None:
    throttle = shared(time)
    web, worker = Pace(throttle, "mail", 2.0, within_s=10.0, ticks=time), Pace(throttle, "mail", 2.0, ticks=time)
    for _ in range(3):
        await web()
        await worker()
    assert time.now - 1_000.0 == pytest.approx(5 * 0.5, abs=0.2)
    assert time.now - 1_000.0 >= 5 * 0.5


async def test_who_is_awaited_fails_where_no_turn_comes_in_time(time: Time) -> None:
    pace = Pace(shared(time), "mail", 0.05, within_s=10.0, ticks=time)
    await pace()
    with pytest.raises(MailUnavailable):
        await pace()
    assert time.now == 1_000.0, "it need not wait to know"


async def test_who_is_awaited_goes_before_who_is_not() -> None:
    counters, order = MemoryCounters(asyncio.get_running_loop().time), []
    throttle = Throttle(counters, counters)

    async def send(name: str, pace: Pace) -> None:
        await pace()
        order.append(name)

    wave, awaited = Pace(throttle, "mail", 10.0), Pace(throttle, "mail", 10.0, within_s=10.0)
    await wave()
    await asyncio.gather(send("wave", wave), send("awaited", awaited))
    assert order == ["awaited", "wave"]
