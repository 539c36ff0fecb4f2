"""What a dashboard does with the frames of a results channel."""

from __future__ import annotations

import asyncio

import msgspec

from app.contracts.frames import ResultsData
from loadtests.swarm import Phone


class ResultsFrame(msgspec.Struct):
    """The data of a snapshot or a delta of results."""

    data: ResultsData


_results_frame = msgspec.json.Decoder(ResultsFrame)
HEAD_BYTES = 120


def results_in(payload: bytes) -> ResultsData | None:
    """The results that a frame carries; None for frames of other channels."""
    return _results_frame.decode(payload).data if b":results" in payload[:HEAD_BYTES] else None


class Screen:
    """Applies the absolute values of one cell and notes the loop time at which they became exact."""

    def __init__(self, phone: Phone, cell: str, expected: dict[str, int]) -> None:
        self._cell = cell
        self._expected = expected
        self._shown: dict[str, int] = {}
        self.exact_at: float | None = None
        phone.on_channel = self._apply

    def _apply(self, payload: bytes) -> None:
        if (results := results_in(payload)) is None:
            return
        self._shown |= results.cells.get(self._cell, {})
        if self.exact_at is None and self._shown == self._expected:
            self.exact_at = asyncio.get_running_loop().time()
