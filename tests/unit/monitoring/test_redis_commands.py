"""Commands of Redis: their times, and what became of those that got no answer."""

from __future__ import annotations

import asyncio

import pytest

from app.core.metrics import Counter, Histogram
from app.infra import pings
from app.infra.monitoring.redis_commands import ABANDONED, COMMAND_SECONDS, FAILURES, Measured
from app.infra.pings import BEHIND_SECONDS, PING_INTERVAL_S, Pings


def instruments(command: str, kind: str) -> tuple[Histogram, Counter]:
    """Of a command that no other test has, so they begin at nothing."""
    return COMMAND_SECONDS.of(command), FAILURES.of(command, kind)


def test_an_answer_is_timed_and_is_no_failure() -> None:
    seconds, failures = instruments("OF ANSWERS", "ConnectionError")
    with Measured("OF ANSWERS"):
        pass
    assert (sum(seconds.counts), failures.value) == (1, 0)
    assert 0 < seconds.sum < 1


def test_a_failure_is_counted_by_its_kind_and_not_timed() -> None:
    seconds, failures = instruments("OF FAILURES", "ConnectionError")
    with pytest.raises(ConnectionError), Measured("OF FAILURES"):
        raise ConnectionError("redis://:secret@host/0 is away")
    assert (sum(seconds.counts), failures.value) == (0, 1)


async def test_what_nobody_waits_for_any_longer_counts_with_the_time_that_it_was_given() -> None:
    seconds, failures = instruments("OF PATIENCE", ABANDONED)

    async def asked() -> None:
        with Measured("OF PATIENCE"):
            await asyncio.sleep(60)

    with pytest.raises(TimeoutError):
        await asyncio.wait_for(asked(), 0.01)
    assert (sum(seconds.counts), failures.value) == (1, 1)
    assert 0.01 <= seconds.sum < 60


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def behind() -> tuple[int, float]:
    return sum(BEHIND_SECONDS.counts), BEHIND_SECONDS.sum


@pytest.mark.parametrize("pong", [b"PONG", [b"pong", b""]], ids=["RESP 3", "RESP 2"])
def test_a_ping_tells_how_late_events_come(pong: object) -> None:
    clock = Clock()
    sent, (count, seconds) = Pings(clock), behind()
    assert not sent.is_due()
    clock.now += PING_INTERVAL_S
    assert sent.is_due()
    clock.now += 0.5
    sent.hear([b"message", b"topic", b"an event before it"])
    assert behind() == (count, seconds)
    clock.now += 0.25
    sent.hear(pong)
    assert behind() == pytest.approx((count + 1, seconds + 0.75))
    sent.hear(pong)
    assert behind()[0] == count + 1, "nobody asked"


def test_answers_belong_to_the_pings_in_their_order() -> None:
    clock = Clock()
    sent, (count, seconds) = Pings(clock), behind()
    for _ in range(2):
        clock.now += PING_INTERVAL_S
        assert sent.is_due()
        sent.hear([b"message", b"topic", b"of many"])
    for _ in range(2):
        sent.hear(b"PONG")
    assert behind() == pytest.approx((count + 2, seconds + PING_INTERVAL_S))


def test_a_connection_on_which_nothing_comes_between_two_pings_is_dead() -> None:
    clock = Clock()
    sent = Pings(clock)
    clock.now += PING_INTERVAL_S
    assert sent.wait_s == pings.LEAST_WAIT_S
    assert sent.is_due()
    assert sent.wait_s == PING_INTERVAL_S
    clock.now += PING_INTERVAL_S
    with pytest.raises(TimeoutError):
        sent.is_due()
