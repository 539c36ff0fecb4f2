"""A few at a time, a bounded crowd behind them."""

from __future__ import annotations

import asyncio

import pytest

from app.core.errors import Unavailable
from app.core.turns import RETRY_AFTER_MS, Turns


async def test_beyond_those_who_may_wait_everybody_is_refused_until_somebody_is_done() -> None:
    turns, done, under_way = Turns(2, 3), asyncio.Event(), list[int]()

    async def work(number: int) -> None:
        async with turns.taken():
            under_way.append(number)
            await done.wait()

    tasks = [asyncio.create_task(work(number)) for number in range(5)]
    await asyncio.sleep(0)
    assert under_way == [0, 1]
    with pytest.raises(Unavailable) as refused:
        await work(5)
    assert refused.value.retry_after_ms == RETRY_AFTER_MS
    tasks[4].cancel()
    await asyncio.wait([tasks[4]])
    tasks.append(asyncio.create_task(work(6)))
    await asyncio.sleep(0)
    done.set()
    await asyncio.gather(*tasks[:4], tasks[5])
    assert under_way == [0, 1, 2, 3, 6]
    await work(7)
