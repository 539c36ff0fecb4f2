"""Due times of an open loop of submissions, and how long each ack took from there."""

from __future__ import annotations

import asyncio

from loadtests.latency import Latencies
from loadtests.swarm import Phone

OVERTAKEN = "revision_gap"
"""Temporary: the revision before is still under way. Phones send again after a moment, and so does the load."""
MOMENT_S = 0.1


class AckLog:
    """Submission ``i`` is sent by phone ``i mod len(phones)``; every frame has its index as the request's id."""

    def __init__(self, phones: list[Phone], frames: list[bytes]) -> None:
        self._phones = phones
        self._frames = frames
        self.due: dict[int, float] = {}
        self.latencies = Latencies()
        self.last_ack_at = 0.0
        for phone in phones:
            phone.on_answer = self._on_answer

    def send(self, index: int, due: float) -> None:
        """For ``run_open_loop``."""
        self.due[index] = due
        self._hand_over(index)

    def _hand_over(self, index: int) -> None:
        self._phones[index % len(self._phones)].send_encoded(self._frames[index])

    def _on_answer(self, request: str, code: str) -> None:
        if not request.isdecimal():
            return
        if code == OVERTAKEN:
            asyncio.get_running_loop().call_later(MOMENT_S, self._hand_over, int(request))
            return
        if code:
            raise RuntimeError(f"submission {request} was refused: {code}")
        self.last_ack_at = asyncio.get_running_loop().time()
        self.latencies.record(self.last_ack_at - self.due[int(request)])
