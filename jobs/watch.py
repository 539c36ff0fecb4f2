"""Looking every so often for something to do: by one process at a time, while nothing depends on there being one."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from app.core.pause import pause
from app.infra.lease import Lease
from app.infra.mongo_errors import PyMongoError

log = logging.getLogger(__name__)

Look = Callable[[], Awaitable[object]]
"""Bears being called by two processes at once, and after it ended anywhere."""


class Watch:
    """``pause_s``: between looks. The lease only saves several processes from looking at the same time."""

    def __init__(self, look: Look, lease: Lease, *, pause_s: float) -> None:
        self._look = look
        self._lease = lease
        self._pause_s = pause_s

    async def run(self, stop: asyncio.Event) -> None:
        """Until ``stop`` is set; survives the database being away, and whatever a look fails of. The lease is given
        back at the end, whichever it is."""
        leads = False
        try:
            while not stop.is_set():
                try:
                    leads = await (self._lease.renew() if leads else self._lease.try_acquire())
                    if leads:
                        await self._look()
                except PyMongoError as failure:
                    log.warning("a watch waits for the database: %s", type(failure).__name__)
                except Exception:
                    log.exception("a look failed")
                await pause(stop, self._pause_s)
        finally:
            with suppress(PyMongoError):
                await self._lease.release()
