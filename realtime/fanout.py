"""Sending what channels have to say, at a pace that fits the room."""

from __future__ import annotations

import asyncio
import logging

from app.core.clock import Ticks, monotonic, utc_now
from realtime.channel import Channel

log = logging.getLogger(__name__)

SLICE = 250
"""Subscribers served between two looks at the event loop: about 2 ms."""

DUTY = 0.1
"""Share of the time that one channel's frames may take; with fewer subscribers the shortest tick applies."""


class Fanout:
    """Brings the subscribers of marked channels up to date, each channel at most once per tick.

    The first change after a quiet time goes out at once. The tick of a channel grows from ``tick_min_s`` to
    ``tick_max_s`` with the measured time that its last round took.
    """

    def __init__(self, *, tick_min_s: float, tick_max_s: float, ticks: Ticks = monotonic) -> None:
        self._tick_min_s, self._tick_max_s, self._ticks = tick_min_s, max(tick_min_s, tick_max_s), ticks
        self._due: dict[Channel, float] = {}
        self._not_before: dict[Channel, float] = {}
        self._wake = asyncio.Event()

    def mark(self, channel: Channel) -> None:
        """Something in this channel is new."""
        if channel not in self._due:
            self._due[channel] = self._not_before.get(channel, 0.0)
            self._wake.set()

    def forget(self, channel: Channel) -> None:
        """The channel is gone."""
        self._due.pop(channel, None)
        self._not_before.pop(channel, None)

    async def run(self) -> None:
        """Serve for ever."""
        while True:
            await self._wait_until_due()
            now = self._ticks()
            for channel in [channel for channel, due in self._due.items() if due <= now]:
                self._due.pop(channel, None)
                try:
                    await self._serve(channel)
                except Exception:
                    log.exception("a channel was not served", extra={"channel": channel.name})
                    self._due[channel] = now + self._tick_max_s

    async def _wait_until_due(self) -> None:
        self._wake.clear()
        if not self._due:
            await self._wake.wait()
            return
        wait_s = min(self._due.values()) - self._ticks()
        if wait_s > 0:
            waking = asyncio.get_running_loop().call_later(wait_s, self._wake.set)
            try:
                await self._wake.wait()
            finally:
                waking.cancel()

    async def _serve(self, channel: Channel) -> None:
        started_at = self._ticks()
        spent_s = 0.0
        behind = channel.behind()
        for start in range(0, len(behind), SLICE):
            sliced_at = self._ticks()
            channel.bring_up_to_date(behind[start : start + SLICE])
            spent_s += self._ticks() - sliced_at
            await asyncio.sleep(0)
        channel.measure(utc_now())
        tick_s = min(max(spent_s / DUTY, self._tick_min_s), self._tick_max_s)
        if len(channel):
            self._not_before[channel] = started_at + tick_s
