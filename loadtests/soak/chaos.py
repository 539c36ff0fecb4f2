"""Kills parts at random, and starts them again a moment later."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence

from loadtests.stack import Stack

DEAD_FOR_S = (0.2, 3.0)


class Chaos:
    """``kills``: seconds since the beginning, and who it was."""

    def __init__(self, stack: Stack, parts: Sequence[str], *, every_s: float, seed: int) -> None:
        self._stack, self._parts, self._every_s = stack, parts, every_s
        self._chance = random.Random(seed)
        self.kills: list[tuple[float, str]] = []

    async def run(self) -> None:
        """Until cancelled; whoever is dead then is started again."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        while True:
            await asyncio.sleep(self._chance.uniform(0.5, 1.5) * self._every_s)
            part = self._chance.choice(self._parts)
            self._stack.kill(part)
            self.kills.append((loop.time() - began, part))
            try:
                await asyncio.sleep(self._chance.uniform(*DEAD_FOR_S))
            finally:
                self._stack.revive(part)
