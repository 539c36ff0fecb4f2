"""When load is due: an open loop, so that a slow server cannot slow down its own examination.

Latencies are counted from the moment a request was due, not from when it was sent: a stall then shows in every request
that it delayed (coordinated omission, Tene 2013).
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterator


def poisson_arrivals(rate_per_s: float, duration_s: float, seed: int) -> Iterator[float]:
    """Seconds after the start, with exponential gaps: independent people."""
    randomness = random.Random(seed)
    due = randomness.expovariate(rate_per_s)
    while due < duration_s:
        yield due
        due += randomness.expovariate(rate_per_s)


def scattered_arrivals(count: int, duration_s: float, seed: int) -> list[float]:
    """``count`` moments, uniform over the duration: a room that is asked to answer now."""
    randomness = random.Random(seed)
    return sorted(randomness.uniform(0, duration_s) for _ in range(count))


async def run_open_loop(arrivals: Iterator[float], send: Callable[[int, float], None]) -> float:
    """Call ``send(index, due)`` at each arrival (``due`` in loop time) and return the worst lateness in seconds.

    ``send`` must not block. A late generator sends at once and keeps the original due times.
    """
    loop = asyncio.get_running_loop()
    start = loop.time() + 0.05
    worst_lateness = 0.0
    for index, offset in enumerate(arrivals):
        due = start + offset
        delay = due - loop.time()
        if delay > 0:
            await asyncio.sleep(delay)
        worst_lateness = max(worst_lateness, loop.time() - due)
        send(index, due)
    return worst_lateness
