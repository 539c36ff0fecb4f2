"""Work that no request waits for: how long it takes must not tell whether somebody has an account."""

from __future__ import annotations

import asyncio
import contextvars
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

from app.core.errors import AppError, MailUnavailable
from app.infra.mailer import Mail, Mailer

log = logging.getLogger(__name__)

CAPACITY = 1_000
RUNNERS = 4

Errand = Callable[[], Awaitable[object]]


class Errands:
    """At most ``capacity`` wait; what fails is logged, since whoever asked has gone."""

    def __init__(self, *, capacity: int = CAPACITY) -> None:
        self._waiting: asyncio.Queue[tuple[Errand, contextvars.Context]] = asyncio.Queue(capacity)
        self._under_way = 0

    def add(self, errand: Errand) -> bool:
        """Run it soon, as part of the request that asks now; False when too many wait."""
        try:
            self._waiting.put_nowait((errand, contextvars.copy_context()))
        except asyncio.QueueFull:
            return False
        return True

    async def run(self) -> None:
        """One errand after the other, for ever."""
        while True:
            errand, context = await self._waiting.get()
            self._under_way += 1
            try:
                await asyncio.create_task(_done(errand), context=context)
            finally:
                self._under_way -= 1
                self._waiting.task_done()

    @property
    def left(self) -> int:
        """How many are not done yet, those under way too."""
        return self._waiting.qsize() + self._under_way

    async def all_done(self) -> None:
        """Wait until every errand that was added is done or has failed."""
        await self._waiting.join()


async def _done(errand: Errand) -> None:
    try:
        await errand()
    except AppError as failure:
        log.warning("An errand failed: %s", failure.code)
    except Exception:
        log.exception("An errand failed")


class Postman:
    """A ``Mailer`` that takes a mail at once and sends it as an errand; what fails can be asked for again."""

    def __init__(self, mailer: Mailer, errands: Errands) -> None:
        self._mailer = mailer
        self._errands = errands

    async def send(self, mail: Mail) -> None:
        """Raises MailUnavailable when too many errands wait."""
        if not self._errands.add(lambda: self._mailer.send(mail)):
            raise MailUnavailable(retry_after_ms=10_000)


@asynccontextmanager
async def running_errands(*, last_round_s: float) -> AsyncIterator[Errands]:
    """At the end what waits is done first, within ``last_round_s``; what is left then is lost, and told."""
    errands = Errands()
    runners = [asyncio.create_task(errands.run(), name="errands") for _ in range(RUNNERS)]
    try:
        yield errands
    finally:
        with suppress(TimeoutError):
            async with asyncio.timeout(last_round_s):
                await errands.all_done()
        if errands.left:
            log.error("errands were dropped at the end", extra={"errands": errands.left})
        for runner in runners:
            runner.cancel()
        await asyncio.gather(*runners, return_exceptions=True)
