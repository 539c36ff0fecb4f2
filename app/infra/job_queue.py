"""How workers are woken: taskiq over a Redis stream. What is lost here is said again by the scheduler."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Coroutine
from functools import partial

from redis.exceptions import RedisError
from taskiq import AckableMessage, BrokerMessage
from taskiq.acks import AcknowledgeType
from taskiq.exceptions import SendTaskError
from taskiq.kicker import AsyncKicker
from taskiq.receiver import Receiver
from taskiq.utils import maybe_awaitable
from taskiq_redis import RedisStreamBroker

from app.core.pause import pause
from app.infra.monitoring.redis_commands import FAILURES, Measured

log = logging.getLogger(__name__)

STREAM = "impactpulse:jobs"
GROUP = "workers"
TASK = "run_job"
MAX_WAITING = 100_000
"""Wake-ups in the stream; older ones are dropped, the records in the database are not."""
RECLAIM_AFTER_MS = 60_000
LISTEN_AGAIN_S = 1.0

CANCEL_AGAIN_S = 0.2

RunJob = Callable[[str], Coroutine[None, None, None]]


class StreamBroker(RedisStreamBroker):
    """Tells how long its commands take, and ends when it is told to. taskiq cancels the reading once and waits for its
    end without a bound, but redis-py writes through ``asyncio.wait_for``, which until Python 3.12 drops a cancellation
    that comes at the moment when the write is done (python/cpython#86296): then it would read on for ever."""

    async def startup(self) -> None:
        with Measured("XGROUP CREATE"):
            await super().startup()

    async def kick(self, message: BrokerMessage) -> None:
        with Measured("XADD"):
            await super().kick(message)

    async def listen(self) -> AsyncGenerator[AckableMessage, None]:
        """Reading waits on purpose, so only its failures are counted, those of claiming what others left among them."""
        messages = super().listen()
        try:
            while True:
                message = await _obediently(asyncio.ensure_future(anext(messages)))
                yield AckableMessage(data=message.data, ack=partial(_acknowledge, message))
        except (RedisError, OSError) as failure:
            FAILURES.of("XREADGROUP", type(failure).__name__).add()
            raise
        finally:
            await messages.aclose()


async def _acknowledge(message: AckableMessage) -> None:
    with Measured("XACK"):
        await maybe_awaitable(message.ack())


async def _obediently(reading: asyncio.Task[AckableMessage]) -> AckableMessage:
    """What is read. Cancelled, it cancels the reading until that has ended; a message that still came is given."""
    try:
        await asyncio.wait((reading,))
    except asyncio.CancelledError:
        while not reading.done():
            reading.cancel()
            await asyncio.wait((reading,), timeout=CANCEL_AGAIN_S)
        if reading.cancelled():
            raise
    return reading.result()


class JobQueue:
    """One stream for all kinds of jobs; a message is the id of a job."""

    def __init__(self, redis_url: str, database: str) -> None:
        self._broker = StreamBroker(
            redis_url,
            queue_name=f"{STREAM}:{database}",
            consumer_group_name=GROUP,
            consumer_id="0",  # the default "$" misses what was sent before the group was made
            maxlen=MAX_WAITING,
            idle_timeout=RECLAIM_AFTER_MS,
            unacknowledged_lock_timeout=30,  # without it a worker killed at the wrong moment locks all others out
            xread_block=1_000,
        )

    async def wake(self, job_id: str) -> bool:
        """Tell one worker of a job; False where Redis cannot be reached."""
        try:
            await AsyncKicker[[str], None](TASK, self._broker, {}).kiq(job_id)
        except SendTaskError as failure:  # taskiq wraps what Redis raised
            log.warning("workers cannot be woken: %s", type(failure.__cause__).__name__)
            return False
        return True

    async def listen(self, run: RunJob, stop: asyncio.Event, *, at_once: int, grace_s: float) -> None:
        """Call ``run`` for every wake-up, ``at_once`` at the same time, until ``stop`` is set.

        Then those that run have ``grace_s`` to end before they are cancelled. Redis may go away and come back empty.
        """
        self._broker.is_worker_process = True

        running: set[asyncio.Task[None]] = set()

        async def run_job(job_id: str) -> None:
            # A task of our own: taskiq cancels those that are late, but does not wait for what they still write.
            task = asyncio.ensure_future(run(job_id))
            running.add(task)
            task.add_done_callback(running.discard)
            await asyncio.shield(task)

        self._broker.register_task(run_job, task_name=TASK)
        while not stop.is_set():
            receiver = Receiver(
                self._broker,
                max_async_tasks=at_once,
                run_startup=True,
                validate_params=False,
                ack_type=AcknowledgeType.WHEN_RECEIVED,  # the record says what became of it, not the stream
                wait_tasks_timeout=grace_s,
            )
            try:
                await receiver.listen(stop)
            except Exception as failure:  # noqa: BLE001  (taskiq wraps what Redis raised in groups of its own)
                log.warning("listening for jobs again: %s", type(failure).__name__)
                await pause(stop, LISTEN_AGAIN_S)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def close(self) -> None:
        await self._broker.shutdown()
