"""A screen: holds channels, applies their frames, and asks again where something is missing."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable

from app.client.backoff import Backoff
from app.client.line import Line
from app.client.view import Applied, ChannelView
from app.contracts.frames import Ack, Delta, Error, ServerFrame, Snapshot, Subscribe


class Watcher(Line):
    """``views`` are up to date whenever the server is reachable; ``changed`` is set at every frame that was applied."""

    def __init__(
        self, url: str, token: str, channels: list[str], *, randomness: Callable[[], float] = random.random
    ) -> None:
        super().__init__(url, token, randomness=randomness)
        self.views = {channel: ChannelView() for channel in channels}
        self.errors: list[Error] = []
        self.subscribed: set[str] = set()
        self.changed = asyncio.Event()
        self._requests = 0
        self._asked: dict[str, str] = {}
        self._patience = {channel: Backoff(randomness) for channel in channels}
        self._later: dict[str, asyncio.Task[None]] = {}

    async def __aexit__(self, *_: object) -> None:
        await super().__aexit__(*_)
        await self._forget_later()

    async def on_open(self) -> None:
        await self._forget_later()
        self.subscribed.clear()
        for channel in self.views:
            await self._subscribe(channel)

    async def on_frame(self, frame: ServerFrame) -> None:
        if isinstance(frame, Ack):
            channel = self._asked.pop(frame.id, "")
            self.subscribed.add(channel)
            if channel in self._patience:
                self._patience[channel].reset()
        elif isinstance(frame, Error):
            await self._on_error(frame)
        elif isinstance(frame, Snapshot | Delta):
            outcome = self.views[frame.channel].apply(frame)
            if outcome is Applied.GAP:
                await self._subscribe(frame.channel)
            elif outcome is Applied.APPLIED:
                self.changed.set()

    async def _on_error(self, error: Error) -> None:
        self.errors.append(error)
        channel = self._asked.pop(error.id, None) if isinstance(error.id, str) else None
        if error.temporary and channel is not None:
            pause_s = error.retry_after_ms / 1000 if isinstance(error.retry_after_ms, int) else 0.0
            pause_s += self._patience[channel].next_pause_s()
            if (earlier := self._later.pop(channel, None)) is not None:
                earlier.cancel()
                await asyncio.gather(earlier, return_exceptions=True)
            self._later[channel] = asyncio.create_task(self._subscribe_in(pause_s, channel))

    async def _subscribe_in(self, pause_s: float, channel: str) -> None:
        await asyncio.sleep(pause_s)
        await self._subscribe(channel)
        if self._later.get(channel) is asyncio.current_task():
            del self._later[channel]

    async def _forget_later(self) -> None:
        """On a new connection every channel is asked for anyway."""
        later, self._later = self._later, {}
        for task in later.values():
            task.cancel()
        await asyncio.gather(*later.values(), return_exceptions=True)

    async def _subscribe(self, channel: str) -> None:
        self._requests += 1
        request_id = str(self._requests)
        self._asked[request_id] = channel
        await self.send(Subscribe(request_id, channel, self.views[channel].position))
